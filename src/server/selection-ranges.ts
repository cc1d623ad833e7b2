import type { Position, SelectionRange } from "vscode-languageserver";
import { isQuote } from "../language/lexer.ts";
import type { Span } from "../language/text.ts";
import type { Item } from "../language/tree.ts";
import type { SourceFile } from "../model/architecture.ts";
import { toRange, touches } from "./convert.ts";
import { bodyOf, itemsAt, lastAt } from "./syntax.ts";

/** For each place what an editor selects when it selects more and more: a word, its value, its line, its block, all. */
export function selectionRanges(file: SourceFile, positions: readonly Position[]): SelectionRange[] {
	return positions.map((position) => {
		let range: SelectionRange | undefined;
		for (const span of spansAt(file, file.lines.offsetAt(position)))
			range = { range: toRange(file.lines, span), ...(range && { parent: range }) };
		return range!;
	});
}

/** Around an offset, the widest first; each within the one before it. */
function spansAt({ text, tree }: SourceFile, offset: number): readonly Span[] {
	const spans: Span[] = [{ start: 0, end: text.length }];
	const add = ({ start, end }: Span): void => {
		const outer = spans.at(-1)!;
		const isWithin = outer.start <= start && end <= outer.end;
		if (isWithin && touches({ start, end }, offset) && end - start < outer.end - outer.start)
			spans.push({ start, end });
	};
	/** The parts of a node, and theirs; the items of its body are gone through by themselves. */
	const descend = (node: Span, body?: Span): void => {
		add(node);
		if (isText(node)) add(withoutQuotes(text, node));
		for (const part of partsOf(node)) if (part !== body && touches(part, offset)) descend(part);
	};
	const path = itemsAt(tree, offset);
	for (const item of path) {
		add(item);
		const body = bodyOf(item);
		if (body && touches(body, offset)) {
			add(body);
			add(insideOf(text, item));
		}
	}
	const innermost = path.at(-1);
	if (innermost) descend(innermost, bodyOf(innermost));
	const imported = lastAt(tree.imports, offset);
	if (imported) descend(imported);
	const comment = lastAt(tree.comments, offset);
	if (comment) add(comment);
	return spans;
}

/** What stands between the braces, without the white space beside them. */
function insideOf(text: string, item: Item): Span {
	const { start, end, closed } = bodyOf(item)!;
	const inner = text.slice(start + 1, closed ? end - 1 : end);
	const from = start + 1 + (inner.length - inner.trimStart().length);
	return { start: from, end: Math.max(from, start + 1 + inner.trimEnd().length) };
}

function withoutQuotes(text: string, { start, end }: Span): Span {
	return { start: start + 1, end: end - (end - start > 1 && isQuote(text[end - 1] ?? "") ? 1 : 0) };
}

function partsOf(node: Span): readonly Span[] {
	return Object.values(node).flatMap((part: unknown) => (Array.isArray(part) ? part : [part]).filter(isSpan));
}

function isSpan(part: unknown): part is Span {
	return typeof part === "object" && part !== null && "start" in part && "end" in part;
}

function isText(node: Span): boolean {
	return "type" in node && node.type === "text";
}
