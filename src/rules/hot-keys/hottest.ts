import { capacityOf, nodesOf } from "../../analysis/capacity/capacity.ts";
import { Facts } from "../../analysis/facts.ts";
import { expectedFullest } from "../../analysis/models/shards.ts";
import { keyLoadOf, readsForEach } from "../../analysis/stores/shards.ts";
import type { Component, DataSet } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { heldBy } from "../graph.ts";
import { numberOr } from "../numbers.ts";
import { cachesBeside } from "../repairs/cache-aside.ts";
import type { RuleContext } from "../rule.ts";
import { shardedStores } from "../sharding/shards.ts";

/** The hottest key of a data set in a sharded database. Rates per second, busy as a share of what one shard carries. */
export interface HottestKey {
	readonly data: DataSet;
	/** Of the operations on the data set. */
	readonly share: number;
	readonly reads: number;
	readonly writes: number;
	/** Its reads and its writes on the shard with most of it. */
	readonly readBusy: number;
	readonly writeBusy: number;
	/** All other keys, spread evenly. */
	readonly others: number;
	/** Of the busier of the primary and the replicas of that shard. */
	readonly busy: number;
	/** The same if this key were like all others. */
	readonly even: number;
	/** Writes that one shard carries. */
	readonly writeCapacity: number;
}

/** The key that makes its shard busiest; undefined where the database is not sharded, or too little is known. */
export function hottestKeyOf({ architecture, analysis }: RuleContext, store: Component): HottestKey | undefined {
	const facts = new Facts();
	const { shards, replicas } = nodesOf(store, facts);
	const numbers = analysis.components.get(store);
	const capacity = capacityOf(store, facts);
	if (!(shards > 1) || !numbers || capacity?.kind !== "mixed") return undefined;
	const fromReplicas = replicas > 0 && wordOf(store, "reads-from") !== "primary";
	const readCapacity = capacity.reads.value * (fromReplicas ? replicas : 1);
	const writeCapacity = capacity.writes.value;
	if (!(readCapacity > 0 && writeCapacity > 0)) return undefined;
	const suffixes = numberOr(store, "salt", 1);
	const onOne = suffixes > 1 ? sameShard(store, suffixes, shards) : 1;
	let worst: HottestKey | undefined;
	for (const data of heldBy(store)) {
		const { hottest: share } = keyLoadOf(data, facts);
		// What a cache answers are the popular keys first.
		const isCached = cachesBeside(architecture, store, data).length > 0;
		const wanted = (numbers.readsByData.get(data) ?? 0) / readsForEach(store, data, facts);
		const reads = isCached ? 0 : wanted * share;
		const writes = (numbers.writesByData.get(data) ?? 0) * share;
		if (reads + writes === 0) continue;
		const readBusy = (reads * onOne) / readCapacity;
		const writeBusy = (writes * onOne) / suffixes / writeCapacity;
		const restReads = Math.max(0, numbers.reads - reads * suffixes) / shards / readCapacity;
		const restWrites = Math.max(0, numbers.writes - writes) / shards / writeCapacity;
		const primary = writeBusy + restWrites + (fromReplicas ? 0 : readBusy + restReads);
		const copies = fromReplicas ? readBusy + restReads : 0;
		const evenReads = numbers.reads / shards / readCapacity;
		const evenWrites = numbers.writes / shards / writeCapacity;
		const found: HottestKey = {
			data,
			share,
			reads,
			writes,
			readBusy,
			writeBusy,
			others: primary >= copies ? primary - writeBusy - (fromReplicas ? 0 : readBusy) : restReads,
			busy: Math.max(primary, copies),
			even: Math.max(evenWrites + (fromReplicas ? 0 : evenReads), fromReplicas ? evenReads : 0),
			writeCapacity,
		};
		if (!worst || found.busy > worst.busy) worst = found;
	}
	return worst;
}

/** Suffixes of one key that meet on the same shard. */
function sameShard(store: Component, suffixes: number, shards: number): number {
	return wordOf(store, "salt-placement") === "round-robin"
		? Math.ceil(suffixes / shards)
		: expectedFullest(suffixes, shards);
}

/** Databases that write a hot key under several suffixes. */
export function saltedStores({ architecture }: RuleContext): readonly Component[] {
	return shardedStores(architecture).filter((store) => (numberOf(store, "salt") ?? 1) > 1);
}

/** Data in a store that no cache answers for, with its reads and writes of users. */
export function uncached({ architecture, analysis }: RuleContext, store: Component) {
	const facts = new Facts();
	const numbers = analysis.components.get(store);
	return heldBy(store)
		.filter((data) => cachesBeside(architecture, store, data).length === 0)
		.map((data) => ({
			data,
			reads: (numbers?.readsByData.get(data) ?? 0) / readsForEach(store, data, facts),
			writes: numbers?.writesByData.get(data) ?? 0,
		}));
}
