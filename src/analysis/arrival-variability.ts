import type { Component } from "../model/architecture.ts";
import type { AnalysisContext } from "./context.ts";

/**
 * Squared coefficient of variation of the time between arrivals: that of the clients, in proportion to what comes from
 * each of them. What a tier does to the spacing of what it passes on is left out, which is exact for Poisson arrivals.
 */
export function arrivalVariability(component: Component, context: AnalysisContext): number {
	const clients = context.architecture.components.filter(({ kind }) => kind === "client");
	const own = new Map(clients.map((client) => [client, context.facts.of(client, "arrival-variability")?.value ?? 1]));
	const [first = 1, ...others] = own.values();
	if (others.every((value) => value === first)) return first;
	return weighted(component, context, own, new Set());
}

function weighted(
	component: Component,
	context: AnalysisContext,
	own: ReadonlyMap<Component, number>,
	seen: Set<Component>,
): number {
	const known = own.get(component);
	if (known !== undefined) return known;
	// Calls in a circle add nothing new.
	if (seen.has(component) || seen.size > DEEPEST) return 1;
	seen.add(component);
	let sum = 0;
	let total = 0;
	for (const { link, requestsPerSecond } of context.components.get(component)?.inflows ?? []) {
		if (requestsPerSecond === 0) continue;
		sum += requestsPerSecond * weighted(link.from, context, own, seen);
		total += requestsPerSecond;
	}
	seen.delete(component);
	return total > 0 ? sum / total : 1;
}

const DEEPEST = 50;
