import { html } from "../element.ts";
import { placePopup } from "./popup.ts";
import { richText } from "./rich-text.ts";

export interface InlineInputOptions {
	readonly label: string;
	readonly value: string;
	/** Where it opens, in px of the stage. */
	readonly x: number;
	readonly y: number;
	readonly width: number;
	/** Undefined: done; else why it cannot be, and the input stays open. */
	readonly onDone: (text: string) => Promise<string | undefined>;
	readonly onCancel: () => void;
}

/** A field over a card for one line of text: Enter takes it, Escape leaves it. */
export function openInlineInput(stage: HTMLElement, options: InlineInputOptions): void {
	const { label, value, x, y, width } = options;
	const input = html("input", { type: "text", "aria-label": label, spellcheck: "false" });
	input.value = value;
	const title = html("p", { class: "edit-label", "aria-hidden": "true" }, label);
	const reason = html("p", { class: "edit-reason", role: "alert", hidden: "" });
	const element = html(
		"div",
		{ class: "edit-popup inline", role: "dialog", "aria-label": label },
		title,
		input,
		reason,
	);
	element.style.width = `${Math.max(180, Math.min(320, width))}px`;
	let state: "open" | "busy" | "closed" = "open";
	const close = (): void => {
		state = "closed";
		element.remove();
	};
	const done = async (): Promise<void> => {
		state = "busy";
		const refused = await options.onDone(input.value);
		// The text that it was about may have become another one meanwhile.
		if (refused === undefined || !element.isConnected) return close();
		state = "open";
		reason.replaceChildren(...richText(refused));
		reason.hidden = false;
		input.setAttribute("aria-invalid", "true");
		placePopup(stage, element, x, y);
		input.focus();
	};
	input.addEventListener("keydown", (event) => {
		if (state !== "open") return;
		// With an input method, Enter ends the word first.
		if (event.key === "Enter" && !event.isComposing) void done();
		else if (event.key === "Escape") {
			close();
			options.onCancel();
		} else return;
		event.preventDefault();
		event.stopPropagation();
	});
	input.addEventListener("blur", () => {
		if (state === "open") close();
	});
	placePopup(stage, element, x, y);
	input.focus();
	input.select();
}
