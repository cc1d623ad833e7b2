import assert from "node:assert/strict";
import { difference, withLoadsBefore } from "../../../src/diagram/difference.ts";
import { card, edge, group, scene } from "../../support/scenes.ts";

const before = scene({
	groups: [group("us")],
	cards: [card("a", { parent: "us" }), card("b", { load: "90 %", subtitle: "9/s each" }), card("gone"), card("s")],
	edges: [edge("a", "b")],
});

describe("the difference between two scenes", () => {
	it("names what is new and what has another form, and not what only carries another load", () => {
		const after = scene({
			groups: [group("us"), group("eu")],
			cards: [
				card("a", { parent: "us", times: "×2" }),
				card("b", { load: "45 %", utilization: 0.45, findings: 2, severity: "error", subtitle: "4.5/s each" }),
				card("s", { subtitle: "token sessions" }),
				card("c"),
			],
			edges: [edge("a", "b", { load: "7/s" }), edge("a", "c")],
		});
		assert.deepEqual(
			[...difference(before, after)],
			[
				["a", "changed"],
				["s", "changed"],
				["c", "new"],
				["eu", "new"],
				["a>c", "new"],
			],
		);
		assert.equal(difference(after, after).size, 0);
	});

	it("puts the load of before in front of another one, where there was one", () => {
		const after = scene({ cards: [card("a"), card("b", { load: "45 %" }), card("c", { load: "1 %" })] });
		assert.deepEqual(
			withLoadsBefore(before, after).cards.map(({ load }) => load),
			["50 %", "90 % → 45 %", "1 %"],
		);
	});
});
