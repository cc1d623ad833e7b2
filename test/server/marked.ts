import assert from "node:assert/strict";

export interface Position {
	readonly line: number;
	readonly character: number;
}

/** A text with its `<|>` cut out, and where that stood. */
export function marked(text: string): { readonly text: string; readonly at: Position } {
	const [before, after, ...more] = text.split("<|>");
	assert.ok(before !== undefined && after !== undefined && more.length === 0, "one <|> is expected");
	return { text: before + after, at: positionOf(before, before.length) };
}

export function positionOf(text: string, offset: number): Position {
	const lines = text.slice(0, offset).split("\n");
	return { line: lines.length - 1, character: lines.at(-1)!.length };
}

interface TextEdit {
	readonly range: { readonly start: Position; readonly end: Position };
	readonly newText: string;
}

/** The text after edits as an editor applies them. */
export function edited(text: string, edits: readonly TextEdit[]): string {
	const lines = text.split("\n");
	const starts = lines.map((_, index) => lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0));
	const offset = ({ line, character }: Position): number => (starts[line] ?? text.length) + character;
	let out = text;
	for (const { range, newText } of [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start)))
		out = out.slice(0, offset(range.start)) + newText + out.slice(offset(range.end));
	return out;
}

/** The text in a range. */
export function textIn(text: string, range: TextEdit["range"]): string {
	return edited(text, [{ range: { start: { line: 0, character: 0 }, end: range.start }, newText: "" }]).slice(
		0,
		edited(text, []).length - edited(text, [{ range, newText: "" }]).length,
	);
}

/** A text with its marks cut out: where the one `<|>` stood, and what stood between each `<|` and `|>`. */
export function markedRanges(text: string): {
	readonly text: string;
	readonly at: Position;
	readonly ranges: readonly TextEdit["range"][];
} {
	let plain = "";
	let at: Position | undefined;
	let start: Position | undefined;
	const ranges: TextEdit["range"][] = [];
	for (const part of text.split(/(<\|>|<\||\|>)/)) {
		if (part === "<|>") at = positionOf(plain, plain.length);
		else if (part === "<|") start = positionOf(plain, plain.length);
		else if (part === "|>") ranges.push({ start: start!, end: positionOf(plain, plain.length) });
		else plain += part;
	}
	assert.ok(at, "one <|> is expected");
	return { text: plain, at, ranges };
}
