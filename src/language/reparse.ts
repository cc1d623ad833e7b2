import type { Mutable } from "./mutable.ts";
import { shiftImport, shiftItem, shiftProblem, shiftSpan } from "./shift.ts";
import { isStructural } from "./structural.ts";
import { commonEnds, type Span } from "./text.ts";
import type * as tree from "./tree.ts";
import { readWindow, type Window, windows } from "./windows.ts";

/** What one tree has in place of some items of the other. */
export interface Replacement {
	/** The declarations around these items, outermost first. They go on, with other items in their body. */
	readonly around: readonly tree.Declaration[];
	readonly before: readonly tree.Item[];
	readonly after: readonly tree.Item[];
	/** What stood at `from` or behind it has moved by so many characters. */
	readonly moved: { readonly from: number; readonly by: number };
}

export interface Reparsed {
	readonly tree: tree.Tree;
	readonly replacement: Replacement;
}

/**
 * The tree of `text`, from that of a text before it: only the items around the change are read again. The others are the same objects,
 * told where they stand now, so the tree before is used up. Undefined, with nothing touched, where the change may reach further: then
 * the whole text has to be parsed.
 */
export function reparse(before: tree.Tree, text: string): Reparsed | undefined {
	if (before.problems.length > MOST_PROBLEMS || isStructural(before)) return undefined;
	const ends = commonEnds(before.text, text);
	const change = { start: ends.head, end: before.text.length - ends.tail };
	const by = text.length - before.text.length;
	for (const window of windows(before, change)) {
		const read = readWindow(window, copyOf(text.slice(window.start, window.end + by)));
		if (!read) continue;
		for (const item of read.items) shiftItem(item, window.start);
		return { tree: assembled(before, text, window, read, by), replacement: replacementOf(window, read.items, by) };
	}
	return undefined;
}

/** The same characters in memory of their own: a part of a string keeps the whole of it alive, and here that would be each version of a text. */
const copyOf = (part: string): string => ` ${part}`.slice(1);

/** Nobody types in a text with more mistakes, and there is a limit to how many are reported. */
const MOST_PROBLEMS = 400;

function replacementOf(
	{ around, items, first, last, end }: Window,
	after: readonly tree.Item[],
	by: number,
): Replacement {
	return { around, before: items.slice(first, last + 1), after, moved: { from: end, by } };
}

/** The whole tree again: what stands behind the window is moved, the bodies around it grow or shrink. */
function assembled(before: tree.Tree, text: string, window: Window, read: tree.Tree, by: number): tree.Tree {
	const { around, start, end } = window;
	const joined = (items: readonly tree.Item[]): readonly tree.Item[] => {
		const rest = items.slice(window.last + 1);
		if (by !== 0) for (const item of rest) shiftItem(item, by);
		return [...items.slice(0, window.first), ...read.items, ...rest];
	};
	let top = before.items;
	if (around.length === 0) top = joined(top);
	for (const [depth, declaration] of around.entries()) {
		const siblings = depth === 0 ? before.items : around[depth - 1]!.body!.items;
		if (by !== 0) {
			const next = siblings.indexOf(declaration) + 1;
			for (let i = next; i < siblings.length; i++) shiftItem(siblings[i]!, by);
		}
	}
	for (const declaration of around) {
		const body = declaration.body as Mutable<tree.Body>;
		if (declaration === around.at(-1)) body.items = joined(body.items);
		body.end += by;
		(declaration as Mutable<tree.Declaration>).end += by;
	}

	const linesBefore = read.ignores.length > 0 ? newlinesIn(text, 0, start) : 0;
	const moreLines =
		before.ignores.length > 0 ? newlinesIn(text, start, end + by) - newlinesIn(before.text, start, end) : 0;
	const splice = <T extends Span>(
		all: readonly T[],
		middle: readonly T[],
		move: (one: T, by: number) => void,
	): readonly T[] => {
		const rest = all.filter((one) => one.start >= end);
		for (const one of middle) move(one, start);
		if (by !== 0) for (const one of rest) move(one, by);
		return [...all.filter((one) => one.start < start), ...middle, ...rest];
	};
	for (const ignore of read.ignores as Mutable<tree.Ignore>[]) ignore.line += linesBefore;
	for (const ignore of before.ignores as Mutable<tree.Ignore>[]) if (ignore.start >= end) ignore.line += moreLines;
	return {
		text,
		imports: splice(before.imports, [], shiftImport),
		items: top,
		problems: splice(before.problems, read.problems, shiftProblem),
		ignores: splice(before.ignores, read.ignores, (one, more) => {
			shiftSpan(one, more);
			shiftSpan(one.rule, more);
		}),
		comments: splice(before.comments, read.comments, shiftSpan),
	};
}

function newlinesIn(text: string, from: number, to: number): number {
	let count = 0;
	for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count++;
	return count;
}
