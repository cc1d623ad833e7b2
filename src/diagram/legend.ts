import type { Locale, Localized } from "../language/locale.ts";
import { trafficClass } from "./draw-edge.ts";
import { hatchOf } from "./draw-patterns.ts";
import { drawState } from "./draw-state.ts";
import type { CardState, HeatScale, Scene } from "./scene.ts";
import { type Shape, shape, textShape } from "./shape.ts";
import { textWidth, UNKNOWN_FONT } from "./text-width.ts";
import { HEAT_FROM, HEATS, TRAFFICS } from "./theme.ts";

export const trafficTexts: Readonly<Record<(typeof TRAFFICS)[number], Localized>> = {
	call: { en: "Requests", ko: "요청" },
	read: { en: "Reads", ko: "읽기" },
	write: { en: "Writes", ko: "쓰기" },
	asynchronous: { en: "Asynchronous", ko: "비동기" },
	replication: { en: "Replication", ko: "복제" },
};

const TEXTS = {
	width: { en: "100/s to 100k/s", ko: "100/s ~ 100k/s" },
	utilization: { en: "Utilisation", ko: "사용률" },
	failed: { en: "Failed", ko: "장애" },
	overloaded: { en: "Breaks down under the load", ko: "부하로 무너짐" },
	degraded: { en: "Goes on with less", ko: "성능 저하" },
	spof: { en: "Single point of failure", ko: "단일 장애점" },
} satisfies Record<string, Localized>;

export interface Legend {
	readonly shape: Shape;
	readonly width: number;
	readonly height: number;
}

const ROW = 22;
const SWATCH = 36;
const FONT = 11.5;

/** The entries that `scene` needs, below one another or side by side within `width`. */
export function drawLegend(scene: Scene, locale: Locale, width: number): Legend {
	const entries = legendEntries(scene, locale);
	const shapes: Shape[] = [];
	let [x, y, widest] = [0, 0, 0];
	for (const { swatch, swatchWidth, text } of entries) {
		const own = swatchWidth + 8 + Math.ceil(textWidth(text, FONT, false, UNKNOWN_FONT));
		if (x > 0 && x + own > width) {
			x = 0;
			y += ROW;
		}
		shapes.push(
			shape(
				"g",
				{ transform: `translate(${x} ${y})` },
				swatch,
				textShape({ class: "entry", x: swatchWidth + 8, y: 14 }, text),
			),
		);
		widest = Math.max(widest, x + own);
		x += own + 24;
	}
	return { shape: shape("g", { class: "legend" }, ...shapes), width: widest, height: y + ROW };
}

function legendEntries(
	scene: Scene,
	locale: Locale,
): { readonly swatch: Shape; readonly swatchWidth: number; readonly text: string }[] {
	const present = new Set(scene.edges.map(trafficClass));
	const entries = TRAFFICS.filter((traffic) => present.has(traffic)).map((traffic) => ({
		swatch: shape("path", {
			class: `edge ${traffic}`,
			d: `M0 10H${SWATCH - 8}`,
			"stroke-width": 2.2,
			"marker-end": `url(#arrow-${traffic})`,
		}),
		swatchWidth: SWATCH,
		text: trafficTexts[traffic][locale],
	}));
	if (scene.edges.some((edge) => edge.requestsPerSecond > 0)) {
		entries.push({
			swatch: shape(
				"g",
				{},
				shape("path", { class: "swatch", d: `M0 6H${SWATCH}`, "stroke-width": 1.2 }),
				shape("path", { class: "swatch", d: `M0 13H${SWATCH}`, "stroke-width": 5 }),
			),
			swatchWidth: SWATCH,
			text: TEXTS.width[locale],
		});
	}
	if (scene.heat && scene.heat.steps.length === 0) {
		entries.push({ swatch: shape("g", {}), swatchWidth: 0, text: scene.heat.title });
	} else if (scene.heat) entries.push(heatRamp(scene.heat.steps, scene.heat.title));
	else if (scene.cards.some((card) => card.utilization !== undefined)) {
		entries.push(heatRamp(UTILIZATION_STEPS, `% ${TEXTS.utilization[locale]}`));
	}
	for (const state of STATES) {
		if (!scene.cards.some((card) => card.state === state)) continue;
		entries.push({ swatch: drawState(state, 10, 10), swatchWidth: 20, text: TEXTS[state][locale] });
	}
	if (scene.cards.some((card) => card.singlePointOfFailure)) {
		entries.push({
			swatch: shape(
				"g",
				{ class: "spof-pill", transform: "translate(0 1)" },
				shape("rect", { width: 46, height: 18, rx: 9 }),
				textShape({ x: 23, y: 12.7 }, "SPOF"),
			),
			swatchWidth: 46,
			text: TEXTS.spof[locale],
		});
	}
	return entries;
}

const STATES: readonly CardState[] = ["failed", "overloaded", "degraded"];

const UTILIZATION_STEPS = [0, HEAT_FROM.warm, HEAT_FROM.hot, HEAT_FROM.critical].map((step) =>
	String(Math.round(step * 100)),
);

/** The colours and hatches of a measure, each with the value at which it begins. */
function heatRamp(steps: HeatScale["steps"], text: string) {
	const cell = Math.max(30, ...steps.map((step) => Math.ceil(textWidth(step, 9.5, false, UNKNOWN_FONT)) + 6));
	return {
		swatch: shape(
			"g",
			{},
			...HEATS.map((heat, at) => {
				const box = { x: at * (cell + 2), y: 0, width: cell, height: 8, rx: 3 };
				const hatch = hatchOf(heat);
				return shape(
					"g",
					{ class: heat },
					shape("rect", { class: "fill", ...box }),
					hatch !== undefined && shape("rect", { class: "hatched", ...box, fill: hatch }),
					textShape({ class: "step", x: at * (cell + 2) + 1, y: 18 }, steps[at] ?? ""),
				);
			}),
		),
		swatchWidth: HEATS.length * (cell + 2),
		text,
	};
}
