import type { Analysis } from "../analysis/analysis.ts";
import { defaultOf } from "../language/vocabulary/index.ts";
import type { Component } from "../model/architecture.ts";
import { oncePer } from "../model/once.ts";
import { numberOf } from "../model/properties.ts";
import { fetchesWork, isManaged, ofKind } from "./graph.ts";
import type { RuleContext } from "./rule.ts";

/** The declared number in SI units, else the default of its kind. */
export function numberOr(component: Component, property: string, otherwise: number): number {
	const declared = numberOf(component, property);
	if (declared !== undefined) return declared;
	const assumed = defaultOf(component.kind, property, isManaged(component) ? "managed" : undefined)?.value;
	return typeof assumed === "number" ? assumed : otherwise;
}

/** Of one instance. */
export function availabilityOf(component: Component): number {
	return numberOr(component, "availability", 0.995);
}

/** The average load as a share of that at the peak. A client with a `rate` says nothing of its average. */
export function averageToPeak({ analysis }: RuleContext): number {
	return shareOfPeak(analysis);
}

const shareOfPeak = oncePer(({ architecture, components }: Analysis): number => {
	let average = 0;
	let peak = 0;
	for (const client of ofKind(architecture, "client")) {
		const { requestsPerSecond = 0 } = components.get(client) ?? {};
		peak += requestsPerSecond;
		average += requestsPerSecond / (client.properties.has("rate") ? 1 : numberOr(client, "peak", 1));
	}
	return peak > 0 ? average / peak : 1;
});

/** What it cannot do at the peak waits in queues, and it has caught up before the next one. */
export function drainsEachDay(context: RuleContext, component: Component, utilization: number): boolean {
	return fetchesWork(component) && utilization * averageToPeak(context) < 1;
}
