import type { Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { wordOf } from "../../model/properties.ts";
import type { RoleAnalysis } from "../analysis.ts";
import { declaredFact, type Fact, type Facts } from "../facts.ts";
import { type DataRates, type ShardShares, shardShares } from "../stores/shards.ts";
import { activeInstances } from "../traffic/active-instances.ts";
import { instancesFor, speedupOf, usefulInstances } from "./scaling.ts";
import { rateOf, serviceOf } from "./service.ts";

/** What one instance carries: operations per second, or reads and writes that share it. Infinity: not limited. */
export type InstanceCapacity =
	| {
			readonly kind: "one";
			readonly rate: Fact;
			readonly from?: { readonly serviceTime: Fact; readonly concurrency: Fact };
	  }
	| { readonly kind: "mixed"; readonly reads: Fact; readonly writes: Fact };

/** Load of a component, per second. `replayed`: writes that it repeats since it is a copy. */
export interface Load {
	readonly requests: number;
	readonly reads: number;
	readonly writes: number;
	readonly replayed: number;
	/** The same by data set, by which the busiest shard is found. */
	readonly byData?: DataRates;
}

/**
 * Declared beats computed beats default: `capacity`, else concurrency / service time, else the default of the kind.
 * Databases and object stores carry reads and writes at different rates. Undefined: nothing is known.
 */
export function capacityOf(component: Component, facts: Facts): InstanceCapacity | undefined {
	const declared = declaredFact(component, "capacity");
	if (component.kind === "database" || component.kind === "storage") {
		const rate = (property: string, time: string): Fact | undefined =>
			declaredFact(component, property) ??
			declared ??
			rateInTime(component, time, facts) ??
			facts.of(component, property);
		const reads = rate("read-capacity", "read-time");
		const writes = rate("write-capacity", "write-time");
		return reads && writes && { kind: "mixed", reads, writes };
	}
	if (declared) return { kind: "one", rate: declared };
	const serviceTime = declaredFact(component, "service-time");
	const concurrency = serviceTime && facts.of(component, "concurrency");
	if (serviceTime && serviceTime.value > 0 && concurrency) {
		const service = serviceOf(component, facts);
		const value = (service && rateOf(service)) ?? concurrency.value / serviceTime.value;
		return { kind: "one", rate: { ...concurrency, value }, from: { serviceTime, concurrency } };
	}
	const rate = facts.of(component, "capacity");
	if (rate && declaredFact(component, "heavy")) {
		const service = serviceOf(component, facts);
		return { kind: "one", rate: { ...rate, value: (service && rateOf(service)) ?? rate.value } };
	}
	return rate && { kind: "one", rate };
}

/** Operations per second that a node of a database does in the time that one takes. */
function rateInTime(store: Component, property: string, facts: Facts): Fact | undefined {
	const time = declaredFact(store, property) ?? declaredFact(store, "service-time");
	const concurrency = time && facts.of(store, "concurrency");
	return time && time.value > 0 && concurrency ? { ...time, value: concurrency.value / time.value } : undefined;
}

/** Utilisation by role (model M3): rho = lambda / (n mu); on a mixed node rho = reads / mu_r + writes / mu_w. */
export function rolesOf(
	component: Component,
	load: Load,
	capacity: InstanceCapacity | undefined,
	facts: Facts,
	instances: number,
): readonly RoleAnalysis[] {
	if (component.kind === "database") return databaseRoles(component, load, capacity, facts);
	const all = load.requests + load.reads + load.writes;
	const role = (nodes: number, capacity?: number, utilization?: number): RoleAnalysis => ({
		role: "instance",
		nodes,
		readsPerSecond: load.reads,
		writesPerSecond: load.writes,
		capacity,
		utilization,
	});
	if (!capacity) return [role(instances)];
	if (capacity.kind === "one") {
		const total = capacity.rate.value * speedupOf(component, activeInstances(component, instances));
		return [role(instances, total, ratio(all, total))];
	}
	const nodes = facts.of(component, "partitions")?.value ?? 1;
	const reads = load.reads + load.replayed * replayCost(component, facts);
	const busy = ratio(reads, capacity.reads.value * nodes) + ratio(load.writes, capacity.writes.value * nodes);
	return [role(nodes, carried(all, busy, capacity.reads.value * nodes), busy)];
}

/**
 * The primary of each shard takes the writes, and the reads if there are no replicas; the replicas share the reads and
 * each of them replays every write. What a node is utilised by is that of the busiest shard, or of one with the share given.
 */
export function databaseRoles(
	database: Component,
	{ reads, writes, replayed, byData }: Load,
	capacity: InstanceCapacity | undefined,
	facts: Facts,
	shareOf: (shards: number) => ShardShares = (shards) => shardShares(database, shards, facts, byData),
): readonly RoleAnalysis[] {
	const { shards, replicas } = nodesOf(database, facts);
	const up = facts.partUp(database);
	// Without the primary the replicas answer what it does otherwise.
	const readsFromReplicas =
		replicas > 0 && (wordOf(database, "reads-from") !== "primary" || isWithoutPrimary(database, facts));
	const readsPerSecond = readsFromReplicas ? 0 : reads;
	const primary = (capacity?: number, utilization?: number): RoleAnalysis => ({
		role: "primary",
		nodes: Math.round(shards * up),
		readsPerSecond,
		writesPerSecond: writes,
		capacity,
		utilization,
	});
	const replica = (capacity?: number, utilization?: number): RoleAnalysis => ({
		role: "replica",
		nodes: Math.round(shards * up) * replicas,
		readsPerSecond: reads - readsPerSecond,
		writesPerSecond: writes + replayed,
		capacity,
		utilization,
	});
	if (capacity?.kind !== "mixed") return replicas > 0 ? [primary(), replica()] : [primary()];
	// Of what the shards in service get, the busiest of them has a larger part.
	const whole = shareOf(shards);
	const share = up > 0 && up < 1 ? { reads: whole.reads / up, writes: whole.writes / up } : whole;
	const replay = replayCost(database, facts);
	const readRate = capacity.reads.value;
	const writeRate = capacity.writes.value;
	const primaryBusy =
		ratio(readsPerSecond * share.reads + replayed * replay * share.writes, readRate) +
		ratio(writes * share.writes, writeRate);
	const primaries = primary(carried(readsPerSecond + writes, primaryBusy, readRate / share.reads), primaryBusy);
	if (replicas === 0) return [primaries];
	const served = reads - readsPerSecond;
	const replicaBusy = ratio((served * share.reads) / replicas + (writes + replayed) * share.writes * replay, readRate);
	const most = (readRate * replicas) / share.reads;
	return [primaries, replica(carried(served, replicaBusy, most), replicaBusy)];
}

/** The one whose utilisation is that of the whole. */
export function busiestRole(roles: readonly RoleAnalysis[]): RoleAnalysis | undefined {
	return roles.reduce<RoleAnalysis | undefined>(
		(most, role) => (most && (most.utilization ?? -1) >= (role.utilization ?? -1) ? most : role),
		undefined,
	);
}

/** Nodes of a component; a database has shards with a primary and its replicas each. */
export function nodesOf(component: Component, facts: Facts): { readonly shards: number; readonly replicas: number } {
	if (component.kind !== "database") return { shards: 1, replicas: 0 };
	return {
		shards: Math.max(1, facts.of(component, "shards")?.value ?? 1),
		replicas: facts.replicas(component),
	};
}

/** Nodes of a database that are in service. */
export function nodesInService(database: Component, facts: Facts): number {
	const { shards, replicas } = nodesOf(database, facts);
	return Math.round(shards * facts.partUp(database)) * (replicas + (isWithoutPrimary(database, facts) ? 0 : 1));
}

/** The voters of a quorum are alike: it lacks some of them, and none is the primary. */
function isWithoutPrimary(database: Component, facts: Facts): boolean {
	return facts.refusesWrites(database) && wordOf(database, "replication") !== "quorum";
}

/**
 * Instances that run at this load: as declared; an autoscaled tier (`x2..10`) runs as few of them as keep it below
 * the target utilisation.
 */
export function instancesAt(component: Component, load: number, each: number, target: number, facts: Facts): number {
	const { min, max } = facts.instances(component);
	if (min === max || !(each > 0) || !Number.isFinite(each)) return min;
	const needed = instancesFor(component, load / target, each) ?? usefulInstances(component, max);
	return Math.min(max, Math.max(min, needed));
}

/** How many times what the running instances carry a tier does that may start more of them. */
export function reserveOf(component: Component, running: number, facts: Facts): number {
	const { max } = facts.instances(component);
	if (max <= running || running === 0) return 1;
	const carried = (instances: number): number => speedupOf(component, activeInstances(component, instances));
	return Math.max(1, carried(usefulInstances(component, max)) / carried(running));
}

/** Calls that are no operation on declared data count as operations of a store. */
export const isStore = ({ kind }: Component): boolean => familyOf(kind) === "store";

/** Load over capacity; a limit of zero cannot carry anything and counts as full from the first request. */
function ratio(load: number, capacity: number): number {
	if (load === 0) return 0;
	return capacity > 0 ? load / capacity : Number.MAX_VALUE;
}

/** What a role carries at the present mix of reads and writes; without load, reads alone. */
function carried(load: number, utilization: number, atRest: number): number {
	return utilization > 0 && load > 0 ? load / utilization : atRest;
}

/** What a replayed write takes of a node, in reads. */
export function replayCost(store: Component, facts: Facts): number {
	return facts.of(store, "replay-cost")?.value ?? 1;
}
