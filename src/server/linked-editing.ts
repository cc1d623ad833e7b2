import type { LinkedEditingRanges } from "vscode-languageserver";
import type { Architecture, SourceFile } from "../model/architecture.ts";
import { toRange } from "./convert.ts";
import { placesToRename } from "./rename.ts";
import { useAt } from "./syntax.ts";

/**
 * Where a name stands that may be typed over everywhere at once. Only what is seen in one file: an editor does not carry it
 * into others, where `rename` has to be asked for.
 */
export function linkedEditing(
	architecture: Architecture,
	file: SourceFile,
	offset: number,
	architectures: readonly Architecture[],
): LinkedEditingRanges | undefined {
	const use = useAt(architecture, file, offset);
	if (!use || file.text[use.span.start] === '"') return undefined;
	const places = placesToRename(use, [architecture, ...architectures]);
	const here = [...(places.get(file)?.values() ?? [])];
	if (places.size !== 1 || here.length < 2) return undefined;
	if (here.some(({ start, end }) => file.text.slice(start, end) !== use.element.name)) return undefined;
	// What a name may be is left to the editor, which knows the words of the language: a pattern given here is read without the flag
	// `u`, so that it cannot speak of letters.
	return { ranges: here.map((span) => toRange(file.lines, span)) };
}
