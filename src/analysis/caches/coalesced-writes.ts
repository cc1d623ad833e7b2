import type { Component, DataSet } from "../../model/architecture.ts";
import { wordOf } from "../../model/properties.ts";
import type { Facts } from "../facts.ts";
import { writeBack } from "../models/write-back.ts";
import { popularityOf } from "./popularity.ts";
import { COARSE } from "./predicted-hit-ratio.ts";

/**
 * Of the writes of a data set that a cache takes, the share that reaches the store: all of them, unless the cache writes
 * back and so makes one of several writes of an item between two flushes (model M7). All too where nobody says how many items there are.
 */
export function storeWriteShare(cache: Component, data: DataSet, writesPerSecond: number, facts: Facts): number {
	if (wordOf(cache, "write") !== "write-back" || !(writesPerSecond > 0)) return 1;
	const popularity = popularityOf(data, facts, { resolution: COARSE });
	const flushSeconds = facts.of(cache, "flush")?.value;
	if (!popularity || popularity.items === 0 || flushSeconds === undefined) return 1;
	return writeBack({ popularity, writesPerSecond, flushSeconds }).storeWritesPerSecond / writesPerSecond;
}
