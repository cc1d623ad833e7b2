import type { Component } from "../model/architecture.ts";
import type { ComponentAnalysis } from "./analysis.ts";
import { busiestRole } from "./capacity/capacity.ts";
import { instancesFor, speedupOf } from "./capacity/scaling.ts";
import { activeInstances } from "./traffic/active-instances.ts";

/** The technique of the chapter that raises what a component carries. */
export type Technique = "scale-out" | "read-replicas" | "cache" | "shard" | "cdn" | "better-shard-key" | "partitions";

export interface LadderStep {
	readonly component: Component;
	readonly users: number;
	readonly technique: Technique;
}

/** What saturates first, at how many users, and what helps there; then what is next. */
export function ladderOf(components: Iterable<ComponentAnalysis>): readonly LadderStep[] {
	const steps: LadderStep[] = [];
	for (const analysis of components) {
		const { component, saturationUsers } = analysis;
		if (saturationUsers.kind !== "users") continue;
		steps.push({ component, users: saturationUsers.users, technique: techniqueFor(analysis) });
	}
	return steps.sort((a, b) => a.users - b.users);
}

function techniqueFor({ component, instances, roles, reads, writes }: ComponentAnalysis): Technique {
	if (component.kind === "storage")
		return component.incoming.some(({ from }) => from.kind === "cdn") ? "partitions" : "cdn";
	// Of consumers, more of them would have nothing to read.
	if (activeInstances(component, instances + 1) <= instances) return "partitions";
	if (component.kind !== "database") return "scale-out";
	const busiest = busiestRole(roles);
	if (busiest?.role === "replica") return "read-replicas";
	if (reads > writes && roles.length === 1) return "read-replicas";
	return (busiest?.nodes ?? 1) > 1 ? "better-shard-key" : "shard";
}

/** Consumers of a tier that keep it at or below the target utilisation if its queues let so many of them read. */
export function readersNeeded(
	{ component, instances, capacity, requestsPerSecond }: ComponentAnalysis,
	target: number,
): number | undefined {
	const active = activeInstances(component, instances);
	if (capacity === undefined || active === 0 || active >= instances + 1) return undefined;
	const readers = Math.max(1, Math.ceil((requestsPerSecond / (target * (capacity / active))) * (1 - 1e-12)));
	return activeInstances(component, readers) < readers ? readers : undefined;
}

/**
 * Instances of each tier that keep it at or below the target utilisation under its present load; absent where no number
 * of them does.
 */
export function instancesNeeded(
	components: Iterable<ComponentAnalysis>,
	target: number,
): ReadonlyMap<Component, number> {
	const needed = new Map<Component, number>();
	for (const { component, instances, capacity, requestsPerSecond } of components) {
		if (component.kind === "database" || capacity === undefined || !Number.isFinite(capacity) || capacity === 0)
			continue;
		if (instances === 0) continue;
		const each = capacity / speedupOf(component, activeInstances(component, instances));
		const count = instancesFor(component, requestsPerSecond / target, each);
		if (count !== undefined) needed.set(component, Math.max(1, count));
	}
	return needed;
}
