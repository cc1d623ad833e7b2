/** `compute`, run when the result is first asked for and never again. */
export function once<T>(compute: () => T): () => T {
	let result: { readonly value: T } | undefined;
	return () => {
		result ??= { value: compute() };
		return result.value;
	};
}

/** `compute`, run once for each key for as long as the key lives. */
export function oncePer<K extends object, T>(compute: (key: K) => T): (key: K) => T {
	const results = new WeakMap<K, { readonly value: T }>();
	return (key) => {
		const known = results.get(key);
		if (known) return known.value;
		const value = compute(key);
		results.set(key, { value });
		return value;
	};
}
