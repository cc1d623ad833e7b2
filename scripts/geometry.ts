import type { Box, Diagram, Layout, Point } from "../src/diagram/diagram.ts";
import { badgeBoxes } from "../src/diagram/draw-card.ts";
import { arrowBox, LABEL_HEIGHT, visibleEdges } from "../src/diagram/draw-edge.ts";
import { nameBox } from "../src/diagram/draw-group.ts";
import { placeLabels } from "../src/diagram/labels.ts";
import type { Scene } from "../src/diagram/scene.ts";

/** What can be measured of a picture without looking at it. Faults are named, so that a test can say what is wrong. */
export interface Geometry {
	/** Cards on cards, cards or frames on frames that they are not in, and what stands outside of its own frame. */
	readonly nodeOverlaps: readonly string[];
	/** Labels on labels, cards, or names of groups. */
	readonly labelOverlaps: readonly string[];
	/** Labels that do not stand on their own edge. */
	readonly strayLabels: readonly string[];
	/** Labels that stand on their own edge and on another one too. */
	readonly labelsOnOthers: readonly string[];
	/** Labels on arrowheads, their own or that of another edge. */
	readonly arrowsUnderLabels: readonly string[];
	/** Arrowheads of which a badge, a tag or a pill of the card hides more than the edge. */
	readonly arrowsUnderBadges: readonly string[];
	/** Edges that say something and have no room for it. */
	readonly missingLabels: readonly string[];
	/** Edges that run through a card that they do not connect. */
	readonly throughCards: readonly string[];
	/** Edges that meet a card at the same point. */
	readonly sharedEnds: readonly string[];
	/** Edges of which one runs on top of the other for a while. */
	readonly sharedLines: readonly string[];
	readonly crossings: number;
	/** Width to height. */
	readonly aspect: number;
	/** Area of the cards to that of the picture. */
	readonly cardShare: number;
}

/** Closer than this, two ends or two lines cannot be told apart. */
const APART = 4;

export function geometry(diagram: Diagram): Geometry {
	const { scene, layout } = diagram;
	const { width, height } = layout;
	const area = Object.values(layout.cards).reduce((sum, card) => sum + card.width * card.height, 0);
	return {
		nodeOverlaps: nodeOverlaps(scene, layout),
		...labelFaults(diagram),
		throughCards: throughCards(scene, layout),
		sharedEnds: sharedEnds(scene, layout),
		sharedLines: sharedLines(layout),
		crossings: crossings(layout),
		aspect: height > 0 ? width / height : 0,
		cardShare: width * height > 0 ? area / (width * height) : 0,
	};
}

function nodeOverlaps({ cards, groups }: Scene, layout: Layout): string[] {
	const parents = new Map([...groups, ...cards].map(({ id, parent }) => [id, parent]));
	const isIn = (id: string, frame: string): boolean => {
		for (let at = parents.get(id); at !== undefined; at = parents.get(at)) if (at === frame) return true;
		return false;
	};
	const faults: string[] = [];
	const boxes = [...Object.entries(layout.cards), ...Object.entries(layout.groups)];
	const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
	for (const [at, [id, box]] of boxes.entries()) {
		const parent = parents.get(id);
		const frame = parent === undefined ? whole : layout.groups[parent]!;
		if (!isInside(box, frame)) faults.push(`${id} is not inside ${parent ?? "the picture"}`);
		for (const [other, taken] of boxes.slice(at + 1)) {
			if (overlap(box, taken) && !isIn(id, other) && !isIn(other, id)) faults.push(`${id} lies on ${other}`);
		}
	}
	return faults;
}

function labelFaults(diagram: Diagram) {
	const { scene, layout } = diagram;
	const edges = visibleEdges(diagram);
	const labels = placeLabels(diagram, edges);
	const labelOverlaps: string[] = [];
	const strayLabels: string[] = [];
	const labelsOnOthers: string[] = [];
	const names = scene.groups.flatMap((group) => {
		const box = layout.groups[group.id];
		return box ? [[group.id, nameBox(group, box)] as const] : [];
	});
	const arrows = [...edges].map(([id, points]) => [id, arrowBox(points)] as const);
	const arrowsUnderLabels: string[] = [];
	const placed: [string, Box][] = [];
	for (const { edge, x, y, width } of labels) {
		const box = { x: x - width / 2, y: y - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT };
		for (const [other, taken] of [...placed, ...Object.entries(layout.cards), ...names]) {
			if (overlap(box, taken)) labelOverlaps.push(`the label of ${edge.id} lies on ${other}`);
		}
		placed.push([edge.id, box]);
		for (const [other, arrow] of arrows) {
			if (overlap(box, shrink(arrow, 0.5)))
				arrowsUnderLabels.push(`the label of ${edge.id} lies on the arrow of ${other}`);
		}
		const point = { x: x - 0.5, y: y - 0.5, width: 1, height: 1 };
		const own = segments(edges.get(edge.id)!);
		if (!own.some(([a, b]) => overlap(point, around(a, b)))) strayLabels.push(edge.id);
		for (const [other, points] of edges) {
			if (other !== edge.id && segments(points).some(([a, b]) => overlap(box, around(a, b)))) {
				labelsOnOthers.push(`the label of ${edge.id} stands on ${other}`);
			}
		}
	}
	const labelled = new Set(labels.map(({ edge }) => edge.id));
	const missingLabels = scene.edges
		.filter(({ id, load, label }) => edges.has(id) && (load || label) && !labelled.has(id))
		.map(({ id }) => id);
	return {
		labelOverlaps,
		strayLabels,
		labelsOnOthers,
		missingLabels,
		arrowsUnderLabels,
		arrowsUnderBadges: underBadges(diagram, arrows),
	};
}

function underBadges({ scene, layout }: Diagram, arrows: readonly (readonly [string, Box])[]): string[] {
	const targets = new Map(scene.edges.map(({ id, to }) => [id, to]));
	const cards = new Map(scene.cards.map((card) => [card.id, card]));
	return arrows.flatMap(([id, arrow]) => {
		const card = cards.get(targets.get(id)!);
		const box = card && layout.cards[card.id];
		if (!box) return [];
		const isHidden = badgeBoxes(card, box.width).some((badge) =>
			overlap({ ...badge, x: badge.x + box.x, y: badge.y + box.y }, shrink(arrow, 1)),
		);
		return isHidden ? [`the arrow of ${id} lies under a badge of ${card.id}`] : [];
	});
}

function throughCards({ edges }: Scene, layout: Layout): string[] {
	return edges.flatMap(({ id, from, to }) =>
		Object.entries(layout.cards)
			.filter(([card]) => card !== from && card !== to)
			.filter(([, box]) => segments(layout.edges[id] ?? []).some(([a, b]) => overlap(around(a, b), shrink(box, 1))))
			.map(([card]) => `${id} runs through ${card}`),
	);
}

function sharedEnds({ edges }: Scene, layout: Layout): string[] {
	const ends = new Map<string, [string, Point][]>();
	const faults: string[] = [];
	for (const { id, from, to } of edges) {
		const points = layout.edges[id];
		if (!points || points.length < 2) continue;
		for (const [card, point] of [[from, points[0]!] as const, [to, points.at(-1)!] as const]) {
			const others = ends.get(card) ?? [];
			for (const [other, taken] of others) {
				if (Math.hypot(taken.x - point.x, taken.y - point.y) < APART) faults.push(`${id} and ${other} meet at ${card}`);
			}
			ends.set(card, [...others, [id, point]]);
		}
	}
	return faults;
}

function sharedLines(layout: Layout): string[] {
	const faults = new Set<string>();
	const lines = Object.entries(layout.edges).flatMap(([id, points]) => segments(points).map((ends) => ({ id, ends })));
	for (const axis of ["x", "y"] as const) {
		const along = axis === "x" ? "y" : "x";
		const parallel = lines
			.filter(({ ends: [a, b] }) => Math.abs(a[axis] - b[axis]) < 0.5)
			.map(({ id, ends: [a, b] }) => ({
				id,
				at: a[axis],
				from: Math.min(a[along], b[along]),
				to: Math.max(a[along], b[along]),
			}))
			.sort((a, b) => a.at - b.at);
		for (const [at, line] of parallel.entries()) {
			for (let next = at + 1; next < parallel.length && parallel[next]!.at - line.at < APART; next++) {
				const other = parallel[next]!;
				const common = Math.min(line.to, other.to) - Math.max(line.from, other.from);
				if (other.id !== line.id && common > APART) faults.add([line.id, other.id].sort().join(" and "));
			}
		}
	}
	return [...faults];
}

/** Places where two edges cross. A bend that touches another edge, or an end, is none. */
export function crossings({ edges }: Layout): number {
	const lines = Object.entries(edges).flatMap(([id, points]) => segments(points).map(([a, b]) => ({ id, a, b })));
	const horizontal = lines.filter(({ a, b }) => a.y === b.y);
	const vertical = lines.filter(({ a, b }) => a.y !== b.y);
	let count = 0;
	for (const h of horizontal) {
		const [left, right] = [Math.min(h.a.x, h.b.x), Math.max(h.a.x, h.b.x)];
		for (const v of vertical) {
			const [top, bottom] = [Math.min(v.a.y, v.b.y), Math.max(v.a.y, v.b.y)];
			const isCrossed = v.a.x > left + 1 && v.a.x < right - 1 && h.a.y > top + 1 && h.a.y < bottom - 1;
			if (isCrossed && h.id !== v.id) count++;
		}
	}
	return count;
}

function segments(points: readonly Point[]): (readonly [Point, Point])[] {
	return points.slice(1).map((point, at) => [points[at]!, point] as const);
}

function around(a: Point, b: Point): Box {
	return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

function shrink({ x, y, width, height }: Box, by: number): Box {
	return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}

function isInside(inner: Box, outer: Box): boolean {
	return (
		inner.x >= outer.x - 0.2 &&
		inner.y >= outer.y - 0.2 &&
		inner.x + inner.width <= outer.x + outer.width + 0.2 &&
		inner.y + inner.height <= outer.y + outer.height + 0.2
	);
}

function overlap(a: Box, b: Box): boolean {
	return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
