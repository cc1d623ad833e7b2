import type { Box, Diagram } from "../src/diagram/diagram.ts";

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
