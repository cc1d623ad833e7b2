/** The value that `map` has for `key`; where it has none, what `make` gives is kept. */
export function memo<K, V>(map: Map<K, V>, key: K, make: () => V): V {
	const known = map.get(key);
	if (known !== undefined) return known;
	const made = make();
	map.set(key, made);
	return made;
}
