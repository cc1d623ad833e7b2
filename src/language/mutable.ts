/** What may be changed of something that is read-only for everybody else. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
