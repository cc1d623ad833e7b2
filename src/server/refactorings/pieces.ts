import type { Span } from "../../language/text.ts";
import type { SourceFile } from "../../model/architecture.ts";
import type { Layout } from "../../rules/edit/layout.ts";

/** A part of a new text: one of an old text, so that it is known where each of its names came from, or new words. */
export type Piece = string | { readonly file: SourceFile; readonly span: Span };

/** Pieces in the place of a span of the old text. */
export interface Cut {
	readonly span: Span;
	readonly pieces: readonly Piece[];
}

/** The text of a file with `cuts`, which do not overlap. Undefined if they do. */
export function withCuts(file: SourceFile, cuts: readonly Cut[]): readonly Piece[] | undefined {
	const pieces: Piece[] = [];
	let at = 0;
	for (const { span, pieces: own } of [...cuts].sort(
		(a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
	)) {
		if (span.start < at) return undefined;
		pieces.push({ file, span: { start: at, end: span.start } }, ...own);
		at = span.end;
	}
	pieces.push({ file, span: { start: at, end: file.text.length } });
	return pieces;
}

/** An item in whole lines, with the comments behind it and those right above it; undefined where it shares a line. */
export function blockOf(layout: Layout, { start, end }: Span): Span | undefined {
	if (!layout.beginsLine(start) || !layout.endsLine(end)) return undefined;
	let first = layout.lineStart(start);
	while (first > 0) {
		const above = layout.lineStart(first - 1);
		if (!layout.text.slice(above, first).trim().startsWith("//")) break;
		first = above;
	}
	const next = layout.text.indexOf("\n", end);
	return { start: first, end: next < 0 ? layout.text.length : next + 1 };
}

/** What is cut out with an item: its lines with their comments, or, where it shares them, the item and a separator. */
export function cutOf(layout: Layout, item: Span): Span {
	const block = blockOf(layout, item);
	if (block) return block;
	const behind = /^[ \t]*[,;]?[ \t]*/.exec(layout.text.slice(item.end, layout.lineEnd(item.end)))![0].length;
	return { start: item.start, end: item.end + behind };
}

/** An item, and the comments that belong to it, on lines of their own that begin with `indent`. */
export function movedItem(file: SourceFile, layout: Layout, item: Span, indent: string): readonly Piece[] {
	return movedLines(file, layout, blockOf(layout, item) ?? item, { from: layout.indentAt(item.start), to: indent });
}

/** Lines that begin with other white space than they did. The last of them ends with a line break. */
export function movedLines(
	file: SourceFile,
	layout: Layout,
	{ start, end }: Span,
	indent: { readonly from: string; readonly to: string },
): readonly Piece[] {
	const pieces: Piece[] = [];
	for (let at = start; at < end; ) {
		const next = layout.text.indexOf("\n", at);
		const lineEnd = next < 0 || next >= end ? end : next + 1;
		const from = layout.text.startsWith(indent.from, at) ? at + indent.from.length : at;
		const isEmpty = layout.text.slice(from, lineEnd).trim() === "";
		if (!isEmpty) pieces.push(indent.to, { file, span: { start: Math.min(from, lineEnd), end: lineEnd } });
		else pieces.push(layout.newline);
		at = lineEnd;
	}
	if (end > start && !layout.text.slice(start, end).endsWith("\n")) pieces.push(layout.newline);
	return pieces;
}

export function textOf(pieces: readonly Piece[]): string {
	return pieces
		.map((piece) => (typeof piece === "string" ? piece : piece.file.text.slice(piece.span.start, piece.span.end)))
		.join("");
}
