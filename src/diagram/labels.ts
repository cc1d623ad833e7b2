import type { Box, Diagram, Point } from "./diagram.ts";
import { LABEL_HEIGHT, type Label } from "./draw-edge.ts";
import { nameBox } from "./draw-group.ts";
import type { Edge } from "./scene.ts";
import { textWidth } from "./text-width.ts";

const CELL = 120;
const FONT = 10.5;
/** Edges beyond this many get no labels: nobody could read them. */
const MOST_LABELS = 3000;

/**
 * Places the labels of edges. Each stands on its own line, near the target, where edges with the same source have
 * parted; never on a card, a name or another label, and on another line only if there is no other place. A label
 * without any place is left out.
 */
export function placeLabels(
	{ scene, layout }: Diagram,
	edges: ReadonlyMap<string, readonly Point[]>,
): readonly Label[] {
	if (scene.edges.length > MOST_LABELS) return [];
	const taken = new Boxes();
	for (const card of scene.cards) {
		const box = layout.cards[card.id];
		if (!box) continue;
		taken.add(grow(box, 3));
		// Badges stand across the upper border.
		const badges = { x: box.x - 10, y: box.y - 11, width: card.singlePointOfFailure ? 86 : 36, height: 12 };
		if (card.singlePointOfFailure || card.severity) taken.add(badges);
		if (card.times) taken.add({ x: box.x + box.width - 36, y: box.y - 12, width: 42, height: 12 });
	}
	for (const group of scene.groups) {
		const box = layout.groups[group.id];
		if (box) taken.add(nameBox(group, box));
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
			.map((text) => placeLabel(edge, text, points, taken, lines))
			.find((found) => found !== undefined);
		if (!label) continue;
		labels.push(label);
		taken.add(boxOf(label));
	}
	return labels;
}

/** What a label may say, the most telling first. */
function textsOf(edge: Edge): string[] {
	const texts = edge.label && edge.load ? [`${edge.label} · ${edge.load}`, edge.load] : [edge.label ?? edge.load];
	return texts.filter((text) => text !== "");
}

function placeLabel(
	edge: Edge,
	text: string,
	points: readonly Point[],
	taken: Boxes,
	lines: Boxes<Edge>,
): Label | undefined {
	const width = Math.ceil(textWidth(text, FONT)) + 12;
	let second: Label | undefined;
	for (const [a, b] of segments(points).reverse()) {
		const isVertical = Math.abs(a.x - b.x) < 1;
		const length = Math.hypot(a.x - b.x, a.y - b.y);
		if (length < (isVertical ? LABEL_HEIGHT + 8 : width + 12)) continue;
		for (const share of [0.5, 0.62, 0.38, 0.75, 0.25]) {
			const label = { edge, text, width, x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
			const box = boxOf(label);
			if (taken.overlaps(box)) continue;
			if (!lines.overlaps(box, (other) => other !== edge)) return label;
			// Where edges with a common end run together, nobody could tell whose label it is.
			if (!second && !lines.overlaps(box, (other) => isRelated(other, edge))) second = label;
		}
	}
	return second;
}

function isRelated(other: Edge, edge: Edge): boolean {
	return other !== edge && (other.from === edge.from || other.to === edge.to);
}

function boxOf({ x, y, width }: Label): Box {
	return { x: x - width / 2, y: y - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT };
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
