import type { DataSet } from "../../../src/model/architecture.ts";
import { numberOf } from "../../../src/model/properties.ts";
import { aliasTable, type Random } from "../random.ts";
import { amountOf } from "./declared.ts";

/** One operation on its way. */
export interface Operation {
	readonly data: DataSet;
	/** The item, and the value of the shard key; -1 where nobody says how many there are. */
	readonly item: number;
	readonly key: number;
	/** What the last lookup said. */
	hit: boolean;
	/** The place of a CDN that was asked. */
	at: number;
}

/** Items of a data set, and the values of its shard key, drawn by their popularity. */
export class Population {
	readonly #data: DataSet;
	readonly items: number | undefined;
	/** Values of the shard key. */
	readonly keys: number | undefined;
	readonly #item: ((random: Random) => number) | undefined;
	readonly #key: ((random: Random) => number) | undefined;

	constructor(data: DataSet) {
		this.#data = data;
		this.items = numberOf(data, "items");
		const keys = numberOf(data, "keys");
		if (this.items !== undefined) this.#item = aliasTable(sharesOf(data, this.items));
		this.keys = keys ?? this.items;
		if (keys !== undefined) this.#key = aliasTable(sharesOf(data, keys));
	}

	draw(random: Random): Operation {
		const item = this.#item?.(random) ?? -1;
		return { data: this.#data, item, key: this.#key?.(random) ?? item, hit: false, at: -1 };
	}
}

/** Zipf's law; a declared share of the hottest leaves the others their proportions. */
function sharesOf(data: DataSet, count: number): Float64Array {
	const skew = amountOf(data, "skew") ?? 0;
	const hottest = numberOf(data, "hottest");
	const weights = Float64Array.from({ length: count }, (_, i) => (i + 1) ** -skew);
	const others = weights.reduce((sum, weight) => sum + weight, 0) - 1;
	if (hottest !== undefined && others > 0) weights[0] = (hottest / (1 - hottest)) * others;
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return weights.map((weight) => weight / total);
}
