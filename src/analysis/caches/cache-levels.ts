import type { Component, DataSet } from "../../model/architecture.ts";
import type { Facts } from "../facts.ts";
import { isCache, type Routing } from "../traffic/routing.ts";
import type { Traffic } from "../traffic/traffic.ts";
import type { SeenPopularity } from "./cached-data.ts";
import { popularityOf } from "./popularity.ts";
import { COARSE, type HitPrediction } from "./predicted-hit-ratio.ts";

/** What arrives at caches, and what is predicted of those before them. */
export interface CacheInflow {
	readonly routing: Routing;
	readonly traffic: Traffic;
	readonly facts: Facts;
	readonly predicted: ReadonlyMap<Component, HitPrediction>;
}

/**
 * What a cache sees of a data set behind other caches (model M7, caches in levels): items that these often hit come
 * seldom. Each level is taken to see independent requests, which is hopeful for caches of about the same size (Che, Tung
 * & Wang, JSAC 2002). Undefined where no cache stands before it, or nothing is predicted of that.
 */
export function seenBehind(
	cache: Component,
	data: DataSet,
	{ routing, traffic, facts, predicted }: CacheInflow,
): SeenPopularity | undefined {
	const before = cachesBefore(cache, data, routing).flatMap((one) => {
		const prediction = predicted.get(one);
		const misses = prediction?.misses(data);
		const hitRatio = prediction?.byData.get(data);
		const reads = traffic.readsAt(one).get(data) ?? 0;
		return misses && hitRatio !== undefined ? [{ ...misses, rate: reads * (1 - hitRatio) }] : [];
	});
	const missed = before.reduce((sum, { rate }) => sum + rate, 0);
	const all = traffic.readsAt(cache).get(data) ?? 0;
	const whole = missed > 0 && all > 0 ? popularityOf(data, facts, { resolution: COARSE }) : undefined;
	if (!whole || before.some(({ popularity }) => popularity.counts.length !== whole.counts.length)) return undefined;
	// What comes past these caches has the popularity of the data.
	const direct = Math.max(0, 1 - missed / all);
	const parts = before.map((one) => ({ ...one, share: ((1 - direct) * one.rate) / missed }));
	const shares = whole.shares.map((share, i) =>
		parts.reduce((sum, part) => sum + part.share * part.popularity.shares[i]!, direct * share),
	);
	return {
		popularity: { ...whole, shares },
		question: [direct, ...parts.map(({ share, question }) => `${share} of ${question}`)].join(" < "),
	};
}

/** Caches that ask this one for what they lack, and those that a reader asks before it. */
function cachesBefore(cache: Component, data: DataSet, routing: Routing): readonly Component[] {
	const found = new Set<Component>();
	for (const holder of routing.holders(data)) {
		if (holder === cache || !isCache(holder)) continue;
		if (routing.way(holder, data, "read")?.caches[0]?.cache === cache) found.add(holder);
	}
	for (const { from } of cache.incoming) {
		const stops = routing.way(from, data, "read")?.caches ?? [];
		const place = stops.findIndex((stop) => stop.cache === cache);
		const stop = stops[place - 1];
		if (stop && !stop.fetchesMisses) found.add(stop.cache);
	}
	return [...found];
}
