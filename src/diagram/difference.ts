import type { Card, Scene } from "./scene.ts";

/** What is new, or has changed its form, in a scene; by the ids of cards, groups and edges. */
export type Difference = ReadonlyMap<string, "new" | "changed">;

/** What `after` has that `before` did not have. That loads differ is no change of form. */
export function difference(before: Scene, after: Scene): Difference {
	const changes = new Map<string, "new" | "changed">();
	const cards = new Map(before.cards.map((card) => [card.id, card]));
	for (const card of after.cards) {
		const old = cards.get(card.id);
		if (!old) changes.set(card.id, "new");
		else if (form(old) !== form(card)) changes.set(card.id, "changed");
	}
	const others = new Set([...before.groups, ...before.edges].map(({ id }) => id));
	for (const { id } of [...after.groups, ...after.edges]) if (!others.has(id)) changes.set(id, "new");
	return changes;
}

/** What a card says but for its numbers, which differ with every load. */
function form({ parent, kind, title, subtitle, times, shards, singlePointOfFailure }: Card): string {
	const words = subtitle.replace(/\S*\d\S*/g, "");
	return JSON.stringify([parent, kind, title, words, times, shards, singlePointOfFailure]);
}

/** `after`, with what the loads of its cards were before, as far as they differ. */
export function withLoadsBefore(before: Scene, after: Scene): Scene {
	const loads = new Map(before.cards.map(({ id, load }) => [id, load]));
	return {
		...after,
		cards: after.cards.map((card) => {
			const then = loads.get(card.id);
			return then && card.load && then !== card.load ? { ...card, load: `${then} → ${card.load}` } : card;
		}),
	};
}
