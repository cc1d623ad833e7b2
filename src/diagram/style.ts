import { FAMILIES, HEATS, type Paint, TRAFFICS } from "./theme.ts";

/** Dashes by kind of traffic, beside the colour: not everyone sees colours. */
export const DASHES: Readonly<Partial<Record<(typeof TRAFFICS)[number], string>>> = {
	asynchronous: "2 4",
	replication: "7 5",
};

/**
 * The style sheet of the picture. `paint` gives a colour as CSS: a value for a file, `var(...)` for the webview, whose
 * theme can change.
 */
export function diagramStyle(paint: (name: Paint) => string): string {
	return `
.diagram text { fill: ${paint("foreground")}; font-size: 12px; }
.place .frame { fill: ${paint("place")}; stroke: ${paint("place-border")}; stroke-width: 1.2; }
.place .tab { fill: ${paint("place-tab")}; }
.place .name { font-weight: 600; font-size: 12px; }
.place .icon { fill: none; stroke: ${paint("foreground")}; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.group .frame { fill: ${paint("group")}; stroke: ${paint("group-border")}; stroke-dasharray: 4 4; }
.diagram .group .name { fill: ${paint("muted")}; font-weight: 600; font-size: 11px; }
.edge { fill: none; stroke-linejoin: round; }
${TRAFFICS.map(
	(
		traffic,
	) => `.${traffic} .edge, .edge.${traffic} { stroke: ${paint(traffic)};${DASHES[traffic] ? ` stroke-dasharray: ${DASHES[traffic]};` : ""} }
.arrow-${traffic} { fill: ${paint(traffic)}; }
.diagram .load.${traffic} text { fill: ${paint(`${traffic}-text`)}; }`,
).join("\n")}
.load rect { fill: ${paint("background")}; stroke: ${paint("pill-border")}; }
.diagram .load text { font-size: 10.5px; text-anchor: middle; font-variant-numeric: tabular-nums; }
.card .body { fill: ${paint("card")}; stroke-width: 1; }
.card .sheet { fill: ${paint("sheet")}; }
.diagram .card .title { font-weight: 600; font-size: 13px; }
.diagram .card .subtitle { fill: ${paint("muted")}; font-size: 11px; }
.diagram .card .utilization { text-anchor: end; font-size: 11px; font-weight: 600; font-variant-numeric: tabular-nums; }
.diagram .card .far-name { font-weight: 600; font-size: 12px; text-anchor: middle; }
.card .icon { fill: none; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
.card .track { fill: ${paint("track")}; }
${FAMILIES.map(
	(family) => `.${family} .body, .${family} .sheet { stroke: ${paint(`${family}-border`)}; }
.${family} .tile { fill: ${paint(`${family}-tile`)}; }
.${family} .icon { stroke: ${paint(family)}; }`,
).join("\n")}
${HEATS.map((heat) => `.${heat} .fill { fill: ${paint(heat)}; }`).join("\n")}
.diagram .shard { font-size: 10px; text-anchor: middle; font-weight: 700; paint-order: stroke; stroke: ${paint("halo")}; stroke-width: 2.5px; stroke-linejoin: round; }
.times rect { fill: ${paint("badge")}; stroke: ${paint("pill-border")}; stroke-width: .6; }
.diagram .times text { fill: ${paint("badge-text")}; font-size: 11px; font-weight: 700; text-anchor: middle; }
.spof .body { stroke: ${paint("error")}; stroke-width: 1.6; stroke-dasharray: 5 3; }
.spof-pill rect { fill: ${paint("error")}; }
.diagram .spof-pill text { fill: ${paint("on-severity")}; font-size: 10px; font-weight: 800; text-anchor: middle; letter-spacing: .04em; }
.finding .mark { stroke: ${paint("background")}; stroke-width: 1.5; }
.finding .sign { fill: none; stroke: ${paint("on-severity")}; stroke-width: 1.9; stroke-linecap: round; }
.finding .count { fill: ${paint("background")}; stroke-width: 1.2; }
.diagram .finding text { font-size: 10px; font-weight: 700; }
${(["error", "warning", "info"] as const)
	.map(
		(severity) => `.finding.${severity} .mark { fill: ${paint(severity)}; }
.finding.${severity} .count { stroke: ${paint(severity)}; }
.diagram .finding.${severity} text { fill: ${paint(severity)}; }`,
	)
	.join("\n")}
.diagram .heading { font-size: 17px; font-weight: 600; }
.diagram .facts, .diagram .entry { fill: ${paint("muted")}; font-size: 11.5px; }
.diagram .step { fill: ${paint("muted")}; font-size: 9.5px; }
.legend .swatch { fill: none; stroke: ${paint("muted")}; }
`;
}
