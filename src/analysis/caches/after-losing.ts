import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";
import { wordOf } from "../../model/properties.ts";
import { Facts } from "../facts.ts";
import { type Loads, MOST_PASSES, type Tier, tierIn } from "../loads.ts";
import { memo } from "../memo.ts";
import { ALL_UP } from "../state.ts";
import { isCache, type Routing } from "../traffic/routing.ts";
import { solveTraffic, type Traffic } from "../traffic/traffic.ts";
import { cachesBefore } from "./cache-levels.ts";
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
		const reached = reachedCaches(usual, before, traffic, new Set(changed));
		const predicted = reached.filter((one) => hitRatios.has(one));
		const next = predictHitRatios(predicted, { traffic, facts, routing, hitRatios });
		changed = reached.filter((one) => {
			const now = next.get(one);
			const then = hitRatios.get(one);
			if (now && then && !sameHitRatios(new Map([[one, now]]), new Map([[one, then]]))) return true;
			return wordOf(one, "write") === "write-back" && !areSame(before.writesTo(one), traffic.writesTo(one));
		});
		hitRatios = new Map([...hitRatios, ...next]);
	}
	return (component) => tierIn(component, { ...usual, facts, traffic, hitRatios });
}

/** Caches at which something else arrives than before, whose data others write more or less often, or that stand behind such a one. */
function reachedCaches(
	{ architecture, routing }: Loads,
	before: Traffic,
	now: Traffic,
	changed: ReadonlySet<Component>,
): readonly Component[] {
	const isReached = (one: Component): boolean => now.arrivals.get(one) !== before.arrivals.get(one);
	const isWrittenElse = writtenElse(routing, before, now);
	return cachesIn(architecture).filter(
		(cache) =>
			isReached(cache) ||
			dataHeld(cache).some(
				(data) =>
					isWrittenElse(data) || cachesBefore(cache, data, routing).some((one) => changed.has(one) || isReached(one)),
			),
	);
}

const cachesIn = oncePer(({ components }: Architecture) => components.filter(isCache));

function writtenElse(routing: Routing, before: Traffic, now: Traffic): (data: DataSet) => boolean {
	const known = new Map<DataSet, boolean>();
	return (data) =>
		memo(known, data, () =>
			routing.holders(data).some((store) => {
				const [then, flow] = [before.arrivals.get(store), now.arrivals.get(store)];
				return then !== flow && then?.of("write", data) !== flow?.of("write", data);
			}),
		);
}

function areSame(a: ReadonlyMap<DataSet, number>, b: ReadonlyMap<DataSet, number>): boolean {
	return a.size === b.size && [...a].every(([data, rate]) => b.get(data) === rate);
}
