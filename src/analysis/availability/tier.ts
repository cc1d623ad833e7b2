import type { Component, Place } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { MANUAL_FAILOVER } from "../assumed.ts";
import { nodesOf } from "../capacity/capacity.ts";
import { instancesFor, speedupOf } from "../capacity/scaling.ts";
import { declaredFact, type Facts, isManaged } from "../facts.ts";
import type { Tier } from "../loads.ts";
import { failoverUnavailability, fromTimes, kOfN, kOfNOverZones, withCommonCause } from "../models/availability.ts";
import { majority } from "../models/consistency.ts";
import { activeInstances } from "../traffic/active-instances.ts";

/** The load of a tier in the state considered, and with everything up. */
export interface TierLoad {
	readonly inState: Tier | undefined;
	readonly usual: Tier | undefined;
}

/** One formula on the way to the unavailability of a tier, with what went into it. */
export type TierStep = { readonly unavailability: number } & (
	| {
			readonly kind: "nodes";
			readonly n: number;
			readonly k: number;
			readonly q: number;
			readonly commonCause: number;
			readonly copies: number;
			readonly zones: number | undefined;
			/** Of the nodes by themselves, without the common cause. */
			readonly independent: number;
	  }
	| { readonly kind: "failover"; readonly options: Parameters<typeof failoverUnavailability>[0] }
	| { readonly kind: "shards"; readonly shards: number; readonly each: number }
);

/** Utilisation up to which an instance still carries its load (models M11 and M13); after a loss it may be full. */
const CARRIES = 0.9;
const CARRIES_AFTER_LOSS = 1;

/**
 * The probability that a tier alone, without what it depends on, cannot do its work (model M11): fewer than k of its n
 * instances are up, where k is what `needs` says, else what carries the load in the state considered. `steps` takes down how
 * that came about.
 */
export function tierUnavailability(
	component: Component,
	operation: "read" | "write",
	load: TierLoad,
	facts: Facts,
	steps?: TierStep[],
): number {
	const q = nodeUnavailability(component, facts);
	if (component.kind === "database") return databaseUnavailability(component, operation, q, load, facts, steps);
	const { inState } = load;
	const n = inState && inState.instances > 0 ? inState.instances : facts.instances(component).max;
	// A provider keeps it redundant: what it promises is for the whole, unless it is said of each of several.
	const isWhole = isManaged(component) && (n === 1 || !declaredFact(component, "availability"));
	const nodes = isWhole ? 1 : n;
	const atRest = needsOf(component, nodes);
	const k =
		atRest ??
		(hasGrown(load)
			? carrying(component, inState, CARRIES_AFTER_LOSS, nodes)
			: Math.min(nodes, carrying(component, inState, CARRIES, nodes)));
	const afterZone = atRest ?? carrying(component, inState, CARRIES_AFTER_LOSS, nodes);
	return nodesUnavailability(component, { n: nodes, k, afterZone, q }, facts, steps);
}

export function placeUnavailability(place: Place, facts: Facts): number {
	return 1 - (facts.of(place, "availability")?.value ?? 1);
}

/** More to do than with everything up: then all that is left must carry it. */
function hasGrown({ inState, usual }: TierLoad): boolean {
	return (inState?.utilization ?? 0) > (usual?.utilization ?? 0) * (1 + 1e-9);
}

/** What `needs` says: a count, or more than half. */
function needsOf(component: Component, n: number): number | undefined {
	const needs = component.properties.get("needs")?.value;
	if (needs?.type === "number") return Math.min(n, Math.max(1, needs.value));
	return needs?.type === "word" ? majority(n) : undefined;
}

/** Instances that carry the load up to a utilisation of `target`; infinitely many where no number of them does. */
function carrying(component: Component, analysis: Tier | undefined, target: number, nodes: number): number {
	const { capacity, utilization, instances = 0 } = analysis ?? {};
	if (capacity === undefined || utilization === undefined || instances === 0) return 1;
	if (nodes === 1) return utilization > target * (1 + 1e-9) ? Number.POSITIVE_INFINITY : 1;
	const active = activeInstances(component, instances);
	// Partitions of a queue and not instances are what lacks.
	if (active < instances) return 1;
	const each = capacity / speedupOf(component, instances);
	const k = instancesFor(component, (utilization * capacity) / target - 1e-9 * each, each);
	return Math.max(1, k ?? Number.POSITIVE_INFINITY);
}

interface Nodes {
	readonly n: number;
	/** How many of them are needed. */
	readonly k: number;
	/** How many are after the loss of a zone. */
	readonly afterZone: number;
	/** Probability that one is down. */
	readonly q: number;
}

/** k of n with `common-cause` and `zones`. */
function nodesUnavailability(
	component: Component,
	{ n, k, afterZone, q }: Nodes,
	facts: Facts,
	steps?: TierStep[],
): number {
	const beta = facts.of(component, "common-cause")?.value ?? 0;
	const zones = numberOf(component, "zones");
	// A node of a cache is there as long as one of its copies is, a name as long as one of its providers answers.
	const copies =
		component.kind === "cache" ? 1 + (numberOf(component, "replicas") ?? 0) : (numberOf(component, "providers") ?? 1);
	const alone = ((1 - beta) * q) ** copies;
	const independent =
		zones === undefined
			? kOfN(n, k, alone)
			: kOfNOverZones(n, k, alone, zones, 1 - (facts.of(component, "zone-availability")?.value ?? 1), afterZone);
	const unavailability = withCommonCause(independent, q, beta);
	steps?.push({ kind: "nodes", n, k, q, commonCause: beta, copies, zones, independent, unavailability });
	return unavailability;
}

/** Of one instance: as declared, else from MTBF and MTTR where they are, else the default of the kind. */
export function nodeUnavailability(component: Component, facts: Facts): number {
	const declared = declaredFact(component, "availability");
	if (declared) return 1 - declared.value;
	if (declaredFact(component, "mtbf") || declaredFact(component, "mttr")) {
		return fromTimes(facts.of(component, "mtbf")?.value ?? 1, facts.of(component, "mttr")?.value ?? 0);
	}
	return 1 - (facts.of(component, "availability")?.value ?? 1);
}

/** All shards must answer; a shard answers reads from any of its nodes, and writes from its primary. */
function databaseUnavailability(
	database: Component,
	operation: "read" | "write",
	q: number,
	load: TierLoad,
	facts: Facts,
	steps?: TierStep[],
): number {
	if (isOverwhelmed(operation, load)) return 1;
	if (isManaged(database)) return q;
	const { shards } = nodesOf(database, facts);
	const each = shardUnavailability(database, operation, q, load, facts, steps);
	const unavailability = kOfN(shards, shards, each);
	if (shards > 1) steps?.push({ kind: "shards", shards, each, unavailability });
	return unavailability;
}

/**
 * The probability that a tier does nothing at all: a database neither reads nor writes. Reads from replicas stop where fewer
 * nodes than they need are up, writes while there is no primary: what stops the one is only now and then what stops the other.
 */
export function stoppedUnavailability(component: Component, load: TierLoad, facts: Facts): number {
	const writes = tierUnavailability(component, "write", load, facts);
	if (component.kind !== "database") return writes;
	const reads = tierUnavailability(component, "read", load, facts);
	const k = readersNeeded(component, load, facts);
	if (k === undefined || reads === 1 || writes === 1) return Math.min(reads, writes);
	const { shards, replicas } = nodesOf(component, facts);
	const q = nodeUnavailability(component, facts);
	const nodes = (n: number, k: number): number => nodesUnavailability(component, { n, k, afterZone: k, q }, facts);
	const [read, write] = [nodes(replicas + 1, k), shardUnavailability(component, "write", q, load, facts)];
	// Without its primary, but not without all nodes: how many of the others are up.
	const allDown = nodes(replicas + 1, 1);
	const both = allDown + Math.max(0, write - allDown) * Math.max(0, nodes(replicas, k) - nodes(replicas, 1));
	const one = Math.min(1, Math.max(read, write, read + write - both));
	return Math.max(0, Math.min(reads, writes, reads + writes - kOfN(shards, shards, one)));
}

/** Nodes of each shard without which its reads stop; undefined where these need what writes need, or a quorum. */
function readersNeeded(database: Component, load: TierLoad, facts: Facts): number | undefined {
	const { replicas } = nodesOf(database, facts);
	if (isManaged(database) || replicas === 0 || wordOf(database, "replication") === "quorum") return undefined;
	if (needsOf(database, replicas + 1) !== undefined || wordOf(database, "reads-from") === "primary") return undefined;
	const target = hasGrown(load) ? CARRIES_AFTER_LOSS : CARRIES;
	const busy = (roleFor("read", load.inState)?.utilization ?? 0) * replicas;
	return Math.min(replicas + 1, Math.max(1, Math.ceil(busy / target - 1e-9)));
}

/** The loss of something else leaves it with more than all of its nodes carry. */
function isOverwhelmed(operation: "read" | "write", { inState, usual }: TierLoad): boolean {
	const now = roleFor(operation, inState)?.utilization ?? 0;
	return now > CARRIES_AFTER_LOSS * (1 + 1e-9) && now > (roleFor(operation, usual)?.utilization ?? 0) * (1 + 1e-9);
}

function roleFor(operation: "read" | "write", analysis: Tier | undefined) {
	const replica = operation === "read" ? analysis?.roles.find(({ role }) => role === "replica") : undefined;
	return replica ?? analysis?.roles[0];
}

function shardUnavailability(
	database: Component,
	operation: "read" | "write",
	q: number,
	load: TierLoad,
	facts: Facts,
	steps?: TierStep[],
): number {
	const { replicas } = nodesOf(database, facts);
	const nodes = replicas + 1;
	const atLeast = (k: number, n = nodes): number =>
		nodesUnavailability(database, { n, k: Math.min(n, k), afterZone: k, q }, facts, steps);
	if (wordOf(database, "replication") === "quorum") {
		const voters = numberOf(database, "voters") ?? nodes;
		const quorum = numberOf(database, operation === "read" ? "read-quorum" : "write-quorum") ?? majority(voters);
		return atLeast(Math.min(voters, quorum), voters);
	}
	const needs = needsOf(database, nodes);
	if (needs !== undefined) return atLeast(needs);
	if (replicas === 0) return atLeast(1);
	const readers = operation === "read" ? readersNeeded(database, load, facts) : undefined;
	if (readers !== undefined) return atLeast(readers);
	const failover = wordOf(database, "failover");
	if (failover !== "automatic" && failover !== "manual") return atLeast(1, 1);
	const automatic = failover === "automatic";
	const { mtbfSeconds, mttrSeconds } = timesOf(database, q, facts);
	const options = {
		q: atLeast(1),
		failoverSeconds: automatic
			? (facts.of(database, "failover-time")?.value ?? 0)
			: facts.assume(database, MANUAL_FAILOVER).value,
		coverage: automatic ? (facts.of(database, "failover-coverage")?.value ?? 1) : 1,
		mtbfSeconds,
		mttrSeconds,
	};
	const found = failoverUnavailability(options);
	steps?.push({ kind: "failover", options, unavailability: found });
	// Where the repair is faster than the failover, nobody waits for it.
	const alone = nodesUnavailability(database, { n: 1, k: 1, afterZone: 1, q }, facts);
	return Math.min(found, alone);
}

/**
 * How often a node fails and how long it is then down. A declared availability says what share of the time it is down,
 * MTTR / (MTBF + MTTR), and so one of them where the other is known.
 */
function timesOf(database: Component, q: number, facts: Facts): { mtbfSeconds: number; mttrSeconds: number } {
	const of = (property: string): number => facts.of(database, property)?.value ?? 0;
	if (!declaredFact(database, "availability")) return { mtbfSeconds: of("mtbf"), mttrSeconds: of("mttr") };
	const down = q < 1 ? q / (1 - q) : Number.MAX_VALUE;
	const mtbf = declaredFact(database, "mtbf")?.value;
	if (mtbf !== undefined) {
		return { mtbfSeconds: mtbf, mttrSeconds: declaredFact(database, "mttr")?.value ?? mtbf * down };
	}
	const mttrSeconds = of("mttr");
	return { mtbfSeconds: down > 0 ? Math.min(Number.MAX_VALUE, mttrSeconds / down) : Number.MAX_VALUE, mttrSeconds };
}
