import type { Component, DataSet } from "../../model/architecture.ts";
import { flagOf, numberOf } from "../../model/properties.ts";
import type { ComponentAnalysis } from "../analysis.ts";
import { dataHeld, type Rates } from "../caches/cached-data.ts";
import { popularityOf } from "../caches/popularity.ts";
import { declaredFact, type Facts } from "../facts.ts";
import {
	combinedKeyLoad,
	directoryShare,
	type KeyLoad,
	keyLoad,
	largestShare,
	logicalShare,
	ringImbalance,
	type SaltedLoad,
	salted,
	saltedReads,
	scatteredShare,
} from "../models/shards.ts";
import { type Popularity, zipf } from "../models/zipf.ts";
import { Recent } from "../recent.ts";

/** What the busiest shard gets of the operations of users: of a whole of 1, and more where reads have to be asked of many. */
export interface ShardShares {
	readonly reads: number;
	readonly writes: number;
}

/** How much of the operations of a store each of its data sets has; absent: the most uneven one counts alone. */
export interface DataRates {
	readonly reads: Rates;
	readonly writes: Rates;
	/** How the reads of a data set spread over its keys, where caches before the store answer those of the popular ones. */
	readonly readKeys?: ReadonlyMap<DataSet, KeyLoad>;
}

/** The operations of users at a store. */
export function dataRatesOf({ readsByData, writesByData, readKeys }: ComponentAnalysis): DataRates {
	return { reads: readsByData, writes: writesByData, ...(readKeys && { readKeys }) };
}

const WHOLE: ShardShares = { reads: 1, writes: 1 };

/**
 * Share of the load that the busiest of `shards` shards gets (model M9): by the skew of the keys, the hottest of them,
 * how keys are placed, and salted keys.
 */
export function shardShares(store: Component, shards: number, facts: Facts, rates?: DataRates): ShardShares {
	if (!(shards > 1)) return WHOLE;
	const held = dataHeld(store);
	const scatter = facts.of(store, "scatter")?.value ?? 0;
	const reads = shareOf("reads");
	const writes = shareOf("writes");
	return { reads: scatteredShare(reads, scatter), writes };

	function shareOf(operation: "reads" | "writes"): number {
		const weights = weightsOf(held, rates?.[operation]);
		const shares = (data: readonly DataSet[], weight: readonly number[]): number =>
			shareOfSets(store, shards, data, weight, operation, facts, rates?.readKeys);
		if (weights) return shares(held, weights);
		return Math.max(1 / shards, ...held.map((data) => shares([data], [1])));
	}
}

/** Share of the writes on the busiest shard. */
export function largestWriteShare(store: Component, shards: number, facts: Facts, rates?: DataRates): number {
	return shardShares(store, shards, facts, rates).writes;
}

/** The part that each data set has in the whole; undefined where there is none. */
function weightsOf(held: readonly DataSet[], rates: Rates | undefined): readonly number[] | undefined {
	const own = held.map((data) => rates?.get(data) ?? 0);
	const total = own.reduce((sum, rate) => sum + rate, 0);
	return total > 0 ? own.map((rate) => rate / total) : undefined;
}

/** What the share of the busiest shard follows from. */
export type Spread =
	/** A key that grows sends all that is new to the last range: so much of the writes. */
	| { readonly kind: "sequential"; readonly share: number }
	| { readonly kind: "salted" }
	| { readonly kind: "directory"; readonly load: KeyLoad }
	/** `imbalance`: how much more than its part a shard gets of the space of keys. */
	| { readonly kind: "random"; readonly load: KeyLoad; readonly imbalance: number };

/** Of the operations that users do; undefined where there are none. */
export function spreadOf(
	store: Component,
	shards: number,
	operation: "reads" | "writes",
	facts: Facts,
	rates: DataRates,
): Spread | undefined {
	const held = dataHeld(store);
	const weights = weightsOf(held, rates[operation]);
	return weights && spreadOfSets(store, shards, held, weights, operation, facts, rates.readKeys);
}

function spreadOfSets(
	store: Component,
	shards: number,
	held: readonly DataSet[],
	weights: readonly number[],
	operation: "reads" | "writes",
	facts: Facts,
	readKeys: DataRates["readKeys"],
): Spread {
	const placement = facts.word(store, "placement") ?? "hash";
	if (placement === "range" && operation === "writes") {
		const share = held.reduce((sum, data, i) => sum + (flagOf(data, "sequential-key") ? weights[i]! : 0), 0);
		if (share > 0) return { kind: "sequential", share };
	}
	if ((facts.of(store, "salt")?.value ?? 1) > 1) return { kind: "salted" };
	const loadOf = (data: DataSet): KeyLoad =>
		(operation === "reads" ? readKeys?.get(data) : undefined) ?? keyLoadOf(data, facts);
	const load = combinedKeyLoad(held.map((data, i) => ({ share: weights[i]!, load: loadOf(data) })));
	if (placement === "directory") return { kind: "directory", load };
	return { kind: "random", load, imbalance: imbalanceOf(store, shards, placement, facts) };
}

function shareOfSets(
	store: Component,
	shards: number,
	held: readonly DataSet[],
	weights: readonly number[],
	operation: "reads" | "writes",
	facts: Facts,
	readKeys: DataRates["readKeys"],
): number {
	const spread = spreadOfSets(store, shards, held, weights, operation, facts, readKeys);
	switch (spread.kind) {
		case "sequential":
			return spread.share + (1 - spread.share) / shards;
		case "salted":
			return saltedShare(store, shards, held, weights, operation, facts);
		case "directory":
			return directoryShare(spread.load, shards);
		case "random": {
			const { load, imbalance } = spread;
			const question = `${load.hottest} ${load.sumOfSquares} ${load.sumOfCubes} ${shards} ${imbalance}`;
			return largestShares.get(question, () => largestShare(load, shards, imbalance));
		}
	}
}

const largestShares = new Recent<number>(2000);

/** The other data sets are spread evenly beside the one whose salted keys weigh most. */
function saltedShare(
	store: Component,
	shards: number,
	held: readonly DataSet[],
	weights: readonly number[],
	operation: "reads" | "writes",
	facts: Facts,
): number {
	const salting = {
		keys: facts.of(store, "salted-keys")?.value ?? 1,
		suffixes: facts.of(store, "salt")?.value ?? 1,
		placement: facts.word(store, "salt-placement") === "round-robin" ? ("round-robin" as const) : ("hash" as const),
	};
	const loads = held.map((data) => {
		const question = [
			...["keys", "items", "skew", "hottest"].map((property) => facts.of(data, property)?.value),
			...[shards, salting.keys, salting.suffixes, salting.placement],
		].join();
		return saltedLoads.get(question, () => salted(keysOf(data, facts), shards, salting));
	});
	// Reads are counted as they arrive, with all that salting makes of them.
	const excess = loads.map((load) =>
		operation === "writes"
			? load.largestWriteShare - 1 / shards
			: load.largestReadLoad / load.readAmplification - 1 / shards,
	);
	return 1 / shards + weights.reduce((most, weight, i) => Math.max(most, weight * excess[i]!), 0);
}

const saltedLoads = new Recent<SaltedLoad>(500);

/** Reads that arrive at a store for each one that is wanted: those of a salted key go to all its suffixes (model M9). */
export function readsForEach(store: Component, data: DataSet, facts: Facts): number {
	const suffixes = store.kind === "database" ? (numberOf(store, "salt") ?? 1) : 1;
	if (!(suffixes > 1)) return 1;
	return saltedReads(keysOf(data, facts), { keys: facts.of(store, "salted-keys")?.value ?? 1, suffixes });
}

/** How much more than its part a shard gets because the space of keys is not divided evenly. */
function imbalanceOf(store: Component, shards: number, placement: string, facts: Facts): number {
	const logical = numberOf(store, "logical-shards");
	if (logical !== undefined) return shards * logicalShare(logical, shards);
	return placement === "consistent-hash" ? ringOf(shards, facts.of(store, "virtual-nodes")?.value ?? 1) : 1;
}

/** Distinct values of the shard key and how often each is asked for. */
export function keyLoadOf(data: DataSet, facts: Facts): KeyLoad {
	const hottest = declaredFact(data, "hottest")?.value;
	const keys = (facts.of(data, "keys") ?? facts.of(data, "items"))?.value;
	if (keys === undefined) return oneHotKey(hottest ?? 0);
	const skew = facts.of(data, "skew")?.value ?? 0;
	return keyLoads.get(`${keys} ${skew} ${hottest}`, () => keyLoad(zipf({ items: keys, skew, hottest })));
}

/** Where nobody says how many keys there are: one, and so many others that they are even. */
function oneHotKey(hottest: number): KeyLoad {
	return { hottest, sumOfSquares: hottest ** 2, sumOfCubes: hottest ** 3, keys: 1e15 };
}

const keyLoads = new Recent<KeyLoad>(2000);

function keysOf(data: DataSet, facts: Facts): Popularity {
	const known = popularityOf(data, facts, { count: "keys" });
	if (known) return known;
	const hottest = declaredFact(data, "hottest")?.value ?? 0;
	const others = 1e9;
	return {
		items: 1 + others,
		counts: Float64Array.of(1, others),
		shares: Float64Array.of(hottest, (1 - hottest) / others),
	};
}

const rings = new Recent<number>(200);

function ringOf(shards: number, virtualNodes: number): number {
	return rings.get(`${shards} ${virtualNodes}`, () => ringImbalance(shards, virtualNodes));
}
