import type { Analysis } from "../../analysis/analysis.ts";
import { capacityOf, rolesOf } from "../../analysis/capacity/capacity.ts";
import { Facts } from "../../analysis/facts.ts";
import { memo } from "../../analysis/memo.ts";
import type { Architecture, Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { oncePer } from "../../model/once.ts";
import { flagOf, wordOf } from "../../model/properties.ts";
import { isSynchronous } from "../graph.ts";
import type { RuleContext } from "../rule.ts";
import { callersOf, storesBehind } from "./copies.ts";

/** What the busiest store behind a cache gets in the moment after nodes of the cache are lost. */
export interface AfterLoss {
	readonly store: Component;
	/** Utilisation before and after. */
	readonly before: number;
	readonly after: number;
	readonly loadPerSecond: number;
	readonly capacityPerSecond: number | undefined;
}

const known = oncePer((_: Analysis) => new Map<string, AfterLoss | "none">());

/** Undefined where no store behind it gets busier, or nothing is known of how busy it is. */
export function afterLoss(context: RuleContext, cache: Component, nodes: number): AfterLoss | undefined {
	const found = memo(known(context.analysis), `${cache.id}#${nodes}`, () => compute(context, cache, nodes) ?? "none");
	return found === "none" ? undefined : found;
}

function compute({ architecture, analysis }: RuleContext, cache: Component, nodes: number): AfterLoss | undefined {
	const numbers = analysis.components.get(cache);
	if (!numbers || !(numbers.reads > 0) || !(numbers.hitRatio ?? 0)) return undefined;
	const stores = storesBehind(architecture, cache).filter(
		(store) => analysis.components.get(store)?.utilization !== undefined,
	);
	if (stores.length === 0) return undefined;
	const after = analysis.details.afterLosing(cache, nodes);
	let worst: AfterLoss | undefined;
	for (const store of stores) {
		const before = analysis.components.get(store)!.utilization!;
		const then = after(store);
		if (then.utilization === undefined || then.utilization <= before) continue;
		if (worst && worst.after >= then.utilization) continue;
		worst = {
			store,
			before,
			after: then.utilization,
			loadPerSecond: then.requestsPerSecond,
			capacityPerSecond: then.capacity,
		};
	}
	return worst;
}

/** Whether a store could fill up if all nodes of the cache were lost, which takes a while to compute. */
export function mayFillUp(context: RuleContext, cache: Component): boolean {
	return withAllHits(context, cache).some(({ after }) => after >= 1);
}

/** A store that gets all hits of a cache on top of what it does now. */
export interface WithAllHits {
	readonly store: Component;
	readonly before: number;
	readonly after: number;
	readonly loadPerSecond: number;
}

const knownHits = oncePer((_: Analysis) => new Map<Component, readonly WithAllHits[]>());

/** The stores behind a cache if each got all its hits. */
export function withAllHits(context: RuleContext, cache: Component): readonly WithAllHits[] {
	return memo(knownHits(context.analysis), cache, () => computeHits(context, cache));
}

function computeHits({ architecture, analysis }: RuleContext, cache: Component): readonly WithAllHits[] {
	const numbers = analysis.components.get(cache);
	const ratio = numbers?.hitRatio ?? 0;
	if (!numbers || !(numbers.reads * ratio > 0)) return [];
	const facts = new Facts();
	return storesBehind(architecture, cache).flatMap((store) => {
		const now = analysis.components.get(store);
		if (now?.utilization === undefined) return [];
		const capacity = capacityOf(store, facts);
		const rolesWith = (hits: number) => {
			const reads = new Map(now.readsByData);
			for (const [data, rate] of numbers.readsByData) reads.set(data, (reads.get(data) ?? 0) + rate * hits);
			const load = { requests: 0, reads: now.reads + numbers.reads * hits, writes: now.writes, replayed: 0 };
			const byData = { reads, writes: now.writesByData };
			return rolesOf(store, { ...load, byData }, capacity, facts, now.instances);
		};
		const without = rolesWith(0);
		const after = rolesWith(ratio).map(
			({ utilization = 0 }, i) => (now.roles[i]?.utilization ?? 0) + utilization - (without[i]?.utilization ?? 0),
		);
		const loadPerSecond = now.requestsPerSecond + numbers.reads * ratio;
		return [{ store, before: now.utilization, after: Math.max(...after), loadPerSecond }];
	});
}

/**
 * The design goes on in a reduced form: of the requests for one item a single one goes on to the store, and what is too much is
 * refused before it gets there.
 */
export function degradesGracefully(architecture: Architecture, cache: Component): boolean {
	const coalesces = (wordOf(cache, "stampede") ?? "none") !== "none";
	if (!coalesces) return false;
	const unlimited = reachedWithoutLimit(architecture);
	return !callersOf(cache).some((caller) => unlimited.has(caller));
}

/** What requests of clients reach without passing anything that refuses what is too much. */
const reachedWithoutLimit = oncePer(({ components }: Architecture): ReadonlySet<Component> => {
	const reached = new Set(components.filter(({ kind }) => familyOf(kind) === "client"));
	for (const component of reached) {
		for (const link of component.outgoing) {
			const limit = link.to.properties.get("rate-limit");
			if (isSynchronous(link) && (!limit || flagOf(link.to, "rate-limit") === false)) reached.add(link.to);
		}
	}
	return reached;
});
