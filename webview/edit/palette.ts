import { icons } from "../../src/diagram/icons.ts";
import { createElement, html } from "../element.ts";
import { placePopup } from "./popup.ts";

export interface Choice {
	readonly id: string;
	readonly text: string;
	readonly detail?: string;
	/** A name in `icons.ts`. */
	readonly icon?: string;
	/** Other words that find it. */
	readonly words?: readonly string[];
}

export interface PaletteOptions {
	readonly label: string;
	readonly placeholder: string;
	readonly noMatch: string;
	readonly choices: readonly Choice[];
	/** Where it opens, in px of the stage. */
	readonly x: number;
	readonly y: number;
	readonly onChoose: (id: string) => void;
	readonly onCancel: () => void;
}

let count = 0;

/** A list that a few letters narrow down: the arrow keys choose, Enter takes, Escape leaves. Only one is open at a time. */
export function openPalette(stage: HTMLElement, options: PaletteOptions): void {
	const { label, placeholder, noMatch, choices, x, y } = options;
	const listId = `palette-${++count}`;
	const input = html("input", {
		type: "text",
		role: "combobox",
		"aria-label": label,
		"aria-expanded": "true",
		"aria-controls": listId,
		"aria-autocomplete": "list",
		placeholder,
		spellcheck: "false",
	});
	const list = html("ul", { id: listId, role: "listbox", "aria-label": label });
	const element = html(
		"div",
		{ class: "edit-popup palette", role: "dialog", "aria-label": label },
		html("p", { class: "edit-label", "aria-hidden": "true" }, label),
		input,
		list,
	);
	let shown: readonly Choice[] = [];
	let at = 0;
	let isOpen = true;

	const close = (then: () => void): void => {
		if (!isOpen) return;
		isOpen = false;
		element.remove();
		then();
	};
	const mark = (): void => {
		for (const [index, item] of [...list.children].entries()) {
			if (shown.length === 0) break;
			item.setAttribute("aria-selected", String(index === at));
			if (index === at) item.scrollIntoView({ block: "nearest" });
		}
		if (shown.length > 0) input.setAttribute("aria-activedescendant", `${listId}-${at}`);
		else input.removeAttribute("aria-activedescendant");
	};
	const show = (): void => {
		shown = matching(choices, input.value);
		at = 0;
		list.replaceChildren(
			...shown.map(({ text, detail, icon }, index) => {
				const item = html("li", { role: "option", id: `${listId}-${index}` });
				const path = icon === undefined ? undefined : icons[icon];
				if (path !== undefined) {
					item.append(
						createElement({
							tag: "svg",
							attributes: { viewBox: "0 0 24 24", width: 18, height: 18, "aria-hidden": "true" },
							children: [{ tag: "path", attributes: { d: path }, children: [] }],
						}),
					);
				}
				item.append(html("span", {}, text));
				if (detail !== undefined) item.append(html("span", { class: "detail" }, detail));
				item.addEventListener("pointerdown", (event) => {
					event.preventDefault();
					choose(index);
				});
				return item;
			}),
		);
		if (shown.length === 0) list.append(html("li", { class: "none" }, noMatch));
		mark();
	};
	const choose = (index: number): void => {
		const choice = shown[index];
		if (choice) close(() => options.onChoose(choice.id));
	};
	input.addEventListener("input", show);
	input.addEventListener("keydown", (event) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step !== undefined && shown.length > 0) {
			at = (at + step + shown.length) % shown.length;
			mark();
		} else if (event.key === "Enter") choose(at);
		else if (event.key === "Escape") close(options.onCancel);
		else return;
		event.preventDefault();
		event.stopPropagation();
	});
	input.addEventListener("blur", () => close(() => {}));
	placePopup(stage, element, x, y);
	show();
	placePopup(stage, element, x, y);
	input.focus();
}

/** What begins with the letters comes first, then what only has them somewhere. */
function matching(choices: readonly Choice[], text: string): readonly Choice[] {
	const wanted = text.trim().toLowerCase();
	if (wanted === "") return choices;
	const rank = ({ text, detail = "", words = [] }: Choice): number => {
		const own = [text, ...words, detail].map((word) => word.toLowerCase());
		if (own.some((word) => word.startsWith(wanted))) return 0;
		return own.some((word) => word.includes(wanted)) ? 1 : 2;
	};
	return [0, 1].flatMap((wantedRank) => choices.filter((choice) => rank(choice) === wantedRank));
}
