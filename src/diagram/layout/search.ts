import type { Box, Layout, Point } from "../diagram.ts";
import { clutter, crossingPairs } from "./clutter.ts";
import { type Composition, compose, type Passage } from "./compose.ts";
import { displacement, disturbed } from "./displacement.ts";
import type { Elk, ElkGraph } from "./elk.ts";
import type { LayoutInput } from "./input.ts";
import type { Answers } from "./layered.ts";
import { ALIGNMENTS, childrenAsPlaced, NO_ORDERS, type Orders } from "./orders.ts";
import { buildTree, ROOT, type Tree } from "./tree.ts";
import { wholeGraph } from "./whole-graph.ts";

export interface Candidate {
	readonly composition: Composition;
	readonly orders: Orders;
	readonly clutter: number;
}

/** Cards up to which everything is tried, up to which the whole is laid out at once, and up to which anything is tried. */
export const SMALL = 60;
const MEDIUM = 120;
const LARGE = 300;
/**
 * Children and edges that ELK may be given for all tries together, about half a millisecond for each: while a layout of the
 * whole has fewer crossings, and once it has not.
 */
const MOST_WORK = { worse: 1400, better: 400 };
/** A change that makes the edges longer by no more than this, and saves nothing, may still lead to one that does. */
const PLATEAU = 150;
/** Layouts that may be tried after an edit, while somebody waits for the picture. */
const MOST_TRIES = 6;
/** Cards that move by less than this share of the diagonal on average are not looked after. */
const NOTICEABLE = 0.02;
/** What a picture that stands still may be longer, or less clear by one crossing at most. */
const WORTH_CALM = 250;

/** The orders that cross the fewest edges, of those that are tried. */
export function search(input: LayoutInput, elk: Elk, answers: Answers): Candidate {
	let work = 0;
	const counting: Elk = (graph) => {
		work += sizeOf(graph);
		return elk(graph);
	};
	const attempt = (orders: Orders): Candidate => {
		const composition = compose(input, counting, answers, orders);
		return { composition, orders, clutter: clutter(composition.layout) };
	};
	let best = attempt(NO_ORDERS);
	const consider = (orders: Orders): boolean => {
		const candidate = attempt(orders);
		if (candidate.clutter >= best.clutter) return false;
		best = candidate;
		return true;
	};
	if (input.cards.length > LARGE) return best;
	if (input.cards.length > SMALL) {
		if (best.composition.passages.size > 0) {
			consider(portsBy(best, POSITIONS[0]!));
			if (input.cards.length <= MEDIUM) {
				consider({ ...NO_ORDERS, ports: portsAsPlaced(best.composition, wholeGraph(input, elk)) });
			}
		}
		return best;
	}

	const isClear = () => crossingPairs(best.composition.layout).length === 0;
	const first = best;
	if (isClear()) return best;
	const whole = wholeGraph(input, elk);
	if (first.composition.passages.size > 0) {
		consider({ ...NO_ORDERS, ports: portsAsPlaced(first.composition, whole) });
		for (const position of POSITIONS) if (!isClear()) consider(portsBy(first, position));
	}
	if (!isClear()) {
		// An order that is left to ELK would be another one after each edit.
		const free = attempt({ ...best.orders, isRootFree: true });
		const root = childrenAsPlaced(input, free.composition.layout).get(ROOT)!;
		if (free.clutter < best.clutter) consider({ ...best.orders, children: new Map([[ROOT, root]]) });
	}
	return climb(input, best, attempt, ({ composition }) => {
		const isWorse = crossingPairs(composition.layout).length > crossingPairs(whole).length;
		return work < (isWorse ? MOST_WORK.worse : MOST_WORK.better);
	});
}

/** The same after an edit, which may change where edges pass the borders of containers, but not the order of cards. */
export function improve(input: LayoutInput, elk: Elk, answers: Answers, from: Candidate): Candidate {
	let tries = 0;
	const attempt = (orders: Orders): Candidate => {
		tries++;
		const composition = compose(input, elk, answers, orders);
		return { composition, orders, clutter: clutter(composition.layout) };
	};
	return climb(input, from, attempt, () => tries < MOST_TRIES, ["ports"]);
}

/**
 * After an edit a card that stood above the middle of others may have another middle. Where standing otherwise leaves
 * more of them in their places, and is no harder to follow, it does.
 */
export function calm(input: LayoutInput, elk: Elk, answers: Answers, from: Candidate, before: Layout): Candidate {
	const { layout } = from.composition;
	let least = displacement(before, layout);
	if (least < NOTICEABLE * Math.hypot(before.width, before.height)) return from;
	const containers = disturbed(before, layout, childrenAsPlaced(input, layout));
	let best = from;
	for (const alignment of ALIGNMENTS) {
		const alignments = new Map(from.orders.alignments);
		for (const container of containers) alignments.set(container, alignment);
		const orders = { ...from.orders, alignments };
		const composition = compose(input, elk, answers, orders);
		const moved = displacement(before, composition.layout);
		const candidate = { composition, orders, clutter: clutter(composition.layout) };
		if (moved >= least || candidate.clutter > from.clutter + WORTH_CALM) continue;
		best = candidate;
		least = moved;
	}
	return best;
}

/** One change at a time, also such as save nothing by themselves: the next one may. */
function climb(
	input: LayoutInput,
	start: Candidate,
	attempt: (orders: Orders) => Candidate,
	hasTime: (best: Candidate) => boolean,
	kinds: readonly Kind[] = ["ports", "children"],
): Candidate {
	const tree = buildTree(input);
	let best = start;
	const seen = new Set([keyOf(start.orders)]);
	for (let at: Candidate | undefined = start; at; ) {
		const from: Candidate = at;
		at = undefined;
		let level: Candidate | undefined;
		for (const orders of moves(input, tree, from, kinds)) {
			if (!hasTime(best)) return best;
			const key = keyOf(orders);
			if (seen.has(key)) continue;
			seen.add(key);
			const candidate = attempt(orders);
			if (candidate.clutter < from.clutter) {
				at = candidate;
				break;
			}
			if (!level && candidate.clutter < from.clutter + PLATEAU) level = candidate;
		}
		at ??= level;
		if (at && at.clutter < best.clutter) best = at;
	}
	return best;
}

/** What a change of the orders is about. */
type Kind = "ports" | "children";

/** Where ports may stand: where their edges go to, where they come from, and between the two. */
const POSITIONS: readonly ((passage: Passage) => number)[] = [
	({ outside }) => outside,
	({ inside }) => inside,
	({ inside, outside }) => inside + outside,
];

function keyOf({ ports, children }: Orders): string {
	return JSON.stringify([[...ports], [...children]]);
}

/** The order of ports that follows from a layout, by where the edges through them come from and go to. */
function portsBy({ composition, orders }: Candidate, position: (passage: Passage) => number): Orders {
	const ports = new Map(
		[...composition.passages].map(([container, passages]) => [
			container,
			[...passages].sort((a, b) => position(a) - position(b)).map(({ port }) => port.id),
		]),
	);
	return { ...orders, ports };
}

/** Changes of the orders that may uncross edges, those first that more crossings ask for. */
function moves(input: LayoutInput, tree: Tree, { composition, orders }: Candidate, kinds: readonly Kind[]): Orders[] {
	const { layout, passages } = composition;
	const edges = new Map(input.edges.map((edge) => [edge.id, edge]));
	const placed = childrenAsPlaced(input, layout);
	const found = new Map<string, { count: number; make: () => Orders }>();
	const propose = (kind: Kind, container: string, order: readonly string[], a: string, b: string): void => {
		if (!kinds.includes(kind)) return;
		for (const [moved, fixed] of [
			[a, b],
			[b, a],
		] as const) {
			const key = `${kind} ${container} ${moved} ${fixed}`;
			const known = found.get(key);
			if (known) known.count++;
			else
				found.set(key, {
					count: 1,
					make: () => ({ ...orders, [kind]: new Map([...orders[kind], [container, beyond(order, moved, fixed)]]) }),
				});
		}
	};
	for (const [first, second] of crossingPairs(layout)) {
		const [e, f] = [edges.get(first)!, edges.get(second)!];
		const [aroundE, aroundF] = [pathsOf(tree, e), pathsOf(tree, f)];
		for (const container of aroundE.keys()) {
			if (!aroundF.has(container)) continue;
			const ports = passages.get(container) ?? [];
			const portE = ports.find(({ port }) => port.trunk === e.id)?.port;
			const portF = ports.find(({ port }) => port.trunk === f.id)?.port;
			if (portE && portF && portE.side === portF.side) {
				const order = orders.ports.get(container) ?? [...ports].sort((a, b) => a.at - b.at).map(({ port }) => port.id);
				propose("ports", container, order, portE.id, portF.id);
			}
			const children = placed.get(container)!;
			for (const a of aroundE.get(container)!) {
				for (const b of aroundF.get(container)!) {
					if (a === b || tree.containers.get(a)?.place || tree.containers.get(b)?.place) continue;
					if (Math.abs(boxOf(layout, a).y - boxOf(layout, b).y) > 1) continue;
					propose("children", container, children, a, b);
				}
			}
		}
	}
	return [...found.values()].sort((a, b) => b.count - a.count).map(({ make }) => make());
}

const boxOf = (layout: Layout, id: string) => layout.cards[id] ?? layout.groups[id]!;

/** The children through which an edge runs, by container. */
function pathsOf(tree: Tree, { from, to }: LayoutInput["edges"][number]): ReadonlyMap<string, readonly string[]> {
	const children = new Map<string, string[]>();
	for (const end of [from, to]) {
		let child = end;
		for (const container of tree.ancestors(end)) {
			const known = children.get(container);
			if (!known) children.set(container, [child]);
			else if (!known.includes(child)) known.push(child);
			child = container;
		}
	}
	return children;
}

/** `moved` on the other side of `fixed`. */
function beyond(order: readonly string[], moved: string, fixed: string): string[] {
	const isBefore = order.indexOf(moved) < order.indexOf(fixed);
	const result = order.filter((id) => id !== moved);
	result.splice(result.indexOf(fixed) + (isBefore ? 1 : 0), 0, moved);
	return result;
}

/** The order in which edges pass the borders of containers in another layout. */
function portsAsPlaced({ passages }: Composition, layout: Layout): Orders["ports"] {
	const orders = new Map<string, readonly string[]>();
	for (const [container, all] of passages) {
		const box = boxOf(layout, container);
		const position = new Map(all.map(({ port }) => [port.id, passing(layout.edges[port.trunk] ?? [], box)]));
		orders.set(
			container,
			all.map(({ port }) => port.id).sort((a, b) => position.get(a)! - position.get(b)!),
		);
	}
	return orders;
}

/** How far to the right a line passes the border of a box. */
function passing(points: readonly Point[], box: Box): number {
	const isInside = ({ x, y }: Point) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
	const at = points.findIndex((point, at) => at > 0 && isInside(point) !== isInside(points[at - 1]!));
	return at < 0 ? box.x + box.width / 2 : points[at]!.x;
}

function sizeOf({ children = [], edges = [] }: ElkGraph): number {
	return children.reduce((sum, child) => sum + 1 + sizeOf(child), edges.length);
}
