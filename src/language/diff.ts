import { commonEnds, type Edit } from "./text.ts";

/** A run of lines of `before`, from `start` up to `end`, in whose place stand the `lines` of `after`. */
export interface Hunk {
	readonly start: number;
	readonly end: number;
	readonly lines: readonly string[];
}

/** Beyond so many changed lines the rest is taken as one change: the search takes the square of it. */
const MAX_CHANGES = 1000;

/** The text cut after each line end; `join("")` gives it back. */
export function linesOf(text: string): readonly string[] {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The fewest lines to take out and put in that turn `before` into `after` (Myers, "An O(ND) difference algorithm", 1986). */
export function diffLines(before: readonly string[], after: readonly string[]): readonly Hunk[] {
	let head = 0;
	while (head < before.length && head < after.length && before[head] === after[head]) head++;
	let tail = 0;
	const most = Math.min(before.length, after.length) - head;
	while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
	const a = before.slice(head, before.length - tail);
	const b = after.slice(head, after.length - tail);
	if (a.length === 0 && b.length === 0) return [];

	const kept = commonLines(a, b);
	const hunks: Hunk[] = [];
	let x = 0;
	let y = 0;
	for (const [keptX, keptY] of [...kept, [a.length, b.length] as const]) {
		if (keptX > x || keptY > y) hunks.push({ start: head + x, end: head + keptX, lines: b.slice(y, keptY) });
		x = keptX + 1;
		y = keptY + 1;
	}
	return hunks;
}

/** Edits of whole lines that turn `before` into `after`. */
export function lineEdits(before: string, after: string): readonly Edit[] {
	if (before === after) return [];
	// Only the lines between those that are surely the same are looked at one by one.
	const ends = commonEnds(before, after);
	const head = before.slice(0, ends.head).lastIndexOf("\n") + 1;
	const newline = before.indexOf("\n", before.length - ends.tail);
	const tail = newline < 0 ? 0 : before.length - newline - 1;
	const lines = linesOf(before.slice(head, before.length - tail));
	const starts = [head];
	for (const line of lines) starts.push(starts.at(-1)! + line.length);
	return diffLines(lines, linesOf(after.slice(head, after.length - tail))).map(({ start, end, lines: put }) => ({
		span: { start: starts[start]!, end: starts[end]! },
		text: put.join(""),
	}));
}

/** Pairs of indices of the lines that both have, in order; none where there are too many changes. */
function commonLines(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
	// `furthest` holds, for each diagonal k = x - y, the greatest x that d changes reach.
	const furthest = new Map<number, number>([[1, 0]]);
	const trace: Map<number, number>[] = [];
	const limit = Math.min(a.length + b.length, MAX_CHANGES);
	const stepsDown = (k: number, d: number, from: Map<number, number>): boolean =>
		k === -d || (k !== d && from.get(k - 1)! < from.get(k + 1)!);
	for (let d = 0; d <= limit; d++) {
		trace.push(new Map(furthest));
		for (let k = -d; k <= d; k += 2) {
			let x = stepsDown(k, d, furthest) ? furthest.get(k + 1)! : furthest.get(k - 1)! + 1;
			while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
			furthest.set(k, x);
			if (x >= a.length && x - k >= b.length) return walkBack(d);
		}
	}
	return [];

	function walkBack(changes: number): readonly (readonly [number, number])[] {
		const pairs: [number, number][] = [];
		let x = a.length;
		let y = b.length;
		for (let d = changes; d >= 0; d--) {
			const k = x - y;
			const down = d > 0 && stepsDown(k, d, trace[d]!);
			const fromX = d === 0 ? 0 : trace[d]!.get(down ? k + 1 : k - 1)!;
			const fromY = d === 0 ? 0 : fromX - (down ? k + 1 : k - 1);
			const startX = d === 0 ? 0 : down ? fromX : fromX + 1;
			while (x > startX && x > 0 && y > 0) pairs.push([--x, --y]);
			x = fromX;
			y = fromY;
		}
		return pairs.reverse();
	}
}
