import assert from "node:assert/strict";
import { drawSvg } from "../../../src/diagram/draw.ts";
import { drawCard } from "../../../src/diagram/draw-card.ts";
import { drawEdge } from "../../../src/diagram/draw-edge.ts";
import { drawFrame, drawName, nameBox } from "../../../src/diagram/draw-group.ts";
import { drawPatterns, hatchOf } from "../../../src/diagram/draw-patterns.ts";
import { loadElk } from "../../../src/diagram/layout/elk.ts";
import { layoutScene } from "../../../src/diagram/layout/layout-scene.ts";
import type { Card } from "../../../src/diagram/scene.ts";
import { toXml } from "../../../src/diagram/shape.ts";
import { diagramStyle } from "../../../src/diagram/style.ts";
import { HEATS, paintsOf, THEMES } from "../../../src/diagram/theme.ts";
import { card, edge, exampleText, group, sceneOf } from "../../support/scenes.ts";

const BOX = { x: 0, y: 0, width: 190, height: 74 };
const STATES = ["failed", "overloaded", "degraded"] as const;

describe("the drawing of a failure", () => {
	const draw = (more: Partial<Card>, detail: "near" | "mid" | "far" = "near") =>
		toXml(drawCard(card("web", more), BOX, { detail }));
	const signOf = (svg: string) => /class="state \w+".*class="sign" d="([^"]+)"/.exec(svg)?.[1];

	it("has another sign for each state, from near and from far", () => {
		for (const detail of ["near", "mid", "far"] as const) {
			const signs = STATES.map((state) => signOf(draw({ state }, detail)));
			assert.equal(new Set(signs).size, STATES.length);
			assert.ok(!signs.includes(undefined));
			assert.equal(signOf(draw({}, detail)), undefined);
		}
	});

	it("has another border for each state, whatever the colours", () => {
		const style = diagramStyle(() => "#000000");
		const borders = STATES.map((state) => new RegExp(`\\.card\\.${state} \\.body \\{([^}]+)\\}`).exec(style)?.[1]);
		assert.equal(new Set(borders).size, STATES.length);
		assert.ok(!borders.includes(undefined));
	});

	it("hatches what has failed, with an empty bar", () => {
		const svg = draw({ state: "failed", utilization: 0.8, load: "down" });
		assert.match(svg, /fill="url\(#down\)"/);
		assert.match(svg, /class="fill"[^>]* width="0"/);
		assert.match(svg, />down</);
		assert.doesNotMatch(svg, /critical|hot|tinted/);
	});

	it("hatches a place that is down, and leaves room for its sign beside the name", () => {
		const [whole, down] = [group("us", { kind: "datacenter" }), group("us", { kind: "datacenter", isDown: true })];
		const box = { x: 0, y: 0, width: 400, height: 300 };
		assert.match(toXml(drawFrame(down, box)), /class="place datacenter down".*fill="url\(#down\)"/);
		assert.match(toXml(drawName(down, box)), /class="state failed"/);
		assert.doesNotMatch(toXml(drawFrame(whole, box)) + toXml(drawName(whole, box)), /down|state/);
		assert.ok(nameBox(down, box).width > nameBox(whole, box).width);
	});

	it("dims edges of what is down", () => {
		const points = [
			{ x: 0, y: 0 },
			{ x: 0, y: 50 },
		];
		assert.match(toXml(drawEdge(edge("a", "b", { isDown: true }), points)), /class="edge call down"/);
		assert.match(toXml(drawEdge(edge("a", "b"), points)), /class="edge call"/);
	});

	it("names every hatch that it fills with", () => {
		const ids = drawPatterns().map(({ attributes }) => attributes.id);
		assert.equal(new Set(ids).size, ids.length);
		for (const level of [...HEATS, "none", "down"]) {
			for (const isFar of [false, true]) {
				const hatch = hatchOf(level, isFar);
				if (hatch) assert.ok(ids.includes(hatch.slice(5, -1)), hatch);
				else assert.ok(level === "ok" || level === "none");
			}
		}
	});

	it("has a hatch that stands out from what it lies on, in every theme", () => {
		const luminance = (color: string) =>
			[0, 1, 2]
				.map((at) => Number.parseInt(color.slice(1 + 2 * at, 3 + 2 * at), 16) / 255)
				.map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
				.reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at]!, 0);
		const contrast = (a: string, b: string) => {
			const [low, high] = [luminance(a), luminance(b)].sort((one, other) => one - other);
			return (high! + 0.05) / (low! + 0.05);
		};
		for (const theme of THEMES) {
			const paints = paintsOf(theme);
			const least = theme.startsWith("hc") ? 2 : 1.1;
			for (const heat of ["warm", "hot", "critical"] as const) {
				assert.ok(contrast(paints[`${heat}-hatch`], paints[`${heat}-tint`]) >= least, `${theme} ${heat}`);
			}
			assert.ok(contrast(paints["down-hatch"], paints.card) >= least, theme);
		}
	});

	it("says above the picture what is down and what follows, and in the legend what the signs mean", async () => {
		const scene = sceneOf(exampleText("photo-sharing.arch"), { view: { down: ["us"] } });
		const svg = drawSvg({ scene, layout: layoutScene(scene, await loadElk()).layout }, { theme: "dark" });
		assert.match(svg, />Down: US East</);
		assert.match(svg, />Every client is still answered\. eu\.resizer breaks down under the load\./);
		for (const text of ["Failed", "Breaks down under the load", "Goes on with less"])
			assert.ok(svg.includes(`>${text}<`));
		const usual = sceneOf(exampleText("photo-sharing.arch"));
		const plain = drawSvg({ scene: usual, layout: layoutScene(usual, await loadElk()).layout }, { theme: "dark" });
		assert.doesNotMatch(plain, />Down: |>Failed</);
	});
});
