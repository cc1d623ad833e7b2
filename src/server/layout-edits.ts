import { lineEdits } from "../language/diff.ts";
import type { Edit } from "../language/text.ts";

/**
 * The edits of lines that lay out a text, as far as they are wanted; all of them if one that is wanted belongs to another one: where much
 * has to be indented anew, what is taken out at one place may be put in again at another.
 */
export function layoutEdits(text: string, formatted: string, isWanted: (edit: Edit) => boolean): readonly Edit[] {
	const all = lineEdits(text, formatted);
	const wanted = all.filter(isWanted);
	const isComplete = wanted.every(({ span, text: put }) => letters(text.slice(span.start, span.end)) === letters(put));
	return isComplete ? wanted : all;
}

/** Layout changes nothing but white space and separators. */
const letters = (text: string): string => text.replace(/[\s,;]/g, "");
