/** `compute`, run when the result is first asked for and never again. */
export function once<T>(compute: () => T): () => T {
	let result: { readonly value: T } | undefined;
	return () => {
		result ??= { value: compute() };
		return result.value;
	};
}

let generation = 0;

/** Elements that are known say something else from now on: what was computed for a key is worth nothing any more. */
export function forgetAll(): void {
	generation++;
}

/** `compute`, run once for each key for as long as the key lives or until all is forgotten. */
export function oncePer<K extends object, T>(compute: (key: K) => T): OncePer<K, T> {
	const results = new WeakMap<K, { readonly value: T; readonly of: number }>();
	const know = (key: K, value: T): T => {
		results.set(key, { value, of: generation });
		return value;
	};
	const find = (key: K): T => {
		const known = results.get(key);
		return known?.of === generation ? known.value : know(key, compute(key));
	};
	return Object.assign(find, { know });
}

export interface OncePer<K, T> {
	(key: K): T;
	/** Where the result is known from elsewhere. */
	know(key: K, value: T): T;
}
