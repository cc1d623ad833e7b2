import type { Card, Edge, HiddenCard, Scene } from "../../src/diagram/scene.ts";
import type { ViewOptions } from "../../src/diagram/view-options.ts";
import type { App } from "../app.ts";
import { html } from "../element.ts";
import { pressedKey } from "../pressed-key.ts";
import { shownAs } from "../shown-as.ts";
import { textField } from "../ui.ts";

const NAME = "find";

/**
 * The search field: fades what does not match while somebody types, and walks through the rest with Enter or the arrows. What
 * is in a folded place is found, too, and unfolded when one comes to it. `web > redis` finds the links from the one to the other.
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
			if (first !== undefined) picture.reveal(shown ?? first);
		},
		onKey(event) {
			if (event.isComposing) return;
			if (event.key === "Enter") next(event.shiftKey);
			else if (event.key === "ArrowDown" || event.key === "ArrowUp") next(event.key === "ArrowUp");
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

	function search(isNew = true): void {
		const { scene } = picture.diagram ?? {};
		if (wanted === "" || !scene) {
			found = [];
			picture.highlight(NAME, undefined);
			count.textContent = "";
			return;
		}
		const links = linksFound(scene);
		if (links) {
			found = links.map(({ id }) => id);
			const cards = new Set(links.flatMap(({ from, to }) => [from, to]));
			picture.highlight(NAME, { cards, edges: new Set(found) }, isNew);
			say(0);
			return;
		}
		const drawn = scene.cards.filter(isWanted).map(({ id }) => id);
		const hidden = (scene.hidden ?? []).filter(isWanted).map(({ id }) => id);
		found = [...drawn, ...hidden];
		// A folded place stays for what is in it.
		picture.highlight(NAME, { cards: new Set(found.flatMap((id) => shownAs(scene, id) ?? [])) }, isNew);
		say(hidden.length);
	}

	function say(hidden: number): void {
		count.textContent =
			found.length === 0
				? texts("noMatch")
				: texts(hidden > 0 ? "matchesHidden" : "matches", { count: found.length, hidden });
		count.title = count.textContent;
	}

	/** The links between what is named on the two sides of an arrow; undefined: there is none in what is wanted. */
	function linksFound({ cards, edges }: Scene): readonly Edge[] | undefined {
		const [from, to] = wanted.split(/\s*(?:->|>|→)\s*/);
		if (from === undefined || to === undefined) return undefined;
		const named = (text: string) => new Set(cards.filter((card) => hasText(card, text)).map(({ id }) => id));
		const [sources, targets] = [named(from), named(to)];
		return edges.filter((edge) => sources.has(edge.from) && targets.has(edge.to));
	}

	function isWanted(card: Card | HiddenCard): boolean {
		return hasText(card, wanted);
	}

	function next(backwards: boolean): void {
		const { scene } = picture.diagram ?? {};
		if (found.length === 0 || !scene) return;
		const at = current === undefined ? -1 : found.indexOf(current);
		const id = found.at((Math.max(at, backwards ? 0 : -1) + (backwards ? -1 : 1)) % found.length)!;
		current = id;
		if (scene.edges.some((edge) => edge.id === id)) {
			picture.reveal(id);
			app.post({ type: "reveal", id });
			return;
		}
		awaited = scene.hidden?.some((one) => one.id === id) ? id : undefined;
		if (awaited !== undefined) app.show(opened(app.options, id));
		picture.select(id);
		app.post({ type: "reveal", id });
	}

	app.onDiagram(({ layout }, isOtherDocument) => {
		if (isOtherDocument) awaited = undefined;
		if (wanted !== "") search(false);
		if (current !== undefined && !found.includes(current)) current = undefined;
		if (awaited === undefined || !layout.cards[awaited]) return;
		picture.select(awaited);
		awaited = undefined;
	});
	document.addEventListener("keydown", (event) => {
		if (pressedKey(event).key !== "f" || !(event.ctrlKey || event.metaKey)) return;
		event.preventDefault();
		field.focus();
	});
}

function hasText({ id, title, kind, subtitle }: Card | HiddenCard, text: string): boolean {
	return [id, title, kind, subtitle].some((field) => field.toLowerCase().includes(text));
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
