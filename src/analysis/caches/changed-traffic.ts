import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";
import { wordOf } from "../../model/properties.ts";
import type { Facts } from "../facts.ts";
import type { Loads } from "../loads.ts";
import { memo } from "../memo.ts";
import { isCache, type Routing } from "../traffic/routing.ts";
import { solveTraffic, type Traffic } from "../traffic/traffic.ts";
import type { Demands } from "../traffic/users.ts";
import { cachesBefore } from "./cache-levels.ts";
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
		const reached = reachedCaches({ architecture, routing }, before, traffic, new Set(changed));
		const isPredicted = (one: Component): boolean => (edited ? predictable([one]).length > 0 : hitRatios.has(one));
		const next = predictHitRatios(reached.filter(isPredicted), { traffic, facts, routing, hitRatios });
		changed = reached.filter((one) => {
			if (!sameHitRatios(only(one, next), only(one, hitRatios))) return true;
			return wordOf(one, "write") === "write-back" && !areSame(before.writesTo(one), traffic.writesTo(one));
		});
		const isReached = new Set(reached);
		hitRatios = new Map([...[...hitRatios].filter(([cache]) => !isReached.has(cache)), ...next]);
	}
	return { traffic, hitRatios, anew };
}

/** Caches at which something else arrives than before, whose data others write more or less often, or that stand behind such a one. */
function reachedCaches(
	{ architecture, routing }: Pick<Question, "architecture" | "routing">,
	before: Traffic,
	now: Traffic,
	changed: ReadonlySet<Component>,
): readonly Component[] {
	const reached = new Set(now.anew?.filter((one) => now.arrivals.get(one) !== before.arrivals.get(one)));
	const isElse = (one: Component): boolean => changed.has(one) || reached.has(one);
	const areElse = [...changed, ...reached].some(isCache);
	const written = writtenElse(reached, before, now);
	if (!areElse && written.size === 0) return [];
	return cachesIn(architecture).filter(
		(cache) =>
			reached.has(cache) ||
			dataHeld(cache).some(
				(data) => written.has(data) || (areElse && cachesBefore(cache, data, routing).some((one) => isElse(one))),
			),
	);
}

const cachesIn = oncePer(({ components }: Architecture) => components.filter(isCache));

/** Data of which stores get more writes than before, or less. */
function writtenElse(reached: ReadonlySet<Component>, before: Traffic, now: Traffic): ReadonlySet<DataSet> {
	const written = new Set<DataSet>();
	for (const store of reached) {
		const [then, flow] = [before.arrivals.get(store), now.arrivals.get(store)];
		for (const { data } of [...(then?.operations ?? []), ...(flow?.operations ?? [])]) {
			if (data && then?.of("write", data) !== flow?.of("write", data)) written.add(data);
		}
	}
	return written;
}

function areSame(a: ReadonlyMap<DataSet, number>, b: ReadonlyMap<DataSet, number>): boolean {
	return a.size === b.size && [...a].every(([data, rate]) => b.get(data) === rate);
}

function only(cache: Component, ratios: HitRatios): HitRatios {
	const found = ratios.get(cache);
	return new Map(found && [[cache, found]]);
}

const NONE: ReadonlySet<Component> = new Set();
