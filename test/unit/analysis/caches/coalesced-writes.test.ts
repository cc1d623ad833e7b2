import assert from "node:assert/strict";
import { storeWriteShare } from "../../../../src/analysis/caches/coalesced-writes.ts";
import { analysisOf, assertNear, componentOf } from "../../../support/analysis.ts";
import { componentIn, contextOf } from "../../../support/context.ts";

function share(cache: string, data: string, writes: number): number {
	const context = contextOf(`data d { ${data} }\ncache cache { holds: d, ${cache} }`);
	const [set] = context.architecture.data;
	assert.ok(set);
	return storeWriteShare(componentIn(context, "cache"), set, writes, context.facts);
}

describe("writes that a cache collects (M7)", () => {
	it("become one of each item between two flushes: (1 - e^-w tau) / (w tau)", () => {
		// One write a second of each of a hundred items, flushed every 5 s.
		assertNear(share("write: write-back, flush: 5s", "items: 100, skew: 0", 100), (1 - Math.exp(-5)) / 5, 1e-6);
		// Hardly any item is written twice.
		assertNear(share("write: write-back, flush: 5s", "items: 1bn, skew: 0", 100), 1, 1e-6);
	});

	it("are collected of all who write", () => {
		const text = (second: string): string => `data d { items: 100, skew: 0 }
			client a { rate: 50rps }\nclient b { rate: 50rps }\nservice first { writes d }\nservice second { writes d }
			cache cache { holds: d, write: write-back, flush: 5s }\ndatabase db { holds: d }
			a -> first -> cache, db\nb -> second -> ${second}`;
		const stored = 20 * (1 - Math.exp(-5));
		assertNear(componentOf(analysisOf(text("cache, db")), "db").writes, stored, 1e-6);
		const analysis = analysisOf(text("cache\ncache -> db"));
		assertNear(componentOf(analysis, "db").writes, stored, 1e-6);
		assertNear(componentOf(analysis, "cache").writes, 100, 1e-6);
	});

	it("all go on where the cache does not write back, or nobody says how many items there are", () => {
		assert.equal(share("write: write-through", "items: 100", 100), 1);
		assert.equal(share("write: write-back", "", 100), 1);
		assert.equal(share("write: write-back", "items: 100", 0), 1);
	});
});
