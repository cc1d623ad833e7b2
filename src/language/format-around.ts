import { DEFAULT_UNIT, firstIndent, hasErrors, innerItems, layOut, newlineOf } from "./format.ts";
import { isStructural } from "./structural.ts";
import { applyEdits, type Edit, type Span } from "./text.ts";
import type { Item, Tree } from "./tree.ts";
import { readWindow, type Window, windows } from "./windows.ts";

/** Whole lines of a text, and what stands in their place when it has been changed and laid out. */
export interface FormattedLines extends Edit {
	/** What stands there after the changes alone. */
	readonly changed: string;
	/** Whether they were in their layout before the changes. */
	readonly wereFormatted: () => boolean;
}

/**
 * What `format` makes of the lines around each of some changes to the text of `before`, which must be in order. Only these lines are read
 * again. Undefined where what stands there may depend on more of the text, or more of the text on it: then all of it has to be laid out.
 */
export function formatAround(before: Tree, changes: readonly Edit[]): readonly FormattedLines[] | undefined {
	if (changes.length > MOST_CHANGES || isStructural(before)) return undefined;
	if (changes.some(({ span }) => span.end < span.start)) return undefined;
	const text = applyEdits(before.text, changes);
	if (hasLoneReturn(before.text) || hasLoneReturn(text)) return undefined;
	const parts = partsOf(before, changes);
	if (!parts) return undefined;

	const isOutside = ({ start }: Span): boolean =>
		!parts.some(({ window }) => window.start <= start && start < window.end);
	const isBroken =
		hasErrors({ problems: before.problems.filter(isOutside) }) || parts.some(({ tree }) => hasErrors(tree));
	if (!isBroken && hasErrors(before)) return undefined;
	const unit = isBroken ? "" : unitOf(before, parts, isOutside);
	const formatted: FormattedLines[] = [];
	for (const { window, change, tree } of parts) {
		// The new line before the window, and its own last one.
		const from = window.start === 0 ? 0 : 1;
		const span = { start: window.start + from, end: Math.min(window.end + 1, before.text.length) };
		const lines = changed(before.text, span, change);
		if (isBroken) {
			formatted.push({ span, text: lines, changed: lines, wereFormatted: () => true });
			continue;
		}
		const depth = window.around.length;
		const isOpening = window.start === 0 || (window.first === 0 && depth > 0);
		const place = { depth, isOpening, unit, newline: newlineOf(text) };
		const { text: laidOut, isFirstCommented } = layOut(tree, place);
		// The two comments would stand in one column.
		if (isFirstCommented && !isOpening && hasLineComment(before, window.start)) return undefined;
		const wereFormatted = (): boolean => {
			const was = readWindow(window, before.text.slice(window.start, window.end));
			if (!was) return false;
			const ownUnit = firstIndent(before.text, innerItems(before.items))?.unit ?? DEFAULT_UNIT;
			const { text: own } = layOut(was, { ...place, unit: ownUnit, newline: newlineOf(before.text) });
			return own === before.text.slice(span.start, span.end);
		};
		formatted.push({ span, text: laidOut, changed: lines, wereFormatted });
	}
	return formatted;
}

/** Of so many changes, the whole is laid out sooner. */
const MOST_CHANGES = 50;

/** Not everybody takes a `\r` alone for the end of a line. */
const hasLoneReturn = (text: string): boolean => text.includes("\r") && /\r(?!\n)/.test(text);

/** Lines that are read by themselves. */
interface Part {
	readonly window: Window;
	/** All changes in the window as one. */
	readonly change: Edit;
	readonly tree: Tree;
}

/** The parts around the changes, one for those whose lines overlap. */
function partsOf(before: Tree, changes: readonly Edit[]): readonly Part[] | undefined {
	const parts: Part[] = [];
	for (const change of changes) {
		let part = partAround(before, change);
		while (part && parts.length > 0 && parts.at(-1)!.window.end > part.window.start)
			part = partAround(before, joined(before.text, parts.pop()!.change, part.change));
		if (!part) return undefined;
		parts.push(part);
	}
	return parts;
}

function partAround(before: Tree, change: Edit): Part | undefined {
	for (const window of windows(before, change.span, (newline) => partsLines(before, newline))) {
		const text = changed(before.text, window, change);
		const tree = readWindow(window, text);
		const isClear = window.start === 0 || !startsWithSeparator(text, 0);
		if (tree && isClear && staysWithin(before, window, tree)) return { window, change, tree };
	}
	return undefined;
}

/** Whether the lines around the items of a body stay as they are: without items it stands on one line. */
function staysWithin({ text }: Tree, { around, items, last, end }: Window, read: Tree): boolean {
	const body = around.at(-1)?.body;
	if (!body) return true;
	if (items.length === 0 || read.items.length === 0) return false;
	return last < items.length - 1 || text.slice(end, body.end - 1).trim() === "";
}

function joined(source: string, a: Edit, b: Edit): Edit {
	const text = a.text + source.slice(a.span.end, b.span.start) + b.text;
	return { span: { start: a.span.start, end: b.span.end }, text };
}

/** What stands in `span` after a change in it. */
function changed(source: string, { start, end }: Span, change: Edit): string {
	return source.slice(start, change.span.start) + change.text + source.slice(change.span.end, end);
}

/** Whether the lines before and behind a new line are laid out each by itself. */
function partsLines(before: Tree, newline: number): boolean {
	const { text } = before;
	if (startsWithSeparator(text, newline)) return false;
	if (!hasLineComment(before, newline)) return true;
	// Comments in neighbouring lines stand in one column.
	BLANK_LINE.lastIndex = newline;
	return BLANK_LINE.test(text);
}

const BLANK_LINE = /\n[^\S\n]*\n/y;

/** A separator on the next line goes, and a comment behind it moves to the line before. */
function startsWithSeparator(text: string, newline: number): boolean {
	SEPARATOR.lastIndex = newline;
	return SEPARATOR.test(text);
}

const SEPARATOR = /[\s\u200b]*[,;]/y;

/** Whether the line that ends at `newline` ends with a comment. */
function hasLineComment({ text, comments }: Tree, newline: number): boolean {
	const end = text[newline - 1] === "\r" ? newline - 1 : newline;
	let low = 0;
	let high = comments.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (comments[middle]!.end < end) low = middle + 1;
		else high = middle;
	}
	const comment = comments[low];
	return comment?.end === end && text.startsWith("//", comment.start);
}

/** What the text indents by after the changes. */
function unitOf(before: Tree, parts: readonly Part[], isOutside: (item: Item) => boolean): string {
	const firsts = parts.flatMap(({ window, tree }) => {
		const depth = window.around.length;
		const inner = depth === 0 ? innerItems(tree.items) : depth === 1 ? tree.items : [];
		const first = firstIndent(tree.text, inner);
		return first ? [{ ...first, start: window.start }] : [];
	});
	const kept = firstIndent(before.text, filtered(innerItems(before.items), isOutside));
	if (kept) firsts.push(kept);
	return firsts.sort((a, b) => a.start - b.start)[0]?.unit ?? DEFAULT_UNIT;
}

function* filtered<T>(all: Iterable<T>, isWanted: (one: T) => boolean): Iterable<T> {
	for (const one of all) if (isWanted(one)) yield one;
}
