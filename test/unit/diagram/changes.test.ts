import assert from "node:assert/strict";
import fc from "fast-check";
import { changesBetween, withChanges } from "../../../src/diagram/changes.ts";
import type { Diagram } from "../../../src/diagram/diagram.ts";
import { plainLayout } from "../../../src/diagram/layout/layout-scene.ts";
import { card, edge, group, largeScene, scene } from "../../support/scenes.ts";

const through = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const diagram = (shown: Diagram["scene"]): Diagram => ({ scene: shown, layout: plainLayout(shown) });

describe("what is different in a picture", () => {
	it("makes the next picture of the one before, whatever lies between them", () => {
		const ids = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "1", "0", "__proto__", "a.b"));
		const side = fc.integer({ min: 0, max: 3 });
		const any = fc
			.record({ cards: ids, groups: ids, findings: side, width: side, hidden: fc.option(ids) })
			.map(({ cards, groups, findings, width, hidden }): Diagram => {
				const box = { x: width, y: 0, width: 1, height: 1 };
				const shown = scene({
					cards: cards.map((id) => card(id, { findings: id < "b" ? findings : 0 })),
					groups: groups.map((id) => group(id)),
					edges: cards.slice(1).map((id, at) => edge(cards[at]!, id)),
				});
				return {
					scene: hidden ? { ...shown, hidden: hidden.map((id) => ({ id, title: id, kind: "", subtitle: "" })) } : shown,
					layout: {
						width,
						height: 1,
						cards: Object.fromEntries(cards.map((id) => [id, box])),
						groups: Object.fromEntries(groups.map((id) => [id, box])),
						edges: {},
					},
				};
			});
		fc.assert(
			fc.property(any, any, (before, after) => {
				// As the server has it, and as it comes to the panel.
				const changes = through(changesBetween(before, after));
				assert.deepEqual(withChanges(through(before), changes), through(after));
			}),
		);
	});

	it("is little where little has changed, and what stays is the same object", () => {
		const base = largeScene(300);
		const before = diagram(base);
		const one = base.cards[40]!;
		const renamed = { ...one, title: "Another name" };
		const after = { ...before, scene: { ...base, cards: base.cards.with(40, renamed), edges: base.edges.slice(1) } };
		const changes = changesBetween(before, after);
		assert.deepEqual(changes.scene.cards, [
			{ from: 0, count: 40 },
			{ items: [renamed] },
			{ from: 41, count: base.cards.length - 41 },
		]);
		assert.deepEqual(changes.scene.edges, [{ from: 1, count: base.edges.length - 1 }]);
		assert.ok(JSON.stringify(changes).length < JSON.stringify(after).length / 50);
		const next = withChanges(before, through(changes));
		assert.deepEqual(through(next), through(after));
		assert.equal(next.scene.cards[41], before.scene.cards[41]);
		assert.equal(next.layout.cards[one.id], before.layout.cards[one.id]);
	});
});
