import { parseItems } from "./parser.ts";
import { isStructural } from "./structural.ts";
import type { Span } from "./text.ts";
import type * as tree from "./tree.ts";
import { isPlaceKind } from "./vocabulary/index.ts";

/** The items from `first` to `last` of one body or of the file, and the lines that they stand on. */
export interface Window {
	readonly around: readonly tree.Declaration[];
	readonly items: readonly tree.Item[];
	readonly first: number;
	readonly last: number;
	readonly start: number;
	readonly end: number;
}

/** What may be enough to read again after a change in a text, the smallest first. It begins and ends at new lines for which `mayPart` holds. */
export function windows(
	before: tree.Tree,
	change: Span,
	mayPart: (newline: number) => boolean = () => true,
): readonly Window[] {
	const found: Window[] = [];
	const around: tree.Declaration[] = [];
	for (let items = before.items; ; ) {
		const window = windowIn(before, items, [...around], change, mayPart);
		if (window) found.unshift(window);
		const holder = items[indexAfter(items, change.start) - 1];
		if (holder?.type !== "declaration" || !holder.body?.closed) break;
		if (change.start <= holder.body.start || change.end >= holder.body.end) break;
		if (!isPlaceKind(holder.kind.text)) break;
		around.push(holder);
		items = holder.body.items;
	}
	return found;
}

/**
 * What stands in a window after the change, read by itself, with places from where the window starts. Undefined where what stands around it
 * may have a say.
 */
export function readWindow(window: Window, text: string): tree.Tree | undefined {
	const read = parseItems(text, window.around.length);
	if (!read || read.imports.length > 0 || isStructural(read)) return undefined;
	return endsAsBefore(read, window, text.length - (window.end - window.start)) ? read : undefined;
}

/** The items that the change touches and one on either side of them, which may look at what follows or be looked at. */
function windowIn(
	before: tree.Tree,
	items: readonly tree.Item[],
	around: readonly tree.Declaration[],
	change: Span,
	mayPart: (newline: number) => boolean,
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
		if (isApart && isWhole(end) && isSound(items[first - 1]!.end, end) && mayPart(end)) {
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
		if (!isTop && !(isClear && isSound(open, start) && (body || mayPart(start)))) return undefined;
	}

	let last = indexAfter(items, change.end);
	let end = -1;
	for (; last < items.length - 1; last++) {
		const newline = text.indexOf("\n", items[last]!.end);
		const isBelow = hasNewline(text, change.end, items[last]!.start);
		const isApart = newline >= 0 && newline < items[last + 1]!.start;
		if (isBelow && isApart && isWhole(newline) && mayPart(newline)) {
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

/**
 * The last item is one that the change does not touch: if it has been read as it was, so will be what follows. With a mistake in it, what
 * follows may have a say in how the one before it is read.
 */
function endsAsBefore({ items, problems }: tree.Tree, window: Window, by: number): boolean {
	if (window.last === window.items.length - 1) return true;
	const was = window.items[window.last]!;
	const is = items.at(-1);
	const moved = by - window.start;
	if (is?.type !== was.type || is.start !== was.start + moved || is.end !== was.end + moved) return false;
	return !problems.some(({ end }) => end > is.start);
}
