import type { Analysis } from "../analysis/analysis.ts";
import type { Locale } from "../language/locale.ts";
import type { Architecture } from "../model/architecture.ts";
import { collapse } from "./collapse.ts";
import { expand } from "./expand.ts";
import { beside, onlyPlace } from "./only-place.ts";
import type { Scene } from "./scene.ts";

/** What a scene was made from. */
export interface FoldSource {
	readonly architecture: Architecture;
	readonly analysis: Analysis;
}

/**
 * The scene as far unfolded as its options say. What they name and the text no longer has is passed over: it may be back
 * with the next letter that is typed.
 */
export function foldScene(scene: Scene, source: FoldSource, locale: Locale): Scene {
	const folded = fold(scene, source, locale);
	// The frame of its nodes has the name of a component.
	const drawn = new Set([...folded.cards, ...folded.groups].map(({ id }) => id));
	const hidden = scene.cards
		.filter(({ id }) => !drawn.has(id))
		.map(({ id, title, kind, subtitle }) => ({ id, title, kind, subtitle }));
	return hidden.length > 0 ? { ...folded, hidden } : folded;
}

function fold(scene: Scene, source: FoldSource, locale: Locale): Scene {
	const { view, collapsed = [], expanded = [] } = scene.options;
	const known = new Map(scene.groups.map((group) => [group.id, group]));
	const shown = view !== undefined && known.has(view) ? view : undefined;
	if (shown === undefined) return expand(collapse(scene, collapsed, locale), expanded, source, locale);
	// The place itself is open, else there would be nothing to see.
	const around = new Set<string>();
	for (let at: string | undefined = shown; at !== undefined && !around.has(at); at = known.get(at)?.parent) {
		around.add(at);
	}
	const folded = [...collapsed.filter((id) => !around.has(id)), ...beside(scene, shown, around)];
	const path = [...around].reverse().map((id) => ({ id, title: known.get(id)!.title }));
	return { ...expand(onlyPlace(collapse(scene, folded, locale), shown), expanded, source, locale), path };
}
