import { type CachedSet, cacheState, type Eviction } from "../../src/analysis/models/cache.ts";
import { coldStart } from "../../src/analysis/models/cold-start.ts";
import { queueing } from "../../src/analysis/models/erlang.ts";
import { type Latency, latencyOf } from "../../src/analysis/models/latency.ts";
import { writeBack } from "../../src/analysis/models/write-back.ts";
import { zipf } from "../../src/analysis/models/zipf.ts";
import { LookupCache } from "./lookup-cache.ts";
import { exponential, Random, zipfSampler } from "./random.ts";
import { percentile } from "./run-queue.ts";
import type { Scenario } from "./scenario.ts";
import { arrivals, Simulation, Station } from "./simulation.ts";

interface Workload {
	readonly items: number;
	readonly skew: number;
	readonly readsPerSecond: number;
	readonly writesPerSecond: number;
}

interface Lookup extends Workload {
	readonly capacity: number;
	readonly eviction: Eviction | "random";
	readonly onWrite: CachedSet["onWrite"];
	readonly ttl?: number;
	readonly ttlReset?: boolean;
}

/** Reads and writes at random times; hits and hits of an old copy among the reads after a warm-up. */
function runLookups(seed: number, lookup: Lookup, requests: number): { hitRatio: number; staleRatio: number } {
	const { items, skew, readsPerSecond, writesPerSecond, onWrite } = lookup;
	const random = new Random(seed);
	const draw = zipfSampler(items, skew);
	const cache = new LookupCache({ ...lookup, below: (n) => random.below(n) });
	const changed = new Float64Array(items).fill(-1);
	const rate = readsPerSecond + writesPerSecond;
	const warmUp = Math.floor(requests / 3);
	let [now, reads, hits, stale] = [0, 0, 0, 0];
	for (let i = 0; i < requests; i++) {
		now += random.exponential(1 / rate);
		const item = draw(random);
		if (random.uniform() * rate < writesPerSecond) {
			changed[item] = now;
			if (onWrite === "delete") cache.remove(item);
			else if (onWrite === "store") cache.put(item, now);
			else if (onWrite === "update") cache.refresh(item, now);
			continue;
		}
		const hit = cache.read(item, now);
		if (i >= warmUp) {
			reads++;
			if (hit) hits++;
			if (hit && changed[item]! > cache.since(item)) stale++;
		}
		if (!hit) cache.put(item, now);
	}
	return { hitRatio: hits / reads, staleRatio: stale / reads };
}

function lookupScenario(name: string, lookup: Lookup, tolerance: number): Scenario {
	const eviction = lookup.eviction === "random" ? "fifo" : lookup.eviction;
	const { hitRatio, staleRatio } = cacheState({
		sets: [{ ...lookup, popularity: zipf(lookup), itemBytes: 1 }],
		capacityBytes: lookup.capacity,
		eviction,
	});
	const expected = [{ metric: "hitRatio", value: hitRatio, tolerance: { absolute: tolerance } }];
	if (lookup.onWrite === "nothing") {
		expected.push({ metric: "staleRatio", value: staleRatio, tolerance: { absolute: 0.015 } });
	}
	return { name, expected, run: (seed, size) => runLookups(seed, lookup, Math.ceil(1e6 * size)) };
}

const plain: Lookup = {
	items: 10_000,
	skew: 0.9,
	readsPerSecond: 1_000,
	writesPerSecond: 0,
	capacity: 1_000,
	eviction: "lru",
	onWrite: "delete",
};
const written = { writesPerSecond: 250 };

const lookups: readonly Scenario[] = [
	...[10, 100, 1_000, 5_000].map((capacity) =>
		lookupScenario(`LRU, ${capacity} of 10,000`, { ...plain, capacity }, 0.01),
	),
	...[0, 0.6, 1.2].map((skew) => lookupScenario(`LRU, skew ${skew}`, { ...plain, skew }, 0.01)),
	lookupScenario("FIFO", { ...plain, eviction: "fifo" }, 0.01),
	lookupScenario("Random eviction", { ...plain, eviction: "random" }, 0.01),
	lookupScenario("LFU", { ...plain, eviction: "lfu" }, 0.01),
	lookupScenario("TTL 5 s", { ...plain, capacity: 10_000, ttl: 5 }, 0.01),
	lookupScenario("TTL 5 s, begun anew by hits", { ...plain, capacity: 10_000, ttl: 5, ttlReset: true }, 0.01),
	lookupScenario("Deleted on write", { ...plain, ...written, capacity: 10_000 }, 0.01),
	lookupScenario("Deleted on write, TTL 5 s", { ...plain, ...written, capacity: 10_000, ttl: 5 }, 0.01),
	lookupScenario("LRU, deleted on write", { ...plain, ...written }, 0.01),
	lookupScenario("FIFO, deleted on write", { ...plain, ...written, eviction: "fifo" }, 0.01),
	lookupScenario("LRU, TTL 3 s", { ...plain, ttl: 3 }, 0.015),
	lookupScenario("LRU, TTL 1 s begun anew by hits", { ...plain, ttl: 1, ttlReset: true }, 0.015),
	lookupScenario("LRU, TTL 2 s, deleted on write", { ...plain, ...written, ttl: 2 }, 0.015),
	lookupScenario("FIFO, TTL 1 s, deleted on write", { ...plain, ...written, ttl: 1, eviction: "fifo" }, 0.015),
	lookupScenario("LRU, stored on write", { ...plain, ...written, onWrite: "store" }, 0.01),
	lookupScenario("LRU, stored on write, TTL 2 s", { ...plain, ...written, onWrite: "store", ttl: 2 }, 0.015),
	lookupScenario("LRU, updated on write", { ...plain, ...written, onWrite: "update" }, 0.015),
	lookupScenario(
		"TTL 5 s, updated on write",
		{ ...plain, ...written, capacity: 10_000, onWrite: "update", ttl: 5 },
		0.01,
	),
	lookupScenario(
		"FIFO, TTL 2 s, updated on write",
		{ ...plain, ...written, onWrite: "update", ttl: 2, eviction: "fifo" },
		0.015,
	),
	lookupScenario("LRU, stale copies", { ...plain, ...written, onWrite: "nothing" }, 0.01),
	lookupScenario("LRU, TTL 3 s, stale copies", { ...plain, ...written, onWrite: "nothing", ttl: 3 }, 0.015),
	lookupScenario("TTL 5 s, stale copies", { ...plain, ...written, capacity: 10_000, onWrite: "nothing", ttl: 5 }, 0.01),
	lookupScenario("FIFO, stale copies", { ...plain, ...written, onWrite: "nothing", eviction: "fifo" }, 0.01),
];

/** A service asks a cache and, where it misses, a database and then fills the cache. */
const chain: Scenario = (() => {
	const workload = { items: 10_000, skew: 0.9, readsPerSecond: 400, writesPerSecond: 0 };
	const capacity = 1_000;
	const web = { serviceSeconds: 0.016, instances: 1, serversPerInstance: 8 };
	const cache = { serviceSeconds: 0.0005, instances: 1, serversPerInstance: 1 };
	const database = { serviceSeconds: 0.02, instances: 1, serversPerInstance: 6 };
	const popularity = zipf(workload);
	const { hitRatio } = cacheState({
		sets: [{ ...workload, popularity, onWrite: "delete", itemBytes: 1 }],
		capacityBytes: capacity,
		eviction: "lru",
	});
	const visit = (station: typeof web, arrivalsPerSecond: number): Latency => {
		const result = queueing({ ...station, arrivalsPerSecond });
		if (result.kind !== "stable") throw new Error("the chain is meant to be stable");
		return { kind: "visit", visit: result.visit };
	};
	const misses = workload.readsPerSecond * (1 - hitRatio);
	const path: Latency = {
		kind: "series",
		parts: [
			visit(web, workload.readsPerSecond),
			visit(cache, workload.readsPerSecond),
			{
				kind: "choice",
				options: [
					{ probability: hitRatio, latency: { kind: "constant", seconds: 0 } },
					{ probability: 1 - hitRatio, latency: visit(database, misses) },
				],
			},
		],
	};
	const { mean, p50, p95, p99 } = latencyOf(path);
	return {
		name: "Service, look-aside cache, database",
		expected: [
			{ metric: "hitRatio", value: hitRatio, tolerance: { absolute: 0.01 } },
			{ metric: "databaseBusy", value: misses * database.serviceSeconds, tolerance: { relative: 0.03 } },
			{ metric: "mean", value: mean, tolerance: { relative: 0.03 } },
			{ metric: "p50", value: p50, tolerance: { relative: 0.05 } },
			{ metric: "p95", value: p95, tolerance: { relative: 0.05 } },
			{ metric: "p99", value: p99, tolerance: { relative: 0.08 } },
		],
		run: (seed, size) => {
			const random = new Random(seed);
			const draw = zipfSampler(workload.items, workload.skew);
			const simulation = new Simulation();
			const station = ({ serviceSeconds, serversPerInstance }: typeof web): Station =>
				new Station(simulation, serversPerInstance, exponential(serviceSeconds), random);
			const [webs, caches, databases] = [station(web), station(cache), station(database)];
			const held = new LookupCache({ items: workload.items, capacity, eviction: "lru" });
			const count = Math.ceil(5e5 * size);
			const warmUp = Math.floor(count / 5);
			const responses = new Float64Array(count - warmUp);
			let [done, hits, busy] = [0, 0, 0];
			arrivals(simulation, random, {
				gap: exponential(1 / workload.readsPerSecond),
				count,
				arrive: (index) => {
					const since = simulation.now;
					const item = draw(random);
					if (index === warmUp) databases.reset();
					if (index === count - 1) busy = databases.averageBusy();
					const finish = (hit: boolean): void => {
						if (index < warmUp) return;
						if (hit) hits++;
						responses[done++] = simulation.now - since;
					};
					webs.serve(() =>
						caches.serve(() => {
							if (held.read(item, simulation.now)) return finish(true);
							databases.serve(() => {
								held.put(item, simulation.now);
								finish(false);
							});
						}),
					);
				},
			});
			simulation.run(() => done === responses.length);
			return {
				hitRatio: hits / done,
				databaseBusy: busy,
				mean: responses.reduce((sum, one) => sum + one, 0) / done,
				p50: percentile(responses.sort(), 0.5),
				p95: percentile(responses, 0.95),
				p99: percentile(responses, 0.99),
			};
		},
	};
})();

/** Writes are collected and flushed every ten seconds; the cache crashes at a random moment. */
const writeBackScenario: Scenario = (() => {
	const options = { items: 20_000, skew: 1, writesPerSecond: 2_000, flushSeconds: 10 };
	const { storeWritesPerSecond, meanLostWrites, meanLostItems } = writeBack({
		...options,
		popularity: zipf(options),
	});
	return {
		name: "Write-back, flushed every 10 s",
		expected: [
			{ metric: "storeWritesPerSecond", value: storeWritesPerSecond, tolerance: { relative: 0.02 } },
			{ metric: "lostWrites", value: meanLostWrites, tolerance: { relative: 0.05 } },
			{ metric: "lostItems", value: meanLostItems, tolerance: { relative: 0.05 } },
		],
		run: (seed, size) => {
			const random = new Random(seed);
			const draw = zipfSampler(options.items, options.skew);
			const dirty = new Set<number>();
			const periods = Math.ceil(200 * size);
			let [flushed, lostWrites, lostItems] = [0, 0, 0];
			for (let period = 0; period < periods; period++) {
				// One crash in each period, spread evenly over the periods: at a random moment on average.
				const crash = ((period + random.uniform()) / periods) * options.flushSeconds;
				let writes = 0;
				let crashed = false;
				for (
					let now = random.exponential(1 / options.writesPerSecond);
					now < options.flushSeconds;
					now += random.exponential(1 / options.writesPerSecond)
				) {
					if (!crashed && now > crash) {
						lostWrites += writes;
						lostItems += dirty.size;
						crashed = true;
					}
					writes++;
					dirty.add(draw(random));
				}
				flushed += dirty.size;
				dirty.clear();
			}
			return {
				storeWritesPerSecond: flushed / (periods * options.flushSeconds),
				lostWrites: lostWrites / periods,
				lostItems: lostItems / periods,
			};
		},
	};
})();

/** Reads per second on the store behind, after the cache was emptied. */
const coldStarts: readonly Scenario[] = [undefined, 3_000].map((backendCapacity) => {
	const workload = { items: 100_000, skew: 1, readsPerSecond: 10_000, writesPerSecond: 0 };
	const capacity = 30_000;
	const start = coldStart({
		sets: [{ ...workload, popularity: zipf(workload), onWrite: "delete", itemBytes: 1 }],
		capacityBytes: capacity,
		eviction: "lru",
		backendCapacity,
	});
	const moments = [1, 10, 60];
	return {
		name: backendCapacity ? `Cold start, the store carries ${backendCapacity}/s` : "Cold start",
		expected: moments.flatMap((seconds) => [
			{
				metric: `hitRatio ${seconds} s`,
				value: start.hitRatioAt(seconds),
				tolerance: { absolute: 0.02 },
			},
			{
				metric: `backendReads ${seconds} s`,
				value: start.backendReadsAt(seconds),
				tolerance: { relative: 0.05 },
			},
		]),
		run: (seed) => {
			const random = new Random(seed);
			const draw = zipfSampler(workload.items, workload.skew);
			const cache = new LookupCache({ items: workload.items, capacity, eviction: "lru" });
			const result: Record<string, number> = {};
			// What the store may answer piles up for a tenth of a second at most.
			let [now, last, allowance] = [0, 0, 0];
			const counts = moments.map(() => ({ reads: 0, hits: 0, answered: 0 }));
			while (now < 66) {
				now += random.exponential(1 / workload.readsPerSecond);
				if (backendCapacity) {
					allowance = Math.min(backendCapacity / 10, allowance + (now - last) * backendCapacity);
					last = now;
				}
				const item = draw(random);
				const hit = cache.read(item, now);
				const answered = !hit && (!backendCapacity || allowance >= 1);
				if (answered) {
					allowance--;
					cache.put(item, now);
				}
				for (const [i, moment] of moments.entries()) {
					if (Math.abs(now - moment) > 0.05 * moment) continue;
					const count = counts[i]!;
					count.reads++;
					if (hit) count.hits++;
					if (answered) count.answered++;
				}
			}
			for (const [i, moment] of moments.entries()) {
				const { reads, hits, answered } = counts[i]!;
				result[`hitRatio ${moment} s`] = hits / reads;
				result[`backendReads ${moment} s`] = answered / (0.1 * moment);
			}
			return result;
		},
	} satisfies Scenario;
});

export const cachingScenarios: readonly Scenario[] = [...lookups, chain, writeBackScenario, ...coldStarts];
