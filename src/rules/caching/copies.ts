import { memo } from "../../analysis/memo.ts";
import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { oncePer } from "../../model/once.ts";
import { flagOf, numberOf, wordOf } from "../../model/properties.ts";
import { allSessionStores, heldBy, inOrder, isSynchronous, ofKind, unique } from "../graph.ts";

/** Who holds each data set. */
export const holdersOf = oncePer(({ components }: Architecture): ReadonlyMap<DataSet, readonly Component[]> => {
	const holders = new Map<DataSet, Component[]>();
	for (const component of components) {
		for (const data of heldBy(component)) {
			const known = holders.get(data);
			if (known) known.push(component);
			else holders.set(data, [component]);
		}
	}
	return holders;
});

/** It keeps copies, and the original is elsewhere. */
function isCache({ kind }: Component): boolean {
	return kind === "cache" || kind === "cdn";
}

/** What a cache has copies of: a store holds it as well. */
export function copiedData(architecture: Architecture, cache: Component): readonly DataSet[] {
	const holders = holdersOf(architecture);
	return heldBy(cache).filter((data) => holders.get(data)?.some((holder) => !isCache(holder)));
}

/**
 * Caches of copies: what they hold is in a store too, or they do not say what they hold and their readers have a store beside
 * them. A cache that is itself the store of what it holds, such as that of sessions, is none.
 */
export const copyCaches = oncePer((architecture: Architecture): readonly Component[] => {
	const sessions = allSessionStores(architecture);
	return ofKind(architecture, "cache").filter((cache) => {
		if (cache.properties.has("holds")) return copiedData(architecture, cache).length > 0;
		return !sessions.has(cache) && neighbours(cache).some(({ kind }) => kind === "database" || kind === "storage");
	});
});

/** What a cache, or the code that asks it, turns to. */
export const neighbours = oncePer((cache: Component): readonly Component[] => {
	const seen = new Set([cache, ...callersOf(cache)]);
	const found: Component[] = [];
	for (const component of seen) {
		for (const link of component.outgoing) {
			if (!isSynchronous(link)) continue;
			if (familyOf(link.to.kind) === "router") seen.add(link.to);
			else if (link.to !== cache) found.push(link.to);
		}
	}
	return found;
});

/** Who asks it, past balancers. */
export const callersOf = oncePer((component: Component): readonly Component[] => {
	const seen = new Set([component]);
	const callers: Component[] = [];
	for (const one of seen) {
		for (const link of one.incoming) {
			if (!isSynchronous(link)) continue;
			if (familyOf(link.from.kind) === "router") seen.add(link.from);
			else callers.push(link.from);
		}
	}
	return unique(callers);
});

/** Stores with the originals: those that the cache or its callers turn to, else all. */
export function storesBehind(architecture: Architecture, cache: Component): readonly Component[] {
	return memo(knownStores(architecture), cache, () => findStores(architecture, cache));
}

const knownStores = oncePer((_: Architecture) => new Map<Component, readonly Component[]>());

function findStores(architecture: Architecture, cache: Component): readonly Component[] {
	const near = unique(neighbours(cache)).filter((store) => !isCache(store));
	if (!cache.properties.has("holds")) return near.filter((store) => familyOf(store.kind) === "store");
	const held = heldBy(cache);
	const beside = near.filter((store) => heldBy(store).some((data) => held.includes(data)));
	if (beside.length === 1) return beside;
	if (beside.length > 1) {
		const stores = inOrder(architecture, beside);
		return unique(held.flatMap((data) => stores.filter((store) => heldBy(store).includes(data))));
	}
	const holders = holdersOf(architecture);
	return unique(held.flatMap((data) => (holders.get(data) ?? []).filter((store) => !isCache(store))));
}

/** Data sets that somebody writes. */
const writtenData = oncePer(
	({ components }: Architecture): ReadonlySet<DataSet> =>
		new Set(
			components.flatMap(({ accesses }) =>
				accesses.filter(({ operation, factor }) => operation === "write" && factor > 0).map(({ data }) => data),
			),
		),
);

export function isWritten(architecture: Architecture, data: DataSet): boolean {
	return writtenData(architecture).has(data);
}

/** A copy of it may become old. */
export function ages(data: DataSet): boolean {
	return flagOf(data, "immutable") !== true;
}

/** Copies learn of writes: deleted, set anew, or written through. */
export function learnsOfWrites(cache: Component): boolean {
	const write = wordOf(cache, "write");
	const invalidate = wordOf(cache, "invalidate") ?? "none";
	return write === "write-through" || write === "write-back" || invalidate !== "none";
}

/** The shortest time for which a copy of one of them is right; undefined where nobody says. */
export function shortestFreshness(
	data: readonly DataSet[],
): { readonly data: DataSet; readonly seconds: number } | undefined {
	let shortest: { readonly data: DataSet; readonly seconds: number } | undefined;
	for (const one of data) {
		const seconds = ages(one) ? numberOf(one, "freshness") : undefined;
		if (seconds !== undefined && (!shortest || seconds < shortest.seconds)) shortest = { data: one, seconds };
	}
	return shortest;
}

/** A time as one writes it. */
export function writtenTime(seconds: number): string {
	for (const [unit, size] of [
		["d", 86_400],
		["h", 3600],
		["min", 60],
	] as const) {
		if (seconds >= size && seconds % size === 0) return seconds === 86_400 ? "24h" : `${seconds / size}${unit}`;
	}
	return seconds >= 1 ? `${Math.floor(seconds)}s` : `${Math.max(1, Math.floor(seconds * 1000))}ms`;
}
