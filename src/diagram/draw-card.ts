import type { Box } from "./diagram.ts";
import { hatchOf } from "./draw-patterns.ts";
import { drawState } from "./draw-state.ts";
import { icons } from "./icons.ts";
import { stackOf } from "./metrics.ts";
import type { Card, CardHeat } from "./scene.ts";
import { coordinate, type Shape, shape, textShape } from "./shape.ts";
import { type Font, fitFacts, fitText, textWidth, UNKNOWN_FONT } from "./text-width.ts";
import { heatOf } from "./theme.ts";

const RADIUS = 7;
const EDGE = 10;
const SHARD_HEIGHT = 24;
/** Cells beyond this many would be slivers; the subtitle has the number. */
const MOST_CELLS = 12;

/** From how far a picture is seen: with all texts, with few and large ones, with names only, or with none. */
export type Detail = "near" | "mid" | "far" | "tiny";

/** How much larger names, numbers and badges are than on a near picture. */
export const ENLARGED: Readonly<Record<Detail, number>> = { near: 1, mid: 1.4, far: 3.2, tiny: 6.4 };

/** Sizes of the parts of a card. `numberRoom`: at the right end of the bar for `100 %`; wider numbers shorten the bar, up to `mostRoom`. */
const SIZES = {
	near: {
		edge: 10,
		titleX: 52,
		title: 13,
		bar: 5,
		barY: 14,
		number: 11,
		numberY: 8,
		numberRoom: 44,
		mostRoom: 110,
	},
	mid: {
		edge: 4,
		titleX: 48,
		title: 17,
		bar: 8,
		barY: 18,
		number: 16,
		numberY: 9,
		numberRoom: 62,
		mostRoom: 146,
	},
};

export interface CardOptions {
	readonly font?: Font;
	readonly detail?: Detail;
	/** With a control that unfolds what can be unfolded; a file has nobody to press it. */
	readonly control?: boolean;
}

/** What a card is coloured by: the measure that is wanted, else its utilisation. */
export function heatOfCard({ heat, utilization, load, state }: Card): CardHeat | undefined {
	if (heat) return heat;
	if (utilization === undefined) return undefined;
	if (state === "failed") return { level: "none", share: 0, text: load };
	return { level: heatOf(utilization), share: Math.max(0, Math.min(1, utilization)), text: load };
}

/** A card as a group whose origin is the corner of its box. */
export function drawCard(
	card: Card,
	box: Box,
	{ font = UNKNOWN_FONT, detail = "near", control = false }: CardOptions = {},
): Shape {
	const heat = heatOfCard(card);
	const level = heat?.level ?? "none";
	// From near, what is in order needs no colour but that of its bar, unless somebody asks for a map of something else.
	const isTinted = card.heat !== undefined || (level !== "none" && level !== "ok");
	const classes = [
		"card",
		card.family,
		level,
		card.state,
		card.singlePointOfFailure && "spof",
		card.stale && "stale",
		isTinted && "tinted",
	];
	const attributes = {
		class: classes.filter(Boolean).join(" "),
		transform: `translate(${coordinate(box.x)} ${coordinate(box.y)})`,
	};
	const { width, height } = box;
	const label = textShape({}, card.label, "title");
	const isFar = detail === "far" || detail === "tiny";
	const hatch = card.state === "failed" ? hatchOf("down", isFar) : hatchOf(level, isFar);
	const body = [
		shape("rect", { class: "body", width, height, rx: RADIUS }),
		hatch !== undefined && shape("rect", { class: "hatched", width, height, rx: RADIUS, fill: hatch }),
	];
	const icon = icons[card.icon] ?? icons.hexagon!;
	const enlarged = ENLARGED[detail];
	// A screen reader has it all from the label.
	const drawn = (...content: Parameters<typeof shape>[2][]) =>
		shape("g", attributes, label, shape("g", { "aria-hidden": "true" }, ...content));
	if (detail === "far") {
		return drawn(
			...body,
			...drawFarName(card.title, box, font),
			// On the corner, where it leaves the name to be read.
			card.state && drawState(card.state, 2, 2, enlarged),
		);
	}
	if (detail === "tiny") {
		const transform = `translate(${coordinate(width / 2 - 24)} ${coordinate(height / 2 - 24)}) scale(2)`;
		// There are many of them, and no text that would have to be hidden from a screen reader.
		return shape(
			"g",
			attributes,
			label,
			...body,
			shape("path", { class: "icon", transform, d: icon }),
			card.state && drawState(card.state, 16, height / 2, enlarged),
		);
	}

	const stack = stackOf(card);
	const size = SIZES[detail];
	const room = width - size.titleX - size.edge;
	const hasBar = card.utilization !== undefined;
	// Without a bar the number stands beside the subtitle: another measure must not change the size of the card.
	const beside = hasBar ? "" : (heat?.brief ?? heat?.text ?? "");
	const name = drawTitle(card.title, room, { detail, isAlone: beside === "", font });
	const besideWidth = beside === "" ? 0 : textWidth(beside, 11, true, font) + 8;
	return drawn(
		stack > 4 && shape("rect", { class: "sheet", x: 10, y: -8, width: width - 10, height, rx: RADIUS }),
		stack > 0 && shape("rect", { class: "sheet", x: 5, y: -4, width: width - 5, height, rx: RADIUS }),
		...body,
		shape("rect", { class: "tile", x: 9, y: 10, width: 34, height: 34, rx: 6 }),
		shape("path", { class: "icon", transform: "translate(15 16) scale(.917)", d: icon }),
		...name.lines,
		detail === "near" &&
			textShape(
				{ class: "subtitle", x: size.titleX, y: name.below },
				fitFacts(card.subtitle, room - besideWidth, 11, font),
			),
		beside !== "" && textShape({ class: "utilization", x: width - EDGE, y: name.below }, beside),
		card.shards > 1 && drawShards(card, width, detail),
		hasBar && heat && drawBar(heat, width, height, detail, font),
		card.times !== "" && drawTimes(card.times, timesBox(card, width, enlarged), enlarged),
		card.singlePointOfFailure && drawSpof(enlarged),
		isShown(card.severity) && drawFinding(card.severity, card.findings, findingX(card, enlarged), 0, enlarged),
		card.state && drawState(card.state, 4, 43, enlarged),
		control && card.folds && drawUnfold(card.folds, width, height / 2, enlarged),
	);
}

/** Sizes of a name alone on a card: as large as it fits on one line, else smaller on two. */
const FAR_FONTS = { largest: 42, two: 31, smallest: 23, sheet: 12 };

function drawFarName(name: string, { width, height }: Box, font: Font): Shape[] {
	const room = width - 12;
	const line = (text: string, size: number, y: number) =>
		textShape(
			{
				class: "far-name",
				// The size is part of the style sheet, which knows no two of them.
				transform: `translate(${coordinate(width / 2)} ${coordinate(y)}) scale(${coordinate(size / FAR_FONTS.sheet)})`,
			},
			text,
		);
	const one = Math.floor(
		Math.min(FAR_FONTS.largest, (FAR_FONTS.two * room) / textWidth(name, FAR_FONTS.two, true, font)),
	);
	const middle = height / 2;
	if (one >= FAR_FONTS.two) return [line(name, one, middle + one * 0.35)];
	const [size, first, rest] = twoLines(name, room, font, [FAR_FONTS.two, FAR_FONTS.smallest]);
	if (rest === "") return [line(first, size, middle + size * 0.35)];
	return [line(first, size, middle - size * 0.2), line(rest, size, middle + size * 0.9)];
}

/** Sizes of a title from the largest to the smallest, on one line and on two, where these stand, and the line after them. */
const TITLES = {
	near: {
		one: [13, 11],
		two: [12, 11],
		line: () => 25,
		lines: (size: number) => [19, 19 + 1.1 * size],
		below: { one: 41, two: 45 },
	},
	mid: {
		one: [17, 14],
		two: [14, 12],
		line: (size: number, isAlone: boolean) => (isAlone ? 28 : 20) + 0.35 * size,
		lines: (size: number) => [28 - 0.2 * size, 28 + 0.95 * size],
		below: { one: 46, two: 46 },
	},
} as const;

/** A title, smaller where that makes it fit, else on two lines. `below`: where the line after it stands. */
function drawTitle(
	name: string,
	room: number,
	{ detail, isAlone, font }: { readonly detail: keyof typeof TITLES; readonly isAlone: boolean; readonly font: Font },
): { readonly lines: readonly Shape[]; readonly below: number } {
	const sizes = TITLES[detail];
	const { titleX: x, title: usual } = SIZES[detail];
	const line = (text: string, size: number, y: number) => {
		if (size === usual) return textShape({ class: "title", x, y: coordinate(y) }, text);
		// The size is part of the style sheet, which knows no two of them.
		const transform = `translate(${x} ${coordinate(y)}) scale(${coordinate(size / usual)})`;
		return textShape({ class: "title", transform }, text);
	};
	const single = (text: string, size: number) => ({
		lines: [line(text, size, sizes.line(size, isAlone))],
		below: sizes.below.one,
	});
	const [largest, smallest] = sizes.one;
	const fitting = Math.floor(Math.min(largest, (largest * room) / textWidth(name, largest, true, font)));
	if (fitting >= smallest) return single(name, fitting);
	if (detail === "mid" && !isAlone) return single(fitText(name, room, smallest, true, font), smallest);
	const [size, first, rest] = twoLines(name, room, font, sizes.two);
	if (rest === "") return single(first, size);
	const [y1, y2] = sizes.lines(size);
	return { lines: [line(first, size, y1!), line(rest, size, y2!)], below: sizes.below.two };
}

/** A name on two lines, smaller than `size` where that saves it from being cut. */
function twoLines(
	name: string,
	room: number,
	font: Font,
	[size, smallest]: readonly [largest: number, smallest: number],
): readonly [size: number, first: string, rest: string] {
	for (let at = size; ; at--) {
		const [first, rest] = breakLine(name, room, at, font);
		const isFit = [first, rest].every((line) => textWidth(line, at, true, font) <= room);
		if (at <= smallest || isFit) {
			return [at, fitText(first, room, at, true, font), rest === "" ? "" : fitText(rest, room, at, true, font)];
		}
	}
}

/** As many whole words as fit into the first line, and what is left. */
function breakLine(text: string, room: number, size: number, font: Font): readonly [first: string, rest: string] {
	// Names without spaces have hyphens, dots or underscores to break at.
	const words = text.match(/[^ \-_./]*[ \-_./]*/g)!.filter((word) => word !== "");
	let first = "";
	while (words.length > 0 && textWidth((first + words[0]!).trimEnd(), size, true, font) <= room)
		first += words.shift()!;
	return first === "" ? [text, ""] : [first.trimEnd(), words.join("")];
}

/** On the right border, where no text and hardly an edge is. */
function drawUnfold(folds: "place" | "nodes", x: number, y: number, enlarged: number): Shape {
	return shape(
		"g",
		{
			class: `fold unfold ${folds}`,
			"data-fold": "open",
			"aria-hidden": "true",
			transform: `translate(${coordinate(x)} ${coordinate(y)})${scaled(enlarged)}`,
		},
		shape("circle", { class: "area", r: 14 }),
		shape("circle", { class: "button", r: 9 }),
		shape("path", { class: "sign", d: "M-4 0H4M0 -4V4" }),
	);
}

function drawBar(heat: CardHeat, width: number, height: number, detail: keyof typeof SIZES, font: Font): Shape {
	const size = SIZES[detail];
	const wanted = textWidth(heat.text, size.number, true, font) + 8;
	const length = width - 2 * EDGE - Math.min(size.mostRoom, Math.max(size.numberRoom, wanted));
	const full = (heat.share ?? 0) * length;
	const at = { x: EDGE, y: height - size.barY, height: size.bar, rx: size.bar / 2 };
	return shape(
		"g",
		{ class: heat.share === undefined ? "bar unknown" : "bar" },
		shape("rect", { class: "track", ...at, width: coordinate(length) }),
		// A bar narrower than its own rounding would stick out at its ends.
		shape("rect", { class: "fill", ...at, width: coordinate(full > 0 ? Math.max(full, size.bar) : 0) }),
		textShape({ class: "utilization", x: width - EDGE, y: height - size.numberY }, heat.text),
	);
}

/** A comb of cells, one for each shard. */
function drawShards(card: Card, width: number, detail: Detail): Shape {
	const cells = Math.min(card.shards, MOST_CELLS);
	const gap = cells > 6 ? 3 : 5;
	const cell = (width - 18 - gap * (cells - 1)) / cells;
	const level = Math.max(0, Math.min(1, card.utilization ?? 0)) * SHARD_HEIGHT;
	const heat = card.state === "failed" ? "none" : heatOf(card.utilization);
	const shapes: (Shape | false)[] = [];
	for (let at = 0; at < cells; at++) {
		const x = coordinate(9 + at * (cell + gap));
		const [top, bottom] = [51, 51 + SHARD_HEIGHT];
		const isRest = at === cells - 1 && card.shards > cells;
		const name = isRest ? "…" : `s${at + 1}`;
		shapes.push(
			shape("rect", { class: "track", x, y: top, width: coordinate(cell), height: SHARD_HEIGHT, rx: 4 }),
			// How full they are says nothing of another measure.
			card.heat === undefined &&
				shape("rect", {
					class: "fill",
					x,
					y: coordinate(bottom - level),
					width: coordinate(cell),
					height: coordinate(level),
					rx: 2,
				}),
		);
		if (detail === "near" && cell >= textWidth(name, 10, true) + 2) {
			shapes.push(textShape({ class: "shard", x: coordinate(x + cell / 2), y: 66.5 }, name));
		}
	}
	return shape("g", { class: `shards ${heat}` }, ...shapes);
}

/** `×4` at the upper right corner of a stack. */
function drawTimes(times: string, { x, y, width }: Box, enlarged: number): Shape {
	const pill = width / enlarged;
	return shape(
		"g",
		{ class: "times", transform: `translate(${coordinate(x)} ${coordinate(y)})${scaled(enlarged)}` },
		shape("rect", { width: coordinate(pill), height: TIMES_HEIGHT, rx: TIMES_HEIGHT / 2 }),
		textShape({ x: coordinate(pill / 2), y: 12.5 }, times),
	);
}

const TIMES_HEIGHT = 17;

function timesBox(card: Card, width: number, enlarged: number): Box {
	const pill = (Math.ceil(textWidth(card.times, 11, true)) + 12) * enlarged;
	const y = -stackOf(card) - 2 - 8 * (enlarged - 1);
	return { x: width + 4 - pill, y, width: pill, height: TIMES_HEIGHT * enlarged };
}

const SPOF = { x: -8, width: 46, height: 18 };

function drawSpof(enlarged: number): Shape {
	const { x, width, height } = SPOF;
	return shape(
		"g",
		{ class: "spof-pill", transform: `translate(${x} ${coordinate((-height / 2) * enlarged)})${scaled(enlarged)}` },
		shape("rect", { width, height, rx: height / 2 }),
		textShape({ x: width / 2, y: 12.7 }, "SPOF"),
	);
}

/** The middle of the badge: at the corner, or beside the tag there. */
function findingX(card: Card, enlarged: number): number {
	return card.singlePointOfFailure ? SPOF.x + (SPOF.width + 12) * enlarged : 2;
}

/** What stands across the upper border of a card, relative to its corner: labels and arrowheads keep away from it. */
export function badgeBoxes(card: Card, width: number, enlarged = 1): Box[] {
	const boxes: Box[] = [];
	if (card.singlePointOfFailure) {
		const height = SPOF.height * enlarged;
		boxes.push({ x: SPOF.x, y: -height / 2, width: SPOF.width * enlarged, height });
	}
	if (isShown(card.severity)) {
		const x = findingX(card, enlarged) - MARK_SIZE * enlarged;
		const right = card.findings > 1 ? countWidth(card.findings) : MARK_SIZE;
		const height = 2 * MARK_SIZE * enlarged;
		boxes.push({ x, y: -height / 2, width: (MARK_SIZE + right) * enlarged, height });
	}
	if (card.times !== "") boxes.push(timesBox(card, width, enlarged));
	return boxes;
}

function scaled(by: number): string {
	return by === 1 ? "" : ` scale(${by})`;
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

/** Half the width of a mark, its border included. */
const MARK_SIZE = 9;

function findingCount(count: number): string {
	return count > 99 ? "99+" : String(count);
}

/** How far the number of findings reaches to the right of the middle of the mark before it. */
function countWidth(count: number): number {
	return Math.ceil(textWidth(findingCount(count), 10, true)) + 18;
}

/** The icon of the worst finding around `x`, `y`, and their number where there are several. */
export function drawFinding(severity: ShownSeverity, count: number, x: number, y: number, enlarged = 1): Shape {
	const number = findingCount(count);
	const width = countWidth(count);
	return shape(
		"g",
		{ class: `finding ${severity}`, transform: `translate(${coordinate(x)} ${coordinate(y)})${scaled(enlarged)}` },
		count > 1 && shape("rect", { class: "count", x: 0, y: -7.5, width, height: 15, rx: 7.5 }),
		count > 1 && textShape({ x: 11, y: 3.6 }, number),
		MARKS[severity],
		shape("path", { class: "sign", d: SIGNS[severity] }),
	);
}
