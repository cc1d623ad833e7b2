import "./export.css";
import { fill, type Localized } from "../../src/language/locale.ts";
import type { FromWebview } from "../../src/protocol/messages.ts";
import type { App } from "../app.ts";
import { html } from "../element.ts";
import { button } from "../ui.ts";

/** Takes the picture away: as a file of some kind, or to the clipboard. The extension does it. */
export function exportPicture({ toolbar, locale, post, onDiagram }: App): void {
	const items: readonly { readonly text: string; readonly message: FromWebview }[] = [
		...(["svg", "png", "pdf", "html"] as const).map((format) => ({
			text: fill(TEXTS.save[locale], { format: format.toUpperCase() }),
			message: { type: "export", format } as const,
		})),
		{ text: TEXTS.copyImage[locale], message: { type: "copy", format: "png" } },
		{ text: TEXTS.copySvg[locale], message: { type: "copy", format: "svg" } },
	];
	const opener = button({
		text: TEXTS.export[locale],
		title: TEXTS.title[locale],
		onClick: () => toggle(menu.hidden !== false),
	});
	const menu = html("div", { class: "export-menu", role: "menu", "aria-label": TEXTS.export[locale], hidden: "" });
	const entries = items.map(({ text, message }, at) => {
		const entry = html("button", { type: "button", role: "menuitem", tabindex: "-1" }, text);
		if (message.type === "copy" && items[at - 1]?.message.type !== "copy") menu.append(html("hr", {}));
		entry.addEventListener("click", () => {
			toggle(false);
			post(message);
		});
		menu.append(entry);
		return entry;
	});
	opener.element.setAttribute("aria-haspopup", "menu");
	opener.setEnabled(false);
	toolbar.append(opener.element);
	document.body.append(menu);
	onDiagram(() => opener.setEnabled(true));

	function toggle(isOpen: boolean): void {
		const hadFocus = menu.contains(document.activeElement);
		menu.hidden = !isOpen;
		opener.element.setAttribute("aria-expanded", String(isOpen));
		if (!isOpen) {
			if (hadFocus) opener.element.focus();
			return;
		}
		const { left, bottom } = opener.element.getBoundingClientRect();
		menu.style.top = `${bottom + 2}px`;
		menu.style.left = `${Math.max(4, Math.min(left, document.body.clientWidth - menu.offsetWidth - 4))}px`;
		entries[0]!.focus();
	}

	menu.addEventListener("keydown", (event) => {
		const at = entries.indexOf(document.activeElement as HTMLButtonElement);
		const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
		if (next !== undefined) entries.at(next % entries.length)!.focus();
		else if (event.key === "Escape") toggle(false);
		else if (event.key === "Tab") {
			toggle(false);
			return;
		} else return;
		event.preventDefault();
		event.stopPropagation();
	});
	document.addEventListener("pointerdown", ({ target }) => {
		if (menu.hidden || menu.contains(target as Node) || opener.element.contains(target as Node)) return;
		toggle(false);
	});
}

const TEXTS = {
	export: { en: "Export", ko: "내보내기" },
	title: { en: "Save or copy the diagram", ko: "다이어그램 저장 또는 복사" },
	save: { en: "Save as {format}…", ko: "{format}(으)로 저장…" },
	copyImage: { en: "Copy as image", ko: "이미지로 복사" },
	copySvg: { en: "Copy as SVG", ko: "SVG로 복사" },
} satisfies Record<string, Localized>;
