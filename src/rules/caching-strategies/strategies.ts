import type { Assumption } from "../../analysis/analysis.ts";
import { defaultOf } from "../../language/vocabulary/index.ts";
import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { oncePer } from "../../model/once.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { isWritten, storesBehind } from "../caching/copies.ts";
import { dataKind, heldBy, isManaged, isSynchronous } from "../graph.ts";
import type { RuleContext } from "../rule.ts";

/** The cache calls the store itself: to fetch what it lacks, or to pass on what is written. */
export function leadsOn(cache: Component): boolean {
	return cache.outgoing.some(isSynchronous);
}

/** Misses are fetched by the cache, not by who asks it. */
export function readsThrough(cache: Component): boolean {
	return wordOf(cache, "read") === "read-through";
}

/** Writes reach the store by way of the cache, at once or later. */
export function writesThrough(cache: Component): boolean {
	const write = wordOf(cache, "write");
	return write === "write-through" || write === "write-back";
}

/** A copy that has not expired yet is as new as it has to be. */
export function mayBeAsOld(data: DataSet, cache: Component): boolean {
	const ttl = numberOf(cache, "ttl");
	const freshness = numberOf(data, "freshness");
	return ttl !== undefined && freshness !== undefined && freshness >= ttl;
}

/** Who writes each data set. */
const writers = oncePer(({ components }: Architecture): ReadonlyMap<DataSet, readonly Component[]> => {
	const found = new Map<DataSet, Component[]>();
	for (const component of components) {
		for (const { operation, factor, data } of component.accesses) {
			if (operation !== "write" || !(factor > 0)) continue;
			const known = found.get(data);
			if (!known) found.set(data, [component]);
			else if (!known.includes(component)) known.push(component);
		}
	}
	return found;
});

/** Those who write one of them. */
export function writersOf(architecture: Architecture, data: readonly DataSet[]): readonly Component[] {
	return [...new Set(data.flatMap((one) => writers(architecture).get(one) ?? []))];
}

/** Somebody writes it, or nobody says anything of who uses it. */
export function mayBeWritten(architecture: Architecture, data: DataSet): boolean {
	return isWritten(architecture, data) || !used(architecture).has(data);
}

const used = oncePer(
	({ components }: Architecture): ReadonlySet<DataSet> =>
		new Set(components.flatMap(({ accesses }) => accesses.map(({ data }) => data))),
);

/** What it writes gets to one of the stores without the cache: no way that is as short leads to the cache. */
export function writesPast(
	writer: Component,
	data: DataSet,
	{ cache, stores }: { readonly cache: Component; readonly stores: readonly Component[] },
): boolean {
	const seen = new Set([writer]);
	for (let level = [writer]; level.length > 0; ) {
		const next: Component[] = [];
		let arrives = false;
		for (const one of level) {
			for (const { to, replication } of one.outgoing) {
				if (replication || seen.has(to)) continue;
				if (to === cache) return false;
				if (stores.includes(to)) arrives = true;
				if (heldBy(to).includes(data)) continue;
				seen.add(to);
				const family = familyOf(to.kind);
				(family === "router" || family === "queue" ? level : next).push(to);
			}
		}
		if (arrives) return true;
		level = next;
	}
	return false;
}

/** Reads that a cache is asked for and writes of users, per second; undefined where there are none. */
export interface Rates {
	readonly reads: number;
	readonly writes: number;
	readonly writeShare: number;
}

export function ratesOf({ analysis }: RuleContext, cache: Component, data: DataSet): Rates | undefined {
	const reads = analysis.components.get(cache)?.readsByData.get(data) ?? 0;
	const writes = analysis.details.writesTo(cache).get(data) ?? 0;
	return reads + writes > 0 ? { reads, writes, writeShare: writes / (reads + writes) } : undefined;
}

/** Somebody says that its last writes may be lost, or it can be computed anew. */
export function toleratesLoss(data: DataSet): boolean {
	return dataKind(data) !== "durable" || (numberOf(data, "max-loss") ?? 0) > 0;
}

/** Of data that may be computed anew, where nobody says how many. */
const TOLERATED_WRITES = 1000;

/** How many of its last writes may be lost at so many a second. */
export function tolerableLoss(data: DataSet, writesPerSecond: number): number {
	const declared = data.properties.get("max-loss")?.value;
	if (declared?.type === "number") {
		return declared.dimension === "time" ? declared.value * writesPerSecond : declared.value;
	}
	return dataKind(data) === "durable" ? 0 : TOLERATED_WRITES;
}

/** The default that stands for a property, if it is not declared. */
export function assumedFor(element: Component | DataSet, property: string): readonly Assumption[] {
	if (element.properties.has(property)) return [];
	const variant = element.type === "data" ? dataKind(element) : isManaged(element) ? "managed" : undefined;
	const found = defaultOf(element.kind, property, variant);
	if (found?.value === undefined || found.written === undefined) return [];
	const { value, written, source } = found;
	return [{ component: element.id, property, value, written, source }];
}

/** Whether a fix leaves the stores behind a cache what they can carry, if they carry it now. */
export function storesKeepUp(
	{ architecture, analysis }: RuleContext,
	cache: Component,
): (after: RuleContext) => boolean {
	const carries = storesBehind(architecture, cache).filter(
		(store) => (analysis.components.get(store)?.utilization ?? 0) < 1,
	);
	return (after) =>
		carries.every(({ id }) => {
			const store = after.architecture.elements.get(id);
			return store?.type === "component" && (after.analysis.components.get(store)?.utilization ?? 0) < 1;
		});
}
