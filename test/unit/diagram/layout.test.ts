import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { generateArchitecture } from "../../../scripts/generate.ts";
import type { Layout } from "../../../src/diagram/diagram.ts";
import { clutter } from "../../../src/diagram/layout/clutter.ts";
import { compose } from "../../../src/diagram/layout/compose.ts";
import { displacement } from "../../../src/diagram/layout/displacement.ts";
import { type Elk, loadElk } from "../../../src/diagram/layout/elk.ts";
import { layoutInput, layoutKey } from "../../../src/diagram/layout/input.ts";
import { type LayoutHistory, layoutScene, plainLayout } from "../../../src/diagram/layout/layout-scene.ts";
import { NO_ORDERS } from "../../../src/diagram/layout/orders.ts";
import type { Card, Scene } from "../../../src/diagram/scene.ts";
import { card, edge, exampleText, group, largeScene, random, scene, sceneOf } from "../../support/scenes.ts";
import { assertSound, overlap } from "./sound.ts";

let elk: Elk;
before(async () => {
	elk = await loadElk();
});

/** Cards that an edge of others runs through. */
function throughCards({ edges }: Scene, layout: Layout): string[] {
	return edges.flatMap(({ id, from, to }) => {
		const points = layout.edges[id]!;
		return Object.entries(layout.cards)
			.filter(([card]) => card !== from && card !== to)
			.filter(([, { x, y, width, height }]) =>
				points.slice(1).some((b, at) => {
					const a = points[at]!;
					const line = {
						x: Math.min(a.x, b.x),
						y: Math.min(a.y, b.y),
						width: Math.abs(a.x - b.x),
						height: Math.abs(a.y - b.y),
					};
					return overlap(
						{ ...line, width: line.width + 0.1, height: line.height + 0.1 },
						{ x: x + 1, y: y + 1, width: width - 2, height: height - 2 },
					);
				}),
			)
			.map(([card]) => `${id} runs through ${card}`);
	});
}

/** ELK that counts how often it is called. */
function counted(): { readonly elk: Elk; readonly runs: () => number } {
	let runs = 0;
	return {
		elk: (graph) => {
			runs++;
			return elk(graph);
		},
		runs: () => runs,
	};
}

/** Data centers with so many cards each, every one of which calls the next. */
function places(count: number, cards: number): Scene {
	const ids = Array.from({ length: count }, (_, at) => `place${at}`);
	const numbers = Array.from({ length: cards }, (_, at) => at);
	return scene({
		groups: ids.map((id) => group(id, { kind: "datacenter" })),
		cards: [
			card("dns", { tier: 1 }),
			...ids.flatMap((parent) => numbers.map((at) => card(`${parent}.${at}`, { parent }))),
		],
		edges: ids.flatMap((id) => [
			edge("dns", `${id}.0`),
			...numbers.slice(1).map((at) => edge(`${id}.${at - 1}`, `${id}.${at}`)),
		]),
	});
}

/** How many places stand in each row. */
function rowsOf({ groups }: Layout): number[] {
	const rows = new Map<number, number>();
	for (const { y } of Object.values(groups)) rows.set(y, (rows.get(y) ?? 0) + 1);
	return [...rows].sort(([a], [b]) => a - b).map(([, count]) => count);
}

const rowsIn = (scene: Scene) => rowsOf(layoutScene(scene, elk).layout);

describe("the layout", () => {
	it("has a place for everything in scenes of any size", () => {
		for (const size of [8, 30, 90, 200]) {
			const large = largeScene(size);
			const { layout } = layoutScene(large, elk);
			assertSound(large, layout);
			assert.deepEqual(throughCards(large, layout), []);
		}
	});

	it("has a place for everything in the examples", () => {
		const names = ["", "zero-to-millions/"].flatMap((folder) =>
			readdirSync(new URL(`../../../examples/${folder}`, import.meta.url))
				.filter((name) => name.endsWith(".arch"))
				.map((name) => folder + name),
		);
		assert.ok(names.length >= 13);
		for (const name of names) {
			const example = sceneOf(exampleText(name));
			const { layout } = layoutScene(example, elk);
			assertSound(example, layout);
			assert.deepEqual(throughCards(example, layout), [], name);
		}
	});

	it("is the same for the same scene when nothing is remembered", () => {
		const first = layoutScene(largeScene(60), elk).layout;
		const second = layoutScene(largeScene(60), elk).layout;
		assert.deepEqual(first, second);
	});

	it("puts what is called below what calls it", () => {
		const chain = scene({
			cards: [card("db", { tier: 5 }), card("web"), card("app"), card("users", { tier: 0 })],
			edges: [edge("users", "app"), edge("app", "web"), edge("web", "db")],
		});
		const { cards } = layoutScene(chain, elk).layout;
		assert.ok(cards.users!.y < cards.app!.y && cards.app!.y < cards.web!.y && cards.web!.y < cards.db!.y);
	});

	it("stands data centers side by side, whatever connects them", () => {
		const twins = scene({
			groups: [group("us", { kind: "datacenter" }), group("eu", { kind: "datacenter" })],
			cards: [
				card("dns", { tier: 1 }),
				card("us.web", { parent: "us" }),
				card("us.db", { parent: "us", tier: 5 }),
				card("eu.web", { parent: "eu" }),
				card("eu.db", { parent: "eu", tier: 5 }),
			],
			edges: [
				edge("dns", "us.web"),
				edge("us.web", "us.db"),
				edge("eu.web", "eu.db"),
				edge("us.db", "eu.db", { traffic: "replication" }),
				edge("eu.web", "us.db", { traffic: "write" }),
			],
		});
		const { layout } = layoutScene(twins, elk);
		assertSound(twins, layout);
		assert.equal(layout.groups.us!.y, layout.groups.eu!.y);
		assert.ok(layout.groups.us!.x < layout.groups.eu!.x);
		const replication = layout.edges["us.db>eu.db"]!;
		const below = Math.max(...replication.map((point) => point.y));
		assert.ok(below > layout.groups.us!.y + layout.groups.us!.height, "it runs below the places");
	});

	it("wraps many places into rows and still reaches each of them", () => {
		const many = largeScene(400);
		const { layout } = layoutScene(many, elk);
		assertSound(many, layout);
		assert.deepEqual(throughCards(many, layout), []);
		const rows = new Set(many.groups.filter(({ kind }) => kind === "datacenter").map(({ id }) => layout.groups[id]!.y));
		assert.ok(rows.size > 1);
		assert.ok(layout.width / layout.height < 4);
	});

	it("stands three data centers of a size in one row, where two rows would leave a quarter empty", () => {
		const { layout } = layoutScene(sceneOf(generateArchitecture({ components: 200, seed: 1 })), elk);
		assert.equal(new Set(["us", "eu", "asia"].map((id) => layout.groups[id]!.y)).size, 1);
	});

	it("breaks a layer that is too wide", () => {
		const services = Array.from({ length: 15 }, (_, at) => card(`s${at}`, { parent: "app" }));
		const wide = scene({
			groups: [group("app")],
			cards: [card("lb", { tier: 2 }), ...services],
			edges: services.map(({ id }) => edge("lb", id)),
		});
		const { layout } = layoutScene(wide, elk);
		assertSound(wide, layout);
		assert.ok(layout.width < 8 * 224, `${layout.width}`);
		assert.deepEqual(throughCards(wide, layout), []);
	});

	it("survives what no text should say", () => {
		const odd: readonly Scene[] = [
			scene({}),
			scene({ cards: [card("a")] }),
			scene({ groups: [group("g")] }),
			scene({ groups: [group("g"), group("h", { parent: "g" })], cards: [card("a", { parent: "h" })] }),
			scene({ cards: [card("a")], edges: [edge("a", "a")] }),
			scene({ cards: [card("a"), card("b")], edges: [edge("a", "b"), edge("b", "a")] }),
			scene({
				cards: [card("a"), card("b"), card("c")],
				edges: [edge("a", "b"), edge("b", "c"), edge("c", "a"), edge("b", "b")],
			}),
			scene({
				groups: [group("x", { kind: "zone" }), group("y", { kind: "zone" }), group("z", { kind: "zone" })],
				cards: [card("a", { parent: "x" }), card("b", { parent: "y" }), card("c", { parent: "z" }), card("d")],
				edges: [edge("a", "b"), edge("b", "c"), edge("c", "a"), edge("a", "d"), edge("d", "b"), edge("c", "d")],
			}),
			scene({
				groups: [
					group("dc", { kind: "datacenter" }),
					group("x", { kind: "zone", parent: "dc" }),
					group("y", { kind: "zone", parent: "dc" }),
				],
				cards: [
					card("u"),
					card("lb", { parent: "dc", tier: 2 }),
					card("a", { parent: "x" }),
					card("b", { parent: "y" }),
					card("out"),
				],
				edges: [edge("u", "lb"), edge("lb", "a"), edge("lb", "b"), edge("a", "b"), edge("b", "out"), edge("u", "a")],
			}),
		];
		for (const one of odd) {
			const { layout } = layoutScene(one, elk);
			assertSound(one, layout);
		}
	});

	it("leaves out edges without an end, and groups inside themselves are not", () => {
		const broken = scene({
			groups: [group("g", { parent: "h" }), group("h", { parent: "g" })],
			cards: [card("a", { parent: "g" }), card("b", { parent: "nowhere" })],
			edges: [edge("a", "missing"), edge("missing", "b"), edge("a", "b")],
		});
		const { layout } = layoutScene(broken, elk);
		assert.deepEqual(Object.keys(layout.edges), ["a>b"]);
		assert.deepEqual(Object.keys(layout.cards).sort(), ["a", "b"]);
	});

	it("falls back to a grid where ELK fails, for that container only", () => {
		const groups = [group("g"), group("h")];
		const cards = ["g", "h"].flatMap((parent) => [1, 2, 3].map((number) => card(`${parent}${number}`, { parent })));
		const edges = ["g", "h"].flatMap((parent) => [edge(`${parent}1`, `${parent}2`), edge(`${parent}1`, `${parent}3`)]);
		const both = scene({ groups, cards, edges: [...edges, edge("g2", "h1")] });
		let calls = 0;
		const { layout } = layoutScene(both, (graph) => {
			calls++;
			if (calls % 2 === 1) throw new Error("org.eclipse.elk.core.UnsupportedGraphException");
			return elk(graph);
		});
		assert.ok(calls > 1);
		assertSound(both, layout);
	});

	it("places 10,000 links and 3,000 cards in one group without ELK", () => {
		const next = random(7);
		const cards: Card[] = Array.from({ length: 3000 }, (_, at) => card(`c${at}`, { parent: at % 2 ? "g" : undefined }));
		const edges = Array.from({ length: 10_000 }, (_, at) =>
			edge(`c${Math.floor(next() * 3000)}`, `c${Math.floor(next() * 3000)}`, { id: `e${at}` }),
		);
		const huge = scene({ groups: [group("g")], cards, edges });
		const { elk, runs } = counted();
		const { layout } = layoutScene(huge, elk);
		assert.equal(runs(), 0);
		assert.equal(Object.keys(layout.cards).length, 3000);
		assert.equal(Object.keys(layout.edges).length, 10_000);
	}).timeout(20_000);

	it("has a plain form that needs no ELK at all", () => {
		const large = largeScene(90);
		assertSound(large, plainLayout(large));
	});

	it("finds an order of ports that is no harder to follow than the first one", () => {
		for (const seed of [3, 4, 5]) {
			const small = largeScene(50, seed);
			const first = compose(layoutInput(small), elk, new Map(), NO_ORDERS).layout;
			const { layout, orders } = layoutScene(small, elk);
			assert.ok(clutter(layout) <= clutter(first));
			if (orders.ports.size > 0) assert.ok(clutter(layout) < clutter(first));
		}
	});
});

describe("a layout after an edit", () => {
	/** Share of the cards of both that stand where they stood, but for a shift of the whole picture. */
	function unmoved(before: LayoutHistory, after: LayoutHistory): number {
		const shifts = new Map<string, number>();
		let common = 0;
		for (const [id, old] of Object.entries(before.layout.cards)) {
			const now = after.layout.cards[id];
			if (!now) continue;
			common++;
			const shift = `${Math.round(now.x - old.x)} ${Math.round(now.y - old.y)}`;
			shifts.set(shift, (shifts.get(shift) ?? 0) + 1);
		}
		return Math.max(...shifts.values()) / common;
	}

	/** The same within their groups. */
	function unmovedInGroups(edited: Scene, before: LayoutHistory, after: LayoutHistory): number {
		let [common, still] = [0, 0];
		for (const { id, parent } of edited.cards) {
			const [old, now] = [before.layout.cards[id], after.layout.cards[id]];
			if (!old || !now || parent === undefined) continue;
			const [oldGroup, nowGroup] = [before.layout.groups[parent]!, after.layout.groups[parent]!];
			common++;
			const dx = now.x - nowGroup.x - (old.x - oldGroup.x);
			const dy = now.y - nowGroup.y - (old.y - oldGroup.y);
			if (Math.abs(dx) < 1 && Math.abs(dy) < 1) still++;
		}
		return still / common;
	}

	const base = largeScene(100);
	const edits: readonly [name: string, edited: Scene, still: number][] = [
		[
			"one more replica",
			{
				...base,
				cards: base.cards.map((one) => (one.id === "r1.app.service3" ? { ...one, instances: one.instances + 1 } : one)),
			},
			1,
		],
		[
			"one more service",
			{
				...base,
				cards: [...base.cards, card("r1.app.new", { parent: "r1.app" })],
				edges: [...base.edges, edge("r1.app.service0", "r1.app.new")],
			},
			0.5,
		],
		[
			"one more link",
			{ ...base, edges: [...base.edges, edge("r1.app.service1", "r1.data.db2", { traffic: "read" })] },
			// Its line needs room of its own in the groups that it leaves and enters.
			0.3,
		],
		["one link less", { ...base, edges: base.edges.filter(({ from }) => from !== "r1.async.worker0") }, 0.3],
		[
			"a card at the top",
			{ ...base, cards: [...base.cards, card("cdn", { tier: 1 })], edges: [...base.edges, edge("users", "cdn")] },
			0.9,
		],
	];
	for (const [name, edited, still] of edits) {
		it(`leaves most cards where they were: ${name}`, () => {
			const before = layoutScene(base, elk);
			const after = layoutScene(edited, elk, before);
			assertSound(edited, after.layout);
			const share = unmoved(before, after);
			assert.ok(share >= still, `only ${Math.round(share * 100)} % stand still`);
			const diagonal = Math.hypot(before.layout.width, before.layout.height);
			const moved = displacement(before.layout, after.layout) / diagonal;
			assert.ok(moved < 0.02, `they move by ${Math.round(moved * 100)} % of the diagonal`);
			const inGroups = unmovedInGroups(edited, before, after);
			assert.ok(inGroups >= 0.7, `only ${Math.round(inGroups * 100)} % stand still in their groups`);
		});
	}

	it("keeps data centers in their rows, also where a new picture would have others", () => {
		// One card more in each of them makes them higher, and so many stand in one row.
		const more = Array.from({ length: 30 }, (_, at) => at + 2).find(
			(cards) => rowsIn(places(9, cards)).length > rowsIn(places(9, cards + 1)).length,
		);
		assert.ok(more !== undefined);
		const before = layoutScene(places(9, more), elk);
		const after = layoutScene(places(9, more + 1), elk, before);
		assert.deepEqual(rowsOf(after.layout), rowsOf(before.layout));
		const sixth = layoutScene(places(10, more + 1), elk, after);
		const rows = rowsOf(before.layout);
		assert.deepEqual(rowsOf(sixth.layout), [...rows.slice(0, -1), rows.at(-1)! + 1]);
	});

	it("computes only the containers that the edit touches", () => {
		const { elk: counting, runs } = counted();
		const before = layoutScene(base, counting);
		const cold = runs();
		const edited = { ...base, edges: [...base.edges, edge("r1.app.service1", "r1.app.service2")] };
		layoutScene(edited, counting, before);
		assert.ok(runs() - cold <= 4, `${runs() - cold} runs`);
	});

	it("calls ELK for no change of numbers, texts or findings", () => {
		const { elk: counting, runs } = counted();
		const before = layoutScene(base, counting);
		const cold = runs();
		const numbers = {
			...base,
			cards: base.cards.map((one) => ({
				...one,
				title: `${one.title}!`,
				utilization: one.utilization === undefined ? undefined : one.utilization / 2,
				load: "1 %",
				findings: 3,
				severity: "error" as const,
			})),
			edges: base.edges.map((one) => ({ ...one, requestsPerSecond: one.requestsPerSecond * 2, load: "2k/s" })),
		};
		assert.equal(layoutKey(numbers), layoutKey(base));
		assert.equal(layoutScene(numbers, counting, before), before);
		assert.equal(runs(), cold);
	});

	it("comes back to the same picture when the edit is undone", () => {
		for (const shown of [base, sceneOf(exampleText("photo-sharing.arch"))]) {
			const before = layoutScene(shown, elk);
			const after = layoutScene({ ...shown, edges: shown.edges.slice(1) }, elk, before);
			const added = { ...shown, edges: [...shown.edges, edge(shown.cards.at(-1)!.id, shown.cards[0]!.id)] };
			const later = layoutScene(added, elk, after);
			assert.notDeepEqual(later.layout.cards, before.layout.cards);
			assert.deepEqual(layoutScene(shown, elk, after).layout, before.layout);
			assert.deepEqual(layoutScene(shown, elk, later).layout, before.layout);
		}
	});

	it("forgets the answers that nothing uses any more", () => {
		let history = layoutScene(largeScene(30), elk);
		const first = history.answers.size;
		for (let seed = 2; seed < 8; seed++) history = layoutScene(largeScene(30, seed), elk, history);
		assert.ok(history.answers.size <= first * 2, `${history.answers.size} answers after ${first}`);
	});
});
