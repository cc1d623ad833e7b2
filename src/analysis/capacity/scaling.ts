import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import type { AnalysisContext } from "../context.ts";
import { instancesNeeded, peak, speedup } from "../models/usl.ts";
import type { ScalingReport } from "../reports.ts";
import { activeInstances } from "../traffic/active-instances.ts";

interface Coefficients {
	/** alpha. */
	readonly contention: number;
	/** beta. */
	readonly coherency: number;
}

/** How the tier scales by the Universal Scalability Law (model M6); undefined where it does so in proportion. */
function coefficientsOf(component: Component): Coefficients | undefined {
	const contention = numberOf(component, "contention") ?? 0;
	const coherency = numberOf(component, "coherency") ?? 0;
	return contention > 0 || coherency > 0 ? { contention, coherency } : undefined;
}

/** How many times what one instance carries `instances` of them do: as many, or less where they wait for each other. */
export function speedupOf(component: Component, instances: number): number {
	const coefficients = coefficientsOf(component);
	return coefficients ? speedup({ ...coefficients, perInstance: 1 }, instances) : instances;
}

/** The fewest instances that carry `load` where one alone carries `each`; undefined where no number of them does. */
export function instancesFor(component: Component, load: number, each: number): number | undefined {
	const law = { contention: 0, coherency: 0, ...coefficientsOf(component), perInstance: each };
	const found = instancesNeeded(law, load);
	if (found.kind === "infeasible") return undefined;
	return activeInstances(component, found.instances) < found.instances ? undefined : found.instances;
}

/** Of up to `most` instances, as many as carry more than any fewer of them. */
export function usefulInstances(component: Component, most: number): number {
	const active = activeInstances(component, most);
	const coefficients = coefficientsOf(component);
	const best = coefficients && peak({ ...coefficients, perInstance: 1 });
	return best?.kind === "peak" ? Math.min(active, best.instances) : active;
}

/** The most that the tier could carry with any number of instances, and that number. Of a database, by the nodes of its busiest role. */
export function scalingReport(component: Component, { components }: AnalysisContext): ScalingReport | undefined {
	const analysis = components.get(component);
	const coefficients = coefficientsOf(component);
	if (!analysis || !coefficients) return undefined;
	const { capacity } = analysis;
	const nodes = component.kind === "database" ? busiestNodes(analysis) : analysis.instances;
	const carried = component.kind === "database" ? nodes : speedupOf(component, nodes);
	if (capacity === undefined || !Number.isFinite(capacity) || !(carried > 0)) return undefined;
	const most = peak({ ...coefficients, perInstance: capacity / carried });
	if (most.kind === "unbounded") return undefined;
	return {
		maxThroughput: most.perSecond,
		peakInstances: most.kind === "peak" ? most.instances : "unbounded",
	};
}

function busiestNodes({
	roles,
	capacity,
}: {
	roles: readonly { nodes: number; capacity: number | undefined }[];
	capacity: number | undefined;
}): number {
	return roles.find((role) => role.capacity === capacity)?.nodes ?? 1;
}
