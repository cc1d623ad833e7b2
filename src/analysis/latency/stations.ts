import type { Component } from "../../model/architecture.ts";
import type { RoleAnalysis } from "../analysis.ts";
import { busiestRole, capacityOf, nodesOf, replayCost } from "../capacity/capacity.ts";
import { speedupOf } from "../capacity/scaling.ts";
import { mixedServiceOf, mixedTime, type ServiceTime, serviceOf } from "../capacity/service.ts";
import type { AnalysisContext } from "../context.ts";
import {
	type Balancing,
	type Queueing,
	type QueueingOptions,
	queueing,
	type StableQueueing,
	type UnstableQueueing,
	type Visit,
} from "../models/erlang.ts";
import { oncePerComponent } from "../once-per-component.ts";
import { dataRatesOf, type ShardShares, shardShares } from "../stores/shards.ts";
import { activeInstances } from "../traffic/active-instances.ts";
import { arrivalVariability } from "../traffic/arrival-variability.ts";

/** A line and its servers (model M4): the instances of a tier, or the nodes of one role of a database (of its busiest shard). */
export interface Station {
	readonly role: RoleAnalysis["role"];
	/** Undefined: nothing limits it, so nothing waits. */
	readonly line: Line | undefined;
	/** Service time of all that users ask for there, and of their reads and writes. */
	readonly time: ServiceTime;
	readonly readTime: ServiceTime;
	readonly writeTime: ServiceTime;
	/** Of a database with several shards: what the others are like, on average. */
	readonly others?: OtherShards;
}

/** What comes of the options. */
export type Line = (StableQueueing | UnstableQueueing) & { readonly asked: Required<QueueingOptions> };

interface OtherShards {
	/** Reads and writes of users that go to one of the others. */
	readonly reads: number;
	readonly writes: number;
	readonly line: Line | undefined;
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
	const instances = activeInstances(component, analysis.instances);
	// Instances that wait for each other are slower, each request at each of them.
	const time = stretched(service, instances > 0 ? instances / speedupOf(component, instances) : 1);
	const times = { role: role.role, time, readTime: time, writeTime: time };
	const limit = role.capacity;
	if (limit === undefined || limit === Number.POSITIVE_INFINITY || service.servers === Number.POSITIVE_INFINITY) {
		return [{ ...times, line: undefined }];
	}
	const servers = service.servers * instances;
	const line = lineOf(component, context, {
		arrivals: analysis.requestsPerSecond,
		// What is busy with a request at the rate that the tier carries, also where that is not the declared time.
		seconds: servers > 0 ? servers / limit : time.seconds,
		instances,
		servers: service.servers,
		variability: time.variability,
	});
	return [{ ...times, line }];
});

/** The one whose utilisation is the component's own. */
export function busiestStation(component: Component, context: AnalysisContext): Station | undefined {
	const role = busiestRole(context.components.get(component)?.roles ?? [])?.role;
	return stationsOf(component, context).find((station) => station.role === role);
}

/**
 * A node takes reads, writes and replayed writes one after the other at its servers, each sort in its own time. Its
 * utilisation says how many come, so that the busiest shard and the mix are counted as they are there.
 */
function storeStation(store: Component, role: RoleAnalysis, context: AnalysisContext): Station | undefined {
	const { facts } = context;
	const capacity = capacityOf(store, facts);
	if (capacity?.kind !== "mixed" || role.utilization === undefined) return undefined;
	const rates = { reads: capacity.reads.value, writes: capacity.writes.value };
	const service = mixedServiceOf(store, rates, facts);
	if (!service) return undefined;
	const { servers, variability, readSeconds, writeSeconds } = service;
	const isReplica = role.role === "replica";
	const nodes = isReplica ? facts.replicas(store) : store.kind === "database" ? 1 : role.nodes;
	const replayed = isReplica ? role.writesPerSecond * nodes : 0;
	const written = isReplica ? 0 : role.writesPerSecond;
	const mix = (read: number, write: number, replay: number): ServiceTime => {
		const total = role.readsPerSecond + written + replayed;
		const share = (rate: number, none: number): number => (total > 0 ? rate / total : none);
		return mixedTime(
			[
				{ probability: share(role.readsPerSecond, 1), meanSeconds: read },
				{ probability: share(written, 0), meanSeconds: write },
				{ probability: share(replayed, 0), meanSeconds: replay },
			],
			variability,
		);
	};
	const busy = mix(servers / rates.reads, servers / rates.writes, (replayCost(store, facts) * servers) / rates.reads);
	const line = (utilization: number): Line | undefined =>
		lineOf(store, context, {
			arrivals: busy.seconds > 0 ? (utilization * nodes * servers) / busy.seconds : 0,
			seconds: busy.seconds,
			instances: nodes,
			servers,
			variability: busy.variability,
		});
	const single = (seconds: number): ServiceTime => ({ seconds, variability, phases: undefined });
	const asked = role.readsPerSecond + written;
	const writeShare = asked > 0 ? written / asked : 0;
	const others = otherShards(store, role, rates.reads, context);
	return {
		role: role.role,
		line: line(role.utilization),
		time: mixedTime(
			[
				{ probability: 1 - writeShare, meanSeconds: readSeconds },
				{ probability: writeShare, meanSeconds: writeSeconds },
			],
			variability,
		),
		readTime: single(readSeconds),
		writeTime: single(writeSeconds),
		...(others && { others: { reads: others.reads, writes: others.writes, line: line(others.utilization) } }),
	};
}

/**
 * The shards beside the busiest one share evenly what it leaves. Undefined where there are none, and where keys are salted,
 * so that reads go to several shards.
 */
function otherShards(
	store: Component,
	role: RoleAnalysis,
	readRate: number,
	{ facts, components }: AnalysisContext,
): (ShardShares & { readonly utilization: number }) | undefined {
	const { shards } = nodesOf(store, facts);
	if (shards < 2 || (facts.of(store, "salt")?.value ?? 1) > 1 || role.utilization === undefined) return undefined;
	const analysis = components.get(store);
	if (!analysis) return undefined;
	const most = shardShares(store, shards, facts, dataRatesOf(analysis));
	const scatter = facts.of(store, "scatter")?.value ?? 0;
	// Reads that ask one shard alone.
	const reads = scatter < 1 ? (most.reads - scatter) / (1 - scatter) : 1 / shards;
	const each = (share: number): number => Math.max(0, 1 - share) / (shards - 1);
	const nodes = role.role === "replica" ? facts.replicas(store) : 1;
	const byReads = role.readsPerSecond / (readRate * nodes);
	const byWrites = Math.max(0, role.utilization - byReads * most.reads) / most.writes;
	return {
		reads: 1 - reads,
		writes: 1 - most.writes,
		utilization: byReads * (scatter + (1 - scatter) * each(reads)) + byWrites * each(most.writes),
	};
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
): Line | undefined {
	const asked: Required<QueueingOptions> = {
		arrivalsPerSecond: Math.min(arrivals, Number.MAX_VALUE),
		serviceSeconds: seconds,
		instances,
		serversPerInstance: servers,
		balancing: balancingBefore(component, context),
		arrivalVariability: arrivalVariability(component, context),
		serviceVariability: variability,
	};
	const found: Queueing = queueing(asked);
	return found.kind === "unknown" ? undefined : { ...found, asked };
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

/** One visit: the wait of the line, at the busiest shard unless `line` says otherwise, and a service time. */
export function visitOf(station: Station, time = station.time, line = station.line): Visit | undefined {
	if (line?.kind === "unstable") return undefined;
	// At rest: what the service time alone looks like.
	const alone = queueing({
		arrivalsPerSecond: 0,
		serviceSeconds: time.seconds,
		instances: 1,
		serversPerInstance: 1,
		serviceVariability: time.variability,
	});
	if (alone.kind !== "stable") return undefined;
	const { fixedSeconds, phases } = time.phases ? { fixedSeconds: 0, phases: time.phases } : alone.visit;
	return { ...(line?.visit ?? alone.visit), fixedSeconds, phases };
}

/** Mean wait and service together; undefined where the line is unstable. */
export function meanVisit({ line, time }: Station): number | undefined {
	if (line?.kind === "unstable") return undefined;
	return (line?.meanWait ?? 0) + time.seconds;
}

function stretched({ seconds, variability, phases }: ServiceTime, factor: number): ServiceTime {
	if (factor === 1) return { seconds, variability, phases };
	const slower = phases?.map((phase) => ({ ...phase, meanSeconds: phase.meanSeconds * factor }));
	return { seconds: seconds * factor, variability, phases: slower };
}
