import assert from "node:assert/strict";
import { analyze } from "../../../src/analysis/analyze.ts";
import { buildScene } from "../../../src/diagram/build-scene.ts";
import { drawCard } from "../../../src/diagram/draw-card.ts";
import { drawLegend } from "../../../src/diagram/legend.ts";
import { cardSize } from "../../../src/diagram/metrics.ts";
import type { Scene } from "../../../src/diagram/scene.ts";
import { toXml } from "../../../src/diagram/shape.ts";
import { HEAT_MEASURES, type Heat } from "../../../src/diagram/view-options.ts";
import { formatAvailability, formatDuration } from "../../../src/language/numbers.ts";
import type { Component } from "../../../src/model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { card, exampleText, sceneOf } from "../../support/scenes.ts";

const SHOP = `
client browser "Browser" { rate: 900rps }
dns names {}
service web "Web tier" x4 { capacity: 500rps, cost: $70/month }
service full x1 { capacity: 100rps, cost: $35/month }
service free x2 { capacity: 5krps }
browser -> names -> web -> full, free
`;

/** The scene of a text and the analysis that it shows. */
function measured(text: string, heat: Heat) {
	const architecture = buildArchitecture(sourceFile("file:///shop.arch", text));
	const analysis = analyze(architecture);
	const scene = buildScene({ architecture, analysis, marks: new Map(), options: { heat } }, "en");
	const component = (id: string) => architecture.elements.get(id) as Component;
	return { scene, component, details: analysis.details };
}

const heatOf = ({ cards }: Scene, id: string) => cards.find((one) => one.id === id)?.heat;

describe("heat", () => {
	it("is utilisation as long as nobody asks for something else", () => {
		const { scene } = measured(SHOP, "utilization");
		assert.equal(scene.heat, undefined);
		assert.ok(scene.cards.every((one) => one.heat === undefined));
	});

	it("by response time is the 99th percentile against the target, of clients with all that they wait for", () => {
		const { scene, component, details } = measured(exampleText("photo-sharing.arch"), "responseTime");
		const p99 = details.of(component("us.web")).responseTime!.p99;
		assert.equal(heatOf(scene, "us.web")!.text, `p99 ${formatDuration(p99, "en")}`);
		assert.ok(Math.abs(heatOf(scene, "us.web")!.share! - p99 / 0.4) < 1e-12);
		const latency = details.latencies().get("browser")!;
		assert.ok(latency.kind === "stable");
		assert.ok(Math.abs(heatOf(scene, "browser")!.share! - latency.p99 / 0.4) < 1e-12);
		assert.equal(scene.heat!.title, "response time (p99), target 400 ms");
		assert.deepEqual(scene.heat!.steps, ["0 s", "240 ms", "300 ms", "360 ms"]);
	});

	it("by response time is p95 where only that has a target, and against the slowest where none has", () => {
		const target = measured(`system s { latency-p95: 1s }\n${SHOP}`, "responseTime");
		const { p95 } = target.details.of(target.component("web")).responseTime!;
		assert.equal(heatOf(target.scene, "web")!.text, `p95 ${formatDuration(p95, "en")}`);
		const { scene } = measured(SHOP, "responseTime");
		assert.match(scene.heat!.title, /^response time \(p99\), the slowest/);
		const shares = scene.cards.flatMap(({ heat }) =>
			heat?.share !== undefined && heat.text !== "unstable" ? [heat.share] : [],
		);
		assert.equal(Math.max(...shares), 1);
	});

	it("says what is unstable, and what is not known", () => {
		const { scene } = measured(SHOP, "responseTime");
		assert.deepEqual(heatOf(scene, "full"), { level: "critical", share: 1, text: "unstable" });
		assert.deepEqual(heatOf(scene, "names"), { level: "none", share: undefined, text: "unknown" });
		const korean = sceneOf(SHOP, { locale: "ko", view: { heat: "responseTime" } });
		assert.equal(heatOf(korean, "full")!.text, "불안정");
		assert.equal(heatOf(korean, "names")!.text, "알 수 없음");
	});

	it("by availability is the share of the downtime that the target allows", () => {
		const { scene, component, details } = measured(exampleText("photo-sharing.arch"), "availability");
		const { components, clients } = details.availabilities();
		for (const id of ["us.web", "us.jobs", "us.users"]) {
			const { unavailability } = components.get(component(id))!;
			assert.equal(heatOf(scene, id)!.text, formatAvailability(unavailability));
			assert.ok(Math.abs(heatOf(scene, id)!.share! - Math.min(1, unavailability / 0.001)) < 1e-9, id);
		}
		assert.equal(heatOf(scene, "us.jobs")!.level, "critical");
		assert.equal(heatOf(scene, "browser")!.text, formatAvailability(clients.get(component("browser"))!.unavailability));
		assert.match(scene.heat!.title, /^availability, target 99\.9 %/);
	});

	it("by availability goes by nines where there is no target", () => {
		const { scene } = measured(
			"external a { availability: 99.5% } external b { availability: 99.999% }",
			"availability",
		);
		assert.deepEqual(
			["a", "b"].map((id) => heatOf(scene, id)!.level),
			["hot", "ok"],
		);
		assert.deepEqual(scene.heat!.steps, ["100 %", "99.99 %", "99.9 %", "99 %"]);
	});

	it("says of costs without any price that there is none, and no steps from $0 to $0", () => {
		const { scene } = measured("service web\nservice api\nweb -> api", "cost");
		assert.deepEqual(scene.heat, { measure: "cost", title: "cost a month: nothing has a price", steps: [] });
		const legend = toXml(drawLegend(scene, "en", 800).shape);
		assert.match(legend, />cost a month: nothing has a price</);
		assert.doesNotMatch(legend, /class="step"/);
	});

	it("by cost is the share of the most expensive", () => {
		const { scene, component, details } = measured(SHOP, "cost");
		const cost = (id: string) => details.of(component(id)).cost!;
		assert.ok(cost("web") > cost("full"));
		assert.equal(heatOf(scene, "web")!.share, 1);
		assert.equal(heatOf(scene, "web")!.text, "$280");
		assert.equal(heatOf(scene, "full")!.share, cost("full") / cost("web"));
		assert.deepEqual(heatOf(scene, "free"), { level: "none", share: undefined, text: "no price" });
		assert.equal(heatOf(scene, "browser"), undefined);
		assert.equal(scene.heat!.steps[0], "$0");
	});

	it("changes the size of no card", () => {
		const sizes = (heat: Heat) => measured(SHOP, heat).scene.cards.map(cardSize);
		for (const heat of HEAT_MEASURES) assert.deepEqual(sizes(heat), sizes("utilization"), heat);
	});

	it("is told to who cannot see it", () => {
		assert.match(measured(SHOP, "cost").scene.cards.find(({ id }) => id === "web")!.label, /, cost \$280$/);
	});

	it("is drawn by a hatch beside the colour: other levels, other hatches", () => {
		const draw = (level: "none" | "ok" | "warm" | "hot" | "critical", detail: "near" | "far" = "near") =>
			toXml(
				drawCard(
					card("a", { heat: { level, share: 0.5, text: "x" } }),
					{ x: 0, y: 0, width: 190, height: 74 },
					{ detail },
				),
			);
		for (const detail of ["near", "far"] as const) {
			const hatches = (["warm", "hot", "critical"] as const).map(
				(level) => /fill="url\(#([\w-]+)\)"/.exec(draw(level, detail))?.[1],
			);
			assert.equal(new Set(hatches).size, 3);
			assert.ok(!hatches.includes(undefined));
		}
		assert.doesNotMatch(draw("ok"), /url\(/);
		assert.match(draw("ok"), /class="card compute ok tinted"/);
	});

	it("stands beside the subtitle where a card has no bar", () => {
		const svg = (heat: Parameters<typeof card>[1]) =>
			toXml(drawCard(card("a", { utilization: undefined, load: "", ...heat }), { x: 0, y: 0, width: 190, height: 54 }));
		assert.match(
			svg({ heat: { level: "ok", share: 0.1, text: "99.95 %" } }),
			/class="utilization" x="180" y="41">99\.95 %</,
		);
		assert.match(svg({ heat: { level: "ok", share: 0.1, text: "p99 4 ms", brief: "4 ms" } }), />4 ms</);
		assert.doesNotMatch(svg({}), /utilization/);
	});

	it("has its scale in the legend, in its own unit", () => {
		const legend = (heat: Heat) =>
			toXml(drawLegend(measured(exampleText("photo-sharing.arch"), heat).scene, "en", 900).shape);
		assert.match(legend("responseTime"), />240 ms<.*>360 ms<.*>response time \(p99\), target 400 ms</);
		assert.match(legend("utilization"), />60<.*>% Utilisation</);
		assert.doesNotMatch(legend("cost"), /Utilisation/);
	});
});
