import { parseItems } from "./parser.ts";
import { shiftItem, shiftProblem, shiftSpan } from "./shift.ts";
import { STRUCTURAL } from "./structural.ts";
import { commonEnds, type Span } from "./text.ts";
import type * as tree from "./tree.ts";
import { kinds } from "./vocabulary/index.ts";

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
		const from = window.start;
		const to = window.end + by;
		const read = parseItems(copyOf(text.slice(from, to)), window.around.length);
		if (!read || read.imports.length > 0 || isStructural(read)) continue;
		const newItems = read.items;
		for (const item of newItems) shiftItem(item, from);
		if (!endsAsBefore(newItems, window, by)) continue;
		return { tree: assembled(before, text, window, read, by), replacement: replacementOf(window, newItems, by) };
	}
	return undefined;
}

/** The same characters in memory of their own: a part of a string keeps the whole of it alive, and here that would be each version of a text. */
const copyOf = (part: string): string => ` ${part}`.slice(1);

/** Nobody types in a text with more mistakes, and there is a limit to how many are reported. */
const MOST_PROBLEMS = 400;

/** What belongs together in it was decided by looking at the whole text. */
const isStructural = ({ problems, hidesStructure }: tree.Tree): boolean =>
	hidesStructure === true || problems.some(({ code }) => STRUCTURAL.has(code));

/** The items from `first` to `last` of one body or of the file, and the lines that they stand on. */
interface Window {
	readonly around: readonly tree.Declaration[];
	readonly items: readonly tree.Item[];
	readonly first: number;
	readonly last: number;
	readonly start: number;
	readonly end: number;
}

/** What may be enough to read again, the smallest first. */
function windows(before: tree.Tree, change: Span): readonly Window[] {
	const found: Window[] = [];
	const around: tree.Declaration[] = [];
	for (let items = before.items; ; ) {
		const window = windowIn(before, items, [...around], change);
		if (window) found.unshift(window);
		const holder = items[indexAfter(items, change.start) - 1];
		if (holder?.type !== "declaration" || !holder.body?.closed) break;
		if (change.start <= holder.body.start || change.end >= holder.body.end) break;
		if (kinds.get(holder.kind.text)?.family !== "place") break;
		around.push(holder);
		items = holder.body.items;
	}
	return found;
}

/** The items that the change touches and one on either side of them, which may look at what follows or be looked at. */
function windowIn(
	before: tree.Tree,
	items: readonly tree.Item[],
	around: readonly tree.Declaration[],
	change: Span,
): Window | undefined {
	const { text } = before;
	const body = around.at(-1)?.body;
	const open = body ? body.start + 1 : endOfImports(before, items, change.start);
	const close = body ? body.end - 1 : text.length;
	const isWhole = (at: number): boolean => !before.comments.some(({ start, end }) => start < at && at < end);
	// A mistake at the end of a line may take the next one with it.
	const isSound = (from: number, to: number): boolean =>
		!before.problems.some(({ start }) => from <= start && start <= to);

	let first = firstThatEndsAt(items, change.start) - 1;
	let start = -1;
	for (; first > 0; first--) {
		const end = text.indexOf("\n", items[first - 1]!.end);
		const isAbove = hasNewline(text, items[first]!.end, change.start);
		const isApart = isAbove && end >= 0 && end < items[first]!.start;
		if (isApart && isWhole(end) && isSound(items[first - 1]!.end, end)) {
			start = end;
			break;
		}
	}
	if (first <= 0) {
		first = 0;
		const isTop = !body && open === 0;
		start = isTop ? 0 : text.indexOf("\n", open);
		// The line of a `{` or an import is read as a whole.
		const isClear = start >= 0 && start < change.start && start < (items[0]?.start ?? text.length) && isWhole(start);
		if (!isTop && !(isClear && isSound(open, start))) return undefined;
	}

	let last = indexAfter(items, change.end);
	let end = -1;
	for (; last < items.length - 1; last++) {
		const newline = text.indexOf("\n", items[last]!.end);
		const isBelow = hasNewline(text, change.end, items[last]!.start);
		if (isBelow && newline >= 0 && newline < items[last + 1]!.start && isWhole(newline)) {
			end = newline;
			break;
		}
	}
	if (last >= items.length - 1) {
		last = items.length - 1;
		end = body ? text.lastIndexOf("\n", close) : close;
		if (end < change.end || end < (items[last]?.end ?? start) || end < start || (body && !isWhole(end)))
			return undefined;
	}
	if (before.imports.some((one) => one.end > start && one.start < end)) return undefined;
	return { around, items, first, last, start, end };
}

/** Behind the imports that stand at the top of a file. */
function endOfImports({ imports }: tree.Tree, items: readonly tree.Item[], before: number): number {
	const most = Math.min(items[0]?.start ?? before, before);
	let end = 0;
	for (const one of imports) if (one.end <= most) end = one.end;
	return end;
}

/** The first item that ends at `at` or behind it. */
const firstThatEndsAt = (items: readonly tree.Item[], at: number): number => firstWhere(items, ({ end }) => end >= at);

/** The first item that starts behind `at`. */
const indexAfter = (items: readonly tree.Item[], at: number): number => firstWhere(items, ({ start }) => start > at);

/** Of items in order, the first from which on `isPast` holds. */
function firstWhere(items: readonly tree.Item[], isPast: (item: tree.Item) => boolean): number {
	let low = 0;
	let high = items.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (isPast(items[middle]!)) high = middle;
		else low = middle + 1;
	}
	return low;
}

function hasNewline(text: string, from: number, to: number): boolean {
	const at = text.indexOf("\n", from);
	return at >= 0 && at < to;
}

/** The last item is one that the change does not touch: if it has been read as it was, so will be what follows. */
function endsAsBefore(items: readonly tree.Item[], window: Window, by: number): boolean {
	if (window.last === window.items.length - 1) return true;
	const was = window.items[window.last]!;
	const is = items.at(-1);
	return is?.type === was.type && is.start === was.start + by && is.end === was.end + by;
}

function replacementOf(
	{ around, items, first, last, end }: Window,
	after: readonly tree.Item[],
	by: number,
): Replacement {
	return { around, before: items.slice(first, last + 1), after, moved: { from: end, by } };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

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
		imports: splice(before.imports, [], (one, more) => {
			shiftSpan(one, more);
			shiftSpan(one.path, more);
		}),
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
