import type { Card, HiddenCard } from "../../src/diagram/scene.ts";
import type { ViewOptions } from "../../src/diagram/view-options.ts";
import type { App } from "../app.ts";
import { html } from "../element.ts";
import { shownAs } from "../shown-as.ts";
import { textField } from "../ui.ts";

/**
 * The search field: fades what does not match while somebody types, and walks through the rest with Enter. What is in a
 * folded place is found, too, and unfolded when one comes to it.
 */
export function find(app: App): void {
	const { picture, texts } = app;
	let wanted = "";
	let found: readonly string[] = [];
	/** The one that one has come to, which may still be on its way into the picture. */
	let current: string | undefined;
	let awaited: string | undefined;

	const field = textField({
		placeholder: texts("find"),
		onInput(text) {
			wanted = text.trim().toLowerCase();
			current = undefined;
			search();
			const first = found[0];
			const shown = first === undefined || !picture.diagram ? undefined : shownAs(picture.diagram.scene, first);
			if (shown !== undefined) picture.reveal(shown);
		},
		onKey(event) {
			if (event.key === "Enter") next(event.shiftKey);
			else if (event.key === "Escape") {
				const last = current;
				field.clear();
				if (last === undefined || !picture.focus(last)) picture.focus(picture.current ?? "");
			} else return;
			event.preventDefault();
		},
	});
	const count = html("span", { class: "found", role: "status" });
	app.toolbar.append(field.element, count, html("span", { class: "space" }));

	function search(): void {
		const { scene } = picture.diagram ?? {};
		if (wanted === "" || !scene) {
			found = [];
			picture.highlight(undefined);
			count.textContent = "";
			return;
		}
		const drawn = scene.cards.filter(isWanted).map(({ id }) => id);
		const hidden = (scene.hidden ?? []).filter(isWanted).map(({ id }) => id);
		found = [...drawn, ...hidden];
		// A folded place stays for what is in it.
		picture.highlight({ cards: new Set(found.flatMap((id) => shownAs(scene, id) ?? [])) });
		count.textContent =
			found.length === 0
				? texts("noMatch")
				: texts(hidden.length > 0 ? "matchesHidden" : "matches", { count: found.length, hidden: hidden.length });
		count.title = count.textContent;
	}

	function isWanted({ id, title, kind, subtitle }: Card | HiddenCard): boolean {
		return [id, title, kind, subtitle].some((field) => field.toLowerCase().includes(wanted));
	}

	function next(backwards: boolean): void {
		const { scene } = picture.diagram ?? {};
		if (found.length === 0 || !scene) return;
		const at = current === undefined ? -1 : found.indexOf(current);
		const id = found.at((Math.max(at, backwards ? 0 : -1) + (backwards ? -1 : 1)) % found.length)!;
		current = id;
		awaited = scene.hidden?.some((one) => one.id === id) ? id : undefined;
		if (awaited !== undefined) app.show(opened(app.options, id));
		picture.select(id);
		app.post({ type: "reveal", id });
	}

	app.onDiagram(({ layout }, isOtherDocument) => {
		if (isOtherDocument) awaited = undefined;
		if (wanted !== "") search();
		if (current !== undefined && !found.includes(current)) current = undefined;
		if (awaited === undefined || !layout.cards[awaited]) return;
		picture.select(awaited);
		awaited = undefined;
	});
	document.addEventListener("keydown", (event) => {
		if (event.key.toLowerCase() !== "f" || !(event.ctrlKey || event.metaKey)) return;
		event.preventDefault();
		field.focus();
	});
}

/** The options with everything unfolded that is around a component; a place that is drawn alone without it is so no more. */
function opened({ view, collapsed = [], ...others }: ViewOptions, id: string): ViewOptions {
	const isInside = (place: string) => id.startsWith(`${place}.`);
	return {
		...others,
		collapsed: collapsed.filter((place) => !isInside(place)),
		...(view !== undefined && isInside(view) && { view }),
	};
}
