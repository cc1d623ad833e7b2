import type { Locale } from "../language/locale.ts";
import type { Scene } from "./scene.ts";
import { sceneTexts } from "./scene-texts.ts";

/** What a text showed when it last had no more errors than it has now or had at first. */
export interface LastGood {
	readonly errors: number;
	readonly scene: Scene;
}

/**
 * The scene of a text that somebody is in the middle of changing: what the last good one had and this one has no more stays,
 * marked as stale, so that a half-typed line does not tear the picture apart. Gives what to draw, and what to remember.
 */
export function withLastGood(
	scene: Scene,
	errors: number,
	last: LastGood | undefined,
	locale: Locale,
): { readonly scene: Scene; readonly last: LastGood } {
	if (!last || errors <= last.errors || !isSameFold(scene, last.scene)) return { scene, last: { errors, scene } };
	const missing = <T extends { readonly id: string }>(before: readonly T[], now: readonly T[]): T[] => {
		const ids = new Set(now.map(({ id }) => id));
		return before.filter(({ id }) => !ids.has(id)).map((one) => ({ ...one, stale: true }));
	};
	const groups = [...scene.groups, ...missing(last.scene.groups, scene.groups)];
	const cards = [
		...scene.cards,
		...missing(last.scene.cards, scene.cards).map((card) => ({
			...card,
			label: `${card.label}, ${sceneTexts.stale[locale]}`,
		})),
	];
	const known = new Set(cards.map(({ id }) => id));
	const edges = missing(last.scene.edges, scene.edges).filter(({ from, to }) => known.has(from) && known.has(to));
	return { scene: { ...scene, groups, cards, edges: [...scene.edges, ...edges] }, last };
}

/** Only then a missing card is one that the text has lost. */
function isSameFold({ options: a }: Scene, { options: b }: Scene): boolean {
	const fold = ({ users: _users, down: _down, heat: _heat, ...others }: Scene["options"]) => JSON.stringify(others);
	return fold(a) === fold(b);
}
