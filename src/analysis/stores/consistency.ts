import type { Component, DataSet } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { dataHeld } from "../caches/cached-data.ts";
import { popularityOf } from "../caches/popularity.ts";
import { nodesOf } from "../capacity/capacity.ts";
import type { AnalysisContext } from "../context.ts";
import type { Facts } from "../facts.ts";
import { roundTrip, roundTripInside } from "../latency/round-trip.ts";
import {
	majority,
	type Quorum,
	quorumDelay,
	readsLastWrite,
	recoveryPoint,
	staleReadProbability,
	staleShare,
	tolerated,
} from "../models/consistency.ts";
import type { ConsistencyReport, RecoveryPoint } from "../reports.ts";
import { averageOfPeak } from "../traffic/average.ts";

/** What copies that lag behind cost (model M15); undefined where there is nothing to be said. */
export function consistencyReport(store: Component, context: AnalysisContext): ConsistencyReport | undefined {
	if (store.kind !== "database" && store.kind !== "storage") return undefined;
	const rpo = recoveryPointOf(store, context);
	const staleReadRatio = staleReads(store, context);
	const quorum = quorumOf(store, context);
	if (!rpo && staleReadRatio === undefined && !quorum) return undefined;
	return {
		...(rpo && { rpo }),
		...(staleReadRatio !== undefined && { staleReadRatio }),
		...(quorum && {
			quorum: { ...quorum, readsLastWrite: readsLastWrite(quorum), tolerates: tolerated(quorum) },
		}),
	};
}

/**
 * What the loss of the primary loses of acknowledged writes: nothing where a copy had them before the answer, the lag of
 * the copies else, and without copies all since the last backup.
 */
export function recoveryPointOf(store: Component, context: AnalysisContext): RecoveryPoint | undefined {
	const { facts, components, routing } = context;
	const analysis = components.get(store);
	if (!analysis || analysis.roles.length === 0 || routing.isCopy(store)) return undefined;
	const copies = hasCopies(store, facts);
	if (store.kind === "database" && copies) {
		const lag = waitsForCopies(store, facts) ? 0 : lagOf(store, facts);
		return recoveryPoint(analysis.writes, lag);
	}
	const backup = numberOf(store, "backup");
	// A provider keeps copies of what it stores.
	if (backup === undefined || copies || store.kind === "storage") return undefined;
	return recoveryPoint(analysis.writes * averageOfPeak(store, context), backup);
}

/** Share of the reads that get a value older than the last write, since they go to copies. */
function staleReads(store: Component, context: AnalysisContext): number | undefined {
	const { facts, components } = context;
	const primary = primaryOf(store);
	const replicas = nodesOf(store, facts).replicas > 0 && wordOf(store, "reads-from") !== "primary";
	if (store.kind !== "database" || (!replicas && primary === store)) return undefined;
	const analysis = components.get(store);
	if (!analysis || analysis.roles.length === 0) return undefined;
	const quorum = quorumOf(store, context);
	if (quorum && readsLastWrite(quorum)) return 0;
	if (wordOf(primary, "replication") === "sync") return 0;
	const lag = (primary === store ? undefined : numberOf(store, "lag")) ?? lagOf(primary, facts);
	const missed = quorum ? missesTheWrite(quorum) : 1;
	// Own writes are read from the primary then.
	const pinned = primary === store && wordOf(store, "reads-from") === "pinned";
	const held = dataHeld(store);
	const reads = (data: DataSet): number => analysis.readsByData.get(data) ?? 0;
	const total = held.reduce((sum, data) => sum + reads(data), 0);
	let stale = 0;
	for (const data of held) {
		const share = total > 0 ? reads(data) / total : 1 / held.length;
		if (share === 0) continue;
		const writes = components.get(primary)?.writesByData.get(data) ?? 0;
		const one = staleReadsOf(data, { meanLag: lag, writes, pinned }, context);
		if (one === undefined) return undefined;
		stale += share * one * missed;
	}
	return held.length > 0 ? stale : undefined;
}

/** After an own write where it is said how soon the read follows; else of any read, by how often its item is written. */
function staleReadsOf(
	data: DataSet,
	{ meanLag, writes, pinned }: { readonly meanLag: number; readonly writes: number; readonly pinned: boolean },
	{ facts }: AnalysisContext,
): number | undefined {
	const delay = numberOf(data, "read-after");
	if (delay !== undefined && !pinned) return staleReadProbability({ meanLag, delay });
	if (writes === 0) return 0;
	const popularity = popularityOf(data, facts);
	if (!popularity) return undefined;
	const { counts, shares } = popularity;
	return shares.reduce((sum, share, i) => sum + counts[i]! * share * staleShare(writes * share, meanLag), 0);
}

/** Probability that none of R random voters is among the W that have the write: binomial(N - W, R) / binomial(N, R). */
function missesTheWrite({ voters, read, write }: Quorum): number {
	let probability = 1;
	for (let i = 0; i < Math.min(read, voters); i++) probability *= Math.max(0, voters - write - i) / (voters - i);
	return probability;
}

/** The store that writes go to: of a copy, the one at the beginning of the replication. */
function primaryOf(store: Component): Component {
	const seen = new Set([store]);
	let at = store;
	for (;;) {
		const before = at.incoming.find(({ replication, from }) => replication && !seen.has(from));
		if (!before) return at;
		at = before.from;
		seen.add(at);
	}
}

/** How far its copies are behind: as it says itself, else as the copies that it feeds say, the farthest of them. */
function lagOf(primary: Component, facts: Facts): number {
	const copies = primary.outgoing
		.filter(({ replication }) => replication)
		.flatMap(({ to }) => numberOf(to, "lag") ?? []);
	const ownReplicas = nodesOf(primary, facts).replicas > 0;
	if (numberOf(primary, "lag") !== undefined || ownReplicas || copies.length === 0)
		return facts.of(primary, "lag")?.value ?? 0;
	return Math.max(...copies);
}

function hasCopies(store: Component, facts: Facts): boolean {
	return isQuorum(store) || nodesOf(store, facts).replicas > 0 || store.outgoing.some(({ replication }) => replication);
}

const isQuorum = (store: Component): boolean => wordOf(store, "replication") === "quorum";

/** Somebody else has the write before it counts as done. */
function waitsForCopies(store: Component, facts: Facts): boolean {
	const replication = facts.word(store, "replication") ?? "async";
	return replication !== "async";
}

/** Undefined where nobody votes. */
export function quorumOf(store: Component, { facts }: AnalysisContext): Quorum | undefined {
	if (store.kind !== "database" || !isQuorum(store)) return undefined;
	const voters = numberOf(store, "voters") ?? nodesOf(store, facts).replicas + 1;
	const most = majority(voters);
	const read = numberOf(store, "read-quorum") ?? most;
	return { voters, read: Math.min(voters, read), write: Math.min(voters, numberOf(store, "write-quorum") ?? most) };
}

/** Time for which a write waits for copies, beyond that of the primary itself. */
export function commitDelay(store: Component, context: AnalysisContext): number {
	const { facts } = context;
	if (store.kind !== "database" || !hasCopies(store, facts) || !waitsForCopies(store, facts)) return 0;
	const quorum = quorumOf(store, context);
	const near = quorum ? quorum.voters - 1 : nodesOf(store, facts).replicas;
	const trips = store.outgoing.filter(({ replication }) => replication).map((link) => roundTrip(link, facts));
	// All replicas of a place are equally far: more of them than these are of no account.
	for (let i = 0; i < Math.min(near, MOST_VOTERS); i++) trips.push(roundTripInside(store, facts));
	if (trips.length === 0) return 0;
	if (quorum) return quorumDelay([0, ...trips], quorum.write);
	return wordOf(store, "replication") === "sync" ? Math.max(...trips) : Math.min(...trips);
}

const MOST_VOTERS = 100;
