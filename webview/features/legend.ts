import type { Diagram } from "../../src/diagram/diagram.ts";
import { isEqual } from "../../src/diagram/is-equal.ts";
import { drawLegend } from "../../src/diagram/legend.ts";
import { type Shape, shape } from "../../src/diagram/shape.ts";
import type { App } from "../app.ts";
import { createElement, html } from "../element.ts";
import { rare } from "../rare.ts";
import { button } from "../ui.ts";

/** What the colours and lines mean, below the picture; it is shown until somebody closes it. */
export function legend({ toolbar, texts, locale, picture, kept, beforeDiagram }: App): void {
	const box = html("section", { class: "legend-box", "aria-label": texts("legend"), hidden: "" });
	const toggle = button({
		text: texts("legend"),
		title: texts("legendTitle"),
		onClick() {
			kept.set("legend", !isWanted());
			show(picture.diagram);
		},
	});
	/** What is drawn, and the room for it; 0: not known. */
	let drawn: Shape | undefined;
	let width = 0;
	toolbar.append(rare(toggle.element, "legend"));
	document.body.append(box);
	new ResizeObserver(() => {
		width = box.clientWidth;
		show(picture.diagram);
		letScroll();
	}).observe(box);
	beforeDiagram(show);

	function isWanted(): boolean {
		return kept.get("legend") !== false;
	}

	function show(diagram: Diagram | undefined): void {
		toggle.setPressed(isWanted());
		const isShown = isWanted() && diagram !== undefined && diagram.scene.cards.length > 0;
		box.hidden = !isShown;
		if (!isShown) return;
		width ||= box.clientWidth;
		const content = drawLegend(diagram.scene, locale, width - 24);
		const viewBox = `0 0 ${content.width} ${content.height}`;
		const svg = shape(
			"svg",
			{ class: "diagram", width: content.width, height: content.height, viewBox, "aria-hidden": "true" },
			content.shape,
		);
		if (isEqual(svg, drawn)) return;
		drawn = svg;
		box.replaceChildren(createElement(svg));
		requestAnimationFrame(letScroll);
	}

	/** Without a mouse it is scrolled by its keys. */
	function letScroll(): void {
		if (box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
		else box.removeAttribute("tabindex");
	}
}
