import type { Component } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { MANUAL_FAILOVER } from "../assumed.ts";
import { capacityOf, nodesOf } from "../capacity/capacity.ts";
import { declaredFact, type Facts, isManaged } from "../facts.ts";
import {
	failoverUnavailability,
	fromTimes,
	inSeries,
	kOfN,
	kOfNOverZones,
	kOfNWithCommonCause,
	withCommonCause,
} from "../models/availability.ts";

/** What a tier has to carry in the state considered, per second. */
export interface TierLoad {
	/** Requests, or operations of the busiest role. */
	readonly total: number;
	/** Utilisation of the role that serves reads, with all its nodes up. */
	readonly readUtilization: number | undefined;
}

/**
 * The probability that a tier alone, without what it depends on, cannot do its work (model M11): fewer than k of its n
 * instances are up, where k is what `needs` says, else what carries the load in the state considered.
 */
export function tierUnavailability(
	component: Component,
	operation: "read" | "write",
	load: TierLoad,
	facts: Facts,
	afterLoss: boolean,
): number {
	if (component.kind === "client") return 1 - (declaredFact(component, "availability")?.value ?? 1);
	const q = nodeUnavailability(component, facts);
	// A provider keeps it redundant: what it promises is for the whole.
	if (isManaged(component)) return q;
	if (component.kind === "database") return databaseUnavailability(component, operation, q, load, facts);
	const { max: n } = facts.instances(component);
	const k = needed(component, n, load, facts, afterLoss);
	if (k > n) return 1;
	const beta = facts.of(component, "common-cause")?.value ?? 0;
	const zones = numberOf(component, "zones") ?? 1;
	const zone = zones > 1 ? facts.of(component, "zone-availability") : undefined;
	// A node of a cache is there as long as one of its copies is.
	const copies = 1 + (component.kind === "cache" ? (numberOf(component, "replicas") ?? 0) : 0);
	const alone = ((1 - beta) * q) ** copies;
	const several = zone ? kOfNOverZones(n, k, alone, zones, 1 - zone.value) : kOfN(n, k, alone);
	return withCommonCause(several, q, beta);
}

/** Of one instance: as declared, else from MTBF and MTTR where they are, else the default of the kind. */
export function nodeUnavailability(component: Component, facts: Facts): number {
	const declared = declaredFact(component, "availability");
	if (declared) return 1 - declared.value;
	const mtbf = declaredFact(component, "mtbf");
	const mttr = declaredFact(component, "mttr");
	if (mtbf || mttr) {
		const up = mtbf?.value ?? facts.of(component, "mtbf")?.value ?? 1;
		const repair = mttr?.value ?? facts.of(component, "mttr")?.value ?? 0;
		return fromTimes(up, repair);
	}
	return 1 - (facts.of(component, "availability")?.value ?? 1);
}

function needed(component: Component, n: number, { total }: TierLoad, facts: Facts, afterLoss: boolean): number {
	const needs = component.properties.get("needs")?.value;
	if (needs?.type === "number") return Math.min(n, Math.max(1, needs.value));
	if (needs?.type === "word") return Math.floor(n / 2) + 1;
	const capacity = capacityOf(component, facts);
	const each =
		capacity?.kind === "one"
			? capacity.rate.value
			: capacity
				? Math.min(capacity.reads.value, capacity.writes.value)
				: Number.POSITIVE_INFINITY;
	const k = each > 0 && Number.isFinite(each) ? Math.max(1, Math.ceil(total / each - 1e-9)) : 1;
	// A tier that is overloaded with everything up is no worse off for it; one that is after a loss fails.
	return afterLoss ? k : Math.min(n, k);
}

/** All shards must answer; a shard answers reads from any of its nodes, and writes from its primary. */
function databaseUnavailability(
	database: Component,
	operation: "read" | "write",
	q: number,
	{ readUtilization = 0 }: TierLoad,
	facts: Facts,
): number {
	const { shards, replicas } = nodesOf(database, facts);
	const each = shardUnavailability(database, operation, q, replicas, readUtilization, facts);
	return inSeries(new Array<number>(shards).fill(each));
}

function shardUnavailability(
	database: Component,
	operation: "read" | "write",
	q: number,
	replicas: number,
	readUtilization: number,
	facts: Facts,
): number {
	const nodes = replicas + 1;
	if (wordOf(database, "replication") === "quorum") {
		const voters = numberOf(database, "voters") ?? nodes;
		const majority = Math.floor(voters / 2) + 1;
		const quorum = numberOf(database, operation === "read" ? "read-quorum" : "write-quorum") ?? majority;
		return kOfN(voters, Math.min(voters, quorum), q);
	}
	if (replicas === 0) return q;
	const beta = facts.of(database, "common-cause")?.value ?? 0;
	const needs = numberOf(database, "needs");
	if (needs !== undefined) return kOfNWithCommonCause(nodes, Math.min(nodes, needs), q, beta);
	if (operation === "read" && wordOf(database, "reads-from") !== "primary") {
		const k = Math.min(nodes, Math.max(1, Math.ceil(readUtilization * replicas - 1e-9)));
		return kOfNWithCommonCause(nodes, k, q, beta);
	}
	const failover = wordOf(database, "failover");
	if (failover !== "automatic" && failover !== "manual") return q;
	const automatic = failover === "automatic";
	const mtbfSeconds = facts.of(database, "mtbf")?.value ?? 0;
	return failoverUnavailability({
		q: q ** nodes,
		failoverSeconds: automatic
			? (facts.of(database, "failover-time")?.value ?? 0)
			: facts.assume(database, MANUAL_FAILOVER).value,
		coverage: automatic ? (facts.of(database, "failover-coverage")?.value ?? 1) : 1,
		mtbfSeconds,
		// What the availability of a node says of its repairs.
		mttrSeconds: q < 1 ? (q / (1 - q)) * mtbfSeconds : Number.MAX_VALUE,
	});
}
