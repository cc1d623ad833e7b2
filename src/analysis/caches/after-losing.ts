import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";
import { wordOf } from "../../model/properties.ts";
import { Facts } from "../facts.ts";
import { type Loads, MOST_PASSES, type Tier, tierIn } from "../loads.ts";
import { ALL_UP } from "../state.ts";
import { callLinks, isCache } from "../traffic/routing.ts";
import { type Flow, solveTraffic, type Traffic } from "../traffic/traffic.ts";
import { cachesBehind } from "./cache-levels.ts";
import { dataHeld } from "./cached-data.ts";
import { predictHitRatios, sameHitRatios } from "./hit-ratio.ts";

/**
 * What components get in the moment after nodes of a cache are lost. Only what the loss reaches is solved anew, since there may be a
 * question of this for each cache of a design.
 */
export function afterLosing(usual: Loads, cache: Component, nodes: number): (component: Component) => Tier {
	const { architecture, conditions, demands, routing } = usual;
	const { overrides } = conditions;
	const facts = new Facts({ state: { ...ALL_UP, lost: new Map([[cache, nodes]]) }, ...(overrides && { overrides }) });
	const emissions = new Map(demands.clients.map(({ client, requestsPerSecond }) => [client, requestsPerSecond]));
	let { traffic, hitRatios } = usual;
	let changed: readonly Component[] = [cache];
	for (let pass = 0; pass < MOST_PASSES && changed.length > 0; pass++) {
		const before = traffic;
		const of = new Set(changed.flatMap((one) => [one, ...before.dependents(one)]));
		traffic = solveTraffic(architecture, routing, emissions, facts, {
			hitRatios,
			before,
			change: { rest: before, of },
		});
		const reached = reachedCaches(usual, { before, now: traffic }, changed, of);
		const predicted = reached.caches.filter((one) => hitRatios.has(one));
		const writesTo = (one: Component) => (reached.isWrittenElse(one) ? traffic : before).writesTo(one);
		const next = predictHitRatios(predicted, { traffic: { ...traffic, writesTo }, facts, routing, hitRatios });
		changed = reached.caches.filter((one) => {
			const now = next.get(one);
			const then = hitRatios.get(one);
			if (now && then && !sameHitRatios(new Map([[one, now]]), new Map([[one, then]]))) return true;
			return wordOf(one, "write") === "write-back" && !areSame(before.writesTo(one), writesTo(one));
		});
		if (next.size > 0) hitRatios = new Map([...hitRatios, ...next]);
	}
	return (component) => tierIn(component, { ...usual, facts, traffic, hitRatios });
}

interface Reached {
	readonly caches: readonly Component[];
	/** Whether a cache of these, or a store with its data, may get other writes than before. */
	readonly isWrittenElse: (cache: Component) => boolean;
}

/**
 * Caches at which something else arrives than before, whose data others write more or less often, or that stand behind such a one:
 * found from those who send something else, which are few beside a large design.
 */
function reachedCaches(
	{ architecture, routing }: Loads,
	{ before, now }: { readonly before: Traffic; readonly now: Traffic },
	changed: readonly Component[],
	of: ReadonlySet<Component>,
): Reached {
	const reached = new Set<Component>();
	const reach = (one: Component): void => {
		if (now.arrivals.get(one) !== before.arrivals.get(one)) reached.add(one);
	};
	for (const one of of) reach(one);
	for (const one of followersOf(architecture)) reach(one);
	for (const one of reached) {
		for (const { to } of callLinks(one)) reach(to);
		const instead = routing.insteadOf(one);
		if (instead) reach(instead);
	}
	const caches = new Set([...reached].filter(isCache));
	for (const one of new Set([...changed, ...caches])) {
		for (const data of dataHeld(one)) for (const behind of cachesBehind(one, data, routing)) caches.add(behind);
	}
	const written = writtenElse(reached, before, now);
	for (const data of written) {
		for (const holder of routing.holders(data)) if (isCache(holder)) caches.add(holder);
	}
	return {
		caches: [...caches],
		isWrittenElse: (cache) =>
			dataHeld(cache).some((data) => written.has(data)) ||
			!haveSameWrites(before.arrivals.get(cache), now.arrivals.get(cache)),
	};
}

/** Caches that may get something else with any change, since they follow the log of a store. */
const followersOf = oncePer(({ components }: Architecture) =>
	components.filter((cache) => wordOf(cache, "invalidate") === "cdc"),
);

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
