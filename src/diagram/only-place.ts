import type { Scene } from "./scene.ts";

/** What stands beside a place or beside what is around it; `around`: the place and its ancestors. */
export function beside({ groups }: Scene, place: string, around: ReadonlySet<string>): string[] {
	return groups
		.filter(({ id, parent }) => !around.has(id) && parent !== place && (parent === undefined || around.has(parent)))
		.map(({ id }) => id);
}

/** A place with its inside, and what an edge leads from there to or from where one leads there. */
export function onlyPlace(scene: Scene, place: string): Scene {
	const parents = new Map(scene.groups.map(({ id, parent }) => [id, parent]));
	const isInside = (parent: string | undefined): boolean => {
		for (let at = parent, steps = 0; at !== undefined && steps <= parents.size; at = parents.get(at), steps++) {
			if (at === place) return true;
		}
		return false;
	};
	const inside = new Set(scene.cards.filter(({ parent }) => isInside(parent)).map(({ id }) => id));
	const edges = scene.edges.filter(({ from, to }) => inside.has(from) || inside.has(to));
	const neighbours = new Set(edges.flatMap(({ from, to }) => [from, to]).filter((id) => !inside.has(id)));
	return {
		...scene,
		cards: scene.cards
			.filter(({ id }) => inside.has(id) || neighbours.has(id))
			.map((card) => (inside.has(card.id) ? card : { ...card, parent: undefined })),
		groups: scene.groups
			.filter(({ id, parent }) => id === place || isInside(parent))
			.map((group) => (group.id === place ? { ...group, parent: undefined } : group)),
		edges,
	};
}
