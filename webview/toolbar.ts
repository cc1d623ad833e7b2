import type { Summary } from "../src/diagram/scene.ts";
import { html } from "./element.ts";
import type { TextKey, Texts } from "./texts.ts";
import { type Button, button, type TextField, textField } from "./ui.ts";

export interface ToolbarEvents {
	readonly onFind: (text: string) => void;
	/** Enter in the find field, or with Shift; Escape. */
	readonly onFindNext: (backwards: boolean) => void;
	readonly onFindEnd: () => void;
	readonly onProblems: () => void;
	readonly onFit: () => void;
	readonly onExport: () => void;
	readonly onLegend: () => void;
}

export class Toolbar {
	readonly element: HTMLElement;
	readonly #texts: Texts;
	readonly #find: TextField;
	readonly #found: HTMLElement;
	readonly #counts: HTMLButtonElement;
	readonly #export: Button;
	readonly #legend: Button;

	constructor(texts: Texts, events: ToolbarEvents) {
		this.#texts = texts;
		this.#find = textField({
			placeholder: texts("find"),
			onInput: events.onFind,
			onKey: (event) => {
				if (event.key === "Enter") events.onFindNext(event.shiftKey);
				else if (event.key === "Escape") {
					this.#find.clear();
					events.onFindEnd();
				} else return;
				event.preventDefault();
			},
		});
		this.#found = html("span", { class: "found", role: "status" });
		this.#counts = html("button", { class: "counts", type: "button", title: texts("problemsTitle") });
		this.#counts.addEventListener("click", events.onProblems);
		this.#legend = button({ text: texts("legend"), title: texts("legendTitle"), onClick: events.onLegend });
		this.#export = button({ text: texts("export"), onClick: events.onExport });
		this.element = html(
			"header",
			{ class: "toolbar" },
			this.#find.element,
			this.#found,
			html("span", { class: "space" }),
			this.#counts,
			this.#legend.element,
			button({ text: texts("fit"), title: texts("fitTitle"), onClick: events.onFit }).element,
			this.#export.element,
		);
		this.#export.setEnabled(false);
	}

	update(summary: Summary): void {
		const count = (number: number, one: TextKey, many: TextKey, className: string): HTMLElement[] =>
			number === 0
				? []
				: [html("span", { class: `problem ${className}` }, this.#texts(number === 1 ? one : many, { count: number }))];
		const counts = [
			...count(summary.errors, "error", "errors", "error"),
			...count(summary.warnings, "warning", "warnings", "warning"),
			...count(summary.infos, "info", "infos", "info"),
		];
		this.#counts.replaceChildren(
			...(counts.length > 0 ? counts : [html("span", { class: "problem clean" }, this.#texts("clean"))]),
		);
		this.#export.setEnabled(true);
	}

	setFound(count: number | undefined): void {
		this.#found.textContent =
			count === undefined ? "" : count === 0 ? this.#texts("noMatch") : this.#texts("matches", { count });
	}

	setLegend(isShown: boolean): void {
		this.#legend.setPressed(isShown);
	}

	focusFind(): void {
		this.#find.focus();
	}
}
