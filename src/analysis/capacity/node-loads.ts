import type { Component } from "../../model/architecture.ts";
import type { ComponentAnalysis, Status } from "../analysis.ts";
import type { AnalysisContext } from "../context.ts";
import { statusOf } from "../loads.ts";
import { dataRatesOf, type ShardShares, shardShares } from "../stores/shards.ts";
import { busiestRole, capacityOf, databaseRoles, nodesOf } from "./capacity.ts";

/** Nodes of a component that all have the same to do. */
export interface NodeLoads {
	/** `shard`: the primary of a shard and its replicas together. */
	readonly role: "instance" | "primary" | "replica" | "shard";
	readonly count: number;
	/** Of each of them, as the rest. */
	readonly readsPerSecond: number;
	readonly writesPerSecond: number;
	readonly requestsPerSecond: number;
	readonly utilization: number | undefined;
	readonly status: Status;
	/** Of all that the component does; of a shard: of its writes. Absent where it means nothing. */
	readonly share?: number;
}

/**
 * What each node of a component has to do, the busiest first: instances and replicas share evenly, and of the shards that
 * are not the busiest nothing is known but that the rest is theirs, so they share that evenly, too (models M3 and M9).
 */
export function nodeLoadsOf(component: Component, context: AnalysisContext): readonly NodeLoads[] {
	const analysis = context.components.get(component);
	if (!analysis) return [];
	if (component.kind !== "database") return instances(analysis);
	const { shards, replicas } = nodesOf(component, context.facts);
	if (shards > 1) return shardLoads(analysis, shards, context);
	if (replicas === 0) return [];
	return analysis.roles.map(({ role, nodes, readsPerSecond, writesPerSecond, utilization }) => {
		const reads = readsPerSecond / Math.max(1, nodes);
		return {
			role,
			count: nodes,
			readsPerSecond: reads,
			writesPerSecond,
			requestsPerSecond: reads + writesPerSecond,
			utilization,
			status: statusOf(utilization),
		};
	});
}

function instances({
	instances,
	requestsPerSecond,
	reads,
	writes,
	utilization,
	status,
}: ComponentAnalysis): NodeLoads[] {
	const count = Math.round(instances);
	if (!(count > 1)) return [];
	return [
		{
			role: "instance",
			count,
			readsPerSecond: reads / count,
			writesPerSecond: writes / count,
			requestsPerSecond: requestsPerSecond / count,
			utilization,
			status,
			share: 1 / count,
		},
	];
}

function shardLoads(analysis: ComponentAnalysis, shards: number, { facts, traffic }: AnalysisContext): NodeLoads[] {
	const { component, reads, writes } = analysis;
	const byData = dataRatesOf(analysis);
	const capacity = capacityOf(component, facts);
	let replayed = 0;
	for (const rate of traffic.replicated.get(component)?.values() ?? []) replayed += rate;
	const load = { requests: 0, reads, writes, replayed, byData };
	const loadOf = (count: number, share: ShardShares): NodeLoads => {
		const roles = analysis.roles.length > 0 ? databaseRoles(component, load, capacity, facts, () => share) : [];
		const utilization = busiestRole(roles)?.utilization;
		return {
			role: "shard",
			count,
			readsPerSecond: reads * share.reads,
			writesPerSecond: writes * share.writes,
			requestsPerSecond: reads * share.reads + writes * share.writes,
			utilization,
			status: statusOf(utilization),
			share: share.writes,
		};
	};
	const largest = shardShares(component, shards, facts, byData);
	const scatter = facts.of(component, "scatter")?.value ?? 0;
	const rest = restOf(largest, shards, scatter);
	const isEven = Math.abs(largest.writes - rest.writes) < 1e-9 && Math.abs(largest.reads - rest.reads) < 1e-9;
	return isEven ? [loadOf(shards, largest)] : [loadOf(1, largest), loadOf(shards - 1, rest)];
}

/** What is left for each shard beside the busiest; reads that ask all shards reach each of them. */
function restOf(largest: ShardShares, shards: number, scatter: number): ShardShares {
	const own = scatter < 1 ? (largest.reads - scatter) / (1 - scatter) : 1 / shards;
	const left = (share: number): number => Math.max(0, 1 - share) / (shards - 1);
	return { reads: scatter + (1 - scatter) * left(own), writes: left(largest.writes) };
}
