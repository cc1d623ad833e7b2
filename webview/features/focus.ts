import { highlightOf, neighbours, pathsThrough } from "../../src/diagram/paths.ts";
import type { App } from "../app.ts";
import { html } from "../element.ts";
import "./focus.css";

type Focus =
	| { readonly kind: "neighbours"; readonly id: string }
	| { readonly kind: "path"; readonly id: string; readonly at: number };

/**
 * Fades all but the neighbours of a card (`f`), or but one way of its requests from a client to a store (`p`, again for the
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
		if (focus) set(isOtherDocument || !diagram.layout.cards[focus.id] ? undefined : focus);
	});
	onKey(({ key, shiftKey }) => {
		const id = picture.focused ?? picture.selected ?? focus?.id;
		if (key === "Escape" && focus) set(undefined);
		else if (id === undefined) return false;
		else if (key === "f") set(focus?.kind === "neighbours" && focus.id === id ? undefined : { kind: "neighbours", id });
		else if (key === "p" || key === "P") {
			const step = shiftKey ? -1 : 1;
			set({ kind: "path", id, at: focus?.kind === "path" && focus.id === id ? focus.at + step : 0 });
		} else return false;
		return true;
	});

	function set(next: Focus | undefined): void {
		focus = next;
		const scene = picture.diagram?.scene;
		bar.hidden = !next || !scene;
		if (!next || !scene) return picture.highlight(undefined);
		const title = (id: string) => scene.cards.find((card) => card.id === id)?.title ?? id;
		if (next.kind === "neighbours") {
			picture.highlight(neighbours(scene, next.id));
			text.textContent = texts("focusNeighbours", { card: title(next.id) });
		} else {
			const paths = pathsThrough(scene, next.id);
			const at = ((next.at % paths.length) + paths.length) % paths.length;
			const path = paths[at]!;
			picture.highlight(highlightOf(path, scene));
			text.textContent = texts("focusPath", { at: at + 1, count: paths.length, path: path.map(title).join(" → ") });
		}
		announce(text.textContent);
	}
}
