import type { Component } from "../model/architecture.ts";
import { declaredFact, type Facts } from "./facts.ts";
import { predictedHitRatio } from "./predicted-hit-ratio.ts";
import { isCache } from "./routing.ts";
import type { Traffic } from "./traffic.ts";

/** The predicted hit ratio of each cache whose data, memory and times say enough. */
export type HitRatios = ReadonlyMap<Component, number>;

/** Share of reads that a cache or CDN answers itself: declared beats predicted beats the default of its kind. */
export function hitRatio(cache: Component, predicted: HitRatios, facts: Facts): number {
	return declaredFact(cache, "hit-ratio")?.value ?? predicted.get(cache) ?? facts.of(cache, "hit-ratio")?.value ?? 0;
}

/** The hit ratios that follow from the reads and writes that arrive at each cache in this traffic. */
export function predictHitRatios(caches: readonly Component[], traffic: Traffic, facts: Facts): HitRatios {
	const predicted = new Map<Component, number>();
	for (const cache of caches) {
		const found = predictedHitRatio(cache, traffic.readsAt(cache), traffic.writesTo(cache), facts);
		if (found) predicted.set(cache, found.hitRatio);
	}
	return predicted;
}

/** Caches and CDNs without a declared hit ratio: those for which a prediction counts. */
export function predictable(components: readonly Component[]): readonly Component[] {
	return components.filter((component) => isCache(component) && !declaredFact(component, "hit-ratio"));
}
