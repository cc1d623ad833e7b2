import type { Scene } from "../src/diagram/scene.ts";
import { card, edge } from "../test/support/scenes.ts";

/** A scene after a small change of its text, and the cards that the change is about. */
export interface Edit {
	readonly scene: Scene;
	readonly concerned: ReadonlySet<string>;
}

export const EDITS = ["replica", "component", "link", "numbers"] as const;

/**
 * One kind of small edit, at every place of the scene or, evenly spread, at no more than `most`: one more instance, one
 * more component that an existing one calls, one more link downwards or between cards of a tier, or nothing but numbers.
 */
export function smallEdits(scene: Scene, kind: (typeof EDITS)[number], most: number): readonly Edit[] {
	const { cards, edges } = scene;
	if (kind === "numbers") return [{ scene: otherNumbers(scene), concerned: new Set() }];
	if (kind === "replica") {
		return spread(cards, most).map((changed): Edit => {
			const instances = changed.instances + 1;
			const more = { ...changed, instances, times: `×${instances}` };
			return {
				scene: { ...scene, cards: cards.map((one) => (one === changed ? more : one)) },
				concerned: new Set([changed.id]),
			};
		});
	}
	if (kind === "component") {
		return spread(cards, most).map(({ id: caller, parent }): Edit => {
			const id = parent === undefined ? "added" : `${parent}.added`;
			return {
				scene: { ...scene, cards: [...cards, card(id, { parent })], edges: [...edges, edge(caller, id)] },
				concerned: new Set([caller, id]),
			};
		});
	}
	const linked = new Set(edges.flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]));
	const pairs = cards.flatMap((from) =>
		cards
			.filter((to) => to !== from && to.tier >= from.tier && !linked.has(`${from.id} ${to.id}`))
			.map((to) => [from.id, to.id] as const),
	);
	return spread(pairs, most).map(
		([from, to]): Edit => ({
			scene: { ...scene, edges: [...edges, edge(from, to)] },
			concerned: new Set([from, to]),
		}),
	);
}

function otherNumbers(scene: Scene): Scene {
	return {
		...scene,
		cards: scene.cards.map((one) => ({
			...one,
			utilization: one.utilization === undefined ? undefined : one.utilization / 2,
			load: one.load && "1 %",
		})),
		edges: scene.edges.map((one) => ({
			...one,
			requestsPerSecond: one.requestsPerSecond * 2,
			load: one.load && "2k/s",
		})),
	};
}

function spread<T>(all: readonly T[], most: number): readonly T[] {
	if (all.length <= most) return all;
	return Array.from({ length: most }, (_, at) => all[Math.floor(((at + 0.5) * all.length) / most)]!);
}
