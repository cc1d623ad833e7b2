import { type Highlight, highlightOf, neighbours, pathsThrough } from "../../src/diagram/paths.ts";
import type { Scene } from "../../src/diagram/scene.ts";
import type { App } from "../app.ts";
import { html } from "../element.ts";
import { focusedTarget } from "../target.ts";
import "./focus.css";

type Focus =
	| { readonly kind: "neighbours"; readonly id: string }
	| { readonly kind: "path"; readonly id: string; readonly at: number };

const NAME = "focus";

/**
 * Fades all but the neighbours of a card or of what is in a frame (`f`), or but one way of its requests from a client to a store (`p`, again for the
 * next one); Escape ends it.
 */
export function focus({ picture, stage, texts, announce, onDiagram, onKey }: App): void {
	let focus: Focus | undefined;
	const text = html("span", {});
	const close = html("button", { type: "button", title: texts("focusEnd"), "aria-label": texts("focusEnd") }, "×");
	const bar = html("div", { class: "focus-bar", hidden: "" }, text, close);
	stage.append(bar);
	close.addEventListener("click", () => set(undefined));

	onDiagram((diagram, isOtherDocument) => {
		if (!focus) return;
		const { cards, groups } = diagram.layout;
		const isDrawn = cards[focus.id] !== undefined || (focus.kind === "neighbours" && groups[focus.id] !== undefined);
		set(isOtherDocument || !isDrawn ? undefined : focus, false);
	});
	onKey(({ key, shiftKey }) => {
		const target = focusedTarget(picture);
		const id = target?.id ?? picture.selected ?? focus?.id;
		if (key === "Escape" && focus) set(undefined);
		else if (id === undefined || target?.type === "edge") return false;
		else if (key === "f") set(focus?.kind === "neighbours" && focus.id === id ? undefined : { kind: "neighbours", id });
		else if (key === "p" && picture.diagram?.layout.cards[id]) {
			const step = shiftKey ? -1 : 1;
			set({ kind: "path", id, at: focus?.kind === "path" && focus.id === id ? focus.at + step : 0 });
		} else return false;
		return true;
	});

	function set(next: Focus | undefined, isNew = true): void {
		focus = next;
		const scene = picture.diagram?.scene;
		bar.hidden = !next || !scene;
		if (!next || !scene) return picture.highlight(NAME, undefined);
		const title = (id: string) => [...scene.cards, ...scene.groups].find((one) => one.id === id)?.title ?? id;
		if (next.kind === "neighbours") {
			picture.highlight(NAME, around(scene, next.id), isNew);
			text.textContent = texts("focusNeighbours", { card: title(next.id) });
		} else {
			const paths = pathsThrough(scene, next.id);
			const at = ((next.at % paths.length) + paths.length) % paths.length;
			const path = paths[at]!;
			picture.highlight(NAME, highlightOf(path, scene), isNew);
			text.textContent = texts("focusPath", { at: at + 1, count: paths.length, path: path.map(title).join(" → ") });
		}
		announce(text.textContent);
	}
}

/** A card and its neighbours; of a frame, everything in it and theirs. */
function around(scene: Scene, id: string): Highlight {
	const inside = new Set([id]);
	// Frames stand before what is in them.
	for (const group of scene.groups) if (group.parent !== undefined && inside.has(group.parent)) inside.add(group.id);
	for (const card of scene.cards) if (card.parent !== undefined && inside.has(card.parent)) inside.add(card.id);
	const all = [...inside].map((one) => neighbours(scene, one));
	return {
		cards: new Set(all.flatMap(({ cards }) => [...cards])),
		edges: new Set(all.flatMap(({ edges = [] }) => [...edges])),
	};
}
