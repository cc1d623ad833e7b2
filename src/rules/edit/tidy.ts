import { lineEdits } from "../../language/diff.ts";
import { format } from "../../language/format.ts";
import { formatAround } from "../../language/format-around.ts";
import { applyEdits, type Edit } from "../../language/text.ts";
import type { SourceFile } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";

/** The smallest edits that turn `file` into `text`; lines that were formatted stay so. */
export function tidied(file: SourceFile, text: string): readonly Edit[] {
	return lineEdits(file.text, formattedAsBefore(file, text)).map((edit) => trimmed(file.text, edit));
}

function formattedAsBefore(file: SourceFile, text: string): string {
	const around = formatAround(file.tree, lineEdits(file.text, text));
	if (!around) return isFormatted(file) ? format(text) : text;
	const edits = around.map((lines) => ({ span: lines.span, text: lines.wereFormatted() ? lines.text : lines.changed }));
	return applyEdits(file.text, edits);
}

/** Without what the edit would only write again, at its beginning and at its end. */
function trimmed(source: string, { span, text }: Edit): Edit {
	const most = Math.min(span.end - span.start, text.length);
	let head = 0;
	while (head < most && source[span.start + head] === text[head]) head++;
	while (head > 0 && splitsWord(text, head)) head--;
	let tail = 0;
	while (tail < most - head && source[span.end - 1 - tail] === text[text.length - 1 - tail]) tail++;
	while (tail > 0 && splitsWord(text, text.length - tail)) tail--;
	return { span: { start: span.start + head, end: span.end - tail }, text: text.slice(head, text.length - tail) };
}

/** An edit of whole words is easier to read in a preview. */
function splitsWord(text: string, at: number): boolean {
	return /[\w-]{2}/.test(text.slice(Math.max(0, at - 1), at + 1));
}

/** Asked where an edit concerns more than the lines around it. */
const isFormatted = oncePer((file: SourceFile) => format(file.text) === file.text);
