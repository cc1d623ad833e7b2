import type { Box, Diagram } from "../src/diagram/diagram.ts";
import type { Edge, Scene } from "../src/diagram/scene.ts";

export type Direction = "up" | "down" | "left" | "right";

/**
 * The card that an arrow key leads to: down along an edge to what is called, up to a caller, sideways to the next card
 * of the row. Where there is no edge, to the nearest card in that direction.
 */
export function neighbour({ scene, layout }: Diagram, from: string, direction: Direction): string | undefined {
	const start = layout.cards[from];
	if (!start) return undefined;
	if (direction === "down" || direction === "up") {
		// The links of a component end at the frame of its nodes, and are those of each of them.
		const frames = new Set(scene.groups.filter(({ component }) => component !== undefined).map(({ id }) => id));
		const parent = scene.cards.find(({ id }) => id === from)?.parent;
		const isStart = (id: string) => id === from || (id === parent && frames.has(id));
		const cardsOf = (id: string) =>
			frames.has(id) ? scene.cards.filter((card) => card.parent === id).map((card) => card.id) : [id];
		const linked = scene.edges.flatMap((edge) => {
			if (direction === "down") return isStart(edge.from) ? cardsOf(edge.to) : [];
			return isStart(edge.to) ? cardsOf(edge.from) : [];
		});
		const next = nearest(
			linked.filter((id) => id !== from),
			layout.cards,
			start,
		);
		if (next !== undefined) return next;
	}
	const isSideways = direction === "left" || direction === "right";
	const ahead = scene.cards.flatMap(({ id }) => {
		const box = layout.cards[id];
		if (!box || id === from) return [];
		const [dx, dy] = [center(box).x - center(start).x, center(box).y - center(start).y];
		const distance = { left: -dx, right: dx, up: -dy, down: dy }[direction];
		const aside = Math.abs(isSideways ? dy : dx);
		return distance > 1 && aside <= distance ? [{ id, box }] : [];
	});
	// The same row, or column, before what is nearer but askew.
	const inLine = ahead.filter(({ box }) =>
		isSideways
			? box.y < start.y + start.height && start.y < box.y + box.height
			: box.x < start.x + start.width && start.x < box.x + box.width,
	);
	return nearest(
		(inLine.length > 0 ? inLine : ahead).map(({ id }) => id),
		layout.cards,
		start,
	);
}

/** The frame around a card or another frame, or around where a link begins. */
export function frameAround({ cards, groups, edges }: Scene, id: string): string | undefined {
	const own = [...cards, ...groups].find((one) => one.id === id);
	if (own) return own.parent;
	const edge = edges.find((one) => one.id === id);
	return edge && [...cards, ...groups].find((one) => one.id === edge.from)?.parent;
}

/** Where an arrow leads from a frame: down to the first thing in it, up to the one around it, sideways to its neighbours. */
export function besideFrame({ scene, layout }: Diagram, frame: string, direction: Direction): string | undefined {
	const own = scene.groups.find(({ id }) => id === frame);
	if (direction === "up") return own?.parent;
	const inside = (
		parent: string | undefined,
		all: readonly { readonly id: string; readonly parent: string | undefined }[],
	) =>
		all
			.filter((one) => one.parent === parent)
			.map(({ id }) => ({ id, box: layout.cards[id] ?? layout.groups[id] }))
			.filter(({ box }) => box !== undefined)
			.sort((a, b) => a.box!.y - b.box!.y || a.box!.x - b.box!.x)
			.map(({ id }) => id);
	if (direction === "down") return inside(frame, [...scene.cards, ...scene.groups])[0];
	const frames = inside(own?.parent, scene.groups);
	return frames[frames.indexOf(frame) + (direction === "left" ? -1 : 1)];
}

/** The links of a card or of the frame of a component, in the order in which one walks through them: what calls it first. */
export function linksOf({ edges, cards, groups }: Scene, id: string): readonly Edge[] {
	const parent = cards.find((card) => card.id === id)?.parent;
	const frame = groups.find((group) => group.id === parent && group.component !== undefined)?.id;
	const isOwn = (end: string) => end === id || end === frame;
	return [...edges.filter((edge) => isOwn(edge.to)), ...edges.filter((edge) => isOwn(edge.from) && !isOwn(edge.to))];
}

function nearest(ids: readonly string[], cards: Readonly<Record<string, Box>>, from: Box): string | undefined {
	let best: string | undefined;
	let shortest = Infinity;
	for (const id of ids) {
		const box = cards[id];
		if (!box) continue;
		const distance = Math.hypot(center(box).x - center(from).x, center(box).y - center(from).y);
		if (distance >= shortest) continue;
		best = id;
		shortest = distance;
	}
	return best;
}

function center({ x, y, width, height }: Box) {
	return { x: x + width / 2, y: y + height / 2 };
}
