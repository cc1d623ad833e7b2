import assert from "node:assert/strict";
import { loadElk } from "../../../src/diagram/layout/elk.ts";
import { layoutScene } from "../../../src/diagram/layout/layout-scene.ts";
import type { Scene } from "../../../src/diagram/scene.ts";
import { trunksOf } from "../../../src/diagram/trunks.ts";
import { card, edge, group, replicatingScene, scene } from "../../support/scenes.ts";

async function placed(scene: Scene) {
	return { scene, layout: layoutScene(scene, await loadElk()).layout };
}

describe("trunks", () => {
	it("stand for all links of one kind from one frame to another, with their number and their sum", async () => {
		const diagram = await placed(replicatingScene(4));
		const [trunk, ...others] = trunksOf(diagram, "en");
		assert.deepEqual(others, []);
		assert.ok(trunk);
		const { from, to, traffic, requestsPerSecond, load, label, links } = trunk;
		assert.deepEqual(
			{ from, to, traffic, requestsPerSecond, load, label, links },
			{
				from: "us",
				to: "eu",
				traffic: "replication",
				requestsPerSecond: 1000,
				load: "1k/s",
				label: "4 links",
				links: [1, 2, 3, 4].map((at) => `us.store${at}>eu.store${at}`),
			},
		);
		assert.equal(trunksOf(diagram, "ko")[0]!.label, "연결 4개");
	});

	it("run from the border of the one frame to that of the other, and not through any", async () => {
		const { scene, layout } = await placed(replicatingScene(4));
		const { points } = trunksOf({ scene, layout }, "en")[0]!;
		const { us, eu } = layout.groups;
		assert.equal(points[0]!.y, us!.y + us!.height);
		assert.equal(points.at(-1)!.y, eu!.y + eu!.height);
		const between = points.slice(1, -1);
		for (const { x, y } of between) {
			for (const { id } of scene.groups) {
				const box = layout.groups[id]!;
				const isIn = x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
				assert.ok(!isIn, `${x} ${y} lies in ${id}`);
			}
		}
	});

	it("are not made of a few links, of several kinds, or of links to different frames", async () => {
		assert.deepEqual(trunksOf(await placed(replicatingScene(2)), "en"), []);
		const mixed = replicatingScene(4);
		const kinds = ["replication", "read", "write", "async"] as const;
		const edges = mixed.edges.map((one, at) => ({ ...one, traffic: kinds[at % 4]! }));
		assert.deepEqual(trunksOf(await placed({ ...mixed, edges }), "en"), []);
		const fan = scene({
			groups: ["a", "b", "c", "d"].map((id) => group(id)),
			cards: ["a", "b", "c", "d"].map((parent) => card(`${parent}.x`, { parent })),
			edges: ["b", "c", "d"].map((id) => edge("a.x", `${id}.x`)),
		});
		assert.deepEqual(trunksOf(await placed(fan), "en"), []);
	});

	it("are down where all of their links are", async () => {
		const { edges, ...others } = replicatingScene(3);
		const down = (count: number) =>
			edges.map((one, at) => (at < count ? { ...one, isDown: true, requestsPerSecond: 0, load: "" } : one));
		const isDown = async (count: number) =>
			trunksOf(await placed({ ...others, edges: down(count) }), "en").map((one) => [one.isDown, one.load]);
		assert.deepEqual(await isDown(2), [[undefined, "250/s"]]);
		assert.deepEqual(await isDown(3), [[true, ""]]);
	});
});
