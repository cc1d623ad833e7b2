import type { Box } from "./diagram.ts";
import { drawFinding, isShown } from "./draw-card.ts";
import { hatchOf } from "./draw-patterns.ts";
import { drawState } from "./draw-state.ts";
import { icons } from "./icons.ts";
import { GROUP_FONT } from "./metrics.ts";
import type { Group } from "./scene.ts";
import { coordinate, type Shape, shape, textShape } from "./shape.ts";
import { fitText, textWidth } from "./text-width.ts";

const TAB_HEIGHT = 24;
/** Room for the sign of a place that is down. */
const MARK = 22;

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

/** Where the name of a group stands, which labels of edges must not cover. */
export function nameBox(group: Group, box: Box, enlarged = 1): Box {
	const width = nameWidth(group, box, enlarged) + (group.kind === "group" ? 20 : 46) + (group.isDown ? MARK : 0);
	return { x: box.x, y: box.y, width: width * enlarged, height: TAB_HEIGHT * enlarged };
}

/** The name on the frame; it is drawn over the edges, which often pass there. */
export function drawName(group: Group, box: Box, enlarged = 1): Shape {
	const width = nameWidth(group, box, enlarged);
	const name = fitText(group.title, width + 0.5, GROUP_FONT, true);
	const at = `translate(${coordinate(box.x)} ${coordinate(box.y)})${enlarged === 1 ? "" : ` scale(${enlarged})`}`;
	if (group.kind === "group") {
		return shape(
			"g",
			{ class: "group", transform: at },
			textShape({ class: "name", x: 12, y: 20 }, name),
			group.isDown === true && drawState("failed", width + 26, 16),
			isShown(group.severity) && drawFinding(group.severity, 1, width + 26 + (group.isDown ? MARK : 0), 16),
		);
	}
	const r = radius(group) / enlarged;
	const right = coordinate(28 + width + 14);
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
	);
}

function nameWidth(group: Group, box: Box, enlarged: number): number {
	return Math.min(textWidth(group.title, GROUP_FONT, true), Math.max(0, box.width / enlarged - 50));
}

function radius(group: Group): number {
	return group.kind === "group" ? RADII.group : RADII.place;
}

const RADII = { place: 10, group: 7 };
