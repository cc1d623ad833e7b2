import type { Layout, Point } from "../diagram.ts";
import type { Scene } from "../scene.ts";
import { compose, type PortOrders } from "./compose.ts";
import type { Elk } from "./elk.ts";
import { layoutInput } from "./input.ts";
import type { Answer, Answers } from "./layered.ts";

/** A layout and what the next one needs to stay near it. Only `layout` leaves the thread that made it. */
export interface LayoutHistory {
	/** What it was made from; see `layoutKey`. */
	readonly input: string;
	readonly layout: Layout;
	readonly answers: ReadonlyMap<string, Answer>;
	readonly orders: PortOrders;
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
	const done = (layout: Layout, orders: PortOrders): LayoutHistory => ({
		input: key,
		layout,
		answers: answers.used,
		orders,
	});
	if (previous) return done(compose(input, elk, answers, previous.orders).layout, previous.orders);

	const first = compose(input, elk, answers, new Map());
	if (first.bestOrders.size === 0) return done(first.layout, new Map());
	const second = compose(input, elk, answers, first.bestOrders);
	return clutter(second.layout) <= clutter(first.layout)
		? done(second.layout, first.bestOrders)
		: done(first.layout, new Map());
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
