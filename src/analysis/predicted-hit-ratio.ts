import type { Component, DataSet } from "../model/architecture.ts";
import { type CachedData, cachedData, cacheOptions, type Rates } from "./cached-data.ts";
import type { Facts } from "./facts.ts";
import { type CacheOptions, cacheState, popularityOfMisses } from "./models/cache.ts";
import type { Resolution } from "./models/zipf.ts";
import { Recent } from "./recent.ts";

export interface HitPrediction {
	/** Share of all reads. */
	readonly hitRatio: number;
	readonly byData: ReadonlyMap<DataSet, number>;
}

/** Sums within 1e-4 of the finest in a tenth of a millisecond, since the traffic asks for them again and again. */
export const COARSE: Resolution = { exactRanks: 40, factor: 1.15 };

/**
 * The hit ratio that follows from what arrives at a cache or CDN (model M7): reads of each data set there, and its writes
 * wherever they go. Undefined unless the numbers of items are known and memory, a number of items, a time to live or
 * invalidation is declared.
 */
export function predictedHitRatio(
	cache: Component,
	reads: Rates,
	writes: Rates,
	facts: Facts,
): HitPrediction | undefined {
	const cached = cachedData(cache, reads, writes, facts);
	if (!cached) return undefined;
	const ratios = ratiosOf(cached);
	const total = cached.sets.reduce((sum, { readsPerSecond }) => sum + readsPerSecond, 0);
	const hits = cached.sets.reduce((sum, { readsPerSecond }, i) => sum + readsPerSecond * ratios[i]!, 0);
	return {
		hitRatio: total > 0 ? Math.min(1, hits / total) : ratios[0]!,
		byData: new Map(cached.sets.map(({ data }, i) => [data, ratios[i]!])),
	};
}

const recent = new Recent<readonly number[]>(2000);

/** By set. */
function ratiosOf(cached: CachedData): readonly number[] {
	const { sets, capacityBytes, eviction, places, shield } = cached;
	const numbers = sets.map((s) =>
		[s.items, s.skew, s.hottest, s.readsPerSecond, s.writesPerSecond, s.onWrite, s.ttl, s.ttlReset, s.itemBytes].join(),
	);
	return recent.get([capacityBytes, eviction, places, shield, ...numbers].join(" "), () => {
		const options = cacheOptions(cached, COARSE);
		const state = cacheState(options);
		const own = state.sets.map(({ hitRatio }) => hitRatio);
		if (!shield) return own;
		const hits = state.sets.map((set) => set.hits);
		return withShield(options, hits, places, own);
	});
}

/** All places miss into one cache more: it sees the popularity of what they miss, of all of them together. */
function withShield(
	{ sets, capacityBytes, eviction }: CacheOptions,
	hits: readonly Float64Array[],
	places: number,
	own: readonly number[],
): readonly number[] {
	const missed = sets.map((set, i) => ({
		...set,
		popularity: popularityOfMisses(set.popularity, hits[i]!),
		readsPerSecond: set.readsPerSecond * (1 - own[i]!) * places,
	}));
	const shield = cacheState({ sets: missed, capacityBytes, eviction });
	return own.map((ratio, i) => 1 - (1 - ratio) * (1 - shield.sets[i]!.hitRatio));
}
