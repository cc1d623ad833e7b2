import type { Architecture } from "../model/architecture.ts";

/** The value that `map` has for `key`; where it has none, what `make` gives is kept. */
export function memo<K, V>(map: Map<K, V>, key: K, make: () => V): V {
	const known = map.get(key);
	if (known !== undefined) return known;
	const made = make();
	map.set(key, made);
	return made;
}

/** `compute`, done once for each architecture: it depends on what the texts say, and not on users or on what is down. */
export function perArchitecture<T extends object>(
	compute: (architecture: Architecture) => T,
): (architecture: Architecture) => T {
	const known = new WeakMap<Architecture, T>();
	return (architecture) => {
		const before = known.get(architecture);
		if (before) return before;
		const made = compute(architecture);
		known.set(architecture, made);
		return made;
	};
}
