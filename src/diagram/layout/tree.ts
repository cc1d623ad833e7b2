import type { LayoutInput } from "./input.ts";

/** The id of the container that holds everything. */
export const ROOT = "";

/** The whole picture, a place or a group. */
export interface Container {
	readonly id: string;
	/** Undefined for the root. */
	readonly parent: string | undefined;
	readonly place: boolean;
	readonly minWidth: number;
	readonly nodes: boolean;
	/** Of a place that is drawn as a card; its inside is not there. */
	readonly size?: { readonly width: number; readonly height: number };
	/** Cards and containers in it, in the order of the text. */
	readonly children: readonly string[];
}

export interface Tree {
	readonly containers: ReadonlyMap<string, Container>;
	readonly cards: ReadonlyMap<string, LayoutInput["cards"][number]>;
	/** The containers around a card or container, innermost first; the last one is the root. */
	ancestors(id: string): readonly string[];
	/** The lowest tier of the cards in it. */
	tier(id: string): number;
}

export function buildTree(input: LayoutInput): Tree {
	const parents = new Map<string, string>();
	const children = new Map<string, string[]>([[ROOT, []]]);
	for (const { id } of input.groups) children.set(id, []);
	for (const { id, parent } of [...input.groups, ...input.cards]) {
		parents.set(id, parent ?? ROOT);
		children.get(parent ?? ROOT)!.push(id);
	}

	const ancestors = (id: string): string[] => {
		const path: string[] = [];
		for (let at = parents.get(id); at !== undefined; at = parents.get(at)) path.push(at);
		return path;
	};
	const tiers = new Map<string, number>();
	for (const card of input.cards) {
		for (const id of [card.id, ...ancestors(card.id)]) tiers.set(id, Math.min(tiers.get(id) ?? Infinity, card.tier));
	}

	const containers = new Map<string, Container>([
		[ROOT, { id: ROOT, parent: undefined, place: false, minWidth: 0, nodes: false, children: children.get(ROOT)! }],
	]);
	for (const { id, place, minWidth, nodes } of input.groups) {
		containers.set(id, { id, parent: parents.get(id), place, minWidth, nodes, children: children.get(id)! });
	}
	for (const { id, place, width, height } of input.cards) {
		if (!place) continue;
		const size = { width, height };
		containers.set(id, { id, parent: parents.get(id), place, minWidth: 0, nodes: false, size, children: [] });
	}
	return {
		containers,
		cards: new Map(input.cards.map((card) => [card.id, card])),
		ancestors,
		tier: (id) => tiers.get(id) ?? Infinity,
	};
}

/**
 * The children of a container in the order in which they should be read: along the edges, and where these leave a
 * choice by `given`, else by tier and the order of the text. In a cycle the same choice says where it begins.
 */
export function readingOrder(
	ids: readonly string[],
	edges: readonly (readonly [from: string, to: string])[],
	tier: (id: string) => number,
	given?: readonly string[],
): string[] {
	const byTier = ids
		.map((id, at) => ({ id, at, tier: tier(id) }))
		.sort((a, b) => a.tier - b.tier || a.at - b.at)
		.map(({ id }) => id);
	const ranked = given ? insertNew(given, byTier, edges) : byTier;
	const rank = new Map(ranked.map((id, at) => [id, at]));
	const next = new Map<string, Set<string>>(ids.map((id) => [id, new Set()]));
	const waitsFor = new Map<string, number>(ids.map((id) => [id, 0]));
	for (const [from, to] of edges) {
		if (from === to || next.get(from)!.has(to)) continue;
		next.get(from)!.add(to);
		waitsFor.set(to, waitsFor.get(to)! + 1);
	}

	const order: string[] = [];
	const done = new Set<string>();
	const ready = new Ranks(ids.length);
	for (const id of ranked) if (waitsFor.get(id) === 0) ready.push(rank.get(id)!);
	let firstLeft = 0;
	while (order.length < ids.length) {
		let at = ready.pop();
		if (at === undefined) {
			while (done.has(ranked[firstLeft]!)) firstLeft++;
			at = firstLeft;
		}
		const id = ranked[at]!;
		if (done.has(id)) continue;
		done.add(id);
		order.push(id);
		for (const to of next.get(id)!) {
			const left = waitsFor.get(to)! - 1;
			waitsFor.set(to, left);
			if (left === 0 && !done.has(to)) ready.push(rank.get(to)!);
		}
	}
	return order;
}

/** What is new in an order stands behind what else its callers call, where it disturbs the fewest. */
function insertNew(
	order: readonly string[],
	ids: readonly string[],
	edges: readonly (readonly [from: string, to: string])[],
): string[] {
	const present = new Set(ids);
	const result = order.filter((id) => present.has(id));
	const known = new Set(result);
	for (const id of ids) {
		if (known.has(id)) continue;
		known.add(id);
		const callers = new Set(edges.flatMap(([from, to]) => (to === id ? [from] : [])));
		const siblings = new Set(edges.flatMap(([from, to]) => (callers.has(from) ? [to] : [])));
		const at = result.findLastIndex((other) => siblings.has(other));
		result.splice(at < 0 ? result.length : at + 1, 0, id);
	}
	return result;
}

/** Numbers below `size`, smallest first. */
class Ranks {
	readonly #present: Uint8Array;
	#lowest = 0;

	constructor(size: number) {
		this.#present = new Uint8Array(size);
	}

	push(value: number): void {
		this.#present[value] = 1;
		this.#lowest = Math.min(this.#lowest, value);
	}

	pop(): number | undefined {
		while (this.#lowest < this.#present.length && !this.#present[this.#lowest]) this.#lowest++;
		if (this.#lowest >= this.#present.length) return undefined;
		this.#present[this.#lowest] = 0;
		return this.#lowest;
	}
}
