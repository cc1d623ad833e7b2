import { html } from "../element.ts";
import type * as Ui from "../ui.ts";

/** The controls of `../ui.ts` as the browser has them; scripts/build.mjs puts this file in its place. */
export const button: typeof Ui.button = ({ text, title, onClick }) => {
	// A sign is no name.
	const isSign = !/[\p{L}\p{N}]/u.test(text);
	const named = { ...(title && { title }), ...(title && isSign && { "aria-label": title }) };
	const element = html("button", { type: "button", ...named }, text);
	element.addEventListener("click", onClick);
	return {
		element,
		setText(text) {
			element.textContent = text;
		},
		setEnabled(enabled) {
			element.disabled = !enabled;
		},
		setPressed(pressed) {
			element.setAttribute("aria-pressed", String(pressed));
		},
	};
};

export const textField: typeof Ui.textField = ({ placeholder, onInput, onKey }) => {
	const element = html("input", { type: "search", placeholder, "aria-label": placeholder, spellcheck: "false" });
	element.addEventListener("input", () => onInput(element.value));
	element.addEventListener("keydown", onKey);
	return {
		element,
		focus: () => element.focus(),
		clear() {
			element.value = "";
			onInput("");
		},
	};
};
