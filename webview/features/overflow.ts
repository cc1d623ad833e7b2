import "./overflow.css";
import type { Localized } from "../../src/language/locale.ts";
import type { App, MenuEntry } from "../app.ts";
import { RARE } from "../rare.ts";
import { button } from "../ui.ts";

const TEXTS = {
	more: { en: "More", ko: "더 보기" },
} satisfies Record<string, Localized>;

/** Keeps the toolbar in one row: what does not fit stands in a menu at its end, the rarest first. */
export function overflow({ toolbar, locale, dropMenu }: App): void {
	const more = button({
		text: "…",
		title: TEXTS.more[locale],
		onClick: () => dropMenu(more.element, { label: TEXTS.more[locale], sections: sections() }),
	});
	more.element.setAttribute("aria-haspopup", "menu");
	more.element.dataset.more = "";
	more.element.classList.add("in-menu");
	toolbar.append(more.element);
	toolbar.classList.add("one-row");

	const rare = (): HTMLElement[] => [...toolbar.querySelectorAll<HTMLElement>("[data-rare]")];
	const resized = new ResizeObserver(place);
	resized.observe(toolbar);
	for (const control of toolbar.children) resized.observe(control);
	// Controls appear, and their words change. Before the next frame is early enough to look: until then more may change.
	let isScheduled = false;
	new MutationObserver(() => {
		if (isScheduled) return;
		isScheduled = true;
		requestAnimationFrame(() => {
			isScheduled = false;
			place();
		});
	}).observe(toolbar, {
		subtree: true,
		childList: true,
		characterData: true,
		attributeFilter: ["hidden"],
	});

	function place(): void {
		const focused = document.activeElement as HTMLElement | null;
		const controls = rare();
		for (const control of controls) control.classList.remove("in-menu");
		more.element.classList.add("in-menu");
		toolbar.classList.remove("tight");
		const isTooWide = () => toolbar.scrollWidth > toolbar.clientWidth;
		for (const name of RARE) {
			if (!isTooWide()) break;
			more.element.classList.remove("in-menu");
			for (const control of controls) if (control.dataset.rare === name) control.classList.add("in-menu");
		}
		toolbar.classList.toggle("tight", isTooWide());
		if (focused?.classList.contains("in-menu")) more.element.focus();
	}

	/** What is in the menu, with the words and the state that the controls have just now. */
	function sections(): readonly (readonly MenuEntry[])[] {
		const kept = rare().filter((control) => control.classList.contains("in-menu") && !control.hidden);
		const choices = kept.filter((control) => control instanceof HTMLSelectElement);
		const buttons = kept.filter((control) => !(control instanceof HTMLSelectElement));
		return [buttons.map(buttonEntry), ...choices.map(choiceEntries)].filter((entries) => entries.length > 0);
	}
}

function buttonEntry(control: HTMLElement): MenuEntry {
	const pressed = control.getAttribute("aria-pressed");
	// What a sign stands for ends with its key.
	const [, text, key] = /^(.*?)(?: \((.+)\))?$/.exec(control.getAttribute("aria-label") ?? control.textContent ?? "")!;
	return {
		text: text!,
		...(key !== undefined && { key }),
		isEnabled: !control.hasAttribute("disabled"),
		...(pressed !== null && { mark: { of: "toggle", isOn: pressed === "true" } as const }),
		run: () => control.click(),
	};
}

function choiceEntries(control: HTMLSelectElement): MenuEntry[] {
	return [...control.options].map(({ value, text }) => ({
		text,
		mark: { of: "choice", isOn: value === control.value } as const,
		run() {
			control.value = value;
			control.dispatchEvent(new Event("change"));
		},
	}));
}
