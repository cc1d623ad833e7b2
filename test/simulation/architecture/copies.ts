import type { Component, DataSet } from "../../../src/model/architecture.ts";
import { elementsOf, flagOf, numberOf } from "../../../src/model/properties.ts";
import { LookupCache } from "../lookup-cache.ts";
import type { Random } from "../random.ts";
import { amountOf, optionOf } from "./declared.ts";
import type { Effect } from "./plan.ts";
import type { Operation, Population } from "./population.ts";

/** What a cache or CDN holds, item by item. */
export class Copies {
	/** Its items are known; else it hits by chance. */
	readonly isReal: boolean;
	readonly #ratio: number;
	readonly #random: Random;
	/** Where the items of each data set begin. */
	readonly #offsets = new Map<DataSet, number>();
	readonly #nodes: readonly LookupCache[];
	/** What all places of a CDN ask before the origin. */
	readonly #shield: LookupCache | undefined;
	/** Each item is on one node; or each place of a CDN has copies of its own. */
	readonly #isDivided: boolean;
	readonly #nodeOf: Int32Array;
	/** Items that are being fetched. */
	readonly #fetching = new Set<number>();
	#reads = 0;
	#hits = 0;
	#delayed = 0;
	counted = { reads: 0, hits: 0, delayed: 0 };

	constructor(
		cache: Component,
		data: readonly DataSet[],
		populations: ReadonlyMap<DataSet, Population>,
		random: Random,
		/** Nodes that are gone: the first moment after, when nothing has filled the others with what these had. */
		lost = 0,
	) {
		this.#random = random;
		const held = data.filter((one) => elementsOf(cache, "holds").includes(one));
		const maxItems = numberOf(cache, "max-items");
		const memory = numberOf(cache, "memory");
		const ttl = numberOf(cache, "ttl");
		const declared = numberOf(cache, "hit-ratio");
		this.#ratio = (declared ?? amountOf(cache, "hit-ratio") ?? 0) * (1 - lost / Math.max(1, cache.instances.min));
		this.isReal =
			declared === undefined &&
			// A CDN keeps what it likes: only a time to live says something.
			(cache.kind === "cache" || ttl !== undefined) &&
			held.length > 0 &&
			held.every((one) => populations.get(one)!.items !== undefined);
		let items = 0;
		const sizes: number[] = [];
		for (const one of this.isReal ? held : []) {
			this.#offsets.set(one, items);
			items += populations.get(one)!.items!;
			sizes.push((amountOf(one, "size") ?? 0) + (amountOf(cache, "overhead") ?? 0));
		}
		const bounds = [...this.#offsets.values()];
		const sizeOf = (item: number): number => sizes[bounds.findLastIndex((from) => from <= item)]!;
		const capacity = maxItems ?? (memory === undefined ? items : memory * (amountOf(cache, "usable-memory") ?? 1));
		const isBySize = maxItems === undefined && memory !== undefined;
		const eviction = (optionOf(cache, "eviction") ?? "lru") as "lru" | "fifo" | "lfu";
		if (eviction === "lfu" && held.length > 1)
			throw new Error(`${cache.id}: LFU of several data sets is not simulated`);
		const make = (room = capacity): LookupCache =>
			new LookupCache({
				items: this.isReal ? items : 0,
				capacity: room,
				eviction,
				ttlReset: flagOf(cache, "ttl-reset") ?? false,
				...(isBySize && { sizeOf }),
				...(ttl !== undefined && { ttl }),
			});
		const places = amountOf(cache, "pops") ?? 1;
		this.#isDivided = cache.kind === "cache";
		const count = this.#isDivided ? cache.instances.min : places;
		this.#nodes = Array.from({ length: count }, (_, node) => make(node < lost ? 0 : capacity));
		this.#shield = flagOf(cache, "shield") ? make() : undefined;
		this.#nodeOf = Int32Array.from({ length: this.#isDivided ? items : 0 }, () => random.below(count));
	}

	lookup(operation: Operation, now: number): boolean {
		this.#reads++;
		if (!this.isReal) {
			const hit = this.#random.uniform() < this.#ratio;
			if (hit) this.#hits++;
			return hit;
		}
		const item = this.#offsets.get(operation.data)! + operation.item;
		if (!this.#isDivided) operation.at = this.#random.below(this.#nodes.length);
		const node = this.#nodeFor(item, operation.at);
		let hit = node.read(item, now);
		if (!hit && this.#shield?.read(item, now)) {
			hit = true;
			node.put(item, now);
		}
		if (hit) this.#hits++;
		else if (this.#fetching.has(this.#fetchOf(item, operation.at))) this.#delayed++;
		else this.#fetching.add(this.#fetchOf(item, operation.at));
		return hit;
	}

	change(operation: Operation, effect: Effect, now: number): void {
		if (!this.isReal) return;
		const item = this.#offsets.get(operation.data);
		if (item === undefined) return;
		this.#apply(item + operation.item, operation.at, effect, now);
	}

	#apply(item: number, at: number, effect: Effect, now: number): void {
		this.#fetching.delete(this.#fetchOf(item, at));
		if (effect === "put") {
			this.#nodeFor(item, at).put(item, now);
			this.#shield?.put(item, now);
			return;
		}
		const all = this.#isDivided ? [this.#nodeFor(item, at)] : this.#nodes;
		for (const node of [...all, ...(this.#shield ? [this.#shield] : [])]) {
			if (effect === "delete") node.remove(item);
			else node.refresh(item, now);
		}
	}

	#nodeFor(item: number, at: number): LookupCache {
		return this.#nodes[this.#isDivided ? this.#nodeOf[item]! : Math.max(0, at)]!;
	}

	#fetchOf(item: number, at: number): number {
		return item * this.#nodes.length + Math.max(0, at);
	}

	clear(): void {
		this.#reads = 0;
		this.#hits = 0;
		this.#delayed = 0;
	}

	close(): void {
		this.counted = { reads: this.#reads, hits: this.#hits, delayed: this.#delayed };
	}
}
