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
.diagram .group .name { fill: ${paint("muted")}; font-weight: 600; font-size: 11px; paint-order: stroke; stroke: ${paint("background")}; stroke-width: 3px; stroke-linejoin: round; }
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
${HEATS.map(
	(heat) => `.${heat} .fill { fill: ${paint(heat)}; }
.tinted.${heat} .body { fill: ${paint(`${heat}-tint`)}; }
.hatch.${heat} { stroke: ${paint(`${heat}-hatch`)}; }`,
).join("\n")}
.hatch { fill: none; stroke-width: 1.2; }
.hatch.down { stroke: ${paint("down-hatch")}; stroke-width: 2; }
.hatched { pointer-events: none; }
.bar.unknown .track { fill: none; stroke: ${paint("muted")}; stroke-width: .8; stroke-dasharray: 2 3; }
.diagram .tinted text, .diagram .card.failed text { paint-order: stroke; stroke: ${paint("card")}; stroke-width: 3px; stroke-linejoin: round; }
.diagram .tinted .subtitle { fill: ${paint("foreground")}; stroke-width: 5px; }
.diagram .card .times text, .diagram .card .spof-pill text, .diagram .card .finding text { stroke: none; }
.diagram .shard { font-size: 10px; text-anchor: middle; font-weight: 700; paint-order: stroke; stroke: ${paint("halo")}; stroke-width: 2.5px; stroke-linejoin: round; }
.times rect { fill: ${paint("badge")}; stroke: ${paint("pill-border")}; stroke-width: .6; }
.diagram .times text { fill: ${paint("badge-text")}; font-size: 11px; font-weight: 700; text-anchor: middle; }
.spof .body { stroke: ${paint("error")}; stroke-width: 1.6; stroke-dasharray: 5 3; }
.stale { opacity: .45; }
.card.stale .body { stroke-dasharray: 3 3; }
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
.diagram .card.failed .body { stroke: ${paint("error")}; stroke-width: 2; stroke-dasharray: 7 4; }
.diagram .card.failed .title, .diagram .card.failed .subtitle, .diagram .card.failed .icon, .diagram .card.failed .tile { opacity: .7; }
.diagram .card.overloaded .body { stroke: ${paint("error")}; stroke-width: 3.2; stroke-dasharray: none; }
.diagram .card.degraded .body { stroke: ${paint("warning")}; stroke-width: 2; stroke-dasharray: 9 3 2 3; }
.state .disc { fill: ${paint("error")}; stroke: ${paint("background")}; stroke-width: 1.5; }
.state.failed .disc { fill: ${paint("background")}; stroke: ${paint("error")}; stroke-width: 2.4; }
.state.degraded .disc { fill: ${paint("warning")}; }
.state .sign { fill: none; stroke: ${paint("on-severity")}; stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
.state.failed .sign { stroke: ${paint("error")}; stroke-width: 2.4; }
.state.overloaded .sign { fill: ${paint("on-severity")}; stroke: none; }
.place.down .hatched, .group.down .hatched { opacity: .6; }
.place.down .frame, .group.down .frame { stroke: ${paint("error")}; stroke-width: 1.6; stroke-dasharray: 9 5; }
.load.down { opacity: .6; }
.edge.down { opacity: .45; stroke-dasharray: 1.5 5; }
.diagram .heading { font-size: 17px; font-weight: 600; }
.diagram .facts, .diagram .entry { fill: ${paint("muted")}; font-size: 11.5px; }
.diagram .step { fill: ${paint("muted")}; font-size: 9.5px; }
.legend .swatch { fill: none; stroke: ${paint("muted")}; }
`;
}
