import type { App } from "../app.ts";
import { html } from "../element.ts";
import { textField } from "../ui.ts";

/** The search field: fades what does not match while somebody types, and walks through the rest with Enter. */
export function find(app: App): void {
	const { picture, texts } = app;
	let found: readonly string[] = [];
	let at = -1;

	const field = textField({
		placeholder: texts("find"),
		onInput: search,
		onKey(event) {
			if (event.key === "Enter") next(event.shiftKey);
			else if (event.key === "Escape") {
				const last = found[at];
				field.clear();
				picture.focus(last ?? picture.current ?? "");
			} else return;
			event.preventDefault();
		},
	});
	const count = html("span", { class: "found", role: "status" });
	app.toolbar.append(field.element, count, html("span", { class: "space" }));

	function search(text: string): void {
		const wanted = text.trim().toLowerCase();
		at = -1;
		if (wanted === "") {
			found = [];
			picture.highlight(undefined);
			count.textContent = "";
			return;
		}
		found = (picture.diagram?.scene.cards ?? [])
			.filter(({ id, title, kind, subtitle }) =>
				[id, title, kind, subtitle].some((field) => field.toLowerCase().includes(wanted)),
			)
			.map((card) => card.id);
		picture.highlight({ cards: new Set(found) });
		count.textContent = found.length === 0 ? texts("noMatch") : texts("matches", { count: found.length });
		if (found[0] !== undefined) picture.reveal(found[0]);
	}

	function next(backwards: boolean): void {
		if (found.length === 0) return;
		at = (at + (backwards ? -1 : 1) + found.length) % found.length;
		const id = found[at]!;
		picture.select(id);
		app.post({ type: "reveal", id });
	}

	app.onDiagram(({ layout }) => {
		if (found.length > 0) found = found.filter((id) => layout.cards[id]);
	});
	document.addEventListener("keydown", (event) => {
		if (event.key.toLowerCase() !== "f" || !(event.ctrlKey || event.metaKey)) return;
		event.preventDefault();
		field.focus();
	});
}
