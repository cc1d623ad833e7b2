import type { DataSet } from "../../model/architecture.ts";
import { declaredFact, type Facts } from "../facts.ts";
import { type Popularity, type Resolution, USUAL, zipf } from "../models/zipf.ts";
import { Recent } from "../recent.ts";

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

const recent = new Recent<Popularity>(200);

/** `zipf`, kept for the next time. */
export function zipfOf(
	items: number,
	skew: number,
	hottest: number | undefined,
	resolution: Resolution = USUAL,
): Popularity {
	const question = [items, skew, hottest, resolution.exactRanks, resolution.factor].join();
	return recent.get(question, () => zipf({ items, skew, hottest, resolution }));
}
