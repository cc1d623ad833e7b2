import { capacityOf, nodesOf } from "../../analysis/capacity/capacity.ts";
import { Facts } from "../../analysis/facts.ts";
import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { ofKind } from "../graph.ts";
import type { RuleContext } from "../rule.ts";

/** Databases that are divided. */
export function shardedStores(architecture: Architecture): readonly Component[] {
	return ofKind(architecture, "database").filter((store) => shardsOf(store) > 1);
}

export function shardsOf(store: Component): number {
	return numberOf(store, "shards") ?? 1;
}

/** What a data set in a store is divided by: its own key, else that of the store. */
export function keyOf(data: DataSet | undefined, store: Component): string | undefined {
	for (const [of, property] of [
		[data, "key"],
		[store, "shard-key"],
	] as const) {
		const value = of?.properties.get(property)?.value;
		if (value?.type === "text" || value?.type === "word") return value.value;
	}
	return undefined;
}

/** Operations per second that one shard carries, and those that all of them get. */
export interface ShardLoad {
	readonly readCapacity: number;
	readonly writeCapacity: number;
	readonly reads: number;
	readonly writes: number;
}

export function shardLoadOf({ analysis }: RuleContext, store: Component): ShardLoad | undefined {
	const facts = new Facts();
	const numbers = analysis.components.get(store);
	const capacity = capacityOf(store, facts);
	if (!numbers || capacity?.kind !== "mixed") return undefined;
	const { replicas } = nodesOf(store, facts);
	const fromReplicas = replicas > 0 && wordOf(store, "reads-from") !== "primary";
	return {
		readCapacity: capacity.reads.value * (fromReplicas ? replicas : 1),
		writeCapacity: capacity.writes.value,
		reads: numbers.reads,
		writes: numbers.writes,
	};
}

/** Days that a design looks ahead. */
export function horizonDays({ architecture, thresholds }: RuleContext): number {
	const declared = architecture.system && numberOf(architecture.system, "horizon");
	return declared === undefined ? thresholds.horizonDays : declared / 86_400;
}

/** Until the fullest shard is full at the declared growth; undefined where that is not known or never. */
export function daysLeft({ analysis }: RuleContext, store: Component): number | undefined {
	const { shards, storage } = analysis.details.of(store);
	const days = shards?.daysToFull ?? storage?.daysToFull;
	return typeof days === "number" ? days : undefined;
}
