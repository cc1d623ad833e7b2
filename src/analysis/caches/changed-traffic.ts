import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { wordOf } from "../../model/properties.ts";
import type { Facts } from "../facts.ts";
import type { Loads } from "../loads.ts";
import { isCache, type Routing } from "../traffic/routing.ts";
import { type Flow, solveTraffic, type Traffic } from "../traffic/traffic.ts";
import type { Demands } from "../traffic/users.ts";
import { cachesBehind } from "./cache-levels.ts";
import { dataHeld } from "./cached-data.ts";
import { type HitRatios, predictable, predictHitRatios, sameHitRatios } from "./hit-ratio.ts";

/** Levels of caches behind one another, and some: then the hit ratios stand. */
export const MOST_PASSES = 10;

/** What is solved anew from what is known. */
interface Question {
	readonly architecture: Architecture;
	readonly routing: Routing;
	readonly facts: Facts;
	readonly demands: Demands;
	/** Caches that hit more or less often than before, whatever arrives there. */
	readonly caches: readonly Component[];
	/** Components that send something else than before, though as much arrives there. */
	readonly senders?: ReadonlySet<Component>;
	/** They do since the text says something else: the caches as well may be others. */
	readonly edited?: true;
}

/** Traffic and hit ratios after a change, from those before: only what the change reaches is solved anew. `anew`: that. */
export function changedTraffic(
	usual: Pick<Loads, "traffic" | "hitRatios">,
	{ architecture, routing, facts, demands, caches, senders = NONE, edited }: Question,
): Pick<Loads, "traffic" | "hitRatios"> & { readonly anew: ReadonlySet<Component> } {
	const emissions = new Map(demands.clients.map(({ client, requestsPerSecond }) => [client, requestsPerSecond]));
	let { traffic, hitRatios } = usual;
	let changed = caches;
	const anew = new Set<Component>();
	for (let pass = 0; pass < MOST_PASSES && (changed.length > 0 || pass === 0); pass++) {
		const before = traffic;
		const of = new Set(senders);
		for (const one of changed) {
			of.add(one);
			for (const sender of before.dependents(one)) of.add(sender);
		}
		traffic = solveTraffic(architecture, routing, emissions, facts, {
			hitRatios,
			before,
			change: { rest: before, of, ...(edited && { edited }) },
		});
		for (const component of traffic.anew ?? []) anew.add(component);
		const { caches: reached, isWrittenElse } = reachedCaches(routing, { before, now: traffic }, changed);
		const isPredicted = (one: Component): boolean => (edited ? predictable([one]).length > 0 : hitRatios.has(one));
		const writesTo = (one: Component) => (isWrittenElse(one) ? traffic : before).writesTo(one);
		const now = { traffic: { ...traffic, writesTo }, facts, routing, hitRatios };
		const next = predictHitRatios([...reached].filter(isPredicted), now);
		changed = [...reached].filter((one) => {
			if (!sameHitRatios(only(one, next), only(one, hitRatios))) return true;
			return wordOf(one, "write") === "write-back" && !areSame(before.writesTo(one), writesTo(one));
		});
		if (reached.size > 0) hitRatios = new Map([...[...hitRatios].filter(([cache]) => !reached.has(cache)), ...next]);
	}
	return { traffic, hitRatios, anew };
}

interface Reached {
	readonly caches: ReadonlySet<Component>;
	/** Whether a cache of these, or a store with its data, may get other writes than before. */
	readonly isWrittenElse: (cache: Component) => boolean;
}

/**
 * Caches at which something else arrives than before, whose data others write more or less often, or that stand behind such a one:
 * found from what has been solved anew, which is little beside a large design.
 */
function reachedCaches(
	routing: Routing,
	{ before, now }: { readonly before: Traffic; readonly now: Traffic },
	changed: readonly Component[],
): Reached {
	const reached = new Set(now.anew?.filter((one) => now.arrivals.get(one) !== before.arrivals.get(one)));
	const caches = new Set([...reached].filter(isCache));
	for (const one of new Set([...changed, ...caches])) {
		for (const data of dataHeld(one)) for (const behind of cachesBehind(one, data, routing)) caches.add(behind);
	}
	const written = writtenElse(reached, before, now);
	for (const data of written) {
		for (const holder of routing.holders(data)) if (isCache(holder)) caches.add(holder);
	}
	return {
		caches,
		isWrittenElse: (cache) =>
			dataHeld(cache).some((data) => written.has(data)) ||
			!haveSameWrites(before.arrivals.get(cache), now.arrivals.get(cache)),
	};
}

/** Data of which stores get more or fewer writes. */
function writtenElse(stores: ReadonlySet<Component>, before: Traffic, now: Traffic): ReadonlySet<DataSet> {
	const found = new Set<DataSet>();
	for (const store of stores) {
		const [then, flow] = [before.arrivals.get(store), now.arrivals.get(store)];
		for (const data of dataHeld(store)) if (then?.of("write", data) !== flow?.of("write", data)) found.add(data);
	}
	return found;
}

function haveSameWrites(then: Flow | undefined, now: Flow | undefined): boolean {
	const [before, after] = [writesIn(then), writesIn(now)];
	return (
		before.length === after.length &&
		before.every(({ verb, data, rate }, i) => {
			const same = after[i]!;
			return rate === same.rate && verb === same.verb && data === same.data;
		})
	);
}

function writesIn(flow: Flow | undefined) {
	return flow?.operations.filter(({ verb }) => verb === "write" || verb === "set") ?? [];
}

function areSame(a: ReadonlyMap<DataSet, number>, b: ReadonlyMap<DataSet, number>): boolean {
	return a.size === b.size && [...a].every(([data, rate]) => b.get(data) === rate);
}

function only(cache: Component, ratios: HitRatios): HitRatios {
	const found = ratios.get(cache);
	return new Map(found && [[cache, found]]);
}

const NONE: ReadonlySet<Component> = new Set();
