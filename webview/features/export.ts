import { fill, type Localized } from "../../src/language/locale.ts";
import { EXPORT_FORMATS } from "../../src/protocol/messages.ts";
import type { App, MenuEntry } from "../app.ts";
import { rare } from "../rare.ts";
import { button } from "../ui.ts";

/** Takes the picture away: as a file of some kind, or to the clipboard. The extension does it. */
export function exportPicture({ toolbar, locale, post, onDiagram, dropMenu }: App): void {
	const files = EXPORT_FORMATS.map(
		(format): MenuEntry => ({
			text: fill(TEXTS.save[locale], { format: format.toUpperCase() }),
			run: () => post({ type: "export", format }),
		}),
	);
	const copies: readonly MenuEntry[] = [
		{ text: TEXTS.copyImage[locale], run: () => post({ type: "copy", format: "png" }) },
		{ text: TEXTS.copySvg[locale], run: () => post({ type: "copy", format: "svg" }) },
	];
	const opener = button({
		text: TEXTS.export[locale],
		title: TEXTS.title[locale],
		onClick: () => dropMenu(opener.element, { label: TEXTS.export[locale], sections: [files, copies] }),
	});
	opener.element.setAttribute("aria-haspopup", "menu");
	opener.setEnabled(false);
	toolbar.append(rare(opener.element, "export"));
	onDiagram(() => opener.setEnabled(true));
}

const TEXTS = {
	export: { en: "Export", ko: "내보내기" },
	title: { en: "Save or copy the diagram", ko: "다이어그램 저장 또는 복사" },
	save: { en: "Save as {format}…", ko: "{format}로 저장…" },
	copyImage: { en: "Copy as image", ko: "이미지로 복사" },
	copySvg: { en: "Copy as SVG", ko: "SVG로 복사" },
} satisfies Record<string, Localized>;
