import type { Component } from "../../model/architecture.ts";
import type { RoleAnalysis } from "../analysis.ts";
import { busiestRole, capacityOf } from "../capacity/capacity.ts";
import { mixedServiceOf, serviceOf } from "../capacity/service.ts";
import type { AnalysisContext } from "../context.ts";
import {
	type Balancing,
	type Phase,
	type Queueing,
	queueing,
	type StableQueueing,
	type UnstableQueueing,
	type Visit,
} from "../models/erlang.ts";
import { oncePerComponent } from "../once-per-component.ts";
import { activeInstances } from "../traffic/active-instances.ts";
import { arrivalVariability } from "../traffic/arrival-variability.ts";

/** A line and its servers (model M4): the instances of a tier, or the nodes of one role of a database (of its busiest shard). */
export interface Station {
	readonly role: RoleAnalysis["role"];
	/** Undefined: nothing limits it, so nothing waits. */
	readonly line: StableQueueing | UnstableQueueing | undefined;
	/** Mean service time of everything that comes, and of its reads and writes. */
	readonly seconds: number;
	readonly readSeconds: number;
	readonly writeSeconds: number;
	readonly variability: number;
	readonly phases: readonly Phase[] | undefined;
}

/** By role. Empty where nothing is known of the load, of the times or of the limits. */
export const stationsOf = oncePerComponent((component, context): readonly Station[] => {
	const analysis = context.components.get(component);
	if (!analysis || component.kind === "client") return [];
	if (component.kind === "database" || component.kind === "storage") {
		return analysis.roles.flatMap((role) => storeStation(component, role, context) ?? []);
	}
	const [role] = analysis.roles;
	const service = role && serviceOf(component, context.facts);
	if (!service) return [];
	const times = { ...service, readSeconds: service.seconds, writeSeconds: service.seconds };
	const limit = role.capacity;
	if (limit === undefined || limit === Number.POSITIVE_INFINITY || service.servers === Number.POSITIVE_INFINITY) {
		return [{ ...times, role: role.role, line: undefined }];
	}
	const instances = activeInstances(component, analysis.instances);
	const servers = service.servers * instances;
	const line = lineOf(component, context, {
		arrivals: analysis.requestsPerSecond,
		// What is busy with a request at the rate that the tier carries, also where that is not the declared time.
		seconds: servers > 0 ? servers / limit : service.seconds,
		instances,
		servers: service.servers,
		variability: service.variability,
	});
	return [{ ...times, role: role.role, line }];
});

/** The one whose utilisation is the component's own. */
export function busiestStation(component: Component, context: AnalysisContext): Station | undefined {
	const role = busiestRole(context.components.get(component)?.roles ?? [])?.role;
	return stationsOf(component, context).find((station) => station.role === role);
}

/**
 * A node takes reads and writes one after the other at its servers. Its utilisation says how many come, so that the
 * busiest shard, the replayed writes and the mix are counted as they are there.
 */
function storeStation(store: Component, role: RoleAnalysis, context: AnalysisContext): Station | undefined {
	const { facts } = context;
	const capacity = capacityOf(store, facts);
	if (capacity?.kind !== "mixed" || role.utilization === undefined) return undefined;
	const rates = { reads: capacity.reads.value, writes: capacity.writes.value };
	const service = mixedServiceOf(store, rates, facts);
	if (!service) return undefined;
	const { servers, variability } = service;
	// A replica replays writes in the time that its share of capacity stands for: all that comes there counts as reads.
	const writes = role.role === "replica" ? 0 : role.writesPerSecond;
	const total = role.readsPerSecond + writes;
	const share = total > 0 ? writes / total : 0;
	const mean = (reads: number, writes: number): number => (1 - share) * reads + share * writes;
	const seconds = mean(servers / rates.reads, servers / rates.writes);
	const nodes = role.role === "replica" ? facts.replicas(store) : store.kind === "database" ? 1 : role.nodes;
	const line = lineOf(store, context, {
		arrivals: (role.utilization * nodes * servers) / seconds,
		seconds,
		instances: nodes,
		servers,
		variability,
	});
	const { readSeconds, writeSeconds } = service;
	const times = { seconds: mean(readSeconds, writeSeconds), readSeconds, writeSeconds };
	return { ...times, role: role.role, line, variability, phases: undefined };
}

function lineOf(
	component: Component,
	context: AnalysisContext,
	{
		arrivals,
		seconds,
		instances,
		servers,
		variability,
	}: {
		readonly arrivals: number;
		readonly seconds: number;
		readonly instances: number;
		readonly servers: number;
		readonly variability: number;
	},
): StableQueueing | UnstableQueueing | undefined {
	const found: Queueing = queueing({
		arrivalsPerSecond: Math.min(arrivals, Number.MAX_VALUE),
		serviceSeconds: seconds,
		instances,
		serversPerInstance: servers,
		balancing: balancingBefore(component, context),
		arrivalVariability: arrivalVariability(component, context),
		serviceVariability: variability,
	});
	return found.kind === "unknown" ? undefined : found;
}

const BALANCING: Readonly<Record<string, Balancing>> = {
	"least-connections": "least-connections",
	"round-robin": "round-robin",
	random: "random",
	"two-choices": "two-choices",
	// As good as random, for who asks does not depend on who is busy.
	"ip-hash": "random",
};

/** The algorithm of the balancer that most of the load comes through; without one the instances count as one pool. */
function balancingBefore(component: Component, { components, facts }: AnalysisContext): Balancing {
	const balancer = components.get(component)?.inflows[0]?.link.from;
	if (balancer?.kind !== "loadbalancer" && balancer?.kind !== "gateway") return "pooled";
	return BALANCING[facts.word(balancer, "algorithm") ?? ""] ?? "pooled";
}

/** One visit: the wait of the station and a service time, that of its mean visit unless `seconds` says otherwise. */
export function visitOf({ line, seconds, variability, phases }: Station, own = seconds): Visit | undefined {
	if (line?.kind === "unstable") return undefined;
	// At rest: what the service time alone looks like.
	const alone = queueing({
		arrivalsPerSecond: 0,
		serviceSeconds: own,
		instances: 1,
		serversPerInstance: 1,
		serviceVariability: variability,
	});
	if (alone.kind !== "stable") return undefined;
	const { waitProbability, waitRate } = line?.visit ?? alone.visit;
	if (phases && own === seconds) return { waitProbability, waitRate, fixedSeconds: 0, phases };
	return { ...alone.visit, waitProbability, waitRate };
}

/** Mean wait and service together; undefined where the line is unstable. */
export function meanVisit({ line, seconds }: Station, own = seconds): number | undefined {
	if (line?.kind === "unstable") return undefined;
	return (line?.meanWait ?? 0) + own;
}
