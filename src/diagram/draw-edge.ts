import type { Box, Diagram, Layout, Point } from "./diagram.ts";
import { drawFinding, isShown } from "./draw-card.ts";
import { drawPatterns } from "./draw-patterns.ts";
import { stackOf } from "./metrics.ts";
import type { Card, Edge } from "./scene.ts";
import { coordinate, type Shape, shape, textShape } from "./shape.ts";
import { TRAFFICS } from "./theme.ts";

const CORNER = 8;
/** The line ends inside the arrowhead, so that a thick one does not stick out beside its tip. */
export const ARROW = 9;

export function trafficClass(edge: Edge): (typeof TRAFFICS)[number] {
	return edge.traffic === "async" ? "asynchronous" : edge.traffic;
}

/** Thicker by a fixed amount for each tenfold of the load, so that 100/s and 100k/s can be told apart and still fit. */
export function edgeWidth(requestsPerSecond: number): number {
	if (!(requestsPerSecond > 0)) return 1.2;
	return coordinate(Math.max(1.2, Math.min(7, 0.9 + 1.35 * Math.log10(requestsPerSecond / 100))));
}

/** Edges as they are seen: those that reach a stack from above end at its hindmost sheet. */
export function visibleEdges({ scene, layout }: Diagram): ReadonlyMap<string, readonly Point[]> {
	const cards = new Map(scene.cards.map((card) => [card.id, card]));
	const edges = new Map<string, readonly Point[]>();
	for (const edge of scene.edges) {
		const points = layout.edges[edge.id];
		if (points && points.length > 1) edges.set(edge.id, endAtStack(points, cards.get(edge.to), layout));
	}
	return edges;
}

function endAtStack(points: readonly Point[], card: Card | undefined, layout: Layout): readonly Point[] {
	const [end, before] = [points.at(-1)!, points.at(-2)!];
	const box = card && layout.cards[card.id];
	if (!box || stackOf(card) === 0 || Math.abs(end.y - box.y) > 1 || before.y >= end.y) return points;
	return [...points.slice(0, -1), { x: end.x, y: box.y - stackOf(card) }];
}

export function drawEdge(edge: Edge, points: readonly Point[]): Shape {
	const traffic = trafficClass(edge);
	const says = [`${edge.from} → ${edge.to}`, edge.label, edge.load].filter((text) => text);
	return shape(
		"path",
		{
			class: `edge ${traffic}${edge.isDown ? " down" : ""}${edge.stale ? " stale" : ""}`,
			d: edgePath(points),
			"stroke-width": edgeWidth(edge.requestsPerSecond),
			"marker-end": `url(#arrow-${traffic})`,
		},
		textShape({}, says.join(" · "), "title"),
	);
}

/** Many links in one line, with a head that is seen from as far away as the line. */
export function drawTrunk(trunk: Edge, points: readonly Point[], enlarged: number): Shape {
	const traffic = trafficClass(trunk);
	const says = [`${trunk.from} → ${trunk.to}`, trunk.label, trunk.load].filter((text) => text);
	const { x, y, width, height } = arrowBox(points, enlarged);
	const [tip, before] = [points.at(-1)!, points.at(-2)!];
	const angle = (Math.atan2(tip.y - before.y, tip.x - before.x) * 180) / Math.PI;
	return shape(
		"g",
		{ class: `trunk ${traffic}${trunk.isDown ? " down" : ""}` },
		textShape({}, says.join(" · "), "title"),
		shape("path", { class: "reach", d: edgePath(points, enlarged) }),
		shape("path", {
			class: "edge",
			d: edgePath(points, enlarged),
			"stroke-width": edgeWidth(trunk.requestsPerSecond),
		}),
		shape("path", {
			class: `arrow-${traffic}`,
			transform: `translate(${coordinate(x + width / 2)} ${coordinate(y + height / 2)}) rotate(${angle}) scale(${enlarged})`,
			d: "M-4.5 -4.1L4.5 0L-4.5 4.1Z",
		}),
	);
}

/** What the arrowhead of an edge covers. */
export function arrowBox(points: readonly Point[], enlarged = 1): Box {
	const [tip, before] = [points.at(-1)!, points.at(-2)!];
	const [back, half] = [ARROW * enlarged, (ARROW / 2) * enlarged];
	if (Math.abs(tip.x - before.x) < Math.abs(tip.y - before.y)) {
		const isDown = tip.y > before.y;
		return { x: tip.x - half, y: isDown ? tip.y - back : tip.y, width: back, height: back };
	}
	const isRight = tip.x > before.x;
	return { x: isRight ? tip.x - back : tip.x, y: tip.y - half, width: back, height: back };
}

/** A line with round corners that stops where its arrowhead begins. */
export function edgePath(points: readonly Point[], enlarged = 1): string {
	const shortened = shorten(points, enlarged);
	const [start, ...rest] = shortened;
	if (!start) return "";
	let path = `M${coordinate(start.x)} ${coordinate(start.y)}`;
	for (let at = 0; at < rest.length; at++) {
		const corner = rest[at]!;
		const next = rest[at + 1];
		const before = shortened[at]!;
		if (next) {
			const radius = Math.min(CORNER * enlarged, distance(before, corner) / 2, distance(corner, next) / 2);
			const from = toward(corner, before, radius);
			const to = toward(corner, next, radius);
			path += `L${from.x} ${from.y}Q${coordinate(corner.x)} ${coordinate(corner.y)} ${to.x} ${to.y}`;
		} else path += `L${coordinate(corner.x)} ${coordinate(corner.y)}`;
	}
	return path;
}

function shorten(points: readonly Point[], enlarged: number): readonly Point[] {
	const [last, before] = [points.at(-1), points.at(-2)];
	if (!last || !before) return points;
	const length = distance(before, last);
	return [...points.slice(0, -1), toward(last, before, Math.min(ARROW * enlarged - 2, length / 2))];
}

/** `length` from `from` in the direction of `to`. */
function toward(from: Point, to: Point, length: number): Point {
	const whole = distance(from, to);
	const share = whole === 0 ? 0 : length / whole;
	return { x: coordinate(from.x + (to.x - from.x) * share), y: coordinate(from.y + (to.y - from.y) * share) };
}

function distance(a: Point, b: Point): number {
	return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Arrowheads and hatches, which every drawing needs once. */
export function drawMarkers(): Shape {
	return shape(
		"defs",
		{},
		...TRAFFICS.map((traffic) =>
			shape(
				"marker",
				{
					id: `arrow-${traffic}`,
					class: `arrow-${traffic}`,
					viewBox: "0 0 9 9",
					refX: 2,
					refY: 4.5,
					markerWidth: ARROW,
					markerHeight: ARROW,
					markerUnits: "userSpaceOnUse",
					orient: "auto",
				},
				shape("path", { d: "M0 .4L9 4.5L0 8.6Z" }),
			),
		),
		...drawPatterns(),
	);
}

/** The pill of an edge, around a point; before its words the badge of its findings, if it has any. */
export interface Label {
	readonly edge: Edge;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly text: string;
}

export const LABEL_HEIGHT = 16;
/** What the badge adds to the width of a pill. */
export const BADGE_WIDTH = 16;

export function drawLabel({ edge, x, y, width, text }: Label, enlarged = 1): Shape {
	const scale = enlarged === 1 ? "" : ` scale(${enlarged})`;
	const own = width / enlarged;
	return shape(
		"g",
		{
			class: `load ${trafficClass(edge)}${edge.isDown ? " down" : ""}`,
			transform: `translate(${coordinate(x)} ${coordinate(y)})${scale}`,
		},
		shape("rect", {
			x: coordinate(-own / 2),
			y: -LABEL_HEIGHT / 2,
			width: coordinate(own),
			height: LABEL_HEIGHT,
			rx: LABEL_HEIGHT / 2,
		}),
		text !== "" && textShape({ x: isShown(edge.severity) ? BADGE_WIDTH / 2 - 1 : 0, y: 3.6 }, text),
		isShown(edge.severity) && drawFinding(edge.severity, 1, -own / 2 + BADGE_WIDTH / 2, 0),
	);
}
