import { suggest } from "./suggest.ts";

/** The entry that `word` most likely means: the same name in another spelling, a synonym, or the nearest name. */
export function suggestEntry(
	word: string,
	entries: Iterable<{ readonly name: string; readonly synonyms?: readonly string[] }>,
): string | undefined {
	const known = [...entries];
	const spelling = kebab(word);
	const meant =
		known.find(({ name }) => name === spelling || name.replaceAll("-", "") === spelling.replaceAll("-", "")) ??
		known.find(({ synonyms }) => synonyms?.includes(spelling));
	return (
		meant?.name ??
		suggest(
			spelling,
			known.map(({ name }) => name),
		)
	);
}

/** `hitRatio`, `hit_ratio` and `Hit-Ratio` are `hit-ratio`. */
function kebab(word: string): string {
	return word
		.replace(/(\p{Ll})(\p{Lu})/gu, "$1-$2")
		.replace(/[_\s]+/g, "-")
		.toLowerCase();
}
