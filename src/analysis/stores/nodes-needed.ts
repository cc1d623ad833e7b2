import type { Component } from "../../model/architecture.ts";
import { wordOf } from "../../model/properties.ts";
import { capacityOf, nodesOf } from "../capacity/capacity.ts";
import type { AnalysisContext } from "../context.ts";
import { shardShares } from "./shards.ts";

/** Nodes that keep a database at or below a utilisation; undefined where no number of them does. */
export interface NodesNeeded {
	readonly shards: number | undefined;
	/** Of each shard; absent where no replica serves reads. */
	readonly replicas?: number | undefined;
}

/** More shards than anybody has. */
const MOST_SHARDS = 65_536;

/** By the arithmetic of the utilisation (model M3), with the share of the busiest of so many shards (model M9). */
export function nodesNeeded(database: Component, context: AnalysisContext, target: number): NodesNeeded | undefined {
	const { components, facts, traffic } = context;
	const analysis = components.get(database);
	const capacity = capacityOf(database, facts);
	if (database.kind !== "database" || !analysis || analysis.roles.length === 0 || capacity?.kind !== "mixed")
		return undefined;
	const { shards, replicas } = nodesOf(database, facts);
	const readsFromReplicas = replicas > 0 && wordOf(database, "reads-from") !== "primary";
	const rates = { reads: analysis.readsByData, writes: analysis.writesByData };
	let replayed = 0;
	for (const rate of traffic.replicated.get(database)?.values() ?? []) replayed += rate;
	const replay = (facts.of(database, "replay-cost")?.value ?? 1) / capacity.reads.value;
	const read = analysis.reads / capacity.reads.value;
	const primaryAt = (count: number): number => {
		const share = shardShares(database, count, facts, rates);
		const own = analysis.writes / capacity.writes.value + replayed * replay;
		return share.writes * own + (readsFromReplicas ? 0 : share.reads * read);
	};
	const enough = fewest((count) => primaryAt(count) <= target * (1 + 1e-9));
	if (!readsFromReplicas) return { shards: enough };
	const share = shardShares(database, Math.max(shards, enough ?? shards), facts, rates);
	const room = target - share.writes * (analysis.writes + replayed) * replay;
	const each = room > 0 ? Math.max(1, Math.ceil(((share.reads * read) / room) * (1 - 1e-9))) : undefined;
	return { shards: enough, replicas: each };
}

/** The smallest number for which `holds`, which does so from there on. */
function fewest(holds: (count: number) => boolean): number | undefined {
	let high = 1;
	while (!holds(high)) {
		high *= 2;
		if (high > MOST_SHARDS) return undefined;
	}
	let low = high / 2;
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (holds(middle)) high = middle;
		else low = middle;
	}
	return high;
}
