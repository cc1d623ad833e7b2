import type { Box } from "./diagram.ts";
import { icons } from "./icons.ts";
import { stackOf } from "./metrics.ts";
import type { Card } from "./scene.ts";
import { coordinate, type Shape, shape, textShape } from "./shape.ts";
import { fitFacts, fitText, textWidth } from "./text-width.ts";
import { heatOf } from "./theme.ts";

const RADIUS = 7;
const EDGE = 10;
/** Left of title and subtitle: the icon's tile and the space around it. */
const TEXT_X = 52;
const BAR_HEIGHT = 5;
/** Room at the right end of the bar for `100 %`; wider numbers shorten the bar. */
const BAR_NUMBER = 44;
const MOST_BAR_NUMBER = 100;
const SHARD_HEIGHT = 24;
/** Cells beyond this many would be slivers; the subtitle has the number. */
const MOST_CELLS = 12;

/** How much wider texts come out than `text-width.ts` says; 1.1 is safe for a font that is not known. */
export const UNKNOWN_FONT = 1.1;

/** A card as a group whose origin is the corner of its box. */
export function drawCard(card: Card, box: Box, fontScale = UNKNOWN_FONT): Shape {
	const stack = stackOf(card);
	const { width, height } = box;
	const heat = heatOf(card.utilization);
	const room = (width - TEXT_X - EDGE) / fontScale;
	return shape(
		"g",
		{
			class: `card ${card.family} ${heat}${card.singlePointOfFailure ? " spof" : ""}`,
			transform: `translate(${coordinate(box.x)} ${coordinate(box.y)})`,
		},
		textShape({}, card.label, "title"),
		stack > 4 && shape("rect", { class: "sheet", x: 10, y: -8, width: width - 10, height, rx: RADIUS }),
		stack > 0 && shape("rect", { class: "sheet", x: 5, y: -4, width: width - 5, height, rx: RADIUS }),
		shape("rect", { class: "body", width, height, rx: RADIUS }),
		shape("rect", { class: "tile", x: 9, y: 10, width: 34, height: 34, rx: 6 }),
		shape("path", { class: "icon", transform: "translate(15 16) scale(.917)", d: icons[card.icon] ?? icons.hexagon! }),
		textShape({ class: "title", x: TEXT_X, y: 25 }, fitText(card.title, room, 13, true)),
		textShape({ class: "subtitle", x: TEXT_X, y: 41 }, fitFacts(card.subtitle, room, 11)),
		card.shards > 1 && drawShards(card, width),
		card.utilization !== undefined && drawBar(card, width, height),
		card.times !== "" && drawTimes(card.times, width, stack),
		card.singlePointOfFailure && drawSpof(),
		isShown(card.severity) && drawFinding(card.severity, card.findings, card.singlePointOfFailure ? 50 : 2, 0),
	);
}

function drawBar(card: Card, width: number, height: number): Shape {
	const number = Math.min(MOST_BAR_NUMBER, Math.max(BAR_NUMBER, textWidth(card.load, 11, true) + 8));
	const length = width - 2 * EDGE - number;
	const full = Math.max(0, Math.min(1, card.utilization!)) * length;
	const at = { x: EDGE, y: height - 14, height: BAR_HEIGHT, rx: BAR_HEIGHT / 2 };
	return shape(
		"g",
		{ class: "bar" },
		shape("rect", { class: "track", ...at, width: coordinate(length) }),
		// A bar narrower than its own rounding would stick out at its ends.
		shape("rect", { class: "fill", ...at, width: coordinate(full > 0 ? Math.max(full, BAR_HEIGHT) : 0) }),
		textShape({ class: "utilization", x: width - EDGE, y: height - 8 }, card.load),
	);
}

/** A comb of cells, one for each shard. */
function drawShards(card: Card, width: number): Shape {
	const cells = Math.min(card.shards, MOST_CELLS);
	const gap = cells > 6 ? 3 : 5;
	const cell = (width - 18 - gap * (cells - 1)) / cells;
	const level = Math.max(0, Math.min(1, card.utilization ?? 0)) * SHARD_HEIGHT;
	const heat = heatOf(card.utilization);
	const shapes: Shape[] = [];
	for (let at = 0; at < cells; at++) {
		const x = coordinate(9 + at * (cell + gap));
		const [top, bottom] = [51, 51 + SHARD_HEIGHT];
		const isRest = at === cells - 1 && card.shards > cells;
		const name = isRest ? "…" : `s${at + 1}`;
		shapes.push(
			shape("rect", { class: "track", x, y: top, width: coordinate(cell), height: SHARD_HEIGHT, rx: 4 }),
			shape("rect", {
				class: "fill",
				x,
				y: coordinate(bottom - level),
				width: coordinate(cell),
				height: coordinate(level),
				rx: 2,
			}),
		);
		if (cell >= textWidth(name, 10, true) + 2) {
			shapes.push(textShape({ class: "shard", x: coordinate(x + cell / 2), y: 66.5 }, name));
		}
	}
	return shape("g", { class: `shards ${heat}` }, ...shapes);
}

/** `×4` at the upper right corner of a stack. */
function drawTimes(times: string, width: number, stack: number): Shape {
	const pill = Math.ceil(textWidth(times, 11, true)) + 12;
	return shape(
		"g",
		{ class: "times", transform: `translate(${coordinate(width + 4 - pill)} ${-stack - 2})` },
		shape("rect", { width: pill, height: 17, rx: 8.5 }),
		textShape({ x: coordinate(pill / 2), y: 12.5 }, times),
	);
}

function drawSpof(): Shape {
	return shape(
		"g",
		{ class: "spof-pill", transform: "translate(-8 -9)" },
		shape("rect", { width: 46, height: 18, rx: 9 }),
		textShape({ x: 23, y: 12.7 }, "SPOF"),
	);
}

type ShownSeverity = "error" | "warning" | "info";

/** Hints are for the text; on the picture they would only be noise. */
export function isShown(severity: string | undefined): severity is ShownSeverity {
	return severity === "error" || severity === "warning" || severity === "info";
}

const MARKS: Readonly<Record<ShownSeverity, Shape>> = {
	error: shape("circle", { class: "mark", r: 8 }),
	warning: shape("path", { class: "mark", d: "M0 -9L9 7H-9Z", "stroke-linejoin": "round" }),
	info: shape("circle", { class: "mark", r: 8 }),
};
const SIGNS: Readonly<Record<ShownSeverity, string>> = {
	error: "M-3 -3L3 3M3 -3L-3 3",
	warning: "M0 -3.4V1.6M0 4.3V4.4",
	info: "M0 -3.8V-3.7M0 -.6V3.8",
};

/** The icon of the worst finding around `x`, `y`, and their number where there are several. */
export function drawFinding(severity: ShownSeverity, count: number, x: number, y: number): Shape {
	const number = count > 99 ? "99+" : String(count);
	const width = Math.ceil(textWidth(number, 10, true)) + 18;
	return shape(
		"g",
		{ class: `finding ${severity}`, transform: `translate(${coordinate(x)} ${coordinate(y)})` },
		count > 1 && shape("rect", { class: "count", x: 0, y: -7.5, width, height: 15, rx: 7.5 }),
		count > 1 && textShape({ x: 11, y: 3.6 }, number),
		MARKS[severity],
		shape("path", { class: "sign", d: SIGNS[severity] }),
	);
}
