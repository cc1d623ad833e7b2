import type { Diagram } from "../../src/diagram/diagram.ts";
import { drawLegend } from "../../src/diagram/legend.ts";
import type { App } from "../app.ts";
import { createElement, html } from "../element.ts";
import { rare } from "../rare.ts";
import { button } from "../ui.ts";

/** What the colours and lines mean, below the picture; it is shown until somebody closes it. */
export function legend({ toolbar, texts, locale, picture, kept, onDiagram }: App): void {
	const box = html("section", { class: "legend-box", "aria-label": texts("legend"), hidden: "" });
	const toggle = button({
		text: texts("legend"),
		title: texts("legendTitle"),
		onClick() {
			kept.set("legend", !isWanted());
			show(picture.diagram);
		},
	});
	toolbar.append(rare(toggle.element, "legend"));
	document.body.append(box);
	new ResizeObserver(() => show(picture.diagram)).observe(box);
	onDiagram(show);

	function isWanted(): boolean {
		return kept.get("legend") !== false;
	}

	function show(diagram: Diagram | undefined): void {
		toggle.setPressed(isWanted());
		const isShown = isWanted() && diagram !== undefined && diagram.scene.cards.length > 0;
		box.hidden = !isShown;
		if (!isShown) return;
		const { shape, width, height } = drawLegend(diagram.scene, locale, box.clientWidth - 24);
		const svg = createElement({
			tag: "svg",
			attributes: { class: "diagram", width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
			children: [shape],
		});
		box.replaceChildren(svg);
		// Without a mouse it is scrolled by its keys.
		if (box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
		else box.removeAttribute("tabindex");
	}
}
