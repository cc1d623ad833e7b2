import type { Component } from "../model/architecture.ts";
import type { Facts } from "./facts.ts";

/** Share of reads that a cache or CDN answers itself: the declared ratio, else the default of its kind. */
export function hitRatio(cache: Component, facts: Facts): number {
	return facts.of(cache, "hit-ratio")?.value ?? 0;
}
