import assert from "node:assert/strict";
import { crossings, type Geometry, geometry } from "../../../scripts/geometry.ts";
import { EDITS, smallEdits } from "../../../scripts/layout-edits.ts";
import { generatedSamples, type Sample, writtenSamples } from "../../../scripts/layout-samples.ts";
import type { Layout, Point } from "../../../src/diagram/diagram.ts";
import { displacement } from "../../../src/diagram/layout/displacement.ts";
import { type Elk, loadElk } from "../../../src/diagram/layout/elk.ts";
import { layoutInput } from "../../../src/diagram/layout/input.ts";
import { layoutScene } from "../../../src/diagram/layout/layout-scene.ts";
import { wholeGraph } from "../../../src/diagram/layout/whole-graph.ts";
import { card, edge, group, scene } from "../../support/scenes.ts";

/** Cards up to which the picture may have no more crossings than ELK's layout of the whole. */
const SMALL = 60;

let elk: Elk;
before(async () => {
	elk = await loadElk();
});

const FAULTS = [
	"nodeOverlaps",
	"labelOverlaps",
	"strayLabels",
	"arrowsUnderLabels",
	"arrowsUnderBadges",
	"throughCards",
	"sharedEnds",
	"sharedLines",
] as const satisfies readonly (keyof Geometry)[];

function assertClean(name: string, measured: Geometry): void {
	for (const fault of FAULTS) assert.deepEqual(measured[fault], [], `${name}: ${fault}`);
}

describe("the geometry of a picture", () => {
	it("has nothing on top of something else, in what people wrote", () => {
		for (const { name, scene } of writtenSamples()) {
			const { layout } = layoutScene(scene, elk);
			const measured = geometry({ scene, layout });
			assertClean(name, measured);
			assert.deepEqual(measured.labelsOnOthers, [], name);
			const whole = crossings(wholeGraph(layoutInput(scene), elk));
			assert.ok(measured.crossings <= whole, `${name}: ${measured.crossings} crossings, ${whole} in the whole`);
		}
	}).timeout(60_000);

	it("has nothing on top of something else, in 200 generated architectures", () => {
		let [ours, whole, pictures] = [0, 0, 0];
		for (const { name, scene } of generatedSamples()) {
			const { layout } = layoutScene(scene, elk);
			const measured = geometry({ scene, layout });
			assertClean(name, measured);
			pictures++;
			if (scene.cards.length > SMALL) continue;
			ours += measured.crossings;
			whole += crossings(wholeGraph(layoutInput(scene), elk));
		}
		assert.equal(pictures, 200);
		assert.ok(ours <= whole, `${ours} crossings, ${whole} in the whole`);
	}).timeout(180_000);
});

describe("a small edit", () => {
	const LIMITS = { replica: 0, component: 0.05, link: 0.05, numbers: 0 };

	for (const kind of EDITS) {
		it(`leaves in their places the cards that it does not concern: ${kind}`, () => {
			for (const { name, scene } of writtenSamples()) {
				const mean = meanDisplacement({ name, scene }, kind);
				assert.ok(mean <= LIMITS[kind], `${name}: ${(mean * 100).toFixed(1)} % of the diagonal`);
			}
		}).timeout(120_000);
	}

	function meanDisplacement({ scene }: Sample, kind: (typeof EDITS)[number]): number {
		const before = layoutScene(scene, elk);
		const edits = smallEdits(scene, kind, 12);
		const diagonal = Math.hypot(before.layout.width, before.layout.height);
		const moves = edits.map(
			(edit) => displacement(before.layout, layoutScene(edit.scene, elk, before).layout, edit.concerned) / diagonal,
		);
		return moves.length === 0 ? 0 : moves.reduce((sum, move) => sum + move, 0) / moves.length;
	}
});

describe("the measures of geometry", () => {
	const box = (x: number, y: number) => ({ x, y, width: 100, height: 50 });
	const picture = (parts: Partial<Layout>): Layout => ({
		width: 600,
		height: 400,
		cards: {},
		groups: {},
		edges: {},
		...parts,
	});
	const line = (...points: readonly (readonly [number, number])[]): Point[] => points.map(([x, y]) => ({ x, y }));

	it("see cards on cards, and in frames that they are not in", () => {
		const measured = geometry({
			scene: scene({ groups: [group("g")], cards: [card("a"), card("b"), card("c", { parent: "g" })] }),
			layout: picture({
				cards: { a: box(0, 0), b: box(50, 20), c: box(500, 300) },
				groups: { g: { x: 40, y: 10, width: 300, height: 200 } },
			}),
		});
		assert.deepEqual(measured.nodeOverlaps, ["a lies on b", "a lies on g", "b lies on g", "c is not inside g"]);
	});

	it("see edges through cards, on one another, at one point, and across", () => {
		const measured = geometry({
			scene: scene({
				cards: ["a", "b", "c", "d"].map((id) => card(id)),
				edges: [edge("a", "b"), edge("a", "c"), edge("c", "d")].map((one) => ({ ...one, load: "" })),
			}),
			layout: picture({
				cards: { a: box(0, 0), b: box(0, 300), c: box(0, 150), d: box(300, 150) },
				edges: {
					"a>b": line([50, 50], [50, 300]),
					"a>c": line([50, 50], [50, 150]),
					"c>d": line([20, 200], [20, 250], [350, 250], [350, 200]),
				},
			}),
		});
		assert.deepEqual(measured.throughCards, ["a>b runs through c"]);
		assert.deepEqual(measured.sharedEnds, ["a>c and a>b meet at a"]);
		assert.deepEqual(measured.sharedLines, ["a>b and a>c"]);
		assert.equal(measured.crossings, 1);
	});

	it("see arrowheads below badges, and none below labels", () => {
		const [width, times] = [190, "×2"];
		const to = card("b", { times, instances: 2, severity: "error", findings: 1 });
		const ends = { left: 0, middle: 95, right: 185 };
		const from = Object.keys(ends);
		const measured = geometry({
			scene: scene({
				cards: [...from.map((id) => card(id)), to],
				edges: from.map((id) => ({ ...edge(id, "b"), load: "100k/s" })),
			}),
			layout: picture({
				cards: {
					...Object.fromEntries(from.map((id, at) => [id, { x: at * 200, y: 0, width, height: 54 }])),
					b: { x: 200, y: 110, width, height: 54 },
				},
				edges: Object.fromEntries(
					from.map((id, at) => [
						`${id}>b`,
						line(
							[at * 200 + 95, 54],
							[at * 200 + 95, 84 - 12 * (at % 2)],
							[200 + ends[id as keyof typeof ends], 84 - 12 * (at % 2)],
							[200 + ends[id as keyof typeof ends], 110],
						),
					]),
				),
			}),
		});
		assert.deepEqual(measured.arrowsUnderBadges, [
			"the arrow of left>b lies under a badge of b",
			"the arrow of right>b lies under a badge of b",
		]);
		assert.deepEqual(measured.arrowsUnderLabels, []);
		assert.deepEqual(measured.missingLabels, []);
	});

	it("take the move of most cards for the move of the view", () => {
		const before = picture({ cards: { a: box(0, 0), b: box(0, 100), c: box(0, 200), d: box(0, 300) } });
		const after = picture({ cards: { a: box(80, 0), b: box(80, 100), c: box(110, 240), d: box(400, 0) } });
		assert.equal(displacement(before, after, new Set(["d"])), 50 / 3);
	});
});
