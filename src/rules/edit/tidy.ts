import { lineEdits } from "../../language/diff.ts";
import { format } from "../../language/format.ts";
import type { Edit } from "../../language/text.ts";
import type { SourceFile } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";

/** The smallest edits that turn `file` into `text`; a file that was formatted stays so. */
export function tidied(file: SourceFile, text: string): readonly Edit[] {
	return lineEdits(file.text, isFormatted(file) ? format(text) : text).map((edit) => trimmed(file.text, edit));
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

const isFormatted = oncePer((file: SourceFile) => format(file.text) === file.text);
