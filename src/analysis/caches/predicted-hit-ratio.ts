import type { Component, DataSet } from "../../model/architecture.ts";
import type { Facts } from "../facts.ts";
import { type CacheOptions, cacheState, popularityOfMisses } from "../models/cache.ts";
import type { Popularity, Resolution } from "../models/zipf.ts";
import { Recent } from "../recent.ts";
import { type CachedData, cachedData, cacheOptions, type Rates, type SeenPopularity } from "./cached-data.ts";

export interface HitPrediction {
	/** Share of all reads. */
	readonly hitRatio: number;
	readonly byData: ReadonlyMap<DataSet, number>;
	/** What the next level of caches sees of each data set. */
	readonly misses: (data: DataSet) => SeenPopularity | undefined;
}

/** Sums within 1e-4 of the finest in a tenth of a millisecond, since the traffic asks for them again and again. */
export const COARSE: Resolution = { exactRanks: 40, factor: 1.15 };

/**
 * The hit ratio that follows from what arrives at a cache or CDN (model M7): reads of each data set there, and its writes
 * wherever they go. A cache without `memory` is unlimited and one without `ttl` keeps what it has. Undefined where the numbers of
 * items are not known, and for a CDN without a time to live.
 */
export function predictedHitRatio(
	cache: Component,
	reads: Rates,
	writes: Rates,
	facts: Facts,
	seen?: (data: DataSet) => SeenPopularity | undefined,
): HitPrediction | undefined {
	const cached = cachedData(cache, reads, writes, facts, seen);
	if (!cached) return undefined;
	const { sets } = cached;
	const question = questionOf(cached);
	const found = recent.get(question, () => levelOf(cached));
	const total = sets.reduce((sum, { readsPerSecond }) => sum + readsPerSecond, 0);
	const hits = sets.reduce((sum, { readsPerSecond }, i) => sum + readsPerSecond * found[i]!.hitRatio, 0);
	return {
		hitRatio: total > 0 ? Math.min(1, hits / total) : found[0]!.hitRatio,
		byData: new Map(sets.map(({ data }, i) => [data, found[i]!.hitRatio])),
		misses: (data) => {
			const set = sets.findIndex((one) => one.data === data);
			const level = found[set];
			if (!level) return undefined;
			const popularity = popularityOfMisses(level.popularity, level.hits);
			return { popularity, question: `${nameOf(question)} ${set}` };
		},
	};
}

/** One data set in a cache. */
interface Level {
	readonly hitRatio: number;
	readonly popularity: Popularity;
	/** Of one item of each group. */
	readonly hits: Float64Array;
}

const recent = new Recent<readonly Level[]>(2000);

const names = new Recent<string>(2000);
let named = 0;

/** Something short to call a question by within others, which would grow from level to level. */
function nameOf(question: string): string {
	return names.get(question, () => `#${++named}`);
}

/** Everything that the answer depends on. */
export function questionOf({ sets, capacityBytes, eviction, places, shield }: CachedData): string {
	const numbers = sets.map((s) =>
		[
			...[s.seen?.question ?? `${s.items},${s.skew},${s.hottest}`],
			...[s.readsPerSecond, s.writesPerSecond, s.onWrite, s.ttl, s.ttlReset, s.itemBytes],
		].join(),
	);
	return [capacityBytes, eviction, places, shield, ...numbers].join(" ");
}

function levelOf(cached: CachedData): readonly Level[] {
	const options = cacheOptions(cached, COARSE);
	const own = levelsOf(options);
	return cached.shield ? withShield(options, own, cached.places) : own;
}

function levelsOf(options: CacheOptions): readonly Level[] {
	const { sets } = cacheState(options);
	return sets.map(({ hitRatio, hits }, i) => ({ hitRatio, hits, popularity: options.sets[i]!.popularity }));
}

/**
 * All places miss into one cache more: it sees the popularity of what they miss. Who has made it fetch an item has a copy of
 * its own for as long, so only the others find it there: exact where writes alone end the life of copies, w / (n lambda + w)
 * misses of n places.
 */
function withShield({ sets, ...cache }: CacheOptions, own: readonly Level[], places: number): readonly Level[] {
	const missed = sets.map((set, i) => ({
		...set,
		popularity: popularityOfMisses(set.popularity, own[i]!.hits),
		readsPerSecond: set.readsPerSecond * (1 - own[i]!.hitRatio) * (places - 1),
	}));
	const shield = levelsOf({ ...cache, sets: missed });
	return own.map(({ hitRatio, popularity, hits }, i) => ({
		popularity,
		hitRatio: 1 - (1 - hitRatio) * (1 - shield[i]!.hitRatio),
		hits: hits.map((hit, group) => 1 - (1 - hit) * (1 - shield[i]!.hits[group]!)),
	}));
}
