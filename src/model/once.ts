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
export function oncePer<K extends object, T>(compute: (key: K) => T): (key: K) => T {
	const results = new WeakMap<K, { readonly value: T; readonly of: number }>();
	return (key) => {
		const known = results.get(key);
		if (known?.of === generation) return known.value;
		const value = compute(key);
		results.set(key, { value, of: generation });
		return value;
	};
}
