import { popularityOf } from "../../analysis/caches/popularity.ts";
import { Facts } from "../../analysis/facts.ts";
import { writeBack } from "../../analysis/models/write-back.ts";
import type { Component } from "../../model/architecture.ts";
import { copiedData, writtenTime } from "../caching/copies.ts";
import { duration } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import type { Fix, RuleContext } from "../rule.ts";
import { tolerableLoss, toleratesLoss } from "./strategies.ts";

/** Seconds between flushes that one writes down. */
const INTERVALS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30];
/** Below that hardly any writes become one. */
const SHORTEST = 1;

/** The longest usual one with which `writes` (per second, of a data set that may lose `budget` of them) lose no more. */
export function longestInterval(
	sets: readonly { readonly writes: number; readonly budget: number }[],
): number | undefined {
	return INTERVALS.findLast((time) => sets.every(({ writes, budget }) => writes * time <= budget));
}

/** How often a cache could write to the store if it wrote back; undefined where the last writes of something must not be lost. */
export function flushInterval({ architecture, analysis }: RuleContext, cache: Component): number | undefined {
	const writes = analysis.details.writesTo(cache);
	const held = copiedData(architecture, cache);
	if (!held.every(toleratesLoss)) return undefined;
	const sets = held.map((data) => {
		const rate = writes.get(data) ?? 0;
		return { writes: rate, budget: tolerableLoss(data, rate) };
	});
	const interval = longestInterval(sets);
	return interval !== undefined && interval >= SHORTEST ? interval : undefined;
}

/** Share of the writes that would still reach the store; undefined where the number of items is not known. */
export function coalescedShare(
	{ architecture, analysis }: RuleContext,
	cache: Component,
	interval: number,
): number | undefined {
	const rates = analysis.details.writesTo(cache);
	const facts = new Facts();
	let before = 0;
	let after = 0;
	for (const data of copiedData(architecture, cache)) {
		const writesPerSecond = rates.get(data) ?? 0;
		const popularity = popularityOf(data, facts);
		if (!(writesPerSecond > 0)) continue;
		if (!popularity || popularity.items === 0) return undefined;
		before += writesPerSecond;
		after += writeBack({ popularity, writesPerSecond, flushSeconds: interval }).storeWritesPerSecond;
	}
	return before > 0 ? after / before : undefined;
}

/** Lets a cache collect writes and hand them on. */
export function writeBackEvery<Id extends string>(
	context: RuleContext,
	{ id, cache, interval }: { readonly id: Id; readonly cache: Component; readonly interval: number },
): Fix<Id> {
	return fixOf(context, {
		id,
		data: { interval: duration(interval) },
		steps: [
			({ architecture }) => {
				const found = architecture.elements.get(cache.id);
				return found && [set(found, "write", "write-back"), set(found, "flush", writtenTime(interval))];
			},
		],
		subject: cache.id,
	});
}
