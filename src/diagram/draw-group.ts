import type { Box } from "./diagram.ts";
import { drawFinding, isShown } from "./draw-card.ts";
import { icons } from "./icons.ts";
import { GROUP_FONT } from "./metrics.ts";
import type { Group } from "./scene.ts";
import { coordinate, type Shape, shape, textShape } from "./shape.ts";
import { fitText, textWidth } from "./text-width.ts";

const TAB_HEIGHT = 24;

/** The frame of a data center, zone or group; edges are drawn over it. */
export function drawFrame(group: Group, box: Box): Shape {
	return shape(
		"g",
		{ class: `${group.kind === "group" ? "group" : "place"} ${group.kind}` },
		shape("rect", {
			class: "frame",
			x: coordinate(box.x),
			y: coordinate(box.y),
			width: coordinate(box.width),
			height: coordinate(box.height),
			rx: radius(group),
		}),
	);
}

/** Where the name of a group stands, which labels of edges must not cover. */
export function nameBox(group: Group, box: Box): Box {
	return { x: box.x, y: box.y, width: nameWidth(group, box) + (group.kind === "group" ? 20 : 46), height: TAB_HEIGHT };
}

/** The name on the frame; it is drawn over the edges, which often pass there. */
export function drawName(group: Group, box: Box): Shape {
	const [x, y] = [coordinate(box.x), coordinate(box.y)];
	const room = box.width - 50;
	const name = fitText(group.title, room, GROUP_FONT, true);
	const width = nameWidth(group, box);
	if (group.kind === "group") {
		return shape(
			"g",
			{ class: "group" },
			textShape({ class: "name", x: x + 12, y: y + 20 }, name),
			isShown(group.severity) && drawFinding(group.severity, 1, x + width + 26, y + 16),
		);
	}
	const r = radius(group);
	const right = coordinate(x + 28 + width + 14);
	return shape(
		"g",
		{ class: "place" },
		shape("path", {
			class: "tab",
			d: `M${x} ${y + r}a${r} ${r} 0 0 1 ${r} ${-r}H${right}l-10 ${TAB_HEIGHT}H${x}Z`,
		}),
		shape("path", {
			class: "icon",
			transform: `translate(${x + 9} ${y + 5}) scale(.583)`,
			d: group.kind === "zone" ? icons["map-pin"]! : icons.building!,
		}),
		textShape({ class: "name", x: x + 28, y: y + 16 }, name),
		isShown(group.severity) && drawFinding(group.severity, 1, right + 10, y + 12),
	);
}

function nameWidth(group: Group, box: Box): number {
	return Math.min(textWidth(group.title, GROUP_FONT, true), box.width - 50);
}

function radius(group: Group): number {
	return group.kind === "group" ? RADII.group : RADII.place;
}

const RADII = { place: 10, group: 7 };
