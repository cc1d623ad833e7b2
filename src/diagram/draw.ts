import type { Locale } from "../language/locale.ts";
import type { Diagram } from "./diagram.ts";
import { drawCard } from "./draw-card.ts";
import { drawEdge, drawLabel, drawMarkers, visibleEdges } from "./draw-edge.ts";
import { drawFrame, drawName } from "./draw-group.ts";
import { placeLabels } from "./labels.ts";
import { drawLegend } from "./legend.ts";
import { type Shape, shape, textShape, toXml } from "./shape.ts";
import { diagramStyle } from "./style.ts";
import { textWidth } from "./text-width.ts";
import { paintsOf, type ThemeName } from "./theme.ts";

export interface SvgOptions {
	readonly theme: ThemeName;
	/** Language of the legend; the texts of the scene have theirs already. */
	readonly locale?: Locale;
}

const MARGIN = 32;
const HEAD = 66;
/** Each line on what has failed. */
const LINE = 18;
/** What a picture without a title is lower. */
const UNTITLED = 24;
const FONTS = `system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif`;

/** The picture as a file of its own. It loads nothing and runs nothing. */
export function drawSvg(diagram: Diagram, options: SvgOptions): string {
	return `<?xml version="1.0" encoding="UTF-8"?>\n${toXml(drawFile(diagram, options))}\n`;
}

/** The picture as it stands in a file, with title and legend, its style included. */
export function drawFile(diagram: Diagram, { theme, locale = "en" }: SvgOptions): Shape {
	const { scene, layout } = diagram;
	const { summary } = scene;
	const facts = [summary.usersText, summary.requestsText, summary.saturationText].filter((text) => text !== "");
	const { failure } = summary;
	const failed = failure ? [failure.downText, failure.verdict].filter((text) => text !== "") : [];
	const top = summary.title === "" ? HEAD - UNTITLED : HEAD;
	const head = top + failed.length * LINE;
	const headWidth = Math.max(
		textWidth(summary.title, 17, true),
		...[facts.join(" · "), ...failed].map((text) => textWidth(text, 11.5)),
	);
	const inner = Math.max(layout.width, Math.ceil(headWidth), 360);
	const legend = drawLegend(scene, locale, inner);
	const [width, height] = [inner + 2 * MARGIN, head + layout.height + 2 * MARGIN + legend.height + 12];
	const left = MARGIN + (inner - layout.width) / 2;
	const paints = paintsOf(theme);
	return shape(
		"svg",
		{
			xmlns: "http://www.w3.org/2000/svg",
			class: "diagram",
			width,
			height,
			viewBox: `0 0 ${width} ${height}`,
			role: "img",
			"font-family": FONTS,
		},
		textShape({}, summary.title, "title"),
		textShape(
			{},
			diagramStyle((name) => paints[name]),
			"style",
		),
		drawMarkers(),
		shape("rect", { width, height, fill: paints.background }),
		summary.title !== "" && textShape({ class: "heading", x: MARGIN, y: MARGIN + 14 }, summary.title),
		textShape({ class: "facts", x: MARGIN, y: top }, facts.join(" · ")),
		...failed.map((text, at) =>
			textShape({ class: at === 0 ? "facts down" : "facts", x: MARGIN, y: top + (at + 1) * LINE }, text),
		),
		shape("g", { transform: `translate(${left} ${head + MARGIN / 2})` }, ...drawDiagram(diagram)),
		shape("g", { transform: `translate(${MARGIN} ${height - MARGIN / 2 - legend.height - 6})` }, legend.shape),
	);
}

/** Everything of the picture in its own coordinates, from back to front. */
export function drawDiagram(diagram: Diagram): Shape[] {
	const { scene, layout } = diagram;
	const frames: Shape[] = [];
	const names: Shape[] = [];
	for (const group of scene.groups) {
		const box = layout.groups[group.id];
		if (!box) continue;
		frames.push(drawFrame(group, box));
		names.push(drawName(group, box));
	}
	const points = visibleEdges(diagram);
	// Thick edges first, so that thin ones stay visible where they run together.
	const edges = [...scene.edges]
		.sort((a, b) => b.requestsPerSecond - a.requestsPerSecond)
		.flatMap((edge) => {
			const corners = points.get(edge.id);
			return corners ? [drawEdge(edge, corners)] : [];
		});
	const cards = scene.cards.flatMap((card) => {
		const box = layout.cards[card.id];
		return box ? [drawCard(card, box)] : [];
	});
	return [
		shape("g", { class: "frames" }, ...frames),
		shape("g", { class: "edges" }, ...edges),
		shape("g", { class: "names" }, ...names),
		shape("g", { class: "cards" }, ...cards),
		shape("g", { class: "loads" }, ...placeLabels(diagram, points).map((label) => drawLabel(label))),
	];
}
