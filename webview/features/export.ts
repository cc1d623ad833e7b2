import { drawSvg } from "../../src/diagram/draw.ts";
import type { ThemeName } from "../../src/diagram/theme.ts";
import type { App } from "../app.ts";
import { button } from "../ui.ts";

/** Hands the picture over as a file, in the colours of the editor. */
export function exportPicture({ toolbar, texts, locale, picture, post, onDiagram }: App): void {
	const save = button({
		text: texts("export"),
		onClick() {
			const { diagram } = picture;
			if (diagram) post({ type: "export", svg: drawSvg(diagram, { theme: themeName(), locale }) });
		},
	});
	save.setEnabled(false);
	toolbar.append(save.element);
	onDiagram(() => save.setEnabled(true));
}

function themeName(): ThemeName {
	switch (document.body.dataset.vscodeThemeKind) {
		case "vscode-light":
			return "light";
		case "vscode-high-contrast":
			return "hc-dark";
		case "vscode-high-contrast-light":
			return "hc-light";
		default:
			return "dark";
	}
}
