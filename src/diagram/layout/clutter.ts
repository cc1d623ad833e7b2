import type { Layout } from "../diagram.ts";

/** Segments beyond which crossings are not counted. */
const MOST_SEGMENTS = 3000;

interface Line {
	readonly edge: string;
	readonly at: number;
	readonly from: number;
	readonly to: number;
}

/** How hard the edges are to follow: crossings first, then length. */
export function clutter(layout: Layout): number {
	let length = 0;
	for (const points of Object.values(layout.edges)) {
		for (let at = 1; at < points.length; at++) {
			const [a, b] = [points[at - 1]!, points[at]!];
			length += Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
		}
	}
	return crossingPairs(layout).length * 200 + length / 10;
}

/** The edges of each crossing; a pair that crosses twice is there twice. */
export function crossingPairs(layout: Layout): (readonly [string, string])[] {
	const horizontal: Line[] = [];
	const vertical: Line[] = [];
	for (const [edge, points] of Object.entries(layout.edges)) {
		for (let at = 1; at < points.length; at++) {
			const [a, b] = [points[at - 1]!, points[at]!];
			if (a.y === b.y) horizontal.push({ edge, at: a.y, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) });
			else vertical.push({ edge, at: a.x, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) });
		}
	}
	if (horizontal.length + vertical.length > MOST_SEGMENTS) return [];
	const pairs: [string, string][] = [];
	for (const h of horizontal) {
		for (const v of vertical) {
			const isCrossed = v.at > h.from + 1 && v.at < h.to - 1 && h.at > v.from + 1 && h.at < v.to - 1;
			if (isCrossed && h.edge !== v.edge) pairs.push([h.edge, v.edge]);
		}
	}
	return pairs;
}
