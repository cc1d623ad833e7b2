import type { Box, Diagram, Point } from "./diagram.ts";
import { badgeBoxes, isShown } from "./draw-card.ts";
import { ARROW, arrowBox, BADGE_WIDTH, LABEL_HEIGHT, type Label } from "./draw-edge.ts";
import { nameBox } from "./draw-group.ts";
import { stackOf } from "./metrics.ts";
import type { Edge } from "./scene.ts";
import { textWidth } from "./text-width.ts";

const CELL = 120;
const FONT = 10.5;
const NOWHERE: ReadonlyMap<string, Point> = new Map();
/** Edges beyond this many get no labels: nobody could read them. */
const MOST_LABELS = 3000;

export interface LabelOptions {
	/** Where they were; a place that is still free is kept. */
	readonly before?: ReadonlyMap<string, Point>;
	/** How much larger they are than on a near picture. */
	readonly enlarged?: number;
}

/**
 * Places the labels of edges. Each stands on its own line, near the target, where edges with the same source have
 * parted; never on a card, a name or another label, and on another line only if there is no other place. A label
 * without any place is left out.
 */
export function placeLabels(
	{ scene, layout }: Diagram,
	edges: ReadonlyMap<string, readonly Point[]>,
	{ before = NOWHERE, enlarged = 1 }: LabelOptions = {},
): readonly Label[] {
	if (scene.edges.length > MOST_LABELS) return [];
	const taken = new Boxes();
	for (const card of scene.cards) {
		const box = layout.cards[card.id];
		if (!box) continue;
		const stack = stackOf(card);
		taken.add(grow({ ...box, y: box.y - stack, height: box.height + stack }, 3));
		for (const badge of badgeBoxes(card, box.width, enlarged)) {
			taken.add(grow({ ...badge, x: badge.x + box.x, y: badge.y + box.y }, 1));
		}
	}
	// Without its head nobody could tell which way an edge leads.
	for (const points of edges.values()) taken.add(grow(arrowBox(points), 1));
	for (const group of scene.groups) {
		const box = layout.groups[group.id];
		if (box) taken.add(nameBox(group, box, enlarged));
	}
	const lines = new Boxes<Edge>();
	for (const edge of scene.edges) {
		for (const [a, b] of segments(edges.get(edge.id) ?? [])) lines.add(around(a, b), edge);
	}

	const labels: Label[] = [];
	for (const edge of scene.edges) {
		const points = edges.get(edge.id);
		if (!points) continue;
		const label = textsOf(edge)
			.map((text) => {
				const size = { width: labelWidth(edge, text) * enlarged, height: LABEL_HEIGHT * enlarged };
				return stay(edge, text, size, before.get(edge.id), taken) ?? placeLabel(edge, text, size, points, taken, lines);
			})
			.find((found) => found !== undefined);
		if (!label) continue;
		labels.push(label);
		taken.add(boxOf(label, LABEL_HEIGHT * enlarged));
	}
	return labels;
}

/** What a label may say, the most telling first. */
function textsOf(edge: Edge): string[] {
	const texts = edge.label && edge.load ? [`${edge.label} · ${edge.load}`, edge.load] : [edge.label ?? edge.load];
	// A badge finds a place where no words do.
	return [...texts.filter((text) => text !== ""), ...(isShown(edge.severity) ? [""] : [])];
}

interface Size {
	readonly width: number;
	readonly height: number;
}

function stay(edge: Edge, text: string, size: Size, at: Point | undefined, taken: Boxes): Label | undefined {
	if (!at) return undefined;
	const label = { edge, text, width: size.width, x: at.x, y: at.y };
	return taken.overlaps(boxOf(label, size.height)) ? undefined : label;
}

function placeLabel(
	edge: Edge,
	text: string,
	{ width, height }: Size,
	points: readonly Point[],
	taken: Boxes,
	lines: Boxes<Edge>,
): Label | undefined {
	let second: Label | undefined;
	for (const { x, y } of [...places(points, width, height), ...corners(points, width, height)]) {
		const label = { edge, text, width, x, y };
		const box = boxOf(label, height);
		if (taken.overlaps(box)) continue;
		if (!lines.overlaps(box, (other) => other !== edge)) return label;
		// Where edges with a common end run together, nobody could tell whose label it is.
		if (!second && !lines.overlaps(box, (other) => isRelated(other, edge))) second = label;
	}
	return second;
}

/** Middles of labels that lie on one straight part of their edge, beginning at its target. */
function* places(points: readonly Point[], width: number, height: number): Generator<Point> {
	for (const [a, b] of segments(points).reverse()) {
		const isVertical = Math.abs(a.x - b.x) < 1;
		const length = Math.hypot(a.x - b.x, a.y - b.y);
		if (length < (isVertical ? height + 8 : width + 12)) continue;
		for (const share of [0.5, 0.62, 0.38, 0.75, 0.25]) yield between(a, b, share);
	}
}

/** Middles of labels that reach around a corner of their edge, or into one: for edges that have no longer part. */
function* corners(points: readonly Point[], width: number, height: number): Generator<Point> {
	for (const [a, b] of segments(points).reverse()) {
		const isVertical = Math.abs(a.x - b.x) < 1;
		const length = Math.hypot(a.x - b.x, a.y - b.y);
		const half = (isVertical ? height : width) / 2;
		// Just before the arrowhead, at both ends, and in between.
		const before = length - half - ARROW - 2;
		for (const at of [before, 0.5 * length, 0, length, half, length - half, 0.2 * length, 0.8 * length]) {
			if (at >= 0 && at <= length) yield between(a, b, length === 0 ? 0 : at / length);
		}
	}
}

function between(a: Point, b: Point, share: number): Point {
	return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

function isRelated(other: Edge, edge: Edge): boolean {
	return other !== edge && (other.from === edge.from || other.to === edge.to);
}

function labelWidth(edge: Edge, text: string): number {
	const words = text === "" ? 0 : Math.ceil(textWidth(text, FONT)) + 12;
	return words + (isShown(edge.severity) ? BADGE_WIDTH : 0);
}

function boxOf({ x, y, width }: Label, height: number): Box {
	return { x: x - width / 2, y: y - height / 2, width, height };
}

function segments(points: readonly Point[]): (readonly [Point, Point])[] {
	return points.slice(1).map((point, at) => [points[at]!, point] as const);
}

function around(a: Point, b: Point): Box {
	return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

function grow({ x, y, width, height }: Box, by: number): Box {
	return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** Boxes that can be asked whether one of them is in the way, by the cells of a grid that they touch. */
class Boxes<Tag = undefined> {
	readonly #cells = new Map<string, { readonly box: Box; readonly tag: Tag | undefined }[]>();

	add(box: Box, tag?: Tag): void {
		for (const key of cells(box)) {
			const cell = this.#cells.get(key);
			if (cell) cell.push({ box, tag });
			else this.#cells.set(key, [{ box, tag }]);
		}
	}

	overlaps(box: Box, counts: (tag: Tag) => boolean = () => true): boolean {
		for (const key of cells(box)) {
			for (const { box: other, tag } of this.#cells.get(key) ?? []) {
				if (
					box.x <= other.x + other.width &&
					other.x <= box.x + box.width &&
					box.y <= other.y + other.height &&
					other.y <= box.y + box.height &&
					counts(tag as Tag)
				)
					return true;
			}
		}
		return false;
	}
}

function* cells({ x, y, width, height }: Box): Generator<string> {
	for (let column = Math.floor(x / CELL); column <= (x + width) / CELL; column++) {
		for (let row = Math.floor(y / CELL); row <= (y + height) / CELL; row++) yield `${column} ${row}`;
	}
}
