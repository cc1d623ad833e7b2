import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { loadElk } from "../../../src/diagram/layout/elk.ts";
import { layoutScene } from "../../../src/diagram/layout/layout-scene.ts";
import type { Card, Scene } from "../../../src/diagram/scene.ts";
import { exampleText, sceneOf } from "../../support/scenes.ts";
import { assertSound } from "./sound.ts";

const SHOP = `
system "Shop" {}
data profiles { size: 2KB, items: 10M, keys: 1M, skew: 0.9 }
client browser "Browser" { users: 20M, requests: 20/day, peak: 3x }
datacenter us "US" {
  group front "Front" {
    loadbalancer lb x2 {}
    service web "Web tier" x4 { capacity: 500rps, reads profiles x3, writes profiles 50% }
  }
  database users "User DB" { holds: profiles, replicas: 2 }
  database big "Big" { holds: profiles, shards: 4, replicas: 1 }
  lb -> web -> users, big
  users -> big
}
datacenter eu "EU" { service web x100 { capacity: 500rps, reads profiles } }
external mail "Mail" {}
browser -> us.front.lb 70%
browser -> eu.web 30%
eu.web -> us.users
us.front.web -> mail 5% "receipt"
`;

const view = (options: Parameters<typeof sceneOf>[1] = {}) => sceneOf(SHOP, options);
const cardOf = ({ cards }: Scene, id: string): Card => {
	const found = cards.find((card) => card.id === id);
	assert.ok(found, `no card ${id} among ${cards.map((card) => card.id).join(", ")}`);
	return found;
};
const ids = ({ cards }: Scene) => cards.map(({ id }) => id);
const groupIds = ({ groups }: Scene) => groups.map(({ id }) => id);
const rate = ({ edges }: Scene, counts: (edge: Scene["edges"][number]) => boolean) =>
	edges.filter(counts).reduce((sum, edge) => sum + edge.requestsPerSecond, 0);
const near = (a: number, b: number, what = "") =>
	assert.ok(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)), `${what} ${a} is not ${b}`);

/** Whether an end lies in a place, by its qualified name. */
const isIn = (id: string, place: string) => id === place || id.startsWith(`${place}.`);

describe("a scene with folded places", () => {
	const open = view();
	const folded = view({ view: { collapsed: ["us"] } });

	it("names what is not drawn, so that it can be found", () => {
		assert.equal(open.hidden, undefined);
		assert.deepEqual(
			folded.hidden?.map(({ id, title, kind }) => [id, title, kind]),
			open.cards.filter(({ id }) => isIn(id, "us")).map(({ id, title, kind }) => [id, title, kind]),
		);
		assert.equal(view({ view: { expanded: ["us.front.web"] } }).hidden, undefined, "a frame stands for a component");
	});

	it("draws a place as one card that says what is in it", () => {
		const us = cardOf(folded, "us");
		assert.deepEqual([us.title, us.kind, us.subtitle, us.folds], ["US", "datacenter", "4 components", "place"]);
		assert.equal(us.parent, undefined);
		assert.deepEqual(groupIds(folded), ["eu"]);
		assert.deepEqual(ids(folded), ["browser", "us", "eu.web", "mail"]);
		const inside = open.cards.filter(({ id }) => isIn(id, "us"));
		const busiest = inside.reduce((a, b) => ((b.utilization ?? 0) > (a.utilization ?? 0) ? b : a));
		assert.deepEqual([us.utilization, us.load, us.status], [busiest.utilization, busiest.load, busiest.status]);
		assert.match(us.label, /^US, Data center, folded, 4 components, .* utilised$/i);
		assert.match(cardOf(view({ view: { collapsed: ["us"] }, locale: "ko" }), "us").label, /접힘, 컴포넌트 4개/);
	});

	it("has the worst severity and all findings of what is in it", () => {
		const marks = new Map([
			["us.users", { severity: "warning" as const, findings: 2, singlePointOfFailure: true }],
			["us.front", { severity: "info" as const, findings: 1, singlePointOfFailure: false }],
			["us.front.lb", { severity: "error" as const, findings: 3, singlePointOfFailure: false }],
			["mail", { severity: "error" as const, findings: 9, singlePointOfFailure: false }],
		]);
		const us = cardOf(view({ view: { collapsed: ["us"] }, marks }), "us");
		assert.deepEqual([us.severity, us.findings, us.singlePointOfFailure], ["error", 6, true]);
	});

	it("keeps what flows in and out, and drops what stays inside", () => {
		for (const collapsed of [["us"], ["eu"], ["us", "eu"], ["us.front"], ["us.front", "us"]]) {
			const scene = view({ view: { collapsed } });
			for (const place of collapsed.includes("us") ? collapsed.filter((id) => id !== "us.front") : collapsed) {
				const into = (edge: { from: string; to: string }) => !isIn(edge.from, place) && isIn(edge.to, place);
				const out = (edge: { from: string; to: string }) => isIn(edge.from, place) && !isIn(edge.to, place);
				near(rate(scene, into), rate(open, into), `into ${place}`);
				near(rate(scene, out), rate(open, out), `out of ${place}`);
				assert.deepEqual(
					scene.edges.filter(({ from, to }) => isIn(from, place) && isIn(to, place)),
					[],
				);
			}
			assert.equal(new Set(scene.edges.map(({ id }) => id)).size, scene.edges.length);
		}
	});

	it("gives merged links the colour of the busiest and their sum as text", () => {
		const text = `client c { rate: 100rps } group g { service a {} service b {} }
data d {} database s { holds: d } c -> g.a 60% "one" c -> g.b 40% "two"`;
		const [edge, ...others] = sceneOf(text, { view: { collapsed: ["g"] } }).edges;
		assert.deepEqual(others, []);
		assert.deepEqual([edge!.id, edge!.load, edge!.label, edge!.traffic], ["c>g", "100/s", undefined, "call"]);
		const same = sceneOf(text.replace("two", "one"), { view: { collapsed: ["g"] } }).edges;
		assert.equal(same[0]!.label, "one");
	});

	it("folds places within folded places", () => {
		assert.deepEqual(view({ view: { collapsed: ["us", "us.front"] } }).cards, folded.cards);
		const inner = view({ view: { collapsed: ["us.front"] } });
		assert.deepEqual([cardOf(inner, "us.front").parent, cardOf(inner, "us.front").subtitle], ["us", "2 components"]);
		assert.equal(cardOf(inner, "us.users").parent, "us");
	});

	it("passes over what is not there, and folds a place that is empty", () => {
		const { options: _, ...nothing } = view({ view: { collapsed: ["gone", "mail"], expanded: ["gone", "us"] } });
		const { options: __, ...plain } = open;
		assert.deepEqual(nothing, plain);
		const empty = sceneOf("group g {} service a {}", { view: { collapsed: ["g"] } });
		assert.deepEqual(ids(empty), ["a", "g"]);
		assert.equal(cardOf(empty, "g").utilization, undefined);
	});
});

describe("a scene with components drawn node by node", () => {
	const open = view();

	it("has a frame with a card for each instance, each with its part", () => {
		const scene = view({ view: { expanded: ["us.front.web"] } });
		assert.deepEqual(
			scene.cards.filter(({ parent }) => parent === "us.front.web").map(({ id, title }) => [id, title]),
			[1, 2, 3, 4].map((number) => [`us.front.web#${number}`, `Instance ${number}`]),
		);
		const frame = scene.groups.find(({ id }) => id === "us.front.web")!;
		assert.deepEqual(
			[frame.parent, frame.kind, frame.component, frame.title],
			["us.front", "group", "service", "Web tier ×4"],
		);
		assert.equal(cardOf(scene, "us.front.web#2").load, cardOf(open, "us.front.web").load);
		assert.deepEqual(scene.edges, open.edges, "links end at the frame");
		assert.match(cardOf(scene, "us.front.web#2").label, /^of Web tier: Instance 2, /);
	});

	it("stops after a dozen, and says how many are left", () => {
		const scene = view({ view: { expanded: ["eu.web"] } });
		const nodes = scene.cards.filter(({ parent }) => parent === "eu.web");
		assert.equal(nodes.length, 13);
		assert.deepEqual([nodes[12]!.id, nodes[12]!.title, nodes[12]!.instances], ["eu.web#more", "… 88 more", 88]);
		// One that is left has the room of the card that would say so.
		const thirteen = sceneOf("service a x13 {}", { view: { expanded: ["a"] } });
		assert.equal(ids(thirteen).at(-1), "a#13");
	});

	it("sends writes to the primary, reads to the replicas, and lets the primary replicate", () => {
		const scene = view({ view: { expanded: ["us.users"] } });
		assert.deepEqual(
			scene.cards.filter(({ parent }) => parent === "us.users").map(({ id }) => id),
			["us.users#primary", "us.users#replica1", "us.users#replica2"],
		);
		const before = open.edges.filter(({ to }) => to === "us.users");
		assert.ok(before.length >= 2);
		for (const edge of before) {
			const parts = scene.edges.filter(({ from, to }) => from === edge.from && to.startsWith("us.users#"));
			near(
				rate({ ...scene, edges: parts }, () => true),
				edge.requestsPerSecond,
				edge.id,
			);
			for (const { to, traffic } of parts) {
				assert.equal(traffic, to.endsWith("#primary") ? "write" : "read", `${edge.from} > ${to}`);
			}
		}
		const [one, two] = [1, 2].map((n) =>
			rate(scene, ({ to, traffic }) => to === `us.users#replica${n}` && traffic === "read"),
		);
		near(one!, two!);
		const replication = scene.edges.filter(({ from, to }) => from === "us.users#primary" && to.startsWith("us.users#"));
		assert.deepEqual(
			replication.map(({ to, traffic }) => [to, traffic]),
			[
				["us.users#replica1", "replication"],
				["us.users#replica2", "replication"],
			],
		);
		assert.ok(
			scene.edges.some(({ id }) => id === "us.users#primary>us.big"),
			"what it replicates leaves the primary",
		);
	});

	it("leads reads to the frame where there are too many replicas for lines of their own", () => {
		const text = `data d {} client c { rate: 1krps } service w { reads d, writes d }
database s { holds: d, replicas: 20 } c -> w -> s`;
		const scene = sceneOf(text, { view: { expanded: ["s"] } });
		const reads = scene.edges.filter(({ from, traffic }) => from === "w" && traffic === "read");
		assert.deepEqual(
			reads.map(({ to }) => to),
			["s"],
		);
		near(
			rate(scene, ({ from }) => from === "w"),
			rate(sceneOf(text), ({ from }) => from === "w"),
		);
		assert.equal(cardOf(scene, "s#more").title, "… 9 more");
	});

	it("has a card for each shard, the busiest as busy as the whole", () => {
		const scene = view({ view: { expanded: ["us.big"] } });
		const shards = scene.cards.filter(({ parent }) => parent === "us.big");
		assert.deepEqual(
			shards.map(({ id }) => id),
			[1, 2, 3, 4].map((number) => `us.big#shard${number}`),
		);
		near(shards[0]!.utilization!, cardOf(open, "us.big").utilization!);
		for (const other of shards.slice(1)) assert.ok(other.utilization! < shards[0]!.utilization!);
		assert.match(shards[0]!.title, /hottest/);
		assert.match(shards[1]!.subtitle, /^≈ \d+ % of writes/);
		assert.equal(shards[1]!.times, "×2");
	});

	it("offers to unfold only what runs on several nodes", () => {
		const folds = new Map(open.cards.map(({ id, folds }) => [id, folds]));
		assert.deepEqual(
			["browser", "us.front.lb", "us.users", "us.big", "mail"].map((id) => folds.get(id)),
			[undefined, "nodes", "nodes", "nodes", undefined],
		);
	});

	it("does not unfold what a folded place hides", () => {
		const scene = view({ view: { collapsed: ["us"], expanded: ["us.users", "eu.web"] } });
		assert.deepEqual(groupIds(scene), ["eu", "eu.web"]);
	});
});

describe("a scene of one place", () => {
	it("has its inside, and its callers and callees as single cards", () => {
		const scene = view({ view: { view: "us" } });
		assert.deepEqual(ids(scene), ["browser", "us.front.lb", "us.front.web", "us.users", "us.big", "eu", "mail"]);
		assert.deepEqual(groupIds(scene), ["us", "us.front"]);
		assert.ok(scene.edges.every(({ from, to }) => isIn(from, "us") || isIn(to, "us")));
	});

	it("leaves out the frames around it, and folds only what stands beside them", () => {
		const scene = view({ view: { view: "us.front", collapsed: ["us", "us.front"] } });
		assert.deepEqual(ids(scene), ["browser", "us.front.lb", "us.front.web", "us.users", "us.big", "mail"]);
		assert.deepEqual(
			scene.groups.map(({ id, parent }) => [id, parent]),
			[["us.front", undefined]],
		);
		assert.equal(cardOf(scene, "us.users").parent, undefined);
	});

	it("is the whole where the place is not there", () => {
		assert.deepEqual(ids(view({ view: { view: "gone" } })), ids(view()));
	});
});

describe("the layout of folded and unfolded scenes", () => {
	it("has a place for everything, of every example, folded, unfolded and one place alone", async function () {
		this.timeout(120_000);
		const elk = await loadElk();
		const names = ["", "zero-to-millions/"].flatMap((folder) =>
			readdirSync(new URL(`../../../examples/${folder}`, import.meta.url))
				.filter((name) => name.endsWith(".arch"))
				.map((name) => folder + name),
		);
		let unfolded = 0;
		for (const text of [SHOP, ...names.map(exampleText)]) {
			const plain = sceneOf(text);
			const places = groupIds(plain);
			const components = ids(plain);
			for (const options of [
				{ expanded: components },
				{ collapsed: places },
				{ collapsed: places.slice(0, 1), expanded: components },
				...places.slice(0, 2).map((view) => ({ view, expanded: components })),
			]) {
				const scene = sceneOf(text, { view: options });
				unfolded += scene.groups.filter(({ component }) => component !== undefined).length;
				assertSound(scene, layoutScene(scene, elk).layout);
			}
		}
		assert.ok(unfolded > 50);
	});
});
