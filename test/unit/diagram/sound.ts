import assert from "node:assert/strict";
import type { Box, Layout, Point } from "../../../src/diagram/diagram.ts";
import type { Scene } from "../../../src/diagram/scene.ts";

const inside = (inner: Box, outer: Box) =>
	inner.x >= outer.x &&
	inner.y >= outer.y &&
	inner.x + inner.width <= outer.x + outer.width + 0.2 &&
	inner.y + inner.height <= outer.y + outer.height + 0.2;

export const overlap = (a: Box, b: Box) =>
	a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const touches = (point: Point, { x, y, width, height }: Box) =>
	point.x >= x - 0.6 && point.x <= x + width + 0.6 && point.y >= y - 0.6 && point.y <= y + height + 0.6;

/** Everything that a layout owes its scene. */
export function assertSound({ cards, groups, edges }: Scene, layout: Layout): void {
	const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
	const siblings = new Map<string, [string, Box][]>();
	for (const { id, parent } of [...cards, ...groups]) {
		const box = layout.cards[id] ?? layout.groups[id];
		assert.ok(box, `${id} has no place`);
		const around = parent === undefined ? whole : layout.groups[parent]!;
		assert.ok(inside(box, around), `${id} is not inside ${parent ?? "the picture"}: ${JSON.stringify([box, around])}`);
		const others = siblings.get(parent ?? "") ?? [];
		for (const [other, taken] of others) assert.ok(!overlap(box, taken), `${id} lies on ${other}`);
		siblings.set(parent ?? "", [...others, [id, box]]);
	}
	for (const { id, from, to } of edges) {
		const points = layout.edges[id];
		assert.ok(points && points.length > 1, `${id} has no way`);
		assert.ok(touches(points[0]!, layout.cards[from] ?? layout.groups[from]!), `${id} does not begin at ${from}`);
		assert.ok(touches(points.at(-1)!, layout.cards[to] ?? layout.groups[to]!), `${id} does not end at ${to}`);
		for (const [at, point] of points.slice(1).entries()) {
			const before = points[at]!;
			const isStraight = Math.abs(before.x - point.x) < 0.6 || Math.abs(before.y - point.y) < 0.6;
			assert.ok(isStraight, `${id} runs askew: ${JSON.stringify(points)}`);
		}
	}
}
