import type { Layout, Point } from "../diagram.ts";
import type { Scene } from "../scene.ts";
import { type Composition, compose, type Passage, type PortOrders } from "./compose.ts";
import type { Elk } from "./elk.ts";
import { type LayoutInput, layoutInput } from "./input.ts";
import type { Answer, Answers } from "./layered.ts";

/** A layout and what the next one needs to stay near it. Only `layout` leaves the thread that made it. */
export interface LayoutHistory {
	/** What it was made from; see `layoutKey`. */
	readonly input: string;
	readonly layout: Layout;
	readonly answers: ReadonlyMap<string, Answer>;
	readonly orders: PortOrders;
	/** How cluttered the picture was when the orders were chosen. */
	readonly clutterThen: number;
}

/**
 * Places a scene. Without `previous` equal scenes have equal layouts; with it, containers that did not change keep
 * their inside, and ports the order that was chosen when the picture was first drawn.
 */
export function layoutScene(scene: Scene, elk: Elk, previous?: LayoutHistory): LayoutHistory {
	const input = layoutInput(scene);
	const key = JSON.stringify(input);
	if (previous?.input === key) return previous;

	const answers = new RecentAnswers(previous?.answers);
	let chosen = previous ? stay(input, elk, answers, previous.orders) : search(input, elk, answers);
	let clutterThen = previous?.clutterThen ?? chosen.clutter;
	if (previous && input.cards.length <= SMALL && chosen.clutter > clutterThen + WORTH_SEARCHING) {
		const fresh = search(input, elk, answers);
		if (fresh.clutter + WORTH_MOVING < chosen.clutter) chosen = fresh;
		clutterThen = chosen.clutter;
	}
	return { input: key, layout: chosen.layout, orders: chosen.orders, answers: answers.used, clutterThen };
}

/** Cards up to which a layout is quick enough to be tried in several ways. */
const SMALL = 60;
const MEDIUM = 300;
/** Edits may make the picture worse by about one crossing before other orders of ports are tried. */
const WORTH_SEARCHING = 250;
/** What a new order of ports must save before it may disturb the picture: about three crossings. */
const WORTH_MOVING = 600;

interface Candidate {
	readonly layout: Layout;
	readonly orders: PortOrders;
	readonly clutter: number;
}

/** The order of ports that crosses the fewest edges, of those that ELK, the inside and the outside suggest. */
function search(input: LayoutInput, elk: Elk, answers: Answers): Candidate {
	const first = compose(input, elk, answers, new Map());
	let best: Candidate = { layout: first.layout, orders: new Map(), clutter: clutter(first.layout) };
	if (first.passages.size === 0 || input.cards.length > MEDIUM) return best;
	const suggestions: ((passage: Passage) => number)[] =
		input.cards.length > SMALL
			? [({ outside }) => outside]
			: [({ outside }) => outside, ({ inside }) => inside, ({ inside, outside }) => inside + outside];
	for (const suggestion of suggestions) {
		const orders = ordersBy(first, suggestion);
		const { layout } = compose(input, elk, answers, orders);
		const candidate = { layout, orders, clutter: clutter(layout) };
		if (candidate.clutter < best.clutter) best = candidate;
	}
	return best;
}

/** The orders of before; ports that are new find their places among the old ones by where they lead. */
function stay(input: LayoutInput, elk: Elk, answers: Answers, before: PortOrders): Candidate {
	let orders = before;
	let composition = compose(input, elk, answers, orders);
	const known = new Set([...before.values()].flat());
	const isNew = [...composition.passages].some(
		([container, passages]) => before.has(container) && passages.some(({ port }) => !known.has(port)),
	);
	if (isNew) {
		orders = new Map(
			[...composition.passages].flatMap(([container, passages]) => {
				const order = before.get(container);
				return order ? [[container, insertNew(order, passages)] as const] : [];
			}),
		);
		composition = compose(input, elk, answers, orders);
	}
	return { layout: composition.layout, orders, clutter: clutter(composition.layout) };
}

function ordersBy({ passages }: Composition, position: (passage: Passage) => number): PortOrders {
	return new Map(
		[...passages].map(([container, ports]) => [
			container,
			[...ports].sort((a, b) => position(a) - position(b)).map(({ port }) => port),
		]),
	);
}

function insertNew(order: readonly string[], passages: readonly Passage[]): string[] {
	const positions = new Map(passages.map((passage) => [passage.port, passage.inside + passage.outside]));
	const result = order.filter((port) => positions.has(port));
	for (const { port } of passages) {
		if (result.includes(port)) continue;
		const at = result.findIndex((other) => positions.get(other)! > positions.get(port)!);
		result.splice(at < 0 ? result.length : at, 0, port);
	}
	return result;
}

/** A layout without ELK, at once and for any scene. */
export function plainLayout(scene: Scene): Layout {
	const noElk: Elk = () => {
		throw new Error("not used");
	};
	return compose(layoutInput(scene), noElk, new Map(), new Map()).layout;
}

/** Answers of ELK that this run used, and behind them those of the run before. */
class RecentAnswers implements Answers {
	readonly used = new Map<string, Answer>();
	readonly #before: ReadonlyMap<string, Answer> | undefined;

	constructor(before: ReadonlyMap<string, Answer> | undefined) {
		this.#before = before;
	}

	get(graph: string): Answer | undefined {
		const answer = this.used.get(graph) ?? this.#before?.get(graph);
		if (answer) this.used.set(graph, answer);
		return answer;
	}

	set(graph: string, answer: Answer): void {
		this.used.set(graph, answer);
	}
}

/** Pairs of segments beyond which crossings are not counted. */
const MOST_SEGMENTS = 3000;

/** How hard the edges are to follow: crossings first, then length. */
export function clutter(layout: Layout): number {
	const horizontal: { y: number; from: number; to: number }[] = [];
	const vertical: { x: number; from: number; to: number }[] = [];
	let length = 0;
	for (const points of Object.values(layout.edges)) {
		for (let at = 1; at < points.length; at++) {
			const [a, b] = [points[at - 1]!, points[at]!] as [Point, Point];
			length += Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
			if (a.y === b.y) horizontal.push({ y: a.y, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) });
			else vertical.push({ x: a.x, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) });
		}
	}
	let crossings = 0;
	if (horizontal.length + vertical.length <= MOST_SEGMENTS) {
		for (const h of horizontal) {
			for (const v of vertical) {
				if (v.x > h.from + 1 && v.x < h.to - 1 && h.y > v.from + 1 && h.y < v.to - 1) crossings++;
			}
		}
	}
	return crossings * 200 + length / 10;
}
