import type { Component } from "../model/architecture.ts";
import { elementsOf, numberOf } from "../model/properties.ts";

/**
 * The share of the load that the busiest of `shards` shards gets: at least an even one, and at least that of the
 * hottest key together with an even part of the rest (model M9, lower bound p1 + (1 - p1) / K).
 */
export function largestShare(store: Component, shards: number): number {
	if (shards <= 1) return 1;
	let hottest = 0;
	for (const data of elementsOf(store, "holds")) hottest = Math.max(hottest, numberOf(data, "hottest") ?? 0);
	return hottest + (1 - hottest) / shards;
}
