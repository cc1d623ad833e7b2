import type { DataSet } from "../model/architecture.ts";
import { declaredFact, type Facts } from "./facts.ts";
import { type Popularity, type Resolution, USUAL, zipf } from "./models/zipf.ts";

/** The popularity of the items of a data set, or of `count` values of its shard key; undefined where there is no number of them. */
export function popularityOf(
	data: DataSet,
	facts: Facts,
	{ count = "items", resolution = USUAL }: { readonly count?: "items" | "keys"; readonly resolution?: Resolution } = {},
): Popularity | undefined {
	const items = (count === "keys" ? facts.of(data, "keys")?.value : undefined) ?? facts.of(data, "items")?.value;
	if (items === undefined) return undefined;
	return zipfOf(items, facts.of(data, "skew")?.value ?? 0, declaredFact(data, "hottest")?.value, resolution);
}

const recent = new Map<string, Popularity>();
const MOST_RECENT = 200;

/** `zipf`, kept for the next time: the same data set is asked about again with each step of a solver and each change of the text. */
export function zipfOf(
	items: number,
	skew: number,
	hottest: number | undefined,
	resolution: Resolution = USUAL,
): Popularity {
	const key = [items, skew, hottest, resolution.exactRanks, resolution.factor].join();
	const known = recent.get(key);
	if (known) return known;
	const made = zipf({ items, skew, hottest, resolution });
	if (recent.size >= MOST_RECENT) recent.clear();
	recent.set(key, made);
	return made;
}
