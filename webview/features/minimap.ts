import type { Box, Diagram } from "../../src/diagram/diagram.ts";
import { heatOf } from "../../src/diagram/theme.ts";
import type { App } from "../app.ts";
import { html } from "../element.ts";
import "./minimap.css";

/** At most, in px, and of the stage, which it must not cover. */
const SIZE = { width: 170, height: 120 };
const SHARE = 0.4;
/** In a stage that is lower, it would be too small to see anything. */
const LOWEST_STAGE = 150;

/**
 * The whole picture in a corner with the part that is seen, as long as not all of it is. Whoever presses or drags in it goes
 * there; with the keyboard in it, arrow keys do.
 */
export function minimap({ picture, stage, texts, onDiagram, onView }: App): void {
	const canvas = html("canvas", {});
	const seen = html("div", { class: "minimap-seen" });
	const map = html(
		"div",
		{ class: "minimap", role: "application", "aria-label": texts("minimap"), tabindex: "0", hidden: "" },
		canvas,
		seen,
	);
	stage.append(map);
	let scale = 1;

	onDiagram(draw);
	onView(place);
	new ResizeObserver(() => draw(picture.diagram)).observe(stage);
	new MutationObserver(() => draw(picture.diagram)).observe(document.body, {
		attributeFilter: ["class", "data-vscode-theme-kind"],
	});
	map.addEventListener("pointerdown", (event) => {
		map.setPointerCapture(event.pointerId);
		go(event);
	});
	map.addEventListener("pointermove", (event) => {
		if (map.hasPointerCapture(event.pointerId)) go(event);
	});

	function go({ clientX, clientY }: PointerEvent): void {
		const { left, top } = canvas.getBoundingClientRect();
		picture.view.centerOn({ x: (clientX - left) / scale, y: (clientY - top) / scale });
	}

	function draw(diagram: Diagram | undefined): void {
		if (!diagram) return;
		const { scene, layout } = diagram;
		scale = Math.min(
			Math.min(SIZE.width, stage.clientWidth * SHARE) / (layout.width || 1),
			Math.min(SIZE.height, stage.clientHeight * SHARE) / (layout.height || 1),
		);
		const ratio = window.devicePixelRatio || 1;
		canvas.width = Math.ceil(layout.width * scale * ratio);
		canvas.height = Math.ceil(layout.height * scale * ratio);
		canvas.style.width = `${layout.width * scale}px`;
		canvas.style.height = `${layout.height * scale}px`;
		const context = canvas.getContext("2d");
		if (!context) return;
		context.scale(scale * ratio, scale * ratio);
		const colors = getComputedStyle(document.body);
		const fill = ({ x, y, width, height }: Box, name: string) => {
			context.fillStyle = colors.getPropertyValue(name);
			context.fillRect(x, y, width, height);
		};
		for (const { id } of scene.groups) {
			const box = layout.groups[id];
			if (box) fill(box, "--minimap-group");
		}
		for (const card of scene.cards) {
			const box = layout.cards[card.id];
			if (box) fill(box, `--minimap-${heatOf(card.utilization)}`);
		}
		place();
	}

	function place(): void {
		const layout = picture.diagram?.layout;
		const isUseless =
			!layout ||
			stage.clientHeight < LOWEST_STAGE ||
			Object.keys(layout.cards).length === 0 ||
			picture.view.contains(layout);
		// It goes with the keyboard in it, which the card takes over.
		if (isUseless && map.contains(document.activeElement) && picture.current !== undefined)
			picture.focus(picture.current);
		map.hidden = isUseless;
		if (map.hidden || !layout) return;
		const { x, y, width, height } = picture.view.area;
		const clip = (value: number, most: number) => Math.max(0, Math.min(most, value)) * scale;
		const [left, top] = [clip(x, layout.width), clip(y, layout.height)];
		const { style } = seen;
		style.left = `${left}px`;
		style.top = `${top}px`;
		style.width = `${clip(x + width, layout.width) - left}px`;
		style.height = `${clip(y + height, layout.height) - top}px`;
	}
}
