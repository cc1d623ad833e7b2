import type { Component } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import type { AnalysisContext } from "../context.ts";
import { solveTraffic, type Traffic } from "./traffic.ts";

/** The traffic when a client sends `factorOf` times what it does; the caches hit as often as they do. */
export function scaledTraffic(
	{ architecture, routing, traffic, components, facts, hitRatios }: AnalysisContext,
	factorOf: (client: Component) => number,
): Traffic {
	const emissions = new Map<Component, number | undefined>();
	for (const [client, { requestsPerSecond, roles }] of components) {
		if (client.kind === "client")
			emissions.set(client, roles.length > 0 ? requestsPerSecond * factorOf(client) : undefined);
	}
	const solve = (before: Traffic): Traffic =>
		solveTraffic(architecture, routing, emissions, facts, { hitRatios, before });
	// What a cache makes of the writes that it collects depends on all who write, so on what arrives there.
	const collects = [...components.keys()].some((cache) => wordOf(cache, "write") === "write-back");
	return collects ? solve(solve(traffic)) : solve(traffic);
}

/**
 * The average traffic, by which disks fill and bills are made: of each client what it sends in the busiest second over its peak
 * factor. A declared `rate` counts as going on all the time, unless a `peak` is declared beside it.
 */
export const averageTraffic = oncePer(
	(context: AnalysisContext): Traffic =>
		scaledTraffic(context, (client) => {
			const isSteady = numberOf(client, "rate") !== undefined && numberOf(client, "peak") === undefined;
			return isSteady ? 1 : 1 / Math.max(1, context.facts.of(client, "peak")?.value ?? 1);
		}),
);

/** What arrives at a component on average over what arrives in the busiest second. */
export function averageOfPeak(component: Component, context: AnalysisContext): number {
	const peak = context.traffic.arrivals.get(component)?.total() ?? 0;
	return peak > 0 ? (averageTraffic(context).arrivals.get(component)?.total() ?? 0) / peak : 1;
}
