import type { Rows } from "./layered.ts";
import type { Child, Task } from "./place.ts";
import { childOf } from "./wiring.ts";

/** Cards side by side before a row is broken into several: about what an editor shows at a readable size. */
const MOST_IN_ROW = 6;

/** Layers with more children than one can take in at a glance become several rows. */
export function rowsOf({ container, children, wires }: Task): Rows {
	if (children.length <= MOST_IN_ROW) return {};
	const position = new Map(children.map((child, at) => [child.id, at]));
	const before = new Map<string, string[]>(children.map((child) => [child.id, []]));
	const after = new Map<string, string[]>(children.map((child) => [child.id, []]));
	for (const { from, to } of wires.pieces) {
		const [a, b] = [childOf(from, container.id), childOf(to, container.id)];
		if (a === undefined || b === undefined || position.get(a)! >= position.get(b)!) continue;
		after.get(a)!.push(b);
		before.get(b)!.push(a);
	}

	// As high as what leads to a child allows; what nothing leads to stands right above what it leads to.
	const layers = new Map<string, number>();
	for (const { id } of children) layers.set(id, Math.max(-1, ...before.get(id)!.map((from) => layers.get(from)!)) + 1);
	for (const { id } of [...children].reverse()) {
		const [to, isSource] = [after.get(id)!, before.get(id)!.length === 0];
		if (isSource && to.length > 0) layers.set(id, Math.min(...to.map((other) => layers.get(other)!)) - 1);
	}

	const byLayer = new Map<number, Child[]>();
	for (const child of children) {
		const layer = layers.get(child.id)!;
		byLayer.set(layer, [...(byLayer.get(layer) ?? []), child]);
	}
	if ([...byLayer.values()].every((layer) => layer.length <= MOST_IN_ROW)) return {};
	const below: [string, string][] = [];
	const rows = new Map<string, number>();
	let row = 0;
	for (const layer of [...byLayer.keys()].sort((a, b) => a - b)) {
		const cards = byLayer.get(layer)!;
		const perRow = Math.ceil(cards.length / Math.ceil(cards.length / MOST_IN_ROW));
		cards.forEach(({ id }, at) => {
			rows.set(id, row + Math.floor(at / perRow));
			// To ELK, a card that only the border leads to belongs into the first row. Something must lead to it.
			if (at >= perRow && before.get(id)!.length === 0) below.push([cards[at - perRow]!.id, id]);
		});
		row += Math.ceil(cards.length / perRow);
	}
	return { row: (child) => rows.get(child)!, below };
}

/** Rows around a block of places: above it what leads there, below it what it leads to. */
export function rowsAround({ container, children, wires }: Task, block: string): Rows {
	const next = new Map<string, string[]>(children.map((child) => [child.id, []]));
	for (const { from, to } of wires.pieces) {
		const [a, b] = [childOf(from, container.id), childOf(to, container.id)];
		if (a !== undefined && b !== undefined) next.get(a)!.push(b);
	}
	const below = new Set<string>();
	const queue = [block];
	for (const id of queue) {
		for (const to of next.get(id) ?? []) {
			if (to === block || below.has(to)) continue;
			below.add(to);
			queue.push(to);
		}
	}
	return { row: (child) => (child === block ? 1 : below.has(child) ? 2 : 0) };
}
