import type { Mutable } from "./mutable.ts";
import type { Reparsed } from "./reparse.ts";
import { shiftImport, shiftItem } from "./shift.ts";
import { commonEnds, type Span } from "./text.ts";
import type * as tree from "./tree.ts";
import { isPlaceKind } from "./vocabulary/index.ts";

/**
 * The tree of a whole text, in which the items that a change leaves as they were are those of the tree before it: the same objects, told
 * where they stand now, so that tree is used up. It is for the changes that `reparse` cannot follow, as while a brace is
 * open. Undefined, with nothing touched, where there are other imports.
 */
export function graft(before: tree.Tree, after: tree.Tree): Reparsed | undefined {
	const { text } = after;
	const { head, tail } = commonEnds(before.text, text);
	const change: Change = { start: head, end: before.text.length - tail, by: text.length - before.text.length };
	if (!areSame(before.imports, after.imports, change)) return undefined;

	const around: Grown[] = [];
	const behind: (readonly tree.Item[])[] = [];
	let was = before.items;
	let is = after.items;
	for (;;) {
		const { first, last, lastNow } = difference(was, is, change);
		behind.push(was.slice(last));
		const grown = last === first + 1 && lastNow === last ? grownIn(was[first]!, is[first]!, change) : undefined;
		if (grown) {
			around.push(grown);
			was = grown.was.body.items;
			is = grown.is.body.items;
			continue;
		}
		const middle = is.slice(first, lastNow);
		const items = [...was.slice(0, first), ...middle, ...was.slice(last)];
		if (change.by !== 0) {
			for (const list of behind) for (const item of list) shiftItem(item, change.by);
			for (const one of before.imports) if (one.start >= change.end) shiftImport(one, change.by);
		}
		for (const { was, is } of around) {
			was.end = is.end;
			Object.assign(was.body, { end: is.body.end, closed: is.body.closed });
		}
		const innermost = around.at(-1)?.was.body;
		if (innermost) innermost.items = items;
		const replacement = {
			around: around.map(({ was }) => was),
			before: was.slice(first, last),
			after: middle,
			moved: { from: change.end, by: change.by },
		};
		return { tree: { ...after, imports: before.imports, items: innermost ? before.items : items }, replacement };
	}
}

/** `by`: how much longer the text has become. */
interface Change extends Span {
	readonly by: number;
}

type Holder = Omit<Mutable<tree.Declaration>, "body"> & { readonly body: Mutable<tree.Body> };

/** A place, with other items in its body. */
interface Grown {
	readonly was: Holder;
	readonly is: Holder;
}

/** Where the items that are not the same begin in both lists, and where they end in each. */
function difference(was: readonly tree.Item[], is: readonly tree.Item[], change: Change) {
	const most = Math.min(was.length, is.length);
	let first = 0;
	while (first < most && was[first]!.end < change.start && isSame(was[first]!, is[first]!, 0)) first++;
	let last = was.length;
	let lastNow = is.length;
	while (Math.min(last, lastNow) > first && was[last - 1]!.start >= change.end) {
		if (!isSame(was[last - 1]!, is[lastNow - 1]!, change.by)) break;
		last--;
		lastNow--;
	}
	return { first, last, lastNow };
}

/** Whether an item reads the same, which stands on the same text: what belongs together in it is then all that may differ. */
function isSame(was: tree.Item, is: tree.Item, by: number): boolean {
	if (was.type !== is.type || !isMoved(was, is, by)) return false;
	const body = bodyOf(was);
	const bodyNow = bodyOf(is);
	if (!body || !bodyNow) return body === bodyNow;
	if (body.closed !== bodyNow.closed || !isMoved(body, bodyNow, by)) return false;
	return (
		body.items.length === bodyNow.items.length && body.items.every((item, i) => isSame(item, bodyNow.items[i]!, by))
	);
}

function isMoved(was: Span, is: Span, by: number): boolean {
	return was.start + by === is.start && was.end + by === is.end;
}

function bodyOf(item: tree.Item): tree.Body | undefined {
	return item.type === "declaration" || item.type === "link" ? item.body : undefined;
}

/** Undefined where these are not the same place, or where more than its body has changed. */
function grownIn(was: tree.Item, is: tree.Item, { start, end }: Change): Grown | undefined {
	if (!isPlace(was) || !isPlace(is)) return undefined;
	const isInside =
		was.body.start < start && end <= was.end && was.start === is.start && was.body.start === is.body.start;
	return isInside ? { was, is } : undefined;
}

function isPlace(item: tree.Item): item is tree.Declaration & Holder {
	return item.type === "declaration" && item.body !== undefined && isPlaceKind(item.kind.text);
}

function areSame(was: readonly tree.Import[], is: readonly tree.Import[], change: Change): boolean {
	return (
		was.length === is.length &&
		was.every((one, i) => {
			const by = one.start >= change.end ? change.by : 0;
			return (one.end < change.start || one.start >= change.end) && isMoved(one, is[i]!, by);
		})
	);
}
