import type { Range, TextEdit } from "vscode-languageserver";
import { lineEdits } from "../language/diff.ts";
import { format } from "../language/format.ts";
import type { SourceFile } from "../model/architecture.ts";
import { overlaps, toSpan, toTextEdit } from "./convert.ts";

/** Edits of the lines that are not yet in their layout; with a range only those in it. */
export function formatting({ text, lines }: SourceFile, range?: Range): TextEdit[] {
	const within = range && toSpan(lines, range);
	return lineEdits(text, format(text))
		.filter((edit) => !within || overlaps(edit.span, within))
		.map((edit) => toTextEdit(lines, edit));
}
