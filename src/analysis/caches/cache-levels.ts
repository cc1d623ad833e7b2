import type { Component, DataSet } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";
import type { Facts } from "../facts.ts";
import { memo } from "../memo.ts";
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
 * What a cache, or a store, sees of a data set behind other caches (model M7, caches in levels): items that these often hit come
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

/** Caches whose misses come to a cache or store, since they ask it themselves or their readers do; and the other way round. */
interface Levels {
	readonly before: ReadonlyMap<Component, readonly Component[]>;
	readonly behind: ReadonlyMap<Component, readonly Component[]>;
}

/** Asked for again and again until the hit ratios stand. */
const levels = oncePer((routing: Routing) => {
	const known = new Map<DataSet, Levels>();
	return (data: DataSet) => memo(known, data, () => levelsOf(data, routing));
});

const NONE: readonly Component[] = [];

/** Caches whose misses come to this cache or store. */
function cachesBefore(cache: Component, data: DataSet, routing: Routing): readonly Component[] {
	return levels(routing)(data).before.get(cache) ?? NONE;
}

/** Caches to which the misses of this one come. */
export function cachesBehind(cache: Component, data: DataSet, routing: Routing): readonly Component[] {
	return (levels(routing)(data).behind.get(cache) ?? NONE).filter(isCache);
}

/** Those of all caches of the data set, found at once: there may be as many before as behind. */
function levelsOf(data: DataSet, routing: Routing): Levels {
	const before = new Map<Component, Component[]>();
	const behind = new Map<Component, readonly Component[]>();
	for (const holder of routing.holders(data)) {
		if (!isCache(holder)) continue;
		const asked = [...new Set(asksFor(holder))].filter((one) => one !== holder);
		behind.set(holder, asked);
		for (const one of asked) memo(before, one, () => []).push(holder);
	}
	return { before, behind };

	/** Caches and stores that are asked for what this one lacks. */
	function asksFor(holder: Component): readonly Component[] {
		const byReaders = holder.incoming.flatMap(({ from }) => {
			const way = routing.way(from, data, "read");
			const place = way?.caches.findIndex((stop) => stop.cache === holder) ?? -1;
			if (!way || place < 0 || way.caches[place]!.fetchesMisses) return [];
			const next = way.caches[place + 1];
			return next ? [next.cache] : way.store.flatMap(({ link }) => firstAt(link.to, new Set()));
		});
		return [...firstBehind(holder, new Set()), ...byReaders];
	}

	/** Those that are asked first for what arrives at a component, past services and routers. */
	function firstAt(component: Component, seen: Set<Component>): readonly Component[] {
		if (routing.holds(component, data)) return [component];
		return firstBehind(component, seen);
	}

	function firstBehind(component: Component, seen: Set<Component>): readonly Component[] {
		if (seen.has(component)) return [];
		seen.add(component);
		const way = routing.way(component, data, "read");
		const first = way?.caches[0];
		return first ? [first.cache] : (way?.store ?? []).flatMap(({ link }) => firstAt(link.to, seen));
	}
}
