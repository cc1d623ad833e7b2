import type { Component, DataSet } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { LOG_SYNC } from "../assumed.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact, type Facts } from "../facts.ts";
import { cacheState, hitRatioWithout, type Limit, memoryForHitRatio } from "../models/cache.ts";
import { coldStart } from "../models/cold-start.ts";
import { type Mitigation, stampede } from "../models/stampede.ts";
import { hottestShare, type Popularity, type Resolution, topShare } from "../models/zipf.ts";
import type { CacheReport } from "../reports.ts";
import { callLinks, isCache } from "../traffic/routing.ts";
import { seenBehind } from "./cache-levels.ts";
import {
	type CachedData,
	cachedData,
	cacheOptions,
	dataHeld,
	effectOfWrites,
	itemBytes,
	type KnownSet,
	type Rates,
	roomOf,
} from "./cached-data.ts";
import { popularityOf } from "./popularity.ts";
import { COARSE, predictedHitRatio } from "./predicted-hit-ratio.ts";

/** Sums within 1e-5 of the finest. */
const FINE: Resolution = { exactRanks: 100, factor: 1.05 };

/** Seconds after a restart that are reported. */
const MOMENTS = [1, 10, 60, 600];

/** What a cache or CDN does for the reads, and what is at risk with it (models M7 and M8). */
export function cacheReport(cache: Component, context: AnalysisContext): CacheReport | undefined {
	const analysis = context.components.get(cache);
	if (!isCache(cache) || !analysis) return undefined;
	const { facts, traffic } = context;
	const reads = traffic.readsAt(cache);
	const writes = traffic.writesTo(cache);
	const declared = declaredFact(cache, "hit-ratio")?.value;
	const seen = (data: DataSet) => seenBehind(cache, data, { ...context, predicted: context.hitRatios });
	const predicted = predictedHitRatio(cache, reads, writes, facts, seen)?.hitRatio;
	const hitRatio = analysis.hitRatio ?? declared ?? predicted;
	if (hitRatio === undefined) return undefined;
	const cached = cachedData(cache, reads, writes, facts, seen);
	const stale = staleReads(cache, cached, hitRatio, predicted, writes);
	const coldStartLoad = loadAfterRestart(cache, hitRatio, context);
	const concurrentRecomputes = recomputes(cache, context);
	const lostUpdates = lostByCrash(cache, context);
	return {
		hitRatio,
		origin: declared !== undefined ? "declared" : predicted !== undefined ? "predicted" : "assumed",
		...(predicted !== undefined && { predicted }),
		...(cached && { limitedBy: limitOf(cached) }),
		...(stale !== undefined && { staleReadRatio: stale }),
		...(coldStartLoad !== undefined && { coldStartLoad }),
		...(cached && warmingUp(cache, cached, facts, declared)),
		...(cached && cache.kind === "cache" && memoryNeeded(cache, cached, facts)),
		...(lostUpdates && { lostUpdates }),
		...(concurrentRecomputes !== undefined && { stampede: { concurrentRecomputes } }),
	};
}

/** From here on nothing is said to limit a hit ratio. */
const AS_GOOD_AS_ALL = 0.995;

/** What would help most if it were gone. */
function limitOf(cached: CachedData): NonNullable<CacheReport["limitedBy"]> {
	const options = cacheOptions(cached, COARSE);
	const now = cacheState(options).hitRatio;
	if (now >= AS_GOOD_AS_ALL) return "nothing";
	const names = { memory: "memory", ttl: "ttl", writes: "invalidation" } as const;
	let most: NonNullable<CacheReport["limitedBy"]> = "nothing";
	let largest = 1e-9;
	for (const limit of Object.keys(names) as Limit[]) {
		const gain = hitRatioWithout(limit, options) - now;
		if (gain > largest) [most, largest] = [names[limit], gain];
	}
	return most;
}

/** Nothing is stale where writes reach the copies; else by how long copies live and how often their items are written. */
function staleReads(
	cache: Component,
	cached: CachedData | undefined,
	hitRatio: number,
	predicted: number | undefined,
	writes: Rates,
): number | undefined {
	if (effectOfWrites(cache) !== "nothing" || sumOf(writes) === 0) return 0;
	if (!cached) return undefined;
	const { staleRatio } = cacheState(cacheOptions(cached, FINE));
	// A measured hit ratio says that there are more hits, or fewer, than the model knows of; as many of them are stale.
	return predicted ? Math.min(hitRatio, (staleRatio * hitRatio) / predicted) : staleRatio;
}

/** What the store behind is asked for while the cache has only what was loaded beforehand, or what a restart leaves. */
function loadAfterRestart(cache: Component, hitRatio: number, context: AnalysisContext): number | undefined {
	const reads = readsThatMayMiss(cache, context);
	if (reads === undefined) return undefined;
	const { total, sets } = reads;
	if (survivesRestart(cache)) return total * (1 - hitRatio);
	const warm = warmItems(cache, sets, context.facts);
	if (!warm) return numberOf(cache, "warm-up") === undefined ? total : undefined;
	const warmed = sets.reduce(
		(sum, { reads, popularity }, i) => sum + reads * (popularity ? topShare(popularity, warm[i]!) : 0),
		0,
	);
	return Math.max(0, total - Math.min(warmed, total));
}

/** A copy on disk or its log bring the contents back. */
function survivesRestart(cache: Component): boolean {
	return (wordOf(cache, "persistence") ?? "none") !== "none";
}

interface ReadSet {
	readonly data: DataSet;
	readonly reads: number;
	/** Undefined where the number of items is not known. */
	readonly popularity: Popularity | undefined;
}

function readsThatMayMiss(
	cache: Component,
	{ components, traffic, facts }: AnalysisContext,
): { total: number; sets: readonly ReadSet[] } | undefined {
	const rates = traffic.readsAt(cache);
	const sets = dataHeld(cache)
		.map((data) => ({ data, reads: rates.get(data) ?? 0, popularity: popularityOf(data, facts) }))
		.filter(({ reads }) => reads > 0);
	if (sets.length > 0) return { total: sets.reduce((sum, { reads }) => sum + reads, 0), sets };
	// Calls without declared data go on where the cache leads on.
	const analysis = components.get(cache);
	if (!analysis || analysis.roles.length === 0) return undefined;
	if (analysis.reads > 0 && callLinks(cache).length > 0) return { total: analysis.reads, sets: [] };
	return analysis.reads === 0 ? { total: 0, sets: [] } : undefined;
}

/**
 * Items of each set that are loaded beforehand: the hottest of all, a number or a share of them, as far as there is room. Undefined
 * where there is no telling.
 */
function warmItems(cache: Component, sets: readonly ReadSet[], facts: Facts): readonly number[] | undefined {
	const value = cache.properties.get("warm-up")?.value;
	if (value?.type !== "number" || sets.some(({ popularity }) => !popularity)) return undefined;
	const { capacityBytes = Number.POSITIVE_INFINITY, bytesOf } = roomOf(cache, facts);
	const known = sets.map(({ data, reads, popularity }) => ({ reads, popularity: popularity!, bytes: bytesOf(data) }));
	const isShare = value.dimension === "ratio";
	const left = known.map(({ popularity }) => (isShare ? popularity.items * value.value : popularity.items));
	let leftOfAll = isShare ? Number.POSITIVE_INFINITY : value.value;
	let bytesLeft = capacityBytes;
	const groups = known.flatMap(({ reads, popularity: { counts, shares } }, set) =>
		Array.from(shares, (share, i) => ({ set, count: counts[i]!, rate: reads * share })),
	);
	groups.sort((a, b) => b.rate - a.rate);
	const taken = known.map(() => 0);
	for (const { set, count } of groups) {
		const { bytes } = known[set]!;
		const loaded = Math.min(count, left[set]!, leftOfAll, bytes > 0 ? bytesLeft / bytes : count);
		taken[set]! += loaded;
		left[set]! -= loaded;
		leftOfAll -= loaded;
		if (bytes > 0) bytesLeft -= loaded * bytes;
	}
	return taken;
}

/** How the hit ratio comes back after a restart, and what the store behind gets meanwhile, as if it could answer everything. */
function warmingUp(
	cache: Component,
	cached: CachedData,
	facts: Facts,
	declared = 1,
): Pick<CacheReport, "coldStart"> | undefined {
	const reads = cached.sets.reduce((sum, { readsPerSecond }) => sum + readsPerSecond, 0);
	if (reads === 0 || survivesRestart(cache)) return undefined;
	// What one place has fetched, the shield has as well: the store gets what all of them together ask for the first time.
	const options = cacheOptions(cached.shield ? { ...cached, places: 1 } : cached, FINE);
	const sets = options.sets.map(({ popularity }, i) => ({
		data: cached.sets[i]!.data,
		reads: cached.sets[i]!.readsPerSecond,
		popularity,
	}));
	const warm = warmItems(cache, sets, facts);
	const { hitRatioAt } = coldStart({ ...options, ...(warm && { warmItems: warm }) });
	return {
		coldStart: MOMENTS.map((seconds) => {
			// Never better than it is measured to be in the end.
			const hits = Math.min(declared, hitRatioAt(seconds));
			return { seconds, hitRatio: hits, backendRequestsPerSecond: reads * (1 - hits) };
		}),
	};
}

/** Of the whole tier, with what its items take besides their data and what cannot be used. */
function memoryNeeded(
	cache: Component,
	cached: CachedData,
	facts: Facts,
): Pick<CacheReport, "memoryForHitRatio"> | undefined {
	const options = cacheOptions(cached, FINE);
	const sets = options.sets.map((set, i) => ({ ...set, itemBytes: bytesOf(cached.sets[i]!) }));
	const usable = facts.of(cache, "usable-memory")?.value ?? 1;
	const needed: Partial<Record<"0.8" | "0.9", number>> = {};
	for (const ratio of ["0.8", "0.9"] as const) {
		const found = memoryForHitRatio({ sets, eviction: options.eviction }, Number(ratio));
		if (found.kind === "bytes" && usable > 0) needed[ratio] = found.bytes / usable;
	}
	return Object.keys(needed).length > 0 ? { memoryForHitRatio: needed } : undefined;

	function bytesOf({ data }: KnownSet): number {
		return itemBytes(cache, data, facts);
	}
}

/** Acknowledged writes that are in the cache alone (write-back): those since the last flush, or since the log was last synced. */
function lostByCrash(cache: Component, { traffic, facts }: AnalysisContext): CacheReport["lostUpdates"] {
	if (wordOf(cache, "write") !== "write-back") return undefined;
	const flush = facts.of(cache, "flush")?.value;
	if (flush === undefined) return undefined;
	const writes = sumOf(traffic.writesTo(cache));
	const copied = (facts.of(cache, "replicas")?.value ?? 0) > 0;
	const logged = wordOf(cache, "persistence") === "aof";
	const seconds = copied ? 0 : logged ? Math.min(flush, facts.assume(cache, LOG_SYNC).value) : flush;
	return { mean: (writes * seconds) / 2, max: writes * seconds };
}

function sumOf(rates: Rates): number {
	let sum = 0;
	for (const rate of rates.values()) sum += rate;
	return sum;
}

/** Computations at once of the most popular item when it is gone; undefined where it is not said how long one takes. */
function recomputes(cache: Component, { traffic, facts }: AnalysisContext): number | undefined {
	const recompute = numberOf(cache, "recompute");
	if (recompute === undefined) return undefined;
	const rates = traffic.readsAt(cache);
	let hottest: number | undefined;
	for (const data of dataHeld(cache)) {
		const popularity = popularityOf(data, facts);
		const share = popularity ? hottestShare(popularity) : declaredFact(data, "hottest")?.value;
		if (share !== undefined) hottest = Math.max(hottest ?? 0, (rates.get(data) ?? 0) * share);
	}
	if (hottest === undefined) return undefined;
	const mitigation = (facts.word(cache, "stampede") ?? "none") as Mitigation;
	return stampede({ keyReadsPerSecond: hottest, recomputeSeconds: recompute, mitigation }).concurrentRecomputes;
}
