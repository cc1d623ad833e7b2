import type { Component } from "../../model/architecture.ts";
import type { Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { heldBy } from "../graph.ts";

/** Splits a database into shards by a key; consistent hashing moves the least when there will be more of them. */
export function shard(id: string, shards: number): Step {
	return ({ architecture }) => {
		const database = architecture.elements.get(id);
		if (database?.type !== "component") return undefined;
		const missing = (property: string): boolean => !database.properties.has(property);
		return [
			set(database, "shards", String(shards)),
			...(missing("shard-key") && !hasKeys(database) ? [set(database, "shard-key", shardKey(database))] : []),
			...(missing("placement") ? [set(database, "placement", "consistent-hash")] : []),
		];
	};
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
