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
		const linked = scene.edges.flatMap((edge) => {
			if (direction === "down") return edge.from === from ? [edge.to] : [];
			return edge.to === from ? [edge.from] : [];
		});
		const next = nearest(
			linked.filter((id) => id !== from),
			layout.cards,
			start,
		);
		if (next !== undefined) return next;
	}
	const isAhead = (box: Box): boolean => {
		const [dx, dy] = [center(box).x - center(start).x, center(box).y - center(start).y];
		if (direction === "left" || direction === "right") {
			return (direction === "left" ? dx < -1 : dx > 1) && Math.abs(dy) <= Math.abs(dx);
		}
		return (direction === "up" ? dy < -1 : dy > 1) && Math.abs(dx) <= Math.abs(dy);
	};
	const ahead = scene.cards
		.map((card) => card.id)
		.filter((id) => id !== from && layout.cards[id] && isAhead(layout.cards[id]));
	return nearest(ahead, layout.cards, start);
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
