import type { Layout } from "../diagram.ts";
import type { Scene } from "../scene.ts";
import { clutter } from "./clutter.ts";
import { compose, type Passage } from "./compose.ts";
import type { Elk } from "./elk.ts";
import { type LayoutInput, layoutInput, layoutKey } from "./input.ts";
import type { Answer, Answers } from "./layered.ts";
import { NO_ORDERS, type Orders } from "./orders.ts";
import { type Candidate, calm, improve, SMALL, search } from "./search.ts";

/** A layout and what the next one needs to stay near it. Only `layout` leaves the thread that made it. */
export interface LayoutHistory {
	/** What it was made from; see `layoutKey`. */
	readonly input: string;
	readonly layout: Layout;
	readonly answers: ReadonlyMap<string, Answer>;
	readonly orders: Orders;
	/** How cluttered the picture was when the orders were chosen. */
	readonly clutterThen: number;
	/** What was shown before it, latest first: who takes an edit back gets the same picture again. */
	readonly past: readonly LayoutHistory[];
}

const MOST_PAST = 4;

/**
 * Places a scene. Without `previous` equal scenes have equal layouts; with it, containers that did not change keep
 * their inside, and ports the order that was chosen when the picture was first drawn.
 */
export function layoutScene(scene: Scene, elk: Elk, previous?: LayoutHistory): LayoutHistory {
	return layoutOf(layoutKey(scene), elk, previous);
}

/** The same for what `layoutKey` gives. */
export function layoutOf(key: string, elk: Elk, previous?: LayoutHistory): LayoutHistory {
	if (previous?.input === key) return previous;
	const input = JSON.parse(key) as LayoutInput;
	const past = previous ? [{ ...previous, past: [] }, ...previous.past].slice(0, MOST_PAST) : [];
	const again = past.find((one) => one.input === key);
	if (again) return { ...again, past };

	const answers = new RecentAnswers(previous?.answers);
	let chosen = previous ? stay(input, elk, answers, previous.orders) : search(input, elk, answers);
	let clutterThen = previous?.clutterThen ?? chosen.clutter;
	if (previous && input.cards.length <= SMALL && chosen.clutter > clutterThen + WORTH_SEARCHING) {
		chosen = improve(input, elk, answers, chosen);
		const fresh = chosen.clutter > clutterThen + WORTH_MOVING ? search(input, elk, answers) : chosen;
		if (fresh.clutter + WORTH_MOVING < chosen.clutter) chosen = fresh;
		clutterThen = chosen.clutter;
	}
	if (previous && input.cards.length <= SMALL) chosen = calm(input, elk, answers, chosen, previous.layout);
	// Of small pictures many were tried; what the others needed is not worth remembering.
	const needed = new RecentAnswers(answers.used);
	if (input.cards.length <= SMALL) compose(input, elk, needed, chosen.orders);
	return {
		input: key,
		layout: chosen.composition.layout,
		orders: { ...chosen.orders, rows: chosen.composition.rows },
		answers: input.cards.length <= SMALL ? needed.used : answers.used,
		clutterThen,
		past,
	};
}

/** Edits may make the picture worse by about one crossing before other orders of ports are tried. */
const WORTH_SEARCHING = 250;
/** What new orders must save before they may disturb the picture: about ten crossings. */
const WORTH_MOVING = 2000;

/** The orders of before; ports that are new find their places among the old ones by where they lead. */
function stay(input: LayoutInput, elk: Elk, answers: Answers, before: Orders): Candidate {
	let orders = before;
	let composition = compose(input, elk, answers, orders);
	const known = new Set([...before.ports.values()].flat());
	const isNew = [...composition.passages].some(
		([container, passages]) => before.ports.has(container) && passages.some(({ port }) => !known.has(port.id)),
	);
	if (isNew) {
		const ports = new Map(
			[...composition.passages].flatMap(([container, passages]) => {
				const order = before.ports.get(container);
				return order ? [[container, insertNew(order, passages)] as const] : [];
			}),
		);
		orders = { ...before, ports };
		composition = compose(input, elk, answers, orders);
	}
	return { composition, orders, clutter: clutter(composition.layout) };
}

function insertNew(order: readonly string[], passages: readonly Passage[]): string[] {
	const positions = new Map(passages.map(({ port, inside, outside }) => [port.id, inside + outside]));
	const result = order.filter((port) => positions.has(port));
	for (const { id } of passages.map(({ port }) => port)) {
		if (result.includes(id)) continue;
		const at = result.findIndex((other) => positions.get(other)! > positions.get(id)!);
		result.splice(at < 0 ? result.length : at, 0, id);
	}
	return result;
}

/** A layout without ELK, at once and for any scene. */
export function plainLayout(scene: Scene): Layout {
	const noElk: Elk = () => {
		throw new Error("not used");
	};
	return compose(layoutInput(scene), noElk, new Map(), NO_ORDERS).layout;
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
