import type { FormattingOptions, TextEdit } from "vscode-languageserver";
import { format, hasErrors } from "../language/format.ts";
import { formatAround } from "../language/format-around.ts";
import { applyEdits, type Edit } from "../language/text.ts";
import type { SourceFile } from "../model/architecture.ts";
import { toTextEdit } from "./convert.ts";
import { layoutEdits } from "./layout-edits.ts";
import { bodyOf, itemsAt } from "./syntax.ts";

/** What a `}` or a new line puts into its layout: the block that is now closed, or the line that has just been left. */
export function formattingOnType(
	file: SourceFile,
	offset: number,
	typed: string,
	options: Pick<FormattingOptions, "insertSpaces" | "tabSize">,
): TextEdit[] {
	const edits = typed === "}" ? closedBlock(file, offset) : newLine(file, offset, options);
	return edits.map((edit) => toTextEdit(file.lines, edit));
}

function closedBlock(file: SourceFile, offset: number): readonly Edit[] {
	const { text, tree } = file;
	const block = itemsAt(tree, offset).find((item) => bodyOf(item)?.closed && bodyOf(item)!.end === offset);
	if (!block) return [];
	const start = lineStart(text, block.start);
	const around = formatAround(tree, [{ span: { start, end: offset }, text: text.slice(start, offset) }]);
	const formatted = around ? applyEdits(text, around) : format(text);
	const end = lineEnd(text, offset);
	const edits = layoutEdits(text, formatted, ({ span }) => span.start >= start && span.end <= end);
	if (edits.length > 0) return edits;
	// In a text with mistakes somewhere, a `}` on a line of its own still stands below what it closes.
	const line = lineStart(text, offset);
	return text.slice(line, offset).trim() === "}" ? indented(text, offset - 1, indentOf(text, block.start)) : [];
}

/** A comment that stands in for the line that nobody has written yet, so that the formatter keeps its place. */
const STAND_IN = "//archscale: the line with the cursor";

function newLine(file: SourceFile, offset: number, options: Pick<FormattingOptions, "insertSpaces" | "tabSize">) {
	const { text } = file;
	const start = lineStart(text, offset);
	// Behind the cursor stands what the new line has cut off, which is somebody's unfinished work.
	if (start === 0 || text.slice(start, lineEnd(text, offset)).trim() !== "") return [];
	const previous = { start: lineStart(text, start - 1), end: start - 1 };
	const change = { span: { start: previous.start, end: offset }, text: text.slice(previous.start, offset) + STAND_IN };
	const [around] = formatAround(file.tree, [change]) ?? [];
	const changed = around?.changed ?? applyEdits(text, [change]);
	const formatted = around?.text ?? format(changed);
	if (formatted === changed) return hasErrors(file.tree) ? indented(text, offset, guessed(text, start, options)) : [];
	const lines = formatted.split("\n");
	const at = lines.findIndex((line) => line.trim() === STAND_IN);
	if (at < 0 || (at === 0 && !around?.span.start)) return [];
	const edits = [...indented(text, offset, /^[ \t]*/.exec(lines[at]!)![0])];
	const before = text.slice(previous.start, previous.end).replace(/\r$/, "");
	const after = lines[at - 1]?.replace(/\r$/, "") ?? before;
	// Where the formatter has broken or joined lines, this is not the line that was left.
	if (before !== after && before.replace(/\s/g, "") === after.replace(/\s/g, ""))
		edits.unshift({ span: { start: previous.start, end: previous.start + before.length }, text: after });
	return edits;
}

/** A text that cannot be laid out yet: one step further in behind what opens a block, else as the line before. */
function guessed(text: string, start: number, { insertSpaces, tabSize }: FormattingOptions): string {
	const before = text.slice(0, start).trimEnd();
	const indent = indentOf(text, before.length);
	return /[{[]$/.test(before) ? indent + (insertSpaces ? " ".repeat(tabSize) : "\t") : indent;
}

/** The edit that gives the line of `offset` another indentation, if it has not. */
function indented(text: string, offset: number, indent: string): readonly Edit[] {
	const start = lineStart(text, offset);
	const is = /^[ \t]*/.exec(text.slice(start, lineEnd(text, start)))![0];
	return is === indent ? [] : [{ span: { start, end: start + is.length }, text: indent }];
}

function indentOf(text: string, offset: number): string {
	return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))![0];
}

function lineStart(text: string, offset: number): number {
	return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
	const end = text.indexOf("\n", offset);
	return end < 0 ? text.length : end;
}
