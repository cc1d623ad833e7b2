import assert from "node:assert/strict";
import { cacheReport } from "../../../../src/analysis/caches/cache-report.ts";
import type { CacheReport } from "../../../../src/analysis/reports.ts";
import { analysisOf, assertNear, componentOf } from "../../../support/analysis.ts";
import { reportOn } from "../../../support/context.ts";

function report(text: string, id = "cache"): CacheReport {
	const found = reportOn(text, id, cacheReport);
	assert.ok(found, "no report on the cache");
	return found;
}

/** 10,000 reads per second of one data set through a look-aside cache. */
const lookAside = (cache: string, data: string, writes = "", count = ""): string => `data d { ${data} }
	client c { rate: 10000rps }
	service web x40 { reads d ${writes && `, writes d ${writes}`} }
	cache cache ${count} { holds: d, ${cache} }
	database db { holds: d }
	c -> web -> cache, db`;

describe("what a cache does (M7, M8)", () => {
	it("predicts the hit ratio from memory, over all nodes and without what items take besides", () => {
		// All alike, so that the hit ratio is the part that fits: 100,000 of a million items of 944 + 56 bytes.
		const all = "items: 1M, skew: 0, size: 944B";
		const found = report(lookAside("memory: 100MB", all));
		assertNear(found.hitRatio, 0.1, 1e-4);
		assert.equal(found.origin, "predicted");
		assert.equal(found.limitedBy, "memory");
		assertNear(report(lookAside("memory: 100MB", all, "", "x3")).hitRatio, 0.3, 1e-4);
		assertNear(report(lookAside("memory: 100MB, usable-memory: 50%", all)).hitRatio, 0.05, 1e-4);
		// Copies of a node hold the same again.
		assertNear(report(lookAside("memory: 100MB, replicas: 2", all)).hitRatio, 0.1, 1e-4);
		assertNear(report(lookAside("max-items: 250k", all)).hitRatio, 0.25, 1e-4);
		assert.equal(report(lookAside("memory: 0B", all)).hitRatio, 0);
		assertNear(report(lookAside("memory: 1GB", all)).hitRatio, 1, 1e-9);
		assert.equal(report(lookAside("memory: 1GB", all)).limitedBy, "nothing");
		assertNear(found.memoryForHitRatio?.["0.8"], 0.8e9, 1e-3);
		assertNear(found.memoryForHitRatio?.["0.9"], 0.9e9, 1e-3);
	});

	it("agrees with the published working set of Zipf's law", () => {
		// A million keys, s = 0.9: 80 % needs 31.5 % of them in memory, 90 % needs 57 % (LRU).
		const found = report(lookAside("memory: 315MB", "items: 1M, skew: 0.9, size: 944B"));
		assertNear(found.hitRatio, 0.8, 2e-3);
		assertNear(found.memoryForHitRatio?.["0.9"], 572e6, 5e-3);
	});

	it("knows what a time to live costs: h = lambda T / (1 + lambda T)", () => {
		// 10 reads per second of each of a thousand items.
		const found = report(lookAside("ttl: 60s", "items: 1k, skew: 0"));
		assertNear(found.hitRatio, 600 / 601, 1e-6);
		const short = report(lookAside("ttl: 100ms", "items: 1k, skew: 0"));
		assertNear(short.hitRatio, 0.5, 1e-6);
		assert.equal(short.limitedBy, "ttl");
		// A hit that begins the time anew: 1 - e^(-lambda T).
		assertNear(report(lookAside("ttl: 100ms, ttl-reset: true", "items: 1k, skew: 0")).hitRatio, 1 - Math.exp(-1), 1e-6);
		assert.equal(short.memoryForHitRatio, undefined);
	});

	it("knows what invalidation costs: h = lambda / (lambda + w)", () => {
		const found = report(lookAside("invalidate: true", "items: 1k, skew: 0", "25%"));
		assertNear(found.hitRatio, 1 / 1.25, 1e-6);
		assert.equal(found.limitedBy, "invalidation");
		assert.equal(found.staleReadRatio, 0);
		assertNear(report(lookAside("invalidate: update", "items: 1k, skew: 0", "25%")).hitRatio, 1, 1e-6);
	});

	it("counts reads of old values where nothing tells the cache of writes", () => {
		// One item, written every 10 minutes on average and kept for an hour: 1 - (1 - e^-6) / 6 of the hits are old.
		const text = (cache: string): string => `data d { items: 1, skew: 0 }
			client readers { rate: 1rps, reads d }\nclient writer { rate: 6/h, writes d }
			cache cache { holds: d, ttl: 1h ${cache} }\ndatabase db { holds: d }
			readers -> cache, db\nwriter -> db`;
		const old = 1 - (1 - Math.exp(-6)) / 6;
		const found = report(text(""));
		assertNear(found.staleReadRatio! / found.hitRatio, old, 1e-3);
		// As many of the hits, where these are measured.
		assertNear(report(text(", hit-ratio: 50%")).staleReadRatio, old / 2, 1e-3);
		assert.equal(report(text(", invalidate: delete")).staleReadRatio, 0);
		assert.equal(report(text(", write: write-through")).staleReadRatio, 0);
	});

	it("keeps a measured hit ratio, and says what it would have predicted", () => {
		const found = report(lookAside("memory: 100MB, hit-ratio: 90%", "items: 1M, skew: 0, size: 944B"));
		assert.equal(found.hitRatio, 0.9);
		assert.equal(found.origin, "declared");
		assertNear(found.predicted, 0.1, 1e-4);
		const assumed = report(lookAside("", ""));
		assert.equal(assumed.origin, "assumed");
		assert.equal(assumed.hitRatio, 0.8);
		assert.equal(assumed.limitedBy, undefined);
	});

	it("sends the predicted misses on to the store", () => {
		const analysis = analysisOf(lookAside("max-items: 250k", "items: 1M, skew: 0"));
		assertNear(componentOf(analysis, "db").reads, 7500, 1e-3);
	});

	it("shares its memory among its data sets", () => {
		const text = `data hot { items: 1k, skew: 0 }\ndata cold { items: 1M, skew: 0 }
			client c { rate: 1000rps }
			service web x4 { reads hot x9, reads cold }
			cache cache { holds: [hot, cold], max-items: 100k }
			database db { holds: [hot, cold] }
			c -> web -> cache, db`;
		const analysis = analysisOf(text);
		// Characteristic time: 1k (1 - e^-9T) + 1M (1 - e^(-T/1000)) = 100k, so T = 104.3 s and nearly all hot items are there.
		const cold = (100_000 - 1000) / 1_000_000;
		assertNear(report(text).hitRatio, 0.9 + 0.1 * cold, 1e-3);
		assertNear(componentOf(analysis, "db").readsByData.get(analysis.architecture.data[1]!), 1000 * (1 - cold), 1e-3);
	});

	it("is set by the writes that go through it, and not by those of others", () => {
		const text = (other: string): string => `data d { items: 1000, skew: 0.8 }
			client c { rate: 100rps }
			service near { reads d, writes d 20% }
			service far { ${other} }
			cache k { holds: d, write: write-through, max-items: 100, ttl: 10s }
			database db { holds: d }
			c -> near -> k, db
			c -> far -> db`;
		assertNear(report(text("writes d x2"), "k").hitRatio, report(text("reads d"), "k").hitRatio);
	});

	it("asks a second cache also where that alone leads to the store", () => {
		const analysis = analysisOf(`data d
			client c { rate: 100rps, reads d, writes d 10% }
			cache near { holds: d, read: look-aside, invalidate: delete, hit-ratio: 40% }
			cache far { holds: d, read: read-through, write: write-through, hit-ratio: 50% }
			database db { holds: d, concurrency: 1, read-time: 10ms, write-time: 10ms }
			c -> near, far
			far -> db`);
		assertNear(componentOf(analysis, "near").reads, 100);
		assertNear(componentOf(analysis, "far").reads, 60);
		assertNear(componentOf(analysis, "db").reads, 30);
		assertNear(componentOf(analysis, "db").writes, 10);
		const latency = analysis.details.latencies().get("c");
		assert.ok(latency?.kind === "stable");
		// 0.5 ms in each cache; a tenth also deletes; 10 ms at a database that is 40 % busy.
		const db = 0.0005 + 0.01 / 0.6;
		assertNear(latency.mean, 0.0005 + 0.6 * (0.0005 + 0.5 * db) + 0.1 * (0.0005 + 0.0005 + db), 0.01);
	});

	it("divides the reads of a CDN over its points of presence", () => {
		const text = (more: string): string => `data d { kind: static, items: 1k, skew: 0 }
			client c { rate: 1000rps, reads d }
			cdn edge { holds: d, ttl: 10s ${more} }\nstorage blobs { holds: d }
			c -> edge -> blobs`;
		const hits = (pops: number): number => 10 / pops / (1 + 10 / pops);
		assertNear(report(text(""), "edge").hitRatio, hits(1), 1e-6);
		assertNear(report(text(", pops: 20"), "edge").hitRatio, hits(20), 1e-6);
		// What twenty places miss, one more copy is asked for; it is the other nineteen that find there what one has fetched.
		const missed = 1 - hits(20);
		const others = (19 / 20) * 10 * missed;
		const behind = others / (1 + others);
		assertNear(report(text(", pops: 20, shield: true"), "edge").hitRatio, 1 - missed * (1 - behind), 1e-6);
	});

	it("sees in a second level what the first lets through", () => {
		// Nine reads a second of one item and one of the other. What misses: 9 / (1 + 9) and 1 / (1 + 1) a second.
		const second = (0.9 * (9 / 10) + 0.5 * (5 / 6)) / 1.4;
		const data = "data d { items: 2, hottest: 90% }\nclient c { rate: 10rps, reads d }\ndatabase db { holds: d }\n";
		const through = `${data}cdn edge { holds: d, ttl: 1s }\ncache cache { holds: d, ttl: 10s, read: read-through }
			c -> edge -> cache -> db`;
		assertNear(report(through).hitRatio, second, 1e-6);
		assertNear(report(through, "edge").hitRatio, 0.9 * 0.9 + 0.1 * 0.5, 1e-6);
		const aside = `${data}cache near { holds: d, ttl: 1s }\ncache cache { holds: d, ttl: 10s }\nc -> near, cache, db`;
		assertNear(report(aside).hitRatio, second, 1e-6);
		// Half of the reads come past the first level: 4.5 and 0.5 a second more.
		const both = `${through}\nclient direct { rate: 10rps, reads d }\ndirect -> cache`;
		const item = (rate: number): number => (rate * rate * 10) / (1 + rate * 10);
		assertNear(report(both).hitRatio, (item(9.9) + item(1.5)) / 11.4, 1e-6);
	});

	it("sends everything to the store after a restart, but for what is loaded beforehand", () => {
		const all = "items: 1M, skew: 0";
		assertNear(report(lookAside("max-items: 250k", all)).coldStartLoad, 10_000);
		assertNear(report(lookAside("max-items: 250k, warm-up: 10%", all)).coldStartLoad, 9000);
		assertNear(report(lookAside("max-items: 250k, warm-up: 100000", all)).coldStartLoad, 9000, 1e-6);
		assertNear(report(lookAside("hit-ratio: 90%", "")).coldStartLoad, 10_000);
		// What is on disk comes back.
		assertNear(report(lookAside("hit-ratio: 90%, persistence: aof", "")).coldStartLoad, 1000);
	});

	it("warms up by h(t) = 1 - e^(-lambda t) where all items are alike", () => {
		// A hundredth of a read per second of each item.
		const found = report(lookAside("memory: 10GB", "items: 1M, skew: 0, size: 944B"));
		assert.deepEqual(
			found.coldStart?.map(({ seconds }) => seconds),
			[1, 10, 60, 600],
		);
		for (const { seconds, hitRatio, backendRequestsPerSecond } of found.coldStart ?? []) {
			assertNear(hitRatio, 1 - Math.exp(-seconds / 100), 1e-3);
			assertNear(backendRequestsPerSecond, 10_000 * Math.exp(-seconds / 100), 2e-3);
		}
	});

	it("loses up to a flush interval of writes, and less with a copy or a log", () => {
		const text = (cache: string): string => lookAside(`write: write-back, flush: 5s ${cache}`, "", "10%");
		assert.deepEqual(report(text("")).lostUpdates, { mean: 2500, max: 5000 });
		assert.deepEqual(report(text(", persistence: aof")).lostUpdates, { mean: 500, max: 1000 });
		assert.deepEqual(report(text(", replicas: 1")).lostUpdates, { mean: 0, max: 0 });
		assert.equal(report(lookAside("write: write-through", "", "10%")).lostUpdates, undefined);
	});

	it("recomputes the hottest item as often at once as it is read meanwhile", () => {
		const text = (stampede: string): string => lookAside(`ttl: 60s, recompute: 500ms ${stampede}`, "hottest: 20%");
		assert.deepEqual(report(text("")).stampede, { concurrentRecomputes: 1000 });
		assert.deepEqual(report(text(", stampede: single-flight")).stampede, { concurrentRecomputes: 1 });
		assert.equal(report(lookAside("ttl: 60s", "hottest: 20%")).stampede, undefined);
	});

	it("says nothing of what is no cache, or the only place of its data", () => {
		const text = lookAside("", "");
		assert.equal(reportOn(text, "db", cacheReport), undefined);
		const sessions = `data s { kind: session }\nclient c { users: 1M }\nservice web { sessions: cache }
			cache cache { holds: s }\nc -> web`;
		assert.equal(reportOn(sessions, "cache", cacheReport), undefined);
	});
});
