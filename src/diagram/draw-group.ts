import type { Box } from "./diagram.ts";
import { drawFinding, isShown } from "./draw-card.ts";
import { hatchOf } from "./draw-patterns.ts";
import { drawState } from "./draw-state.ts";
import { icons } from "./icons.ts";
import { GROUP_FONT } from "./metrics.ts";
import type { Group } from "./scene.ts";
import { coordinate, type Shape, shape, textShape } from "./shape.ts";
import { type Font, fitText, textWidth, UNKNOWN_FONT } from "./text-width.ts";

const TAB_HEIGHT = 24;
/** Of the name of a group. */
const BASELINE = 20;
/** About what is free between a data center and what stands above it, and within one. */
const MOST_RISE = { outermost: 76, inner: 52 };
/** Room for the sign of a place that is down. */
const MARK = 22;
/** Room of the control that folds a group. */
const CONTROL = 26;

/** The frame of a data center, zone or group; edges are drawn over it. */
export function drawFrame(group: Group, box: Box): Shape {
	const area = {
		x: coordinate(box.x),
		y: coordinate(box.y),
		width: coordinate(box.width),
		height: coordinate(box.height),
		rx: radius(group),
	};
	return shape(
		"g",
		{
			class: `${group.kind === "group" ? "group" : "place"} ${group.kind}${group.isDown ? " down" : ""}${group.stale ? " stale" : ""}`,
		},
		shape("rect", { class: "frame", ...area }),
		group.isDown === true && shape("rect", { class: "hatched", ...area, fill: hatchOf("down")! }),
	);
}

export interface NameOptions {
	/** How much larger it is than on a near picture. */
	readonly enlarged?: number;
	/** With a control that folds the group, and that says so to a screen reader. */
	readonly foldLabel?: string | undefined;
	readonly font?: Font;
}

/** Where the name of a group stands, which labels of edges must not cover. */
export function nameBox(group: Group, box: Box, enlarged = 1): Box {
	const width = nameWidth(group, box, { enlarged, foldLabel: "" }) + roomBeside(group, true);
	return { x: box.x, y: box.y - riseOf(group, enlarged), width: width * enlarged, height: TAB_HEIGHT * enlarged };
}

/** The name on the frame; it is drawn over the edges, which often pass there. */
export function drawName(
	group: Group,
	box: Box,
	{ enlarged = 1, foldLabel, font = UNKNOWN_FONT }: NameOptions = {},
): Shape {
	// Seen from further away, there may be no room for both.
	const control = enlarged > 1 && isCut(group, box, { enlarged, foldLabel, font }) ? undefined : foldLabel;
	const width = nameWidth(group, box, { enlarged, foldLabel: control, font });
	const name = fitText(group.title, width + 0.5, GROUP_FONT, true, font);
	const at = `translate(${coordinate(box.x)} ${coordinate(box.y - riseOf(group, enlarged))})${enlarged === 1 ? "" : ` scale(${enlarged})`}`;
	const room = control === undefined ? 0 : CONTROL;
	if (group.kind === "group") {
		const mark = width + 26 + room;
		return shape(
			"g",
			{ class: "group", transform: at },
			textShape({ class: "name", x: 12, y: BASELINE }, name),
			group.isDown === true && drawState("failed", mark, 16),
			isShown(group.severity) && drawFinding(group.severity, 1, mark + (group.isDown ? MARK : 0), 16),
			control !== undefined && drawFold(group.id, control, width + 26, 16),
		);
	}
	const r = radius(group) / enlarged;
	const right = coordinate(28 + width + 14 + room);
	return shape(
		"g",
		{ class: "place", transform: at },
		shape("path", { class: "tab", d: `M0 ${r}a${r} ${r} 0 0 1 ${r} ${-r}H${right}l-10 ${TAB_HEIGHT}H0Z` }),
		shape("path", {
			class: "icon",
			transform: "translate(9 5) scale(.583)",
			d: group.kind === "zone" ? icons["map-pin"]! : icons.building!,
		}),
		textShape({ class: "name", x: 28, y: 16 }, name),
		group.isDown === true && drawState("failed", right + 10, 12),
		isShown(group.severity) && drawFinding(group.severity, 1, right + 10 + (group.isDown ? MARK : 0), 12),
		control !== undefined && drawFold(group.id, control, width + 42, 12),
	);
}

/** A large name stands out above its frame, so that it leaves the cards in it, and their badges, to be seen. */
function riseOf({ kind, parent }: Group, enlarged: number): number {
	if (kind === "group") return BASELINE * (enlarged - 1);
	const most = parent === undefined ? MOST_RISE.outermost : MOST_RISE.inner;
	return Math.min(most, TAB_HEIGHT * (enlarged - 1));
}

function drawFold(id: string, label: string, x: number, y: number): Shape {
	return shape(
		"g",
		{
			class: "fold",
			"data-fold": "close",
			"data-of": id,
			role: "button",
			"aria-expanded": "true",
			"aria-label": label,
			transform: `translate(${coordinate(x)} ${coordinate(y)})`,
		},
		textShape({}, label, "title"),
		shape("rect", { class: "area", x: -11, y: -11, width: 22, height: 22 }),
		shape("rect", { class: "button", x: -6.5, y: -6.5, width: 13, height: 13, rx: 3 }),
		shape("path", { class: "sign", d: "M-3 0H3" }),
	);
}

function nameWidth(group: Group, box: Box, { enlarged = 1, foldLabel, font = UNKNOWN_FONT }: NameOptions): number {
	const room = Math.max(0, box.width / enlarged - roomBeside(group, foldLabel !== undefined));
	return Math.min(textWidth(group.title, GROUP_FONT, true, font), room);
}

function isCut(group: Group, box: Box, options: NameOptions): boolean {
	return nameWidth(group, box, options) < textWidth(group.title, GROUP_FONT, true, options.font ?? UNKNOWN_FONT);
}

/** What stands before and after the name: space, icon and control, and the signs of what is wrong. */
function roomBeside({ kind, isDown, severity }: Group, hasControl: boolean): number {
	const own = kind === "group" ? 12 + 8 : 28 + 14;
	return own + (hasControl ? CONTROL : 0) + (isDown ? MARK : 0) + (isShown(severity) ? MARK : 0);
}

function radius(group: Group): number {
	return group.kind === "group" ? RADII.group : RADII.place;
}

const RADII = { place: 10, group: 7 };
