import { suggest } from "./suggest.ts";

/** The entry that `word` most likely means: the same name in another spelling, a synonym, or the nearest name. */
export function suggestEntry(
	word: string,
	entries: Iterable<{ readonly name: string; readonly synonyms?: readonly string[] }>,
): string | undefined {
	const known = [...entries];
	const spelling = kebab(word);
	const exact =
		known.find(({ name }) => plain(name) === plain(spelling)) ??
		known.find(({ synonyms }) => synonyms?.includes(spelling));
	if (exact) return exact.name;
	const name = suggest(
		spelling,
		known.map((entry) => entry.name),
	);
	if (name !== undefined) return name;
	const synonym = suggest(
		spelling,
		known.flatMap(({ synonyms }) => synonyms ?? []),
	);
	return synonym && known.find(({ synonyms }) => synonyms?.includes(synonym))?.name;
}

const plain = (name: string): string => name.replaceAll("-", "");

/** `hitRatio`, `hit_ratio` and `Hit-Ratio` are `hit-ratio`. */
function kebab(word: string): string {
	return word
		.replace(/(\p{Ll})(\p{Lu})/gu, "$1-$2")
		.replace(/[_\s]+/g, "-")
		.toLowerCase();
}
