import type { Range, TextEdit } from "vscode-languageserver";
import { format } from "../language/format.ts";
import { formatAround } from "../language/format-around.ts";
import { applyEdits } from "../language/text.ts";
import type { SourceFile } from "../model/architecture.ts";
import { overlaps, toSpan, toTextEdit } from "./convert.ts";
import { layoutEdits } from "./layout-edits.ts";

/** Edits of the lines that are not yet in their layout; with a range only those in it. */
export function formatting({ text, tree, lines }: SourceFile, range?: Range): TextEdit[] {
	const within = range && toSpan(lines, range);
	const around = within && formatAround(tree, [{ span: within, text: text.slice(within.start, within.end) }]);
	const formatted = around ? applyEdits(text, around) : format(text);
	return layoutEdits(text, formatted, ({ span }) => !within || overlaps(span, within)).map((edit) =>
		toTextEdit(lines, edit),
	);
}
