import type { ComponentAnalysis } from "../analysis/analysis.ts";
import { instancesFor, speedupOf } from "../analysis/capacity/scaling.ts";
import { activeInstances } from "../analysis/traffic/active-instances.ts";
import { kinds } from "../language/vocabulary/index.ts";
import type { Component, Element, Place } from "../model/architecture.ts";
import { familyOf } from "../model/kinds.ts";
import { numberOf, wordOf } from "../model/properties.ts";
import { centerOf, severalCenters, shareOf } from "./data-centers/places.ts";
import { fetchesWork, isManaged, isSynchronous } from "./graph.ts";
import type { RuleContext } from "./rule.ts";

/*
 * What a tier may lose at once, and how many instances it needs to do without it.
 */

/** It runs on instances of its own that share the load. Databases are told by rules of their own, by their roles. */
export function mayLoseOne(component: Component): boolean {
	const { kind } = component;
	if (kind === "client" || kind === "database" || kind === "storage" || isManaged(component)) return false;
	return kinds.get(kind)?.counted === true && familyOf(kind) !== "external";
}

/** Another zone whose load comes here when it is lost. */
export interface ZoneBeside {
	readonly zone: Place;
	/** Per second, of all zones together, and of those that are left. */
	readonly total: number;
	readonly left: number;
}

/** The one with the most load, of those that the same router sends requests to. */
export function zoneBeside({ analysis }: RuleContext, component: Component): ZoneBeside | undefined {
	const own = zoneOf(component);
	if (!own) return undefined;
	let worst: ZoneBeside | undefined;
	for (const incoming of component.incoming) {
		if (familyOf(incoming.from.kind) !== "router" || !isSynchronous(incoming)) continue;
		const loads = new Map<Place, number>();
		let total = 0;
		for (const link of incoming.from.outgoing) {
			const zone = zoneOf(link.to);
			if (!zone || link.to.kind !== component.kind || !isSynchronous(link)) continue;
			const load = analysis.links.get(link)?.requestsPerSecond ?? 0;
			loads.set(zone, (loads.get(zone) ?? 0) + load);
			total += load;
		}
		for (const [zone, load] of loads) {
			const left = total - load;
			if (zone === own || load === 0 || left === 0) continue;
			if (!worst || total / left > worst.total / worst.left) worst = { zone, total, left };
		}
	}
	return worst;
}

/** The innermost zone around it. */
function zoneOf({ parent }: Element): Place | undefined {
	return parent?.kind === "zone" ? parent : parent && zoneOf(parent);
}

/** Of so many instances as stand in one of the zones over which they are spread, else one. */
export function lostAtOnce(component: Component, instances: number): number {
	const zones = Math.min(numberOf(component, "zones") ?? 1, instances);
	return zones > 1 ? Math.ceil(instances / zones) : 1;
}

/** How many times their present load those get that are left; undefined where none is. */
export function loadAfterLoss(
	component: Component,
	instances: number,
	beside: ZoneBeside | undefined,
): number | undefined {
	if (beside) return beside.total / beside.left;
	const left = instances - lostAtOnce(component, instances);
	return left > 0 ? carried(component, instances) / carried(component, left) : undefined;
}

/** How many times their present load those in one data center get when another is lost. */
export function loadWithoutCenter(context: RuleContext, component: Component): number {
	const own = centerOf(component);
	const { system } = context.architecture;
	if (!own || (system && wordOf(system, "environment") === "dev")) return 1;
	const others = severalCenters(context.architecture).filter((center) => center !== own);
	const lost = Math.max(0, ...others.map((center) => shareOf(context, center)));
	return lost < 1 ? 1 / (1 - lost) : 1;
}

/** The fewest instances that are not hot and of which the others carry the load when some are lost. */
export function survivingInstances(
	context: RuleContext,
	component: Component,
	analysis: ComponentAnalysis,
): number | undefined {
	const { hot, afterFailure } = context.thresholds;
	const least = leastInstances(component, analysis, hot);
	if (least === undefined || !mayLoseOne(component) || fetchesWork(component)) return least;
	const beside = zoneBeside(context, component);
	const load = (analysis.utilization ?? 0) * carried(component, analysis.instances);
	const shifted = loadWithoutCenter(context, component);
	for (let count = least; count <= (2 * least + 2) * shifted; count++) {
		const after = loadAfterLoss(component, count, beside);
		if (after !== undefined && (load / carried(component, count)) * Math.max(after, shifted) <= afterFailure)
			return count;
	}
	return undefined;
}

/** The fewest instances that stay below `limit` under the present load; undefined where no number of them does. */
export function leastInstances(
	component: Component,
	{ capacity, instances, utilization }: Pick<ComponentAnalysis, "capacity" | "instances" | "utilization">,
	limit: number,
): number | undefined {
	if (capacity === undefined || utilization === undefined || instances === 0) return undefined;
	const each = capacity / carried(component, instances);
	if (!(each > 0 && each < Number.POSITIVE_INFINITY)) return undefined;
	// Below, and not just at the limit.
	return instancesFor(component, ((capacity * utilization) / limit) * (1 + 1e-9), each);
}

/** How many times what one instance carries so many of them do. */
function carried(component: Component, instances: number): number {
	return speedupOf(component, activeInstances(component, instances));
}
