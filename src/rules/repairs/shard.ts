import type { Localized } from "../../language/locale.ts";
import type { Architecture, Component } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import type { Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { heldBy, lacksCopies } from "../graph.ts";

/**
 * Splits a database into shards by a key; consistent hashing moves the least when there will be more of them. Several
 * nodes fail more often than one, so each gets a replica.
 */
export function shard(id: string, shards: number): Step {
	return ({ architecture }) => {
		const database = architecture.elements.get(id);
		if (database?.type !== "component") return undefined;
		const missing = (property: string): boolean => !database.properties.has(property);
		return [
			set(database, "shards", String(shards)),
			...(needsCopies(database, architecture)
				? [set(database, "replicas", "1"), set(database, "failover", "automatic")]
				: []),
			...(missing("shard-key") && !hasKeys(database) ? [set(database, "shard-key", shardKey(database))] : []),
			...(missing("placement") ? [set(database, "placement", "consistent-hash")] : []),
		];
	};
}

/** What `shard` does beside dividing, to be told in its title. */
export function copiesText(database: Component, architecture: Architecture): Localized {
	return needsCopies(database, architecture)
		? { en: ", each with a replica", ko: ", 샤드마다 복제본 두기" }
		: { en: "", ko: "" };
}

function needsCopies(database: Component, { system }: Architecture): boolean {
	const dev = system !== undefined && wordOf(system, "environment") === "dev";
	return !dev && (numberOf(database, "shards") ?? 1) === 1 && lacksCopies(database);
}

/** What its data is spread by: their own keys, else the identity of whom they belong to. */
export function shardKey(database: Component): string {
	for (const of of [database, ...heldBy(database)]) {
		const key = of.properties.get("shard-key")?.value ?? of.properties.get("key")?.value;
		if (key?.type === "text" || key?.type === "word") return key.value;
	}
	return "user_id";
}

function hasKeys(database: Component): boolean {
	const held = heldBy(database);
	return held.length > 0 && held.every((data) => data.properties.has("key"));
}
