import { html } from "../element.ts";
import { placePopup } from "./popup.ts";

export interface MenuEntry {
	readonly text: string;
	/** As it is written on a keyboard. */
	readonly key?: string;
	readonly run: () => void;
}

/** A menu at a point of the stage. */
export function openMenu(
	stage: HTMLElement,
	{
		label,
		entries,
		x,
		y,
		onCancel,
	}: {
		readonly label: string;
		readonly entries: readonly MenuEntry[];
		readonly x: number;
		readonly y: number;
		readonly onCancel: () => void;
	},
): void {
	const menu = html("div", { class: "edit-popup menu", role: "menu", "aria-label": label });
	let isOpen = true;
	const close = (then: () => void): void => {
		if (!isOpen) return;
		isOpen = false;
		menu.remove();
		then();
	};
	for (const { text, key, run } of entries) {
		const item = html("button", { type: "button", role: "menuitem", tabindex: "-1" }, html("span", {}, text));
		if (key !== undefined) item.append(html("span", { class: "key" }, key));
		item.addEventListener("click", () => close(run));
		menu.append(item);
	}
	const items = () => [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
	menu.addEventListener("keydown", (event) => {
		const all = items();
		const at = all.indexOf(document.activeElement as HTMLElement);
		const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
		if (next !== undefined) all[(next + all.length) % all.length]?.focus();
		else if (event.key === "Escape" || event.key === "Tab") close(onCancel);
		else return;
		event.preventDefault();
		event.stopPropagation();
	});
	menu.addEventListener("focusout", ({ relatedTarget }) => {
		if (!(relatedTarget instanceof Node && menu.contains(relatedTarget))) close(() => {});
	});
	placePopup(stage, menu, x, y);
	items()[0]?.focus();
}
