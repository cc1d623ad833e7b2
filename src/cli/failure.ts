/** A command that cannot be done: wrong use or unreadable input. The message says what to do about it. */
export class Failure extends Error {}
