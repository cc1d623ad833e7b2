import type { Point } from "../diagram.ts";
import { GROUP_HEAD } from "../metrics.ts";
import type { Elk, ElkGraph, ElkPort } from "./elk.ts";
import { straightenJogs } from "./jogs.ts";
import { GAP, PADDING, type Placed, type PlacedPort, type Task } from "./place.ts";
import { ROOT } from "./tree.ts";
import type { End } from "./wiring.ts";

/** Found by measuring crossings, length and stillness of some hundred layouts; see `docs/architecture.md`. */
const OPTIONS: Readonly<Record<string, string>> = {
	"elk.algorithm": "layered",
	"elk.direction": "DOWN",
	"elk.hierarchyHandling": "SEPARATE_CHILDREN",
	"elk.edgeRouting": "ORTHOGONAL",
	"elk.randomSeed": "1",
	"elk.aspectRatio": "1.8",
	"elk.spacing.nodeNode": `${GAP.cards}`,
	"elk.spacing.edgeNode": "16",
	"elk.spacing.edgeEdge": `${GAP.edges}`,
	"elk.spacing.portPort": `${GAP.edges}`,
	"elk.spacing.componentComponent": `${GAP.cards}`,
	"elk.layered.thoroughness": "3",
	"elk.layered.spacing.nodeNodeBetweenLayers": `${GAP.layers}`,
	"elk.layered.spacing.edgeNodeBetweenLayers": "16",
	"elk.layered.spacing.edgeEdgeBetweenLayers": `${GAP.edges}`,
	"elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
	"elk.layered.considerModelOrder.components": "MODEL_ORDER",
	"elk.layered.cycleBreaking.strategy": "MODEL_ORDER",
};

/**
 * A parent above the middle of its children is the better picture, but of many cards it would become a very wide one, and
 * sooner of groups, each of which is as wide as several cards.
 */
const BALANCED: Readonly<Record<string, string>> = {
	"elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
	"elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
};
const COMPACT: Readonly<Record<string, string>> = { "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX" };
const MOST_BALANCED = { children: 60, groups: 3 };

function isWide(children: Task["children"]): boolean {
	const groups = children.filter(({ ports }) => ports.length > 0).length;
	return children.length > MOST_BALANCED.children || groups > MOST_BALANCED.groups;
}

/** Lines up to which each may be compared with each other. */
const MOST_STRAIGHTENED = 400;

/** ELK's answer without names, so that containers of the same form share it. */
export interface Answer {
	readonly width: number;
	readonly height: number;
	readonly ports: readonly Point[];
	readonly children: readonly Point[];
	readonly pieces: readonly (readonly Point[])[];
}

/** Answers by the graph that was asked for. */
export interface Answers {
	get(graph: string): Answer | undefined;
	set(graph: string, answer: Answer): void;
}

/** What ELK does not know about the rows of a container. */
export interface Rows {
	/** The row of each child, where they are fixed. */
	readonly row?: (child: string) => number;
	/** Pairs of children of which the second is to stand somewhere below the first. */
	readonly below?: readonly (readonly [above: string, below: string])[];
}

/** Places the children that have wires, in layers from top to bottom. Throws what ELK throws. */
export function placeLayered(task: Task, elk: Elk, answers: Answers, rows: Rows): Placed {
	const { graph, portNames } = toElk(task, rows);
	const key = JSON.stringify(graph);
	let answer = answers.get(key);
	if (!answer) {
		// A graph with ports of its own must stand inside another one.
		answer = fromElk(
			portNames.length > 0
				? elk({ id: "outside", layoutOptions: { "elk.algorithm": "fixed" }, children: [graph] }).children![0]!
				: elk(graph),
		);
		answers.set(key, answer);
	}

	const ports = new Map(task.wires.ports.map((port) => [port.id, port]));
	const { children, wires } = task;
	const boxes = new Map(
		children.map(({ id, width, height }, at) => [id, { ...answer.children[at]!, width, height }] as const),
	);
	const lines = wires.pieces.map(({ from, to }, at) => ({
		points: answer.pieces[at]!,
		from: from.card === undefined ? undefined : boxes.get(from.card),
		to: to.card === undefined ? undefined : boxes.get(to.card),
	}));
	const straight = lines.length <= MOST_STRAIGHTENED ? straightenJogs(lines) : answer.pieces;
	return {
		width: answer.width,
		height: answer.height,
		ports: portNames.map((id, at) => ({ ...ports.get(id)!, ...answer.ports[at]! })),
		children: boxes,
		pieces: new Map(wires.pieces.map((piece, at) => [piece.id, straight[at]!])),
	};
}

/** The graph of a task. Names in it are positions, so that equal forms have equal graphs. */
function toElk(task: Task, rows: Rows): { graph: ElkGraph; portNames: readonly string[] } {
	const { container, children, wires, portOrder } = task;
	const isRoot = container.id === ROOT;
	const head = isRoot ? 0 : GROUP_HEAD;
	const side = isRoot ? 0 : PADDING.side;
	const layoutOptions: Record<string, string> = {
		...OPTIONS,
		...(isWide(children) ? COMPACT : BALANCED),
		...(task.alignment && { "elk.layered.nodePlacement.bk.fixedAlignment": task.alignment }),
		"elk.padding": `[top=${head},left=${side},bottom=${isRoot ? 0 : PADDING.bottom},right=${side}]`,
	};
	if ((isRoot || task.order) && !task.isFree)
		layoutOptions["elk.layered.crossingMinimization.forceNodeModelOrder"] = "true";
	if (rows.row) {
		layoutOptions["elk.partitioning.activate"] = "true";
		layoutOptions["elk.separateConnectedComponents"] = "false";
	}

	const childIds = new Map(children.map((child, at) => [child.id, `c${at}`]));
	const portIds = new Map<string, string>();
	const elkPort = (port: PlacedPort | (typeof wires.ports)[number], at?: Point, index?: number): ElkPort => {
		const id = `p${portIds.size}`;
		portIds.set(port.id, id);
		const options: Record<string, string> = { "elk.port.side": port.side === "north" ? "NORTH" : "SOUTH" };
		if (index !== undefined) options["elk.port.index"] = `${index}`;
		return { id, width: 0, height: 0, ...(at && { x: at.x, y: at.y }), layoutOptions: options };
	};

	const own = portOrder ? clockwise(wires.ports, portOrder) : wires.ports;
	const ports = own.map((port, at) => elkPort(port, undefined, portOrder && at));
	if (ports.length > 0) layoutOptions["elk.portConstraints"] = portOrder ? "FIXED_ORDER" : "FIXED_SIDE";

	const arriving = countEnds(wires.pieces.map(({ to }) => to));
	const leaving = countEnds(wires.pieces.map(({ from }) => from));
	// Cards of one row stand in line at their tops, whatever their heights.
	const elkChildren = children.map((child): ElkGraph => {
		const options: Record<string, string> = { "elk.alignment": "TOP" };
		if (child.ports.length > 0) options["elk.portConstraints"] = "FIXED_POS";
		const step = stepBetweenCorners(child.width, arriving.get(child.id) ?? 0, leaving.get(child.id) ?? 0);
		if (step !== undefined) {
			options["elk.portAlignment.default"] = "CENTER";
			options["elk.spacing.individual"] = `elk.spacing.portPort:${step}`;
		}
		if (rows.row) options["elk.partitioning.partition"] = `${rows.row(child.id)}`;
		return {
			id: childIds.get(child.id)!,
			width: child.width,
			height: child.height,
			...(child.ports.length > 0 && { ports: child.ports.map((port) => elkPort(port, port)) }),
			layoutOptions: options,
		};
	});
	const endName = (end: End) => (end.port ? portIds.get(end.port.id)! : childIds.get(end.card)!);
	const edges = wires.pieces.map(({ from, to }, at) => ({
		id: `e${at}`,
		sources: [endName(from)] as [string],
		targets: [endName(to)] as [string],
	}));
	// Edges that nobody draws keep broken rows apart.
	for (const [above, below] of rows.below ?? []) {
		edges.push({ id: `e${edges.length}`, sources: [childIds.get(above)!], targets: [childIds.get(below)!] });
	}
	return {
		graph: { id: "g", layoutOptions, ports, children: elkChildren, edges },
		portNames: own.map((port) => port.id),
	};
}

/** What edges that arrive at a card keep away from its corners, where its badges are. */
const CORNER = 46;
/** Closer together than this, arrowheads could not be told apart. */
const LEAST_STEP = 9;

/** How far apart the ends at a card are where ELK, which spreads them evenly, would bring the outermost below badges. */
function stepBetweenCorners(width: number, arriving: number, leaving: number): number | undefined {
	if (width / (arriving + 1) >= CORNER || arriving < 2) return undefined;
	const step = Math.round(Math.min((width - 2 * CORNER) / (arriving - 1), (width - CORNER) / Math.max(1, leaving - 1)));
	return step < LEAST_STEP ? undefined : step;
}

function countEnds(ends: readonly End[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const { card } of ends) if (card !== undefined) counts.set(card, (counts.get(card) ?? 0) + 1);
	return counts;
}

/** ELK wants ports in the order of the clock: along the top to the right, along the bottom to the left. */
function clockwise<P extends { readonly id: string; readonly side: "north" | "south" }>(
	ports: readonly P[],
	order: readonly string[],
): P[] {
	const rank = new Map(order.map((id, at) => [id, at]));
	const middle = order.length / 2;
	const ranked = (side: P["side"], direction: 1 | -1) =>
		ports
			.filter((port) => port.side === side)
			.sort((a, b) => direction * ((rank.get(a.id) ?? middle) - (rank.get(b.id) ?? middle)));
	return [...ranked("north", 1), ...ranked("south", -1)];
}

function fromElk(graph: ElkGraph): Answer {
	const corner = (of: { x?: number; y?: number }): Point => ({ x: of.x ?? 0, y: of.y ?? 0 });
	const origins = new Map((graph.children ?? []).map((child) => [child.id, corner(child)]));
	return {
		width: graph.width ?? 0,
		height: graph.height ?? 0,
		ports: (graph.ports ?? []).map(corner),
		children: (graph.children ?? []).map(corner),
		pieces: (graph.edges ?? []).map((edge) => {
			const origin = origins.get(edge.container ?? graph.id) ?? { x: 0, y: 0 };
			const section = edge.sections?.[0];
			if (!section) return [];
			return [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map((point) => ({
				x: point.x + origin.x,
				y: point.y + origin.y,
			}));
		}),
	};
}
