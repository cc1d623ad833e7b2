import type { Component, DataSet } from "../../model/architecture.ts";
import { elementsOf, flagOf, wordOf } from "../../model/properties.ts";
import { declaredFact, type Facts } from "../facts.ts";
import type { CachedSet, CacheOptions, Eviction } from "../models/cache.ts";
import type { Popularity, Resolution } from "../models/zipf.ts";
import { zipfOf } from "./popularity.ts";

/** What the hit ratio of a cache or CDN follows from (models M7 and M8). */
export interface CachedData {
	readonly sets: readonly KnownSet[];
	/** Of all nodes together; undefined: unlimited. */
	readonly capacityBytes: number | undefined;
	readonly eviction: Eviction;
	/** Places with copies of their own, among which the reads are divided: the points of presence of a CDN. */
	readonly places: number;
	/** What all places miss is asked for at one more copy before the store. */
	readonly shield: boolean;
}

/** A data set in a cache. Rates are of all places together. */
export interface KnownSet extends Omit<CachedSet, "popularity"> {
	readonly data: DataSet;
	readonly items: number;
	readonly skew: number;
	readonly hottest: number | undefined;
	/** What another cache lets through, where it stands before this one. */
	readonly seen: SeenPopularity | undefined;
}

/** The popularity of the items among the reads that arrive; equal questions stand for equal popularities. */
export interface SeenPopularity {
	readonly popularity: Popularity;
	readonly question: string;
}

export type Rates = ReadonlyMap<DataSet, number>;

/** Undefined where the number of items of what is read there is not known, or, of a CDN, how long copies stay. */
export function cachedData(
	cache: Component,
	reads: Rates,
	writes: Rates,
	facts: Facts,
	seen?: (data: DataSet) => SeenPopularity | undefined,
): CachedData | undefined {
	const ttl = declaredFact(cache, "ttl")?.value;
	const onWrite = effectOfWrites(cache);
	const room = roomOf(cache, facts);
	// A CDN keeps what it likes for as long as it likes: only a time to live says something.
	if (cache.kind === "cdn" && ttl === undefined) return undefined;
	const isRead = dataHeld(cache).some((data) => (reads.get(data) ?? 0) > 0);
	const held = dataHeld(cache).filter((data) => (isRead ? (reads.get(data) ?? 0) > 0 || isWritten(data) : true));
	const sets: KnownSet[] = [];
	for (const data of held) {
		const items = facts.of(data, "items")?.value;
		if (items === undefined) {
			// What is only written takes some room, but nothing can be said of how much.
			if (isRead && !reads.get(data)) continue;
			return undefined;
		}
		sets.push({
			data,
			items,
			skew: facts.of(data, "skew")?.value ?? 0,
			hottest: declaredFact(data, "hottest")?.value,
			seen: seen?.(data),
			readsPerSecond: reads.get(data) ?? 0,
			writesPerSecond: writes.get(data) ?? 0,
			onWrite,
			ttl,
			ttlReset: flagOf(cache, "ttl-reset") ?? false,
			itemBytes: room.bytesOf(data),
		});
	}
	// Without reads only one thing can be said: how much of the popularity the memory covers.
	if (sets.length === 0 || (!isRead && (sets.length > 1 || ttl !== undefined || onWrite === "delete")))
		return undefined;
	return {
		sets,
		capacityBytes: room.capacityBytes,
		eviction: room.capacityBytes === undefined ? "lru" : evictionOf(cache, facts),
		places: Math.max(1, facts.of(cache, "pops")?.value ?? 1),
		shield: flagOf(cache, "shield") ?? false,
	};

	function isWritten(data: DataSet): boolean {
		return onWrite === "store" && (writes.get(data) ?? 0) > 0;
	}
}

function evictionOf(cache: Component, facts: Facts): Eviction {
	const policy = facts.word(cache, "eviction");
	// What fills a cache that throws nothing out is what is asked for first, which LRU would keep: sum of 1 - e^(-p_i t) = capacity.
	return policy === "lfu" || policy === "fifo" ? policy : "lru";
}

/** The same in the terms of the model: what one place sees. */
export function cacheOptions(
	{ sets, capacityBytes, eviction, places }: CachedData,
	resolution?: Resolution,
): CacheOptions {
	return {
		sets: sets.map((set) => ({
			...set,
			popularity: set.seen?.popularity ?? zipfOf(set.items, set.skew, set.hottest, resolution),
			readsPerSecond: set.readsPerSecond / places,
		})),
		capacityBytes,
		eviction,
	};
}

/** Data sets that a store declares to hold. */
export function dataHeld(store: Component): readonly DataSet[] {
	return elementsOf(store, "holds").filter((element): element is DataSet => element.type === "data");
}

/** What a write does to the copy. A cache that follows the log of the store counts as deleting at once. */
export function effectOfWrites(cache: Component): CachedSet["onWrite"] {
	const write = wordOf(cache, "write");
	if (write === "write-through" || write === "write-back") return "store";
	switch (wordOf(cache, "invalidate")) {
		case "delete":
		case "cdc":
			return "delete";
		case "update":
			return "update";
		default:
			return "nothing";
	}
}

export interface Room {
	/** Undefined: unlimited. */
	readonly capacityBytes: number | undefined;
	readonly bytesOf: (data: DataSet) => number;
}

/**
 * Nodes divide the items among them; replicas hold the same again. A number of items counts as one byte for each. Nodes that
 * are lost count: what they held is missed, which is more than the smaller memory says.
 */
export function roomOf(cache: Component, facts: Facts): Room {
	const nodes = cache.instances.min;
	const items = declaredFact(cache, "max-items");
	if (items) return { capacityBytes: items.value * nodes, bytesOf: () => 1 };
	const memory = facts.of(cache, "memory")?.value;
	if (memory === undefined || memory === Number.POSITIVE_INFINITY)
		return { capacityBytes: undefined, bytesOf: () => 1 };
	const usable = facts.of(cache, "usable-memory")?.value ?? 1;
	return { capacityBytes: memory * usable * nodes, bytesOf: (data) => itemBytes(cache, data, facts) };
}

/** Memory that one item takes: its size and what the cache adds to each. */
export function itemBytes(cache: Component, data: DataSet, facts: Facts): number {
	return (facts.of(data, "size")?.value ?? 0) + (facts.of(cache, "overhead")?.value ?? 0);
}
