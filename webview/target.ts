import type { Box, Diagram, Point } from "../src/diagram/diagram.ts";
import type { Picture } from "./picture.ts";

/** What of the picture somebody points at. */
export type Target = { readonly type: "card" | "group" | "edge"; readonly id: string } | { readonly type: "picture" };

/** How near to a line counts as on it, in px of the screen. */
const NEAR_LINE = 6;

/** What of the picture has the keyboard, the controls of a frame included. */
export function focusedTarget({ svg }: Picture): Exclude<Target, { readonly type: "picture" }> | undefined {
	const { activeElement } = document;
	if (!activeElement || !svg.contains(activeElement)) return undefined;
	const element = activeElement.closest("[data-id], [data-frame], [data-group], [data-link]");
	const named = (name: string) => element?.getAttribute(name) ?? undefined;
	const [card, group, edge] = [named("data-id"), named("data-frame") ?? named("data-group"), named("data-link")];
	if (card !== undefined) return { type: "card", id: card };
	if (group !== undefined) return { type: "group", id: group };
	return edge === undefined ? undefined : { type: "edge", id: edge };
}

/** A point of the page in the coordinates of the picture. */
export function toPicture({ svg, view }: Picture, { clientX, clientY }: { clientX: number; clientY: number }): Point {
	const { left, top } = svg.getBoundingClientRect();
	const { x, y, k } = view.state;
	return { x: (clientX - left - x) / k, y: (clientY - top - y) / k };
}

/** A box of the picture in px from the corner of the stage. */
export function toStage({ view }: Picture, box: Box): Box {
	const { x, y, k } = view.state;
	return { x: x + box.x * k, y: y + box.y * k, width: box.width * k, height: box.height * k };
}

export function targetAt(picture: Picture, event: { clientX: number; clientY: number }): Target {
	const { diagram, view } = picture;
	if (!diagram) return { type: "picture" };
	const point = toPicture(picture, event);
	const card = cardAt(diagram, point);
	if (card !== undefined) return { type: "card", id: card };
	const edge = edgeAt(diagram, point, NEAR_LINE / view.state.k, (id) => picture.isApart(id));
	if (edge !== undefined) return { type: "edge", id: edge };
	const group = groupAt(diagram, point);
	return group === undefined ? { type: "picture" } : { type: "group", id: group };
}

export function cardAt({ scene, layout }: Diagram, point: Point): string | undefined {
	return scene.cards.find(({ id }) => isIn(layout.cards[id], point))?.id;
}

/** The innermost group around a point. */
export function groupAt({ scene, layout }: Diagram, point: Point): string | undefined {
	let best: string | undefined;
	let smallest = Infinity;
	for (const { id } of scene.groups) {
		const box = layout.groups[id];
		if (!box || !isIn(box, point) || box.width * box.height >= smallest) continue;
		best = id;
		smallest = box.width * box.height;
	}
	return best;
}

function edgeAt(
	{ scene, layout }: Diagram,
	point: Point,
	near: number,
	isDrawn: (id: string) => boolean,
): string | undefined {
	let best: string | undefined;
	let least = near;
	for (const { id } of scene.edges) {
		const points = layout.edges[id] ?? [];
		for (let at = 1; at < points.length; at++) {
			const distance = fromLine(points[at - 1]!, points[at]!, point);
			if (distance > least || !isDrawn(id)) continue;
			best = id;
			least = distance;
		}
	}
	return best;
}

function fromLine(a: Point, b: Point, { x, y }: Point): number {
	const [dx, dy] = [b.x - a.x, b.y - a.y];
	const length = dx * dx + dy * dy;
	const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / length));
	return Math.hypot(x - a.x - share * dx, y - a.y - share * dy);
}

function isIn(box: Box | undefined, { x, y }: Point): boolean {
	return box !== undefined && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}
