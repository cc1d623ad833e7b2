import assert from "node:assert/strict";
import { analysisOf, componentOf } from "../../../support/analysis.ts";

describe("nodes that a database needs", () => {
	const needed = (properties: string, data = "") => {
		const analysis = analysisOf(`data d { items: 1bn, skew: 0${data} }
			client c { rate: 10000rps, reads d, writes d 10% }
			database db { holds: d, read-capacity: 5000rps, write-capacity: 500rps, placement: directory, ${properties} }
			c -> db`);
		return analysis.details.nodesNeeded(componentOf(analysis, "db").component);
	};

	it("are shards for what the primary does", () => {
		// 10,000 / 5,000 + 1,000 / 500 = 4; over 0.7 each.
		assert.deepEqual(needed(""), { shards: 6 });
		assert.deepEqual(needed("shards: 16"), { shards: 6 });
	});

	it("are replicas for the reads, which replay the writes too", () => {
		// Writes alone: 2 / 0.7. A replica of one of 3 shards: (3,333 / R + 333) / 5,000.
		assert.deepEqual(needed("shards: 3, replicas: 1"), { shards: 3, replicas: 2 });
		assert.deepEqual(needed("shards: 1, replicas: 1"), { shards: 3, replicas: 2 });
	});

	it("are not to be had where one key is too much for a shard", () => {
		assert.equal(needed("shards: 4", ", hottest: 50%")?.shards, undefined);
		assert.equal(needed("replicas: 1, replay-cost: 20")?.replicas, undefined);
	});

	it("are of no meaning for anything else", () => {
		const analysis = analysisOf("client c { rate: 1rps }\nservice web\nc -> web");
		assert.equal(analysis.details.nodesNeeded(componentOf(analysis, "web").component), undefined);
	});
});
