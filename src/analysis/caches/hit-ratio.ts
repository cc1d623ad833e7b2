import type { Component, DataSet } from "../../model/architecture.ts";
import { declaredFact, type Facts } from "../facts.ts";
import { keysLost, type Placement } from "../models/failover-load.ts";
import { isCache } from "../traffic/routing.ts";
import { type CacheInflow, seenBehind } from "./cache-levels.ts";
import { type HitPrediction, predictedHitRatio } from "./predicted-hit-ratio.ts";

/** The predicted hit ratio of each cache whose data, memory and times say enough. */
export type HitRatios = ReadonlyMap<Component, HitPrediction>;

/**
 * Share of reads that a cache or CDN answers itself: declared beats predicted beats the default of its kind. Where nodes are lost,
 * that of the first moment after: their items are gone, and nothing has filled the others yet (model M8).
 */
export function hitRatio(cache: Component, predicted: HitRatios, facts: Facts, data?: DataSet): number {
	return ofAllNodes(cache, predicted, facts, data) * (1 - itemsLost(cache, facts));
}

/** Share of the items that is no longer found. */
function itemsLost(cache: Component, facts: Facts): number {
	const lost = cache.kind === "cache" ? facts.lost(cache) : 0;
	return lost > 0 ? keysLost(cache.instances.min, facts.word(cache, "placement") as Placement, lost) : 0;
}

function ofAllNodes(cache: Component, predicted: HitRatios, facts: Facts, data?: DataSet): number {
	const declared = declaredFact(cache, "hit-ratio");
	if (declared) return declared.value;
	const found = predicted.get(cache);
	if (found) return (data && found.byData.get(data)) ?? found.hitRatio;
	return facts.of(cache, "hit-ratio")?.value ?? 0;
}

/**
 * The hit ratios that follow from the reads and writes that arrive at each cache in this traffic, and from what the caches
 * before it let through, as it was `predicted` before.
 */
export function predictHitRatios(
	caches: readonly Component[],
	{ traffic, facts, routing, hitRatios }: Omit<CacheInflow, "predicted"> & { readonly hitRatios: HitRatios },
): HitRatios {
	const predicted = new Map<Component, HitPrediction>();
	const inflow = { traffic, facts, routing, predicted: hitRatios };
	for (const cache of caches) {
		const found = predictedHitRatio(cache, traffic.readsAt(cache), traffic.writesTo(cache), facts, (data) =>
			seenBehind(cache, data, inflow),
		);
		if (found) predicted.set(cache, found);
	}
	return predicted;
}

/** Caches and CDNs without a declared hit ratio: those for which a prediction counts. */
export function predictable(components: readonly Component[]): readonly Component[] {
	return components.filter((component) => isCache(component) && !declaredFact(component, "hit-ratio"));
}

/** Nothing has changed that matters. */
export function sameHitRatios(a: HitRatios, b: HitRatios): boolean {
	if (a.size !== b.size) return false;
	for (const [cache, { byData, hitRatio }] of a) {
		const other = b.get(cache);
		if (!other || Math.abs(other.hitRatio - hitRatio) > CLOSE) return false;
		for (const [data, ratio] of byData) if (Math.abs((other.byData.get(data) ?? -1) - ratio) > CLOSE) return false;
	}
	return true;
}

const CLOSE = 1e-9;
