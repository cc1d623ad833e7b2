import type { Box, Point } from "../diagram.ts";
import { GROUP_HEAD } from "../metrics.ts";
import { type Child, GAP, PADDING, type Placed, type PlacedPort, type Task } from "./place.ts";
import { ROOT } from "./tree.ts";
import { childOf, type End, type Port } from "./wiring.ts";

/** Children side by side, in rows no wider than `width` unless one alone is. */
export function flow(
	children: readonly Child[],
	width: number,
	gap: { readonly x: number; readonly y: number },
): { readonly width: number; readonly height: number; readonly boxes: ReadonlyMap<string, Box> } {
	const boxes = new Map<string, Box>();
	let [x, y, row, widest] = [0, 0, 0, 0];
	for (const child of children) {
		if (x > 0 && x + child.width > width) {
			x = 0;
			y += row + gap.y;
			row = 0;
		}
		boxes.set(child.id, { x, y, width: child.width, height: child.height });
		widest = Math.max(widest, x + child.width);
		x += child.width + gap.x;
		row = Math.max(row, child.height);
	}
	return { width: widest, height: y + row, boxes };
}

/** The width at which rows of these children look about `aspect` times as wide as high. */
export function flowWidth(children: readonly Child[], aspect: number): number {
	const area = children.reduce((sum, child) => sum + (child.width + GAP.cards) * (child.height + GAP.cards), 0);
	return Math.max(Math.sqrt(area * aspect), ...children.map((child) => child.width));
}

/**
 * Places without ELK: rows in reading order, edges with two corners that heed nothing in their way. For containers
 * that are too large for it or on which it fails, so that there is always a picture.
 */
export function placeGrid({ container, children, wires, portOrder }: Task): Placed {
	const isRoot = container.id === ROOT;
	const [top, side, bottom] = isRoot ? [0, 0, 0] : [GROUP_HEAD, PADDING.side, PADDING.bottom];
	const rows = flow(children, flowWidth(children, 1.8), { x: GAP.cards, y: GAP.layers });
	const [width, height] = [rows.width + 2 * side, rows.height + top + bottom];
	const boxes = new Map([...rows.boxes].map(([id, box]) => [id, { ...box, x: box.x + side, y: box.y + top }]));

	const ports = new Map(spreadPorts(wires.ports, width, height, portOrder).map((port) => [port.id, port]));
	const byId = new Map(children.map((child) => [child.id, child]));
	const anchor = (end: End, leaves: boolean): Point => {
		const child = childOf(end, container.id);
		if (child === undefined) return ports.get(end.port!.id)!;
		const box = boxes.get(child)!;
		if (!end.port) return { x: box.x + box.width / 2, y: leaves ? box.y + box.height : box.y };
		const port = byId.get(child)!.ports.find(({ id }) => id === end.port!.id)!;
		return { x: box.x + port.x, y: box.y + port.y };
	};
	const pieces = new Map<string, readonly Point[]>();
	for (const piece of wires.pieces) {
		const from = anchor(piece.from, true);
		const to = anchor(piece.to, false);
		const y = (from.y + to.y) / 2;
		pieces.set(piece.id, from.x === to.x ? [from, to] : [from, { x: from.x, y }, { x: to.x, y }, to]);
	}
	return { width, height, ports: [...ports.values()], children: boxes, pieces };
}

/** Ports at equal distances along the top and the bottom of a container, in the order that was found to be good. */
export function spreadPorts(
	ports: readonly Port[],
	width: number,
	height: number,
	order: readonly string[] = [],
): PlacedPort[] {
	const rank = new Map(order.map((id, at) => [id, at]));
	return (["north", "south"] as const).flatMap((side) =>
		ports
			.filter((port) => port.side === side)
			.sort((a, b) => (rank.get(a.id) ?? order.length / 2) - (rank.get(b.id) ?? order.length / 2))
			.map(
				(port, at, all): PlacedPort => ({
					...port,
					x: ((at + 1) * width) / (all.length + 1),
					y: side === "north" ? 0 : height,
				}),
			),
	);
}
