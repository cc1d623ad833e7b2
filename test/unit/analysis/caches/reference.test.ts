import assert from "node:assert/strict";
import fc from "fast-check";
import { analyze } from "../../../../src/analysis/analyze.ts";
import { whatIf } from "../../../../src/analysis/what-if.ts";
import { analysisJson } from "../../../../src/cli/analysis-json.ts";
import { buildArchitecture, sourceFile } from "../../../../src/model/build.ts";
import { analysisOf, assertNear, componentOf } from "../../../support/analysis.ts";

/**
 * Small files whose numbers were worked out by hand from the formulas of model M7 and M8, as sums over all items one by one,
 * and what the JSON says of them.
 */
interface Case {
	readonly name: string;
	readonly text: string;
	readonly down?: readonly string[];
	/** Paths into `components`, with what is expected there. */
	readonly expected: Readonly<Record<string, number>>;
	readonly tolerance?: number;
}

const N = 10_000;
/** Zipf, s = 1, as `p_i`. */
const p = shares(N, 1);
const R = 1000;

function shares(items: number, skew: number): readonly number[] {
	const weights = Array.from({ length: items }, (_, i) => (i + 1) ** -skew);
	const total = weights.reduce((sum, weight) => sum + weight);
	return weights.map((weight) => weight / total);
}

const sum = (of: (share: number, i: number) => number): number => p.reduce((all, share, i) => all + of(share, i), 0);
const within = (x: number): number => -Math.expm1(-x);

/** T where the sum over all items of what is there after it is the capacity. */
function window(capacity: number, there: (share: number, T: number) => number): number {
	let [low, high] = [-30, 30];
	for (let i = 0; i < 100; i++) {
		const middle = (low + high) / 2;
		if (sum((share) => there(share, Math.exp(middle))) < capacity) low = middle;
		else high = middle;
	}
	return Math.exp(low);
}

/** LRU by Che: references g, deletions d per second of all items together, each by the popularity. */
function lru(capacity: number, { g = R, d = 0 } = {}): number {
	const there = (share: number, T: number): number => (g / (g + d)) * within((g + d) * share * T);
	const T = window(capacity, there);
	return sum((share) => share * there(share, T));
}

const T1000 = window(1000, (share, T) => within(R * share * T));

const lookAside = (cache: string, { db = "", writes = "", count = "" } = {}): string => `
	data d { items: 10k, skew: 1, size: 1KB }
	client c { rate: 1000rps }
	service web x40 { reads d ${writes && `, writes d ${writes}`} }
	cache k ${count} { holds: d, ${cache} }
	database db { holds: d, ${db} }
	c -> web -> k, db`;

/** A hit ratio and the reads that it leaves to the store. */
const hits = (hitRatio: number, more: Record<string, number> = {}): Record<string, number> => ({
	"k.hitRatio": hitRatio,
	"db.reads": R * (1 - hitRatio),
	...more,
});

const ttl = (share: number, T: number): number => (share * R * T) / (1 + share * R * T);

const hitRatios: readonly Case[] = [
	{ name: "LRU", text: lookAside("max-items: 1000"), expected: hits(lru(1000)) },
	{
		name: "LRU of a memory, with 56 bytes for each item, over all nodes",
		text: lookAside("memory: 1MB, usable-memory: 80%", { count: "x2" }),
		expected: hits(lru(1.6e6 / 1056)),
	},
	{
		name: "FIFO: p T / (1 + p T)",
		text: lookAside("max-items: 1000, eviction: fifo"),
		expected: (() => {
			const there = (share: number, T: number): number => (share * T) / (1 + share * T);
			const T = window(1000, there);
			return hits(sum((share) => share * there(share, T)));
		})(),
	},
	{
		name: "LFU: the most popular",
		text: lookAside("max-items: 1000, eviction: lfu"),
		expected: hits(sum((share, i) => (i < 1000 ? share : 0))),
	},
	{
		name: "a time to live",
		text: lookAside("ttl: 60s"),
		expected: hits(sum((share) => share * ttl(share, 60))),
	},
	{
		name: "a time to live that hits begin anew",
		text: lookAside("ttl: 60s, ttl-reset: true"),
		expected: hits(sum((share) => share * within(share * R * 60))),
	},
	{
		name: "deletion on write: lambda / (lambda + w), and r + r (1 - h) + w operations",
		text: lookAside("invalidate: delete", { writes: "10%" }),
		expected: hits(1 / 1.1, { "k.requestsPerSecond": R + R * (1 - 1 / 1.1) + 100, "k.staleReadRatio": 0 }),
	},
	{
		name: "deletion by what follows the log of the store is as much work",
		text: lookAside("invalidate: cdc", { writes: "10%" }),
		expected: hits(1 / 1.1, { "k.reads": R, "k.writes": R * (1 - 1 / 1.1) + 100 }),
	},
	{
		name: "deletion on write, LRU",
		text: lookAside("invalidate: delete, max-items: 1000", { writes: "30%" }),
		expected: hits(lru(1000, { d: 300 })),
	},
	{
		name: "deletion on write and a time to live: H = lambda (1 - e^(-w T)) / w",
		text: lookAside("invalidate: delete, ttl: 60s", { writes: "10%" }),
		expected: hits(
			sum((share) => {
				const H = 10 * within(100 * share * 60);
				return (share * H) / (1 + H);
			}),
		),
	},
	{
		name: "without a limit, a time to live and writes everything is there in the end",
		text: lookAside(""),
		expected: hits(1),
	},
	{
		name: "without all these, and with writes, everything is there and old",
		text: lookAside("invalidate: none", { writes: "10%" }),
		expected: hits(1, { "k.staleReadRatio": 1, "k.writes": 0 }),
	},
	{
		name: "writes through the cache are references, too",
		text: lookAside("write: write-through, max-items: 1000", { writes: "20%" }),
		expected: hits(lru(1000, { g: 1200 }), { "db.writes": 200, "k.staleReadRatio": 0 }),
	},
	{
		name: "writes that the cache collects: D = sum of (1 - e^(-w tau)) / tau, W tau / 2 lost",
		text: lookAside("write: write-back, flush: 10s, max-items: 1000", { writes: "50%" }),
		expected: hits(lru(1000, { g: 1500 }), {
			// 65 % fewer.
			"db.writes": sum((share) => within(share * 500 * 10)) / 10,
			"k.lostUpdates.mean": 2500,
			"k.lostUpdates.max": 5000,
		}),
	},
	{
		name: "stale where nobody deletes: the hits of T that are older than a write",
		text: lookAside("ttl: 60s", { writes: "10%" }),
		expected: hits(
			sum((share) => share * ttl(share, 60)),
			{
				"k.staleReadRatio": sum((share) => {
					const x = share * 100 * 60;
					return share * ttl(share, 60) * (1 - within(x) / x);
				}),
			},
		),
	},
	{
		name: "a measured hit ratio beside the predicted one",
		text: lookAside("max-items: 1000, hit-ratio: 95%"),
		expected: hits(0.95, { "k.predictedHitRatio": lru(1000) }),
	},
];

const l2 = (() => {
	const T1 = window(100, (share, T) => within(R * share * T));
	const passed = (share: number): number => share * R * Math.exp(-share * R * T1);
	const T2 = window(1000, (share, T) => within(passed(share) * T));
	const all = sum(passed);
	return { all, hitRatio: sum((share) => (passed(share) * within(passed(share) * T2)) / all) };
})();

const levels: readonly Case[] = [
	{
		name: "a second level sees the misses of the first",
		text: `data d { items: 10k, skew: 1 }\nclient c { rate: 1000rps }\nservice web x40 { reads d }
			cache near { holds: d, max-items: 100 }\ncache k { holds: d, max-items: 1000 }\ndatabase db { holds: d }
			c -> web -> near, k, db`,
		expected: { "k.reads": l2.all, "k.hitRatio": l2.hitRatio, "db.reads": l2.all * (1 - l2.hitRatio) },
	},
	{
		name: "a write deletes the copies of every level",
		text: `data d\nclient c { rate: 1000rps }\nservice web x40 { reads d, writes d 10% }
			cache near { holds: d, hit-ratio: 50%, invalidate: delete }
			cache k { holds: d, hit-ratio: 80%, invalidate: delete }\ndatabase db { holds: d }\nc -> web -> near, k, db`,
		expected: { "near.writes": 500 + 100, "k.reads": 500, "k.writes": 100 + 100, "db.reads": 100, "db.writes": 100 },
	},
	{
		name: "behind a CDN and a service, too; the service asks the cache once for each miss",
		text: `data d { items: 10k, skew: 1 }\nclient c { rate: 1000rps, reads d }\ncdn near { holds: d, ttl: 10s }
			service web x40\ncache k { holds: d, ttl: 60s }\ndatabase db { holds: d }
			c -> near -> web -> k, db`,
		expected: (() => {
			const missed = (share: number): number => share * R * (1 - ttl(share, 10));
			const all = sum(missed);
			const found = sum((share) => (missed(share) ** 2 * 60) / (1 + missed(share) * 60)) / all;
			return { "web.requestsPerSecond": all, "k.reads": all, "k.hitRatio": found, "db.reads": all * (1 - found) };
		})(),
	},
	{
		name: "a service that clients read through asks the cache, not they",
		text: `data d\nclient c { rate: 1000rps, reads d x0.9, writes d x0.1 }\nservice web x40
			cache k { holds: d, hit-ratio: 80%, invalidate: delete }\ndatabase db { holds: d }\nc -> web -> k, db`,
		expected: { "web.requestsPerSecond": 1000, "k.reads": 900, "k.writes": 280, "db.reads": 180, "db.writes": 100 },
	},
];

const losses: readonly Case[] = [
	...[
		{ placement: "consistent-hash", down: ["k#1"], left: 3 / 4 },
		{ placement: "modulo", down: ["k#1"], left: 1 / 4 },
		{ placement: "consistent-hash", down: ["k#1", "k#3"], left: 1 / 2 },
		{ placement: "modulo", down: ["k#1", "k#3"], left: 1 / 2 },
		{ placement: "modulo", down: ["k"], left: 0 },
	].map(({ placement, down, left }) => ({
		name: `${down.join(" and ")} of four lost with ${placement}: (1 - h) + h x the keys lost`,
		text: lookAside(`hit-ratio: 90%, placement: ${placement}`, { count: "x4" }),
		down,
		expected: { "db.reads": R * (1 - 0.9 * left) },
	})),
	{
		name: "a node lost that has a copy",
		text: lookAside("max-items: 250, replicas: 1", { count: "x4" }),
		down: ["k#2"],
		expected: hits(lru(1000)),
	},
	{
		name: "a CDN lost that falls back to its origin",
		text: `data d { kind: static }\nclient c { rate: 1000rps, reads d }\ncdn edge { holds: d, hit-ratio: 95%, fallback: origin }
			storage blobs { holds: d }\nc -> edge -> blobs`,
		down: ["edge"],
		expected: { "blobs.reads": 1000, "edge.requestsPerSecond": 0, "edge.hitRatio": 0 },
	},
	{
		name: "a CDN lost that falls back to another one",
		text: `data d { kind: static }\nclient c { rate: 1000rps, reads d }\ncdn edge { holds: d, hit-ratio: 95%, fallback: other }
			cdn other { holds: d, hit-ratio: 90% }\nstorage blobs { holds: d }\nc -> edge -> blobs\nother -> blobs`,
		down: ["edge"],
		expected: { "other.reads": 1000, "blobs.reads": 100 },
	},
];

const restarts: readonly Case[] = [
	{
		name: "warms up by 1 - e^(-lambda t) until the memory is full",
		text: lookAside("max-items: 1000"),
		expected: {
			"k.coldStartLoad": R,
			...Object.fromEntries(
				[1, 10, 60, 600].map((t, i) => [
					`k.coldStart.${i}.backendRequestsPerSecond`,
					R * (1 - sum((share) => share * within(R * share * Math.min(t, T1000)))),
				]),
			),
		},
	},
	{
		name: "nothing expires before its time to live",
		text: lookAside("ttl: 1h"),
		expected: { "k.coldStart.2.hitRatio": sum((share) => share * within(R * share * 60)) },
		tolerance: 1e-4,
	},
	{
		name: "a shield fetches for all places at once",
		text: `data d { kind: static, items: 10k, skew: 1 }\nclient c { rate: 1000rps, reads d }
			cdn k { holds: d, ttl: 1h, pops: 50, shield: true }\nstorage db { holds: d }\nc -> k -> db`,
		expected: { "k.coldStart.1.hitRatio": sum((share) => share * within(R * share * 10)) },
	},
	{
		name: "begins with the hottest items where these are loaded",
		text: lookAside("warm-up: 100"),
		expected: {
			"k.coldStartLoad": R * (1 - sum((share, i) => (i < 100 ? share : 0))),
			"k.coldStart.0.hitRatio": sum((share, i) => (i < 100 ? share : share * within(R * share))),
		},
	},
	{
		name: "loads no more than there is room for",
		text: lookAside("warm-up: 50%, max-items: 1000"),
		expected: { "k.coldStartLoad": R * (1 - sum((share, i) => (i < 1000 ? share : 0))) },
	},
];

describe("caches, CDNs and their failures as a reader of the formulas works them out (M7, M8)", () => {
	for (const { name, text, down, expected, tolerance = 1e-3 } of [...hitRatios, ...levels, ...losses, ...restarts]) {
		it(name, () => {
			const architecture = buildArchitecture(sourceFile("file:///main.arch", text));
			const normal = analyze(architecture);
			const loss = down && whatIf(architecture, down);
			const json = analysisJson(
				normal,
				"main.arch",
				loss && { whatIf: loss, analysis: analyze(architecture, { state: loss.taken }) },
			);
			for (const [path, value] of Object.entries(expected)) assertNear(numberAt(json, path), value, tolerance);
		});
	}
});

describe("more is no worse", () => {
	const caches = fc.record({
		read: fc.constantFrom("look-aside", "read-through"),
		write: fc.constantFrom("write-around", "write-through", "write-back"),
		invalidate: fc.constantFrom("none", "delete", "update", "cdc"),
		eviction: fc.constantFrom("lru", "fifo", "lfu"),
		ttl: fc.constantFrom("", ", ttl: 1s", ", ttl: 10min", ", ttl: 10min, ttl-reset: true"),
		skew: fc.constantFrom(0, 0.6, 1, 1.4),
		writes: fc.constantFrom("", "1%", "40%"),
	});
	const loads = ({ read, write, invalidate, eviction, ttl, skew, writes }: Settings, more: string) => {
		const analysis = analysisOf(`data d { items: 1M, skew: ${skew} }\nclient c { rate: 5000rps }
			service web x40 { reads d ${writes && `, writes d ${writes}`} }
			cache k { holds: d, read: ${read}, write: ${write}, invalidate: ${invalidate}, eviction: ${eviction} ${ttl}, ${more} }
			database db { holds: d }\nc -> web -> k -> db\nweb -> db`);
		const [k, db] = [componentOf(analysis, "k"), componentOf(analysis, "db")];
		return { hitRatio: k.hitRatio ?? 0, reads: db.reads, utilization: db.utilization ?? 0 };
	};

	it("memory never lowers a hit ratio, nor raises the load behind", () => {
		fc.assert(
			fc.property(caches, fc.integer({ min: 0, max: 11e5 }), fc.integer({ min: 0, max: 11e5 }), (cache, a, b) => {
				const less = loads(cache, `max-items: ${Math.min(a, b)}`);
				const more = loads(cache, `max-items: ${Math.max(a, b)}`);
				assert.ok(more.hitRatio >= less.hitRatio - 1e-9);
				assert.ok(more.reads <= less.reads + 1e-5);
				assert.ok(more.utilization <= less.utilization + 1e-9);
			}),
			{ numRuns: 60 },
		);
	});

	it("a higher hit ratio never raises the load behind", () => {
		fc.assert(
			fc.property(caches, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (cache, a, b) => {
				const less = loads(cache, `hit-ratio: ${Math.min(a, b)}%`);
				const more = loads(cache, `hit-ratio: ${Math.max(a, b)}%`);
				assertNear(less.reads, 5000 * (1 - Math.min(a, b) / 100), 1e-6);
				assert.ok(more.reads <= less.reads + 1e-9 && more.utilization <= less.utilization + 1e-12);
			}),
			{ numRuns: 60 },
		);
	});
});

interface Settings {
	readonly read: string;
	readonly write: string;
	readonly invalidate: string;
	readonly eviction: string;
	readonly ttl: string;
	readonly skew: number;
	readonly writes: string;
}

function numberAt(json: object, path: string): number | undefined {
	let at: unknown = (json as { readonly components: unknown }).components;
	for (const part of path.split(".")) at = (at as Record<string, unknown> | undefined)?.[part];
	return at as number | undefined;
}
