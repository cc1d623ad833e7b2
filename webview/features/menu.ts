import "./menu.css";
import type { Localized } from "../../src/language/locale.ts";
import type { App, MenuEntry, MenuTarget } from "../app.ts";
import { html } from "../element.ts";

const TEXTS = {
	menu: { en: "Menu of {name}", ko: "{name} 메뉴" },
} satisfies Record<string, Localized>;

/** Pixels that the menu keeps from the edges of the page. */
const MARGIN = 4;

/**
 * The menu of what is clicked with the right button, or of the card with the keyboard on the menu key, Shift+F10 or `x`. What
 * it offers comes from other features, by `onMenu`.
 */
export function menu(app: App): void {
	const { picture, stage, locale } = app;
	let open:
		| { readonly element: HTMLElement; readonly focusBefore: Element | null; readonly target: MenuTarget }
		| undefined;
	/** Counts menus asked for: entries may come from the server, and only the last one is to open. */
	let asked = 0;

	picture.svg.addEventListener("contextmenu", (event) => {
		event.preventDefault();
		void show(targetAt(event.target), event.clientX, event.clientY);
	});
	app.onKey(({ key, shiftKey }) => {
		const isMenuKey = key === "ContextMenu" || (key === "F10" && shiftKey);
		const { focused } = picture;
		if (focused === undefined || !(isMenuKey || key === "x")) return false;
		const box = picture.elementOf(focused)?.getBoundingClientRect();
		if (!box) return false;
		void show({ type: "card", id: focused }, box.left + Math.min(40, box.width / 2), box.top + box.height / 2);
		return true;
	});
	document.addEventListener("pointerdown", ({ target }) => {
		if (open && !open.element.contains(target as Node)) close(false);
	});
	stage.addEventListener("wheel", () => close(false), { passive: true });
	window.addEventListener("blur", () => close(false));
	window.addEventListener("resize", () => close(false));

	async function show(target: MenuTarget, x: number, y: number): Promise<void> {
		close(false);
		const focusBefore = document.activeElement;
		const request = ++asked;
		const sections = (await Promise.all(app.menuListeners.map((listener) => listener(target)))).filter(
			(entries) => entries.length > 0,
		);
		if (request !== asked || sections.length === 0) return;
		const element = html("div", {
			class: "menu",
			role: "menu",
			"aria-label": TEXTS.menu[locale].replace("{name}", nameOf(target)),
		});
		for (const [at, entries] of sections.entries()) {
			if (at > 0) element.append(html("div", { role: "separator" }));
			element.append(...entries.map(item));
		}
		element.addEventListener("keydown", onKey);
		element.addEventListener("contextmenu", (event) => event.preventDefault());
		document.body.append(element);
		const { width, height } = element.getBoundingClientRect();
		element.style.left = `${Math.max(MARGIN, Math.min(x, window.innerWidth - width - MARGIN))}px`;
		element.style.top = `${Math.max(MARGIN, Math.min(y, window.innerHeight - height - MARGIN))}px`;
		open = { element, focusBefore, target };
		items()[0]?.focus();
	}

	function item({ text, run, isEnabled = true }: MenuEntry): HTMLElement {
		const element = html("div", { role: "menuitem", tabindex: "-1" }, text);
		if (!isEnabled) element.setAttribute("aria-disabled", "true");
		element.addEventListener("pointerenter", () => element.focus());
		element.addEventListener("click", () => {
			if (!isEnabled) return;
			close(true);
			run();
		});
		return element;
	}

	function items(): HTMLElement[] {
		return [...(open?.element.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
	}

	function onKey(event: KeyboardEvent): void {
		const all = items();
		const at = all.indexOf(document.activeElement as HTMLElement);
		const { key } = event;
		if (key === "ArrowDown") all[(at + 1) % all.length]?.focus();
		else if (key === "ArrowUp") all.at(at <= 0 ? -1 : at - 1)?.focus();
		else if (key === "Home") all[0]?.focus();
		else if (key === "End") all.at(-1)?.focus();
		else if (key === "Enter" || key === " ") all[at]?.click();
		else if (key === "Escape" || key === "Tab") close(true);
		else if (key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
			const rest = [...all.slice(at + 1), ...all.slice(0, at + 1)];
			rest.find(({ textContent }) => textContent?.toLowerCase().startsWith(key.toLowerCase()))?.focus();
		} else return;
		event.preventDefault();
		event.stopPropagation();
	}

	/** `returns`: the keyboard goes back to where it was. */
	function close(returns: boolean): void {
		// What is still on its way must not open any more.
		asked++;
		if (!open) return;
		const { element, focusBefore, target } = open;
		open = undefined;
		element.remove();
		if (!returns) return;
		if (target.type === "card" && target.id !== undefined) picture.focus(target.id);
		else if (focusBefore instanceof HTMLElement || focusBefore instanceof SVGElement) focusBefore.focus();
	}

	function nameOf({ type, id }: MenuTarget): string {
		const scene = picture.diagram?.scene;
		if (type === "card") return scene?.cards.find((card) => card.id === id)?.title ?? "";
		if (type === "group") return scene?.groups.find((group) => group.id === id)?.title ?? "";
		return scene?.summary.title ?? "";
	}
}

function targetAt(element: EventTarget | null): MenuTarget {
	if (!(element instanceof Element)) return { type: "picture" };
	const card = element.closest("[data-id]")?.getAttribute("data-id");
	if (card) return { type: "card", id: card };
	const frame = element.closest("[data-group], [data-frame]");
	const group = frame?.getAttribute("data-group") ?? frame?.getAttribute("data-frame");
	return group ? { type: "group", id: group } : { type: "picture" };
}
