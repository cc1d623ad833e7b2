import assert from "node:assert/strict";
import type { ShardsReport } from "../../../../src/analysis/reports.ts";
import { shardsReport } from "../../../../src/analysis/stores/shards-report.ts";
import { analysisOf, assertNear, componentOf } from "../../../support/analysis.ts";
import { reportOn } from "../../../support/context.ts";

function report(text: string): ShardsReport {
	const found = reportOn(text, "db", shardsReport);
	assert.ok(found, "no report on the shards");
	return found;
}

const sharded = (data: string, db: string, accesses = "writes d"): string => `data d { ${data} }
	client c { rate: 1000rps, ${accesses} }
	database db { holds: d, write-capacity: 1000rps, read-capacity: 1000rps, ${db} }
	c -> db`;

describe("shards (M9)", () => {
	it("are even where all keys are alike", () => {
		const found = report(sharded("items: 1bn, skew: 0", "shards: 8"));
		assert.equal(found.count, 8);
		assertNear(found.maxShare, 1 / 8, 1e-3);
		assertNear(found.hottestKeyShare, 1e-9, 1e-3);
	});

	it("have the hottest key and an even part of the rest, or what chance does", () => {
		assertNear(report(sharded("hottest: 40%", "shards: 10")).maxShare, 0.4 + 0.6 / 10);
		// Of sixteen normal numbers the largest is 1.766 deviations above the mean on average.
		const squares = sumOfSquares(1e6, 0.3);
		const share = 1 / 16 + 1.766 * Math.sqrt(squares / 16);
		assertNear(report(sharded("items: 1M, skew: 0.3", "shards: 16")).maxShare, share, 1e-3);
	});

	it("count the values of the key and not the items", () => {
		const found = report(sharded("items: 1bn, keys: 4, skew: 0", "shards: 4, placement: directory"));
		assertNear(found.maxShare, 0.25);
		assertNear(found.hottestKeyShare, 0.25);
		// Four keys placed at random on four shards are rarely one on each.
		assert.ok(report(sharded("items: 1bn, keys: 4, skew: 0", "shards: 4")).maxShare > 0.4);
	});

	it("bound the load that the database carries", () => {
		const analysis = analysisOf(sharded("hottest: 40%", "shards: 10"));
		assertNear(componentOf(analysis, "db").utilization, 0.46);
		assertNear(componentOf(analysis, "db").capacity, 1000 / 0.46);
	});

	it("get the popular keys less often behind a cache, which answers these itself", () => {
		const text = (cache: string, links: string): string => `data d { items: 4000, skew: 1.1 }
			client c { rate: 400/s, reads d }
			${cache}
			database db { holds: d, shards: 4, read-capacity: 90/s, write-capacity: 100/s }
			c -> ${links}`;
		const behind = componentOf(analysisOf(text("cache k { holds: d, max-items: 400 }", "k, db")), "db");
		// Simulated with a real cache and keys on shards: 0.298.
		assertNear(behind.utilization, 0.298, 0.02);
		const alone = componentOf(analysisOf(text("", "db")), "db");
		assert.ok(alone.utilization! / alone.reads > 1.3 * (behind.utilization! / behind.reads));
	});

	it("get all writes of a sequential key on the last range", () => {
		const data = "items: 1M, skew: 0, sequential-key: true";
		assertNear(report(sharded(data, "shards: 4, placement: range")).maxShare, 1);
		assertNear(report(sharded(data, "shards: 4, placement: hash")).maxShare, 0.25, 0.02);
	});

	it("are less even on a ring with few virtual nodes", () => {
		const data = "items: 1bn, skew: 0";
		// The largest of ten arcs: H(10) = 2.93 times the mean.
		assertNear(
			report(sharded(data, "shards: 10, placement: consistent-hash, virtual-nodes: 1")).maxShare,
			0.2929,
			1e-3,
		);
		assertNear(report(sharded(data, "shards: 10, placement: consistent-hash")).maxShare, 0.11, 0.01);
	});

	it("hold whole logical shards", () => {
		const found = report(sharded("items: 1bn, skew: 0", "shards: 7, logical-shards: 16"));
		assertNear(found.maxShare, 3 / 16, 1e-3);
	});

	it("spread the writes of salted keys, but not their reads", () => {
		const text = (more: string): string => sharded("hottest: 50%", `shards: 10, salt: 10 ${more}`, "writes d, reads d");
		const even = report(text(", salt-placement: round-robin"));
		assertNear(even.maxShare, 0.1, 1e-3);
		// 2.75 of ten suffixes meet on the fullest of ten shards.
		assertNear(report(text("")).maxShare, 0.5 * 0.275 + 0.5 / 10, 0.01);
		// Each read of the key asks all suffixes: the shards get 0.5 + 0.5 x 10 reads for one, a tenth of them each.
		const busy = componentOf(analysisOf(text(", salt-placement: round-robin")), "db").utilization;
		assertNear(busy, 0.1 + 0.55, 0.02);
		assertNear(even.hottestKeyUtilization, 0.5 / 10 + 0.5, 1e-6);
		// Counted as they arrive, on the link as well.
		const analysis = analysisOf(text(""));
		assertNear(componentOf(analysis, "db").reads, 1000 * (0.5 + 0.5 * 10), 1e-6);
		assertNear([...analysis.links.values()][0]?.reads, 5500, 1e-6);
		assertNear(componentOf(analysis, "db").writes, 1000);
	});

	it("say how many suffixes the hottest key needs", () => {
		// 2000 writes/s of the key against 0.7 x 1000 less the 400 of the others: seven, for which five shards are too few.
		const text = `data d { hottest: 50% }\nclient c { rate: 4000rps, writes d }
			database db { holds: d, write-capacity: 1000rps, shards: 5 }\nc -> db`;
		assert.equal(report(text).saltNeeded, 7);
		const more = report(text.replace("shards: 5", "shards: 10"));
		// Against 0.7 x 1000 less 200: four.
		assert.equal(more.saltNeeded, 4);
		assertNear(more.hottestKeyUtilization, 2);
		// Half of the writes are too much for one shard, however many there are.
		assert.equal(more.needed, undefined);
	});

	it("say how many of them carry the load", () => {
		const text = `data d { items: 1bn, skew: 0 }\nclient c { rate: 4000rps, writes d }
			database db { holds: d, write-capacity: 1000rps, shards: 2 }\nc -> db`;
		assert.equal(report(text).needed, 6);
		// A fifth of the reads asks all of them: 0.2 + 0.8 / K of 3000 is 0.7 of 1000 for 24, and chance takes one more; half is too much.
		const scattered = (share: number): string => `data d { items: 1bn, skew: 0 }\nclient c { rate: 3000rps, reads d }
			database db { holds: d, read-capacity: 1000rps, shards: 2, scatter: ${share}% }\nc -> db`;
		assert.equal(report(scattered(20)).needed, 25);
		assert.equal(report(scattered(50)).needed, undefined);
		// Salted, a key of half of the writes is no limit any more.
		const salted = `data d { items: 1bn, skew: 0, hottest: 50% }\nclient c { rate: 4000rps, writes d }
			database db { holds: d, write-capacity: 1000rps, shards: 10, salt: 100, salt-placement: round-robin }\nc -> db`;
		assert.equal(report(salted).needed, 6);
	});

	it("say what moves when one is added", () => {
		const moved = (more: string): number => report(sharded("items: 1M", `shards: 4 ${more}`)).movedByAddingOne;
		assertNear(moved(", placement: modulo"), 0.8);
		assertNear(moved(", placement: consistent-hash"), 0.2);
		assertNear(moved(""), 0.2);
		assertNear(moved(", logical-shards: 20"), 0.2);
	});

	it("fill by the keys that hold most", () => {
		const text = (more: string): string =>
			sharded(`items: 1M, size: 1MB, growth: 10GB/day ${more}`, "shards: 4, storage: 1TB");
		// 250 GB of 800 GB on each, 2.5 GB more a day.
		assertNear(report(text("")).daysToFull as number, 550 / 2.5, 0.01);
		assert.ok((report(text(", keys: 10, size-skew: 1")).daysToFull as number) < 100);
		assert.equal(report(sharded("items: 1M, size: 1MB", "shards: 4, storage: 1TB")).daysToFull, undefined);
	});

	it("weigh several data sets by their operations", () => {
		const text = (writes: string): string => `data hot { hottest: 60% }\ndata even { items: 1bn, skew: 0 }
			client c { rate: 100rps, writes hot, writes even ${writes} }
			database db { holds: [hot, even], write-capacity: 1000rps, shards: 4 }\nc -> db`;
		assertNear(report(text("x0.0001")).maxShare, 0.6 + 0.4 / 4, 1e-3);
		// A quarter of the operations are on the hot data.
		assertNear(report(text("x3")).maxShare, 0.15 + 0.85 / 4, 1e-3);
		assertNear(componentOf(analysisOf(text("x3")), "db").utilization, (400 * (0.15 + 0.85 / 4)) / 1000, 1e-3);
	});

	it("are not there where none are declared", () => {
		assert.equal(reportOn(sharded("", "replicas: 1"), "db", shardsReport), undefined);
	});
});

function sumOfSquares(keys: number, skew: number): number {
	let [sum, squares] = [0, 0];
	for (let i = 1; i <= keys; i++) {
		sum += i ** -skew;
		squares += i ** (-2 * skew);
	}
	return squares / sum ** 2;
}
