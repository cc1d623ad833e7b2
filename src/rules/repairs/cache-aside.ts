import { defaultOf } from "../../language/vocabulary/index.ts";
import type { Architecture, Component, DataSet, Link } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { numberOf } from "../../model/properties.ts";
import { dataCenterOf } from "../../model/replication.ts";
import type { Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { declare, type NewElement, type Operation } from "../edit/operations.ts";
import { dataKind, heldBy, inOrder, isSynchronous, unique } from "../graph.ts";
import type { RuleContext } from "../rule.ts";

/**
 * Puts a look-aside cache beside a database: who reads the data asks the cache first. Writes go to the database and
 * delete the cached copy; an expiry bounds what a missed deletion can do.
 */
export function cacheAside(id: string, dataIds: readonly string[]): Step {
	return ({ architecture, analysis }) => {
		const database = architecture.elements.get(id);
		const data = dataIds.map((one) => architecture.elements.get(one)).filter((one) => one?.type === "data");
		if (database?.type !== "component" || data.length === 0) return undefined;
		const plain = newCache(architecture, database, data);
		// A database that does not carry its reads must not lose the hits with a node.
		const needsCopies = (analysis.components.get(database)?.utilization ?? 0) >= 1;
		const cache: NewElement = needsCopies ? { ...plain, properties: [...plain.properties, ["replicas", "1"]] } : plain;
		const links = callerLinks(database).map(
			(link): Operation => ({ type: "connect", from: link.from, to: cache, before: link }),
		);
		return links.length === 0 ? undefined : [declare(cache), ...links];
	};
}

/**
 * Links on which the code that reads a database calls it, or the balancer in front of it. Code in another data center has
 * a copy of its own to read from, if this one is not the only one that is read.
 */
export function callerLinks(database: Component): readonly Link[] {
	const all = allCallerLinks(database);
	const near = all.filter(({ from }) => dataCenterOf(from) === dataCenterOf(database));
	return near.length > 0 ? near : all;
}

function allCallerLinks(database: Component): readonly Link[] {
	const links: Link[] = [];
	const seen = new Set([database]);
	for (const component of seen) {
		for (const link of component.incoming.filter(isSynchronous)) {
			if (familyOf(link.from.kind) === "router") seen.add(link.from);
			else if (!links.some(({ from }) => from === link.from)) links.push(link);
		}
	}
	return links;
}

export function newCache(architecture: Architecture, database: Component, data: readonly DataSet[]): NewElement {
	const memory = memoryFor(data, INSTANCES);
	return {
		type: "new",
		kind: "cache",
		name: freeName(architecture, "cache", `${database.name}-cache`),
		times: INSTANCES,
		parent: database.parent,
		beside: { element: database, side: "before" },
		properties: [
			["holds", data],
			["read", "look-aside"],
			["write", "write-around"],
			["invalidate", "delete"],
			["ttl", shortestFreshness(data) ?? "24h"],
			["eviction", "lru"],
			...(memory === undefined ? [] : ([["memory", memory]] as const)),
		],
	};
}

/** Caches that hold a data set and stand beside a database: somebody who reads from it asks them as well. */
export function cachesBeside(architecture: Architecture, database: Component, data: DataSet): readonly Component[] {
	const callers = callerLinks(database).map(({ from }) => from);
	const near = unique([...callers, ...callers.flatMap(({ outgoing }) => outgoing.map(({ to }) => to))]);
	return inOrder(
		architecture,
		near.filter((cache) => cache.kind === "cache" && heldBy(cache).includes(data)),
	);
}

/** What a database holds that is read more than written, and that no cache beside it has yet. */
export function cacheable({ architecture, analysis }: RuleContext, database: Component): readonly DataSet[] {
	const found = analysis.components.get(database);
	return heldBy(database).filter(
		(data) =>
			dataKind(data) !== "session" &&
			(found?.readsByData.get(data) ?? 0) > (found?.writesByData.get(data) ?? 0) &&
			cachesBeside(architecture, database, data).length === 0,
	);
}

const INSTANCES = 2;

/** Half of the items: under the popularity that is usual (Zipf, exponent about 1) that answers some nine of ten reads. */
const SHARE_OF_ITEMS = 0.5;

/** For each instance, as a power of two of gigabytes; undefined where the number of items is not known. */
function memoryFor(data: readonly DataSet[], instances: number): string | undefined {
	let bytes = 0;
	for (const one of data) {
		const items = numberOf(one, "items");
		const size = numberOf(one, "size") ?? defaultOf("data", "size", dataKind(one))?.value;
		if (items === undefined || typeof size !== "number") return undefined;
		bytes += items * (size + OVERHEAD);
	}
	const gigabytes = (bytes * SHARE_OF_ITEMS) / instances / 1e9;
	const rounded = 2 ** Math.ceil(Math.log2(Math.max(gigabytes, 1)));
	return rounded > MOST_GIGABYTES ? `${MOST_GIGABYTES}GB` : `${rounded}GB`;
}

/** Of each item. */
const OVERHEAD = 56;
/** More than that does not fit into a machine that one rents as a matter of course. */
const MOST_GIGABYTES = 256;

/** As it is written: what has expired is never staler than the data may be. */
function shortestFreshness(data: readonly DataSet[]): string | undefined {
	const declared = data.flatMap((one) => one.properties.get("freshness") ?? []);
	const shortest = declared.reduce<(typeof declared)[number] | undefined>(
		(least, property) => (least && secondsOf(least.value) <= secondsOf(property.value) ? least : property),
		undefined,
	);
	const value = shortest?.node.value;
	return value && secondsOf(shortest.value) > 0 ? shortest.at.file.text.slice(value.start, value.end) : undefined;
}

function secondsOf(value: { readonly type: string; readonly value?: unknown }): number {
	return typeof value.value === "number" ? value.value : Number.POSITIVE_INFINITY;
}
