import { type OtherContents, otherContents } from "../../analysis/caches/other-contents.ts";
import type { Component } from "../../model/architecture.ts";
import { wordOf } from "../../model/properties.ts";
import type { Step } from "../edit/fix.ts";
import { type Operation, set } from "../edit/operations.ts";
import type { RuleContext } from "../rule.ts";
import { ages, copiedData, isWritten, learnsOfWrites, shortestFreshness, writtenTime } from "./copies.ts";

/** Times to live that one writes down. */
export const TIMES = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 6 * 3600, 12 * 3600, 86_400, 7 * 86_400, 30 * 86_400];
const DAY = 86_400;

/** A hit ratio that is so much below another one is as good. */
const POINT = 0.01;
/** From so much on an expiry costs too much. */
export const TEN_POINTS = 0.1;

/** The shortest usual time from `least` up that costs less than `points` of hits; the longest where none does. */
export function ttlThatCosts(other: OtherContents, { least = 0, points = POINT } = {}): number {
	const best = other.state({ ttl: "none" }).hitRatio;
	const usual = TIMES.filter((ttl) => ttl >= least);
	return usual.find((ttl) => best - other.state({ ttl }).hitRatio < points) ?? usual.at(-1)!;
}

/** What gives a cache an expiry that fits, and where that alone would leave old copies, deletes them on a write. */
export interface Expiry {
	readonly seconds: number;
	readonly invalidates: boolean;
}

export function expiryFor({ architecture, analysis }: RuleContext, cache: Component): Expiry {
	const data = copiedData(architecture, cache).filter(ages);
	const freshness = shortestFreshness(data);
	if (freshness && freshness.seconds >= 1) return { seconds: freshness.seconds, invalidates: false };
	const cached = analysis.details.cached(cache);
	const seconds = cached ? ttlThatCosts(otherContents(cached), { least: DAY, points: TEN_POINTS }) : DAY;
	const changes = data.length === 0 || data.some((one) => isWritten(architecture, one));
	return { seconds, invalidates: changes && !learnsOfWrites(cache) };
}

/** Sets what `expiryFor` says, and a random part, so that what came in together does not expire together. */
export function expire(id: string, { seconds, invalidates }: Expiry): Step {
	return ({ architecture }) => {
		const cache = architecture.elements.get(id);
		if (cache?.type !== "component") return undefined;
		const ops: Operation[] = [];
		if (invalidates) ops.push(set(cache, "invalidate", "delete"));
		ops.push(set(cache, "ttl", writtenTime(seconds)));
		if (!cache.properties.has("jitter")) ops.push(set(cache, "jitter", "10%"));
		return ops;
	};
}

/** The words that a look-aside cache with invalidation needs, where they are not there yet. */
export function asCopy(cache: Component): readonly Operation[] {
	const missing = (property: string, value: string): readonly Operation[] =>
		cache.properties.has(property) ? [] : [set(cache, property, value)];
	return [
		...missing("read", "look-aside"),
		...missing("write", "write-around"),
		...(learnsOfWrites(cache) ? [] : [set(cache, "invalidate", "delete")]),
		...missing("ttl", "24h"),
	];
}

/** The writer puts the new value into the cache itself, beside the store. */
export function writesTwice(cache: Component): boolean {
	if (wordOf(cache, "write") === "write-through") return !cache.outgoing.some(({ replication }) => !replication);
	return wordOf(cache, "invalidate") === "update" && wordOf(cache, "write") !== "write-back";
}
