import assert from "node:assert/strict";
import { iconsOfPackage } from "../../../scripts/icons.ts";
import type { Diagram } from "../../../src/diagram/diagram.ts";
import { drawSvg } from "../../../src/diagram/draw.ts";
import { drawCard } from "../../../src/diagram/draw-card.ts";
import { drawLabel, edgePath, edgeWidth, visibleEdges } from "../../../src/diagram/draw-edge.ts";
import { drawName } from "../../../src/diagram/draw-group.ts";
import { icons } from "../../../src/diagram/icons.ts";
import { lookOf } from "../../../src/diagram/kinds.ts";
import { placeLabels } from "../../../src/diagram/labels.ts";
import { loadElk } from "../../../src/diagram/layout/elk.ts";
import { layoutScene } from "../../../src/diagram/layout/layout-scene.ts";
import type { Card, Scene } from "../../../src/diagram/scene.ts";
import { toXml } from "../../../src/diagram/shape.ts";
import { fitFacts, fitText, textWidth, UNKNOWN_FONT, USUAL_FONT } from "../../../src/diagram/text-width.ts";
import { heatOf, paintsOf, THEMES } from "../../../src/diagram/theme.ts";
import { isComponentKind, kinds } from "../../../src/language/vocabulary/index.ts";
import { card, edge, exampleText, group, largeScene, scene, sceneOf } from "../../support/scenes.ts";

const HOSTILE = `</text><script>alert(1)</script>"'&\u0000]]>\ud800`;

async function diagramOf(scene: Scene): Promise<Diagram> {
	return { scene, layout: layoutScene(scene, await loadElk()).layout };
}

/** Elements of well-formed XML, in the order in which they open; throws where it is not well-formed. */
function elementsOf(xml: string): string[] {
	const names: string[] = [];
	const open: string[] = [];
	let end = 0;
	const isText = (text: string) => !/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(text);
	for (const tag of xml.matchAll(/<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|<\?xml[^>]*\?>/g)) {
		assert.ok(isText(xml.slice(end, tag.index)), `stray characters: ${xml.slice(end, tag.index)}`);
		end = tag.index + tag[0].length;
		const [, closes, name, attributes, isEmpty] = tag;
		if (name === undefined) continue;
		assert.ok(isText(attributes!), attributes);
		if (closes) assert.equal(open.pop(), name);
		else {
			names.push(name);
			if (!isEmpty) open.push(name);
		}
	}
	assert.equal(xml.slice(end).trim(), "");
	assert.deepEqual(open, []);
	return names;
}

describe("the drawing", () => {
	it("is well-formed XML in every theme and language", async () => {
		for (const locale of ["en", "ko"] as const) {
			const diagram = await diagramOf(sceneOf(exampleText("photo-sharing.arch"), { locale }));
			for (const theme of THEMES) {
				const svg = drawSvg(diagram, { theme, locale });
				assert.ok(elementsOf(svg).length > 300);
				assert.doesNotMatch(svg, /NaN|undefined|Infinity|var\(/);
			}
		}
	});

	it("escapes every text that comes from outside", async () => {
		const hostile = scene({
			groups: [group("g", { kind: "datacenter", title: HOSTILE }), group("h", { title: HOSTILE })],
			cards: [
				card("a", { parent: "g", title: HOSTILE, subtitle: HOSTILE, label: HOSTILE, times: HOSTILE, load: HOSTILE }),
				card(HOSTILE, { parent: "h", icon: HOSTILE }),
			],
			edges: [edge("a", HOSTILE, { label: HOSTILE, load: HOSTILE })],
			summary: { title: HOSTILE, usersText: HOSTILE, requestsText: HOSTILE, saturationText: HOSTILE },
		});
		const svg = drawSvg(await diagramOf(hostile), { theme: "light" });
		assert.ok(!elementsOf(svg).includes("script"));
		// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
		assert.doesNotMatch(svg, /[\u0000\ud800]/);
	});

	it("loads nothing and runs nothing", async () => {
		const svg = drawSvg(await diagramOf(largeScene(30)), { theme: "dark" });
		assert.doesNotMatch(svg.replace('xmlns="http://www.w3.org/2000/svg"', ""), /https?:|href|@import|on\w+=|<script/);
	});

	it("differs by theme in colours only", async () => {
		const diagram = await diagramOf(largeScene(30));
		const [light, dark] = (["light", "dark"] as const).map((theme) => drawSvg(diagram, { theme }));
		assert.notEqual(light, dark);
		assert.ok(light!.includes(paintsOf("light").background) && dark!.includes(paintsOf("dark").background));
		const withoutColors = (svg: string) => svg.replace(/#[0-9a-f]{6}/g, "");
		assert.equal(withoutColors(light!), withoutColors(dark!));
	});

	it("has title and facts, and a legend of what it shows", async () => {
		const simple = scene({
			cards: [card("a", { utilization: undefined }), card("b", { utilization: undefined })],
			edges: [edge("a", "b", { traffic: "read" })],
			summary: { title: "Shop" },
		});
		const svg = drawSvg(await diagramOf(simple), { theme: "light" });
		assert.match(svg, />Shop</);
		assert.match(svg, />2M users · 1\.4k requests\/s · saturates at 3\.2M users: web</);
		assert.match(svg, />Reads</);
		assert.doesNotMatch(svg, />Writes<|>Replication<|Utilisation/);
		assert.match(drawSvg(await diagramOf(simple), { theme: "light", locale: "ko" }), />읽기</);
	});

	it("draws an empty scene", async () => {
		assert.ok(elementsOf(drawSvg(await diagramOf(scene({})), { theme: "light" })).includes("svg"));
	});

	it("knows an icon for every kind", () => {
		for (const kind of kinds.keys()) if (isComponentKind(kind)) assert.ok(icons[lookOf(kind).icon], kind);
	});

	it("has the icons of the package", () => {
		assert.deepEqual(icons, iconsOfPackage());
	});
});

describe("a card", () => {
	const draw = (more: Parameters<typeof card>[1], height = 74) =>
		toXml(drawCard(card("web", more), { x: 10, y: 20, width: 190, height }));

	it("shows its utilisation as bar, number and heat", () => {
		const svg = draw({ utilization: 0.62, load: "62 %" });
		assert.match(svg, /class="card compute warm tinted"/);
		assert.match(svg, />62 %</);
		const [, track] = /class="track"[^>]*width="([\d.]+)"/.exec(svg)!;
		const [, fill] = /class="fill"[^>]*width="([\d.]+)"/.exec(svg)!;
		assert.ok(Math.abs(Number(fill) / Number(track) - 0.62) < 0.01);
	});

	it("keeps the bar inside where it is overloaded", () => {
		const svg = draw({ utilization: 12.5, load: "1250 %" });
		const [, track] = /class="track"[^>]*width="([\d.]+)"/.exec(svg)!;
		const [, fill] = /class="fill"[^>]*width="([\d.]+)"/.exec(svg)!;
		assert.equal(fill, track);
	});

	it("has sheets for two and for more instances, and always the number", () => {
		assert.equal(draw({}).match(/class="sheet"/g), null);
		assert.equal(draw({ instances: 2, times: "×2" }).match(/class="sheet"/g)?.length, 1);
		assert.equal(draw({ instances: 200, times: "×200" }).match(/class="sheet"/g)?.length, 2);
		assert.match(draw({ instances: 200, times: "×200" }), />×200</);
	});

	it("has a cell for each shard, up to a dozen", () => {
		// One filled rectangle is the bar.
		const cells = (shards: number) => draw({ shards }, 104).match(/class="fill"/g)!.length - 1;
		assert.equal(cells(4), 4);
		assert.equal(cells(12), 12);
		assert.equal(cells(5000), 12);
	});

	it("shows findings and single points of failure side by side", () => {
		const svg = draw({ severity: "error", findings: 3, singlePointOfFailure: true });
		assert.match(svg, />SPOF</);
		assert.match(svg, /class="finding error" transform="translate\(50 0\)"/);
		assert.match(svg, />3</);
		assert.doesNotMatch(draw({ severity: "hint", findings: 1 }), /class="finding/);
	});

	it("cuts long texts, and says them whole to a screen reader and a pointer", () => {
		const title = "A very long name of a service that nobody can read";
		const svg = draw({ title, label: `${title}, service` });
		assert.match(svg, />A very long n[^<]*<.*>a service[^<]*…</);
		assert.match(svg, new RegExp(`<title>${title}, service</title>`));
	});

	it("turns hotter by the steps of the legend", () => {
		assert.deepEqual([undefined, 0, 0.59, 0.6, 0.75, 0.9, 7].map(heatOf), [
			"none",
			"ok",
			"ok",
			"warm",
			"hot",
			"critical",
			"critical",
		]);
	});

	describe("seen from further away", () => {
		const names = (title: string, detail: "near" | "mid" | "far", more: Partial<Card> = {}) => {
			const box = { x: 0, y: 0, width: 190, height: 74 };
			const xml = toXml(drawCard(card("web", { title, ...more }), box, { detail, font: USUAL_FONT }));
			return [...xml.matchAll(/<text class="(?:title|far-name)"[^>]*>([^<]*)</g)].map(([, text]) => text);
		};

		it("has its whole name, on two lines where one is too short", () => {
			for (const detail of ["near", "mid", "far"] as const) {
				assert.deepEqual(names("Web tier", detail), ["Web tier"]);
				assert.deepEqual(names("catalog-worker-pool", detail).join(""), "catalog-worker-pool");
			}
			assert.deepEqual(names("E-mail provider", "mid"), ["E-mail provider"]);
			assert.deepEqual(names("Push notification sender", "mid"), ["Push notification", "sender"]);
			assert.deepEqual(names("Push notifications", "far"), ["Push", "notifications"]);
		});

		it("cuts only what fits on no two lines", () => {
			for (const detail of ["mid", "far"] as const) {
				const lines = names("Offers for everyone who has been here before", detail);
				assert.equal(lines.length, 2);
				assert.match(lines[1]!, /…$/);
			}
		});

		it("leaves a number beside the name its line", () => {
			const lines = names("Push notifications of everybody", "mid", {
				utilization: undefined,
				heat: { level: "ok", share: undefined, text: "p99 38 ms" },
			});
			assert.equal(lines.length, 1);
		});
	});

	it("keeps the tab of a place within its frame, with everything that stands in it", () => {
		const box = { x: 0, y: 0, width: 300, height: 300 };
		const place = group("dc", {
			kind: "datacenter",
			title: "Disaster recovery for everybody in Frankfurt",
			severity: "error",
		});
		for (const enlarged of [1, 3.2]) {
			const xml = toXml(drawName(place, box, { enlarged, foldLabel: "Fold" }));
			const [, right] = /class="tab" d="[^"]*H([\d.]+)l/.exec(xml)!;
			const [, finding] = /class="finding error" transform="translate\(([\d.]+)/.exec(xml)!;
			for (const x of [Number(right), Number(finding) + 9]) assert.ok(x * enlarged <= box.width, `${enlarged}: ${x}`);
		}
	});

	it("has the name of a place rather than the control that folds it, where from far away there is room for one of them", () => {
		const place = group("dc", { kind: "datacenter", title: "Asia" });
		const drawn = (width: number, enlarged: number) =>
			toXml(drawName(place, { x: 0, y: 0, width, height: 300 }, { enlarged, foldLabel: "Fold" }));
		assert.match(drawn(900, 8), />Asia<.*data-fold/);
		assert.match(drawn(640, 8), />Asia</);
		assert.doesNotMatch(drawn(640, 8), /data-fold/);
		assert.match(drawn(100, 1), /data-fold/);
	});

	it("has a name that is as long as there is room for it, whatever is written in", () => {
		// DejaVu Sans: wide letters, and no wider syllables than any other font.
		const font = { regular: 1.08, bold: 1.15, wide: 0.98 };
		const box = { x: 0, y: 0, width: 190, height: 74 };
		const korean = "사용자데이터베이스용"; // Ten syllables are 121 px, and there is room for 128.
		const xml = toXml(drawCard(card("db", { title: korean }), box, { font }));
		assert.match(xml, new RegExp(`<text class="title" x="52" y="25">${korean}<`));
	});

	it("has no bar below the numbers of before and after", () => {
		for (const detail of ["near", "mid"] as const) {
			const xml = toXml(
				drawCard(
					card("web", { load: "116 % → 39 %" }),
					{ x: 0, y: 0, width: 190, height: 74 },
					{ detail, font: UNKNOWN_FONT },
				),
			);
			const [, width] = /class="track" x="10"[^>]* width="([\d.]+)"/.exec(xml)!;
			const [size, right] = [detail === "near" ? 11 : 16, 190 - 10];
			assert.ok(10 + Number(width) <= right - textWidth("116 % → 39 %", size, true) * 1.1, `${detail}: ${width}`);
		}
	});
});

describe("an edge", () => {
	it("is thicker by the same amount for each tenfold of its load, within limits", () => {
		const widths = [1000, 10_000, 100_000].map(edgeWidth);
		assert.ok(Math.abs(widths[1]! - widths[0]! - (widths[2]! - widths[1]!)) < 0.02);
		assert.equal(edgeWidth(0), 1.2);
		assert.equal(edgeWidth(Number.NaN), 1.2);
		assert.equal(edgeWidth(1e30), 7);
	});

	it("has round corners and stops where its arrowhead begins", () => {
		const path = edgePath([
			{ x: 0, y: 0 },
			{ x: 0, y: 50 },
			{ x: 100, y: 50 },
			{ x: 100, y: 100 },
		]);
		assert.equal(path, "M0 0L0 42Q0 50 8 50L92 50Q100 50 100 58L100 93");
	});

	it("ends at the hindmost sheet of a stack", async () => {
		const stacked = scene({ cards: [card("a"), card("b", { instances: 3, times: "×3" })], edges: [edge("a", "b")] });
		const diagram = await diagramOf(stacked);
		assert.equal(visibleEdges(diagram).get("a>b")!.at(-1)!.y, diagram.layout.cards.b!.y - 8);
	});
});

describe("labels of edges", () => {
	it("begin with the badge of what is wrong with the link, also where there are no words", async () => {
		const bad = { severity: "warning", findings: 1 } as const;
		const diagram = await diagramOf(
			scene({
				cards: [card("a"), card("b"), card("c")],
				edges: [edge("a", "b", bad), edge("a", "c", { ...bad, load: "" }), edge("b", "c", { severity: "hint" })],
			}),
		);
		const labels = new Map(placeLabels(diagram, visibleEdges(diagram)).map((label) => [label.edge.id, label]));
		const drawn = (id: string) => toXml(drawLabel(labels.get(id)!));
		assert.match(drawn("a>b"), /class="finding warning"/);
		assert.match(drawn("a>b"), /100\/s/);
		assert.match(drawn("a>c"), /class="finding warning"/);
		assert.doesNotMatch(drawn("b>c"), /finding/, "hints are for the text");
		assert.ok(labels.get("a>b")!.width > labels.get("b>c")!.width, "the badge has room of its own");
	});

	it("cover neither cards nor names nor one another", async () => {
		for (const diagram of [
			await diagramOf(largeScene(200)),
			await diagramOf(sceneOf(exampleText("photo-sharing.arch"))),
			await diagramOf(sceneOf(exampleText("instagram-2011.arch"))),
		]) {
			const labels = placeLabels(diagram, visibleEdges(diagram));
			assert.ok(labels.length > diagram.scene.edges.length / 3, `${labels.length} labels`);
			const boxes = labels.map(({ x, y, width }) => ({ x: x - width / 2, y: y - 8, width, height: 16 }));
			const taken = [...Object.values(diagram.layout.cards)];
			for (const box of boxes) {
				for (const other of taken) {
					const isApart =
						box.x + box.width <= other.x ||
						other.x + other.width <= box.x ||
						box.y + box.height <= other.y ||
						other.y + other.height <= box.y;
					assert.ok(isApart, JSON.stringify([box, other]));
				}
				taken.push(box);
			}
		}
	});

	it("stand on their own edge", async () => {
		const diagram = await diagramOf(largeScene(90));
		const edges = visibleEdges(diagram);
		for (const { edge, x, y } of placeLabels(diagram, edges)) {
			const points = edges.get(edge.id)!;
			const isOn = points.slice(1).some((b, at) => {
				const a = points[at]!;
				return (
					x >= Math.min(a.x, b.x) - 0.1 &&
					x <= Math.max(a.x, b.x) + 0.1 &&
					y >= Math.min(a.y, b.y) - 0.1 &&
					y <= Math.max(a.y, b.y) + 0.1
				);
			});
			assert.ok(isOn, edge.id);
		}
	});

	it("are given up where there is no room", () => {
		const close = scene({ cards: [card("a"), card("b")], edges: [edge("a", "b")] });
		const layout = {
			width: 190,
			height: 158,
			cards: { a: { x: 0, y: 0, width: 190, height: 74 }, b: { x: 0, y: 84, width: 190, height: 74 } },
			groups: {},
			edges: {
				"a>b": [
					{ x: 95, y: 74 },
					{ x: 95, y: 84 },
				],
			},
		};
		const diagram = { scene: close, layout };
		assert.deepEqual(placeLabels(diagram, visibleEdges(diagram)), []);
	});
});

describe("widths of texts", () => {
	it("take Korean letters for twice as wide as Latin ones", () => {
		assert.equal(textWidth("데이터베이스", 10), 57);
		assert.equal(textWidth("데이터베이스", 10, true), 57, "bold Hangul is no wider");
		assert.ok(textWidth("database", 10) < 50);
	});

	it("cut by width, never inside a letter", () => {
		assert.equal(fitText("short", 200, 13), "short");
		const cut = fitText("데이터베이스 복제본 관리 서비스", 80, 13);
		assert.ok(cut.endsWith("…") && textWidth(cut, 13) <= 80);
		assert.equal(fitText("😀😀😀😀", 40, 13), "😀😀…");
		assert.equal(fitText("abc", 0, 13), "…");
	});

	it("leave out whole facts rather than parts of them", () => {
		assert.equal(fitFacts("MySQL · 2 replicas · holds profiles", 130, 11), "MySQL · 2 replicas");
		assert.match(fitFacts("a single fact that is far too long", 60, 11), /…$/);
	});
});
