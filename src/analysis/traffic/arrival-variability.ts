import type { Component } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";
import type { AnalysisContext } from "../context.ts";
import { callOrder } from "./call-order.ts";
import { clientsOf } from "./users.ts";

/**
 * Squared coefficient of variation of the time between arrivals: that of the clients, in proportion to what comes from
 * each of them. What a tier does to the spacing of what it passes on is left out, which is exact for Poisson arrivals.
 */
export function arrivalVariability(component: Component, context: AnalysisContext): number {
	return variabilities(context).get(component) ?? 1;
}

const variabilities = oncePer((context: AnalysisContext): ReadonlyMap<Component, number> => {
	const found = new Map<Component, number>();
	const ofClients = clientsOf(context.architecture).map((client) => variabilityOf(client, context));
	if (ofClients.every((variability) => variability === 1)) return found;
	for (const group of callOrder(context.architecture)) {
		for (const component of group) {
			if (component.kind === "client") {
				found.set(component, variabilityOf(component, context));
				continue;
			}
			let sum = 0;
			let total = 0;
			for (const { link, requestsPerSecond } of context.components.get(component)?.inflows ?? []) {
				// What comes back in a circle of calls is as it was when it first came.
				const before = found.get(link.from);
				if (before === undefined) continue;
				sum += requestsPerSecond * before;
				total += requestsPerSecond;
			}
			if (total > 0) found.set(component, sum / total);
		}
	}
	return found;
});

function variabilityOf(client: Component, { facts }: AnalysisContext): number {
	return facts.of(client, "arrival-variability")?.value ?? 1;
}
