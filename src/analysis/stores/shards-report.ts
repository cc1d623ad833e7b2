import type { Component, DataSet } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { dataHeld } from "../caches/cached-data.ts";
import { capacityOf, nodesOf } from "../capacity/capacity.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact } from "../facts.ts";
import { HOT } from "../loads.ts";
import {
	combinedKeyLoad,
	expectedFullest,
	type KeyLoad,
	movedLogicalShare,
	movedShare,
	type Placement,
	saltNeeded,
	shardsNeeded,
} from "../models/shards.ts";
import type { ShardsReport } from "../reports.ts";
import { dataRatesOf, keyLoadOf, readsForEach, shardShares } from "./shards.ts";
import { daysToFullOf } from "./storage-report.ts";

/** How evenly the shards of a database are loaded, and what its hottest key does to one of them (model M9). */
export function shardsReport(store: Component, context: AnalysisContext): ShardsReport | undefined {
	const analysis = context.components.get(store);
	const { facts } = context;
	if (store.kind !== "database" || !declaredFact(store, "shards") || !analysis) return undefined;
	const { shards } = nodesOf(store, facts);
	const rates = dataRatesOf(analysis);
	const { writes: maxShare } = shardShares(store, shards, facts, rates);
	const keys = keyLoads(store, context);
	const daysToFull = daysToFullOf(store, context);
	const more = analysis.roles.length > 0 ? loadOfKeys(store, shards, keys, context) : undefined;
	return {
		count: shards,
		maxShare,
		hottestKeyShare: keys.all.hottest,
		...(daysToFull !== undefined && { daysToFull }),
		movedByAddingOne: movedByAddingOne(store, shards),
		...more,
	};
}

interface KeyLoads {
	readonly all: KeyLoad;
	/** Reads and writes of the hottest key. */
	readonly hottest: { readonly reads: number; readonly writes: number };
}

/** Of all data in the store, each in proportion to its operations. */
function keyLoads(store: Component, { components, facts }: AnalysisContext): KeyLoads {
	const analysis = components.get(store)!;
	const held = dataHeld(store);
	const loads = held.map((data) => keyLoadOf(data, facts));
	// Of users: before a read of a salted key goes to all its suffixes.
	const reads = (data: DataSet): number => (analysis.readsByData.get(data) ?? 0) / readsForEach(store, data, facts);
	const writes = (data: DataSet): number => analysis.writesByData.get(data) ?? 0;
	const all = combinedKeyLoad(held.map((data, i) => ({ share: reads(data) + writes(data), load: loads[i]! })));
	let hottest = { reads: 0, writes: 0 };
	for (const [i, data] of held.entries()) {
		const ofReads = analysis.readKeys?.get(data) ?? loads[i]!;
		const own = { reads: reads(data) * ofReads.hottest, writes: writes(data) * loads[i]!.hottest };
		if (own.reads + own.writes > hottest.reads + hottest.writes) hottest = own;
	}
	return { all, hottest };
}

/** What the operations need of the nodes of one shard that do them, each as a share of what one shard carries. */
interface Needs {
	/** Of one write to the primary, and of one read there or at the replicas. */
	readonly write: number;
	readonly read: number;
	readonly readsAtPrimary: boolean;
	/** Of one write that the replicas replay. */
	readonly replay: number;
}

function needsOf(store: Component, { facts }: AnalysisContext): Needs | undefined {
	const capacity = capacityOf(store, facts);
	if (capacity?.kind !== "mixed") return undefined;
	const { replicas } = nodesOf(store, facts);
	const fromReplicas = replicas > 0 && wordOf(store, "reads-from") !== "primary";
	return {
		write: 1 / capacity.writes.value,
		read: 1 / (capacity.reads.value * (fromReplicas ? replicas : 1)),
		readsAtPrimary: !fromReplicas,
		replay: fromReplicas ? (facts.of(store, "replay-cost")?.value ?? 1) / capacity.reads.value : 0,
	};
}

function loadOfKeys(
	store: Component,
	shards: number,
	{ all, hottest }: KeyLoads,
	context: AnalysisContext,
): Partial<ShardsReport> {
	const { facts } = context;
	const needs = needsOf(store, context);
	const analysis = context.components.get(store)!;
	if (!needs) return {};
	const { read, write, readsAtPrimary, replay } = needs;
	/** Of the primary and of the replicas of one shard, for so many operations per second. */
	const busy = (reads: number, writes: number): readonly [primary: number, replicas: number] => [
		writes * write + (readsAtPrimary ? reads * read : 0),
		readsAtPrimary ? 0 : reads * read + writes * replay,
	];
	const suffixes = facts.of(store, "salt")?.value ?? 1;
	const onOne = suffixes > 1 ? fullestSuffixes(store, suffixes, shards) : 1;
	const salted = busy(hottest.reads * onOne, (hottest.writes * onOne) / suffixes);
	const [others] = busy(
		(analysis.reads - hottest.reads * suffixes) / shards,
		(analysis.writes - hottest.writes) / shards,
	);
	// Suffixes spread the writes of a key: its reads have to ask for all of them.
	const salt = saltNeeded({
		keyPerSecond: hottest.writes * write,
		basePerSecond: others + (readsAtPrimary ? hottest.reads * read : 0),
		capacityPerSecond: 1,
		target: HOT,
	});
	const rates = dataRatesOf(analysis);
	const needed = shardsNeeded((count) => {
		const share = shardShares(store, count, facts, rates);
		return Math.max(...busy(analysis.reads * share.reads, analysis.writes * share.writes));
	}, HOT);
	return {
		...(all.hottest > 0 && { hottestKeyUtilization: Math.max(...salted) }),
		...(salt !== undefined && { saltNeeded: salt }),
		...(needed.kind === "shards" && { needed: needed.shards }),
	};
}

/** Suffixes of one key that lie on the same shard. */
function fullestSuffixes(store: Component, suffixes: number, shards: number): number {
	return wordOf(store, "salt-placement") === "round-robin"
		? Math.ceil(suffixes / shards)
		: expectedFullest(suffixes, shards);
}

/** Share of the data that moves to one more shard. */
function movedByAddingOne(store: Component, shards: number): number {
	const logical = numberOf(store, "logical-shards");
	if (logical !== undefined) return movedLogicalShare(logical, shards, shards + 1);
	return movedShare(shards, shards + 1, (wordOf(store, "placement") as Placement | undefined) ?? "hash");
}
