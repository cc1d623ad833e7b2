import type { Box, Layout, Point } from "../diagram.ts";
import { GROUP_HEAD } from "../metrics.ts";
import { type Block, type BlockRows, buildBlock } from "./block.ts";
import type { Elk } from "./elk.ts";
import { flow, flowWidth, placeGrid, spreadPorts } from "./grid.ts";
import type { LayoutInput } from "./input.ts";
import { type Answers, placeLayered, type Rows } from "./layered.ts";
import type { Orders } from "./orders.ts";
import { type Child, GAP, PADDING, type Placed, type Task } from "./place.ts";
import { rowsAround, rowsOf } from "./rows.ts";
import { buildTree, type Container, ROOT, readingOrder, type Tree } from "./tree.ts";
import { childOf, type End, type Port, type Wires, type Wiring, wire } from "./wiring.ts";

/** Beyond these sizes a container is placed on a grid: ELK would need seconds for it. */
const LIMITS = { children: 600, pieces: 1500 };

interface Tools {
	readonly elk: Elk;
	readonly answers: Answers;
	readonly orders: Orders;
	/** What stands in which row, which is found on the way. */
	readonly rows: Map<string, BlockRows>;
}

export interface Composition {
	readonly layout: Layout;
	/** Data centers and zones, row by row, by what they are in. */
	readonly rows: ReadonlyMap<string, BlockRows>;
	/** The ports of each container but the root, and where the edges through them come from and go to. */
	readonly passages: ReadonlyMap<string, readonly Passage[]>;
}

/** A port, how far to the right it stands in the container, and its edges end inside and outside of it. */
export interface Passage {
	readonly port: Port;
	readonly at: number;
	readonly inside: number;
	readonly outside: number;
}

/**
 * Places every container alone, from the inside out: to the one around it, it is a box with ports. An edit thus moves
 * what is beside it, not what is far away, and containers of equal form look alike and are computed once.
 */
export function compose(input: LayoutInput, elk: Elk, answers: Answers, orders: Orders): Composition {
	const tree = buildTree(input);
	const wiring = wire(tree, input.edges);
	const placed = new Map<string, Placed>();
	const rows = new Map<string, BlockRows>();
	const place = (id: string): void => {
		const container = tree.containers.get(id)!;
		if (container.size) {
			placed.set(id, closed(container.size, wiring.wires.get(id)!, orders.ports.get(id)));
			return;
		}
		for (const child of container.children) if (tree.containers.has(child)) place(child);
		const result = placeContainer(container, tree, wiring.wires.get(id)!, placed, { elk, answers, orders, rows });
		placed.set(id, widen(result, container));
	};
	place(ROOT);
	return { layout: assemble(input, tree, wiring, placed), rows, passages: passages(tree, wiring, placed) };
}

function placeContainer(
	container: Container,
	tree: Tree,
	wires: Wires,
	placed: ReadonlyMap<string, Placed>,
	tools: Tools,
): Placed {
	const portOrder = tools.orders.ports.get(container.id);
	const order = tools.orders.children.get(container.id);
	const alignment = tools.orders.alignments.get(container.id);
	const isFree = container.id === ROOT && tools.orders.isRootFree === true;
	const children = container.children.map((id): Child => {
		const inner = placed.get(id);
		if (inner) return { id, width: inner.width, height: inner.height, ports: inner.ports };
		const { width, height } = tree.cards.get(id)!;
		return { id, width, height, ports: [] };
	});
	const places = children.filter(({ id }) => tree.containers.get(id)?.place);
	if (places.length < 2)
		return placeChildren({ container, children, wires, portOrder, order, alignment, isFree }, tree.tier, rowsOf, tools);

	// Several places are placed as if they were one card.
	const id = `${container.id} places`;
	const block = buildBlock(id, places, wires.pieces, tools.orders.rows.get(container.id));
	tools.rows.set(container.id, block.rows);
	const first = children.indexOf(places[0]!);
	const others = children.filter((child) => !places.includes(child));
	others.splice(first, 0, { id, width: block.width, height: block.height, ports: block.ports });
	const tier = Math.min(...places.map((place) => tree.tier(place.id)));
	const outside = placeChildren(
		{
			container,
			children: others,
			wires: { ports: wires.ports, pieces: block.outer },
			portOrder,
			alignment,
			isFree,
			order: order?.map((child) => (child === places[0]!.id ? id : child)),
		},
		(child) => (child === id ? tier : tree.tier(child)),
		// In a container with ports ELK has its own mind about what stands first.
		(task) => (container.id === ROOT ? rowsAround(task, id) : {}),
		tools,
	);
	return unfold(outside, id, block);
}

/** A place that is drawn as a card: a box with ports, and nothing in it. */
function closed(
	{ width, height }: { readonly width: number; readonly height: number },
	{ ports }: Wires,
	portOrder: readonly string[] | undefined,
): Placed {
	const none = new Map<string, never>();
	return { width, height, ports: spreadPorts(ports, width, height, portOrder), children: none, pieces: none };
}

/** Puts the inside of a block back into its place. */
function unfold(outside: Placed, id: string, block: Block): Placed {
	const origin = outside.children.get(id)!;
	const move = <P extends Point>(point: P): P => ({ ...point, x: point.x + origin.x, y: point.y + origin.y });
	const children = new Map<string, Box>();
	for (const [child, box] of outside.children) {
		if (child !== id) children.set(child, box);
		else for (const [place, inner] of block.places) children.set(place, move(inner));
	}
	const pieces = new Map(outside.pieces);
	for (const [piece, inner] of block.inner) {
		const points = outside.pieces.get(piece);
		const way = inner.map(move);
		if (!points) pieces.set(piece, way);
		else if (isSame(points.at(-1), way[0])) pieces.set(piece, [...points, ...way]);
		else pieces.set(piece, [...way, ...points]);
	}
	return { ...outside, children, pieces };
}

function isSame(a: Point | undefined, b: Point | undefined): boolean {
	return a !== undefined && b !== undefined && Math.abs(a.x - b.x) < 0.5 && Math.abs(a.y - b.y) < 0.5;
}

function placeChildren(task: Task, tier: (id: string) => number, rows: (task: Task) => Rows, tools: Tools): Placed {
	const { container, wires } = task;
	const wired = new Set<string>();
	const between: [string, string][] = [];
	for (const { from, to } of wires.pieces) {
		const [a, b] = [childOf(from, container.id), childOf(to, container.id)];
		if (a !== undefined) wired.add(a);
		if (b !== undefined) wired.add(b);
		if (a !== undefined && b !== undefined) between.push([a, b]);
	}
	const byId = new Map(task.children.map((child) => [child.id, child]));
	const children = readingOrder([...byId.keys()], between, tier, task.order).map((id) => byId.get(id)!);
	const connected = children.filter(({ id }) => wired.has(id));
	const alone = children.filter(({ id }) => !wired.has(id));
	const inner = { ...task, children: connected };
	const result = placeConnected(inner, rows(inner), tools);
	return alone.length > 0 ? addAlone(result, alone, task) : result;
}

function placeConnected(task: Task, rows: Rows, { elk, answers }: Tools): Placed {
	if (task.children.length === 0) return placeGrid(task);
	if (task.children.length > LIMITS.children || task.wires.pieces.length > LIMITS.pieces) return placeGrid(task);
	try {
		return placeLayered(task, elk, answers, rows);
	} catch {
		return placeGrid(task);
	}
}

/** Children that nothing connects: below everything in the root, at the right in a group, whose bottom edges must reach. */
function addAlone(main: Placed, alone: readonly Child[], { container, portOrder }: Task): Placed {
	const gap = { x: GAP.isolated, y: GAP.isolated };
	const isEmpty = main.children.size === 0;
	if (container.id === ROOT) {
		const rows = flow(alone, isEmpty ? flowWidth(alone, 2) : Math.max(main.width, 2 * 190 + gap.x), gap);
		const top = isEmpty ? 0 : main.height + GAP.layers;
		const [width, left, shift] = [
			Math.max(main.width, rows.width),
			Math.max(0, (main.width - rows.width) / 2),
			Math.max(0, (rows.width - main.width) / 2),
		];
		const shifted = isEmpty ? main : translate(main, shift);
		return {
			...shifted,
			width,
			height: top + rows.height,
			children: new Map([
				...shifted.children,
				...[...rows.boxes].map(([id, box]): [string, Box] => [id, { ...box, x: box.x + left, y: box.y + top }]),
			]),
		};
	}
	if (isEmpty) {
		const rows = flow(alone, container.nodes ? nodesWidth(alone, gap.x) : flowWidth(alone, 1.6), gap);
		const bottom = Math.max(main.height, GROUP_HEAD + rows.height + PADDING.bottom);
		const width = Math.max(main.width, rows.width + 2 * PADDING.side, container.minWidth);
		const left = (width - rows.width) / 2;
		return {
			...main,
			width,
			height: bottom,
			ports: spreadPorts(main.ports, width, bottom, portOrder),
			children: new Map([...rows.boxes].map(([id, box]) => [id, { ...box, x: box.x + left, y: box.y + GROUP_HEAD }])),
		};
	}
	const columns = flowColumns(alone, Math.max(main.height - GROUP_HEAD - PADDING.bottom, alone[0]!.height), gap);
	const left = main.width - PADDING.side + gap.x;
	const height = Math.max(main.height, GROUP_HEAD + columns.height + PADDING.bottom);
	const grown = height > main.height ? lowerBottom(main, height) : main;
	return {
		...grown,
		width: left + columns.width + PADDING.side,
		children: new Map([
			...grown.children,
			...[...columns.boxes].map(([id, box]): [string, Box] => [id, { ...box, x: box.x + left, y: box.y + GROUP_HEAD }]),
		]),
	};
}

/** Up to four nodes stand in one row, more of them in rows of three or four. */
function nodesWidth(nodes: readonly Child[], gap: number): number {
	const perRow = nodes.length <= 4 ? nodes.length : nodes.length % 4 === 0 || nodes.length > 9 ? 4 : 3;
	return perRow * (nodes[0]!.width + gap);
}

/** `flow`, with columns in place of rows. */
function flowColumns(children: readonly Child[], height: number, gap: { readonly x: number; readonly y: number }) {
	const turned = flow(
		children.map((child) => ({ ...child, width: child.height, height: child.width })),
		height,
		{ x: gap.y, y: gap.x },
	);
	const boxes = new Map<string, Box>();
	for (const [id, box] of turned.boxes) boxes.set(id, { x: box.y, y: box.x, width: box.height, height: box.width });
	return { width: turned.height, height: turned.width, boxes };
}

function translate(placed: Placed, x: number): Placed {
	if (x === 0) return placed;
	const move = <P extends Point>(point: P): P => ({ ...point, x: point.x + x });
	return {
		...placed,
		ports: placed.ports.map(move),
		children: new Map([...placed.children].map(([id, box]) => [id, move(box)])),
		pieces: new Map([...placed.pieces].map(([id, points]) => [id, points.map(move)])),
	};
}

/** The bottom border moves down to `height`, and with it the ends of the pieces that lead there. */
export function lowerBottom(placed: Placed, height: number): Placed {
	const bottom = placed.height;
	const follow = (points: readonly Point[]): readonly Point[] =>
		points.map((point) => (point.y >= bottom - 0.5 ? { ...point, y: height } : point));
	return {
		...placed,
		height,
		ports: placed.ports.map((port) => (port.side === "south" ? { ...port, y: height } : port)),
		pieces: new Map([...placed.pieces].map(([id, points]) => [id, follow(points)])),
	};
}

/** Room for the name of the container. */
function widen(placed: Placed, container: Container): Placed {
	const missing = container.minWidth - placed.width;
	return missing > 0 ? { ...translate(placed, missing / 2), width: container.minWidth } : placed;
}

function passages(
	tree: Tree,
	wiring: Wiring,
	placed: ReadonlyMap<string, Placed>,
): ReadonlyMap<string, readonly Passage[]> {
	const outside = new Map<string, { sum: number; count: number }>();
	const inside = new Map<string, number>();
	for (const container of tree.containers.keys()) {
		const { pieces } = placed.get(container)!;
		const note = (end: End, far: Point | undefined): void => {
			if (!end.port || !far) return;
			if (end.port.container === container) {
				inside.set(end.port.id, far.x);
				return;
			}
			const { sum, count } = outside.get(end.port.id) ?? { sum: 0, count: 0 };
			outside.set(end.port.id, { sum: sum + far.x, count: count + 1 });
		};
		for (const { id, from, to } of wiring.wires.get(container)!.pieces) {
			note(from, pieces.get(id)?.at(-1));
			note(to, pieces.get(id)?.[0]);
		}
	}

	const result = new Map<string, Passage[]>();
	for (const { id, parent } of tree.containers.values()) {
		const { ports } = wiring.wires.get(id)!;
		if (parent === undefined || ports.length === 0) continue;
		const left = placed.get(parent)!.children.get(id)!.x;
		const positions = new Map(placed.get(id)!.ports.map((port) => [port.id, port.x]));
		result.set(
			id,
			ports.map((port) => {
				const inner = inside.get(port.id);
				const within = left + (inner ?? 0);
				const { sum, count } = outside.get(port.id) ?? { sum: within, count: 1 };
				const around = sum / count;
				return {
					port,
					at: positions.get(port.id) ?? 0,
					inside: inner === undefined ? around : within,
					outside: around,
				};
			}),
		);
	}
	return result;
}

/** Puts the containers into one another and the pieces of each edge together. */
function assemble(input: LayoutInput, tree: Tree, wiring: Wiring, placed: ReadonlyMap<string, Placed>): Layout {
	const cards: Record<string, Box> = {};
	const groups: Record<string, Box> = {};
	const origins = new Map<string, Point>([[ROOT, { x: 0, y: 0 }]]);
	const put = (container: string): void => {
		const origin = origins.get(container)!;
		for (const [id, box] of placed.get(container)!.children) {
			const at: Box = {
				x: round(box.x + origin.x),
				y: round(box.y + origin.y),
				width: round(box.width),
				height: round(box.height),
			};
			if (tree.cards.has(id)) cards[id] = at;
			else {
				groups[id] = at;
				origins.set(id, { x: box.x + origin.x, y: box.y + origin.y });
				put(id);
			}
		}
	};
	put(ROOT);

	const edges: Record<string, readonly Point[]> = {};
	for (const { id, from, to } of input.edges) {
		if (from === to) {
			edges[id] = selfLoop(cards[from] ?? groups[from]!);
			continue;
		}
		const points = wiring.routes.get(id)!.flatMap(({ container, piece, reversed }) => {
			const origin = origins.get(container)!;
			const part = (placed.get(container)!.pieces.get(piece) ?? []).map((point) => ({
				x: round(point.x + origin.x),
				y: round(point.y + origin.y),
			}));
			return reversed ? part.reverse() : part;
		});
		edges[id] = straighten(points);
	}
	const { width, height } = placed.get(ROOT)!;
	return { width: Math.ceil(width), height: Math.ceil(height), cards, groups, edges };
}

/** Out of the right side of a card and back into it. */
function selfLoop({ x, y, width, height }: Box): Point[] {
	const right = x + width;
	const middle = y + height / 2;
	return [
		{ x: right, y: middle - 10 },
		{ x: right + 14, y: middle - 10 },
		{ x: right + 14, y: middle + 10 },
		{ x: right, y: middle + 10 },
	];
}

/** Without points that repeat or lie on a straight line. */
export function straighten(points: readonly Point[]): Point[] {
	const out: Point[] = [];
	for (const point of points) {
		const last = out.at(-1);
		if (last && Math.abs(last.x - point.x) < 0.3 && Math.abs(last.y - point.y) < 0.3) continue;
		const before = out.at(-2);
		const inLine = (a: "x" | "y") =>
			before && last && Math.abs(before[a] - last[a]) < 0.3 && Math.abs(last[a] - point[a]) < 0.3;
		if (inLine("x") || inLine("y")) out.pop();
		out.push(point);
	}
	return out;
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
