import "./menu.css";
import type { Point } from "../src/diagram/diagram.ts";
import type { Localized } from "../src/language/locale.ts";
import type { App, DropMenu, MenuEntry, MenuListener } from "./app.ts";
import { html } from "./element.ts";
import { focusedTarget, type Target, targetAt } from "./target.ts";

const TEXTS = {
	menu: { en: "Menu of {name}", ko: "{name} 메뉴" },
} satisfies Record<string, Localized>;

interface Open {
	readonly element: HTMLElement;
	/** The control that it belongs to. */
	readonly opener?: HTMLElement;
	/** The keyboard, to where it was. */
	giveBack(): void;
}

/** Pixels that the menu keeps from the edges of the page. */
const MARGIN = 4;

/**
 * The menu of what is clicked with the right button, or of what has the keyboard on the menu key, Shift+F10 or `x`. What it
 * offers comes from features, by `onMenu`.
 */
export class Menu {
	readonly #app: App;
	readonly #listeners: MenuListener[] = [];
	#open: Open | undefined;
	/** Counts menus asked for: entries may come from the server, and only the last one is to open. */
	#asked = 0;

	constructor(app: App) {
		this.#app = app;
		const { picture, stage } = app;
		picture.svg.addEventListener("contextmenu", (event) => {
			// Where there is nothing to offer, the browser has a menu of its own.
			if (this.#listeners.length === 0) return;
			event.preventDefault();
			// The menu key has no point of its own.
			if (event.clientX === 0 && event.clientY === 0 && this.#openOnFocused()) return;
			void this.open(targetAt(picture, event), { x: event.clientX, y: event.clientY });
		});
		app.onKey(({ key, shiftKey }) => {
			const isMenuKey = key === "ContextMenu" || (key === "F10" && shiftKey);
			return (isMenuKey || key === "x") && this.#listeners.length > 0 && this.#openOnFocused();
		});
		document.addEventListener("pointerdown", ({ target }) => {
			// The control that has opened it closes it with its own click.
			const isOwn = [this.#open?.element, this.#open?.opener].some((element) => element?.contains(target as Node));
			if (!isOwn) this.#close(false);
		});
		stage.addEventListener("wheel", () => this.#close(false), { passive: true });
		window.addEventListener("blur", () => this.#close(false));
		window.addEventListener("resize", () => this.#close(false));
	}

	add(listener: MenuListener): void {
		this.#listeners.push(listener);
	}

	async open(target: Target, { x, y }: Point): Promise<void> {
		const { locale, stage, picture } = this.#app;
		this.#close(false);
		const focusBefore = document.activeElement;
		const request = ++this.#asked;
		const { left, top } = stage.getBoundingClientRect();
		const at = { x: x - left, y: y - top };
		const sections = (await Promise.all(this.#listeners.map((listener) => listener(target, at)))).filter(
			(entries) => entries.length > 0,
		);
		if (request !== this.#asked || sections.length === 0) return;
		const label = TEXTS.menu[locale].replace("{name}", this.#nameOf(target));
		this.#show(
			{ label, sections },
			{ x, y },
			{
				giveBack() {
					if (target.type === "card") picture.focus(target.id);
					else if (focusBefore instanceof HTMLElement || focusBefore instanceof SVGElement) focusBefore.focus();
				},
			},
		);
	}

	/** A menu of its own below a control of the toolbar, or below what stands for it where there is no room. */
	drop(opener: HTMLElement, menu: DropMenu): void {
		const isOpen = this.#open?.opener === opener;
		this.#close(isOpen);
		if (isOpen) return;
		const shown = [opener, ...this.#app.toolbar.querySelectorAll<HTMLElement>("[data-more]")].find(
			(element) => element.getClientRects().length > 0,
		);
		const { left, bottom } = (shown ?? this.#app.toolbar).getBoundingClientRect();
		opener.setAttribute("aria-expanded", "true");
		this.#show(menu, { x: left, y: bottom + 2 }, { opener, giveBack: () => shown?.focus() });
	}

	#show({ label, sections }: DropMenu, { x, y }: Point, open: Omit<Open, "element">): void {
		const element = html("div", { class: "menu", role: "menu", "aria-label": label });
		for (const [at, entries] of sections.entries()) {
			if (at > 0) element.append(html("div", { role: "separator" }));
			element.append(...entries.map((entry) => this.#item(entry)));
		}
		element.addEventListener("keydown", (event) => this.#key(event));
		element.addEventListener("contextmenu", (event) => event.preventDefault());
		// One of the toolbar belongs to its landmark.
		(open.opener ? this.#app.toolbar : document.body).append(element);
		const { width, height } = element.getBoundingClientRect();
		element.style.left = `${Math.max(MARGIN, Math.min(x, window.innerWidth - width - MARGIN))}px`;
		element.style.top = `${Math.max(MARGIN, Math.min(y, window.innerHeight - height - MARGIN))}px`;
		this.#open = { element, ...open };
		this.#items()[0]?.focus();
	}

	#openOnFocused(): boolean {
		const { picture } = this.#app;
		const target = focusedTarget(picture);
		const box = document.activeElement?.getBoundingClientRect();
		if (!target || !box) return false;
		// In the middle of a large frame nobody would look for it.
		const point = { x: box.left + Math.min(40, box.width / 2), y: box.top + Math.min(40, box.height / 2) };
		void this.open(target, point);
		return true;
	}

	#item({ text, run, key, mark, isEnabled = true }: MenuEntry): HTMLElement {
		const role = mark === undefined ? "menuitem" : mark.of === "toggle" ? "menuitemcheckbox" : "menuitemradio";
		const element = html("div", { role, tabindex: "-1" }, html("span", {}, text));
		if (mark) element.setAttribute("aria-checked", String(mark.isOn));
		if (key !== undefined) {
			element.append(html("span", { class: "key" }, key));
			// The key is for the eye; a reader of the page would run the two together.
			element.setAttribute("aria-label", text);
		}
		if (!isEnabled) element.setAttribute("aria-disabled", "true");
		element.addEventListener("pointerenter", () => element.focus());
		element.addEventListener("click", () => {
			if (!isEnabled) return;
			this.#close(true);
			run();
		});
		return element;
	}

	#items(): HTMLElement[] {
		return [...(this.#open?.element.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
	}

	#key(event: KeyboardEvent): void {
		const all = this.#items();
		const at = all.indexOf(document.activeElement as HTMLElement);
		const { key } = event;
		if (key === "ArrowDown") all[(at + 1) % all.length]?.focus();
		else if (key === "ArrowUp") all.at(at <= 0 ? -1 : at - 1)?.focus();
		else if (key === "Home") all[0]?.focus();
		else if (key === "End") all.at(-1)?.focus();
		else if (key === "Enter" || key === " ") all[at]?.click();
		else if (key === "Escape" || key === "Tab") this.#close(true);
		else if (key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
			const rest = [...all.slice(at + 1), ...all.slice(0, at + 1)];
			rest.find(({ textContent }) => textContent?.toLowerCase().startsWith(key.toLowerCase()))?.focus();
		} else return;
		event.preventDefault();
		event.stopPropagation();
	}

	/** `returns`: the keyboard goes back to where it was. */
	#close(returns: boolean): void {
		// What is still on its way must not open any more.
		this.#asked++;
		if (!this.#open) return;
		const { element, opener, giveBack } = this.#open;
		this.#open = undefined;
		element.remove();
		opener?.setAttribute("aria-expanded", "false");
		if (returns) giveBack();
	}

	#nameOf(target: Target): string {
		const scene = this.#app.picture.diagram?.scene;
		switch (target.type) {
			case "card":
				return scene?.cards.find(({ id }) => id === target.id)?.title ?? "";
			case "group":
				return scene?.groups.find(({ id }) => id === target.id)?.title ?? "";
			case "edge":
				return target.id.replace(">", " → ");
			case "picture":
				return scene?.summary.title ?? "";
		}
	}
}
