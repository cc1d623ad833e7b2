import type { Scene } from "../src/diagram/scene.ts";

/**
 * The card or frame that stands for an element: itself, that of its component where it is a node of one, or the folded
 * place that it is in. Qualified names say what is in what: `us.web#1` is in `us.web`, and that in `us`.
 */
export function shownAs({ cards, groups }: Scene, id: string): string | undefined {
	const drawn = new Set([...cards, ...groups].map((one) => one.id));
	if (drawn.has(id)) return id;
	const folded = new Set(cards.filter(({ folds }) => folds !== undefined).map((card) => card.id));
	for (let at = id; ; ) {
		const end = Math.max(at.lastIndexOf("#"), at.lastIndexOf("."));
		if (end < 0) return undefined;
		at = at.slice(0, end);
		if (folded.has(at)) return at;
	}
}
