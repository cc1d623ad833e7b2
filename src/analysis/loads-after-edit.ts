import type { Architecture, Component, Element, Link } from "../model/architecture.ts";
import { takesTraffic } from "../model/kinds.ts";
import { changedTraffic } from "./caches/changed-traffic.ts";
import { ComponentLoads, type Loads, linkAnalysis, type Saturation, type Solved } from "./loads.ts";
import { callOrderAfter } from "./traffic/call-order.ts";
import { isCache, routingAfter } from "./traffic/routing.ts";
import type { Flow, Lookup } from "./traffic/traffic.ts";
import { demandsOf } from "./traffic/users.ts";

/** The loads after an edit, and of what they are other ones than before. */
export interface LoadsAfterEdit {
	readonly loads: Loads;
	readonly changed: ReadonlySet<Component | Link>;
	/** What was touched, and all that leads to it: what lies behind anything else is as it was. */
	readonly upstream: ReadonlySet<Component>;
	/** The same edit where the conditions are others; undefined as with the whole. */
	readonly again: (before: Solved) => Solved | undefined;
}

/**
 * The loads of the next version of a text in which only some elements say something else: what they do not reach stays as it was
 * before, and the hit ratios of caches begin as they were. Undefined where too much may be different.
 */
export function loadsAfterEdit(
	before: Loads,
	architecture: Architecture,
	touched: ReadonlySet<Element>,
	saturation: Saturation,
): LoadsAfterEdit | undefined {
	const edited = componentsIn(touched);
	const upstream = edited && upstreamOf(edited);
	if (!upstream || upstream.size > MOST_UPSTREAM) return undefined;
	const routing = routingAfter(before.routing, architecture, upstream);
	const order = callOrderAfter(before.order, architecture, edited);
	const caches = [...edited].filter(isCache);
	const again = ({ conditions, facts: known, demands: asked, traffic, hitRatios }: Solved) => {
		if (traffic.divergent.length > 0 || conditions.state || conditions.overrides) return undefined;
		const facts = known.without(touched);
		const demands = demandsOf(architecture, facts, conditions.users);
		if (demands.users !== asked.users) return undefined;
		const question = { architecture, routing, facts, demands, caches, senders: upstream, edited: true as const };
		const after = changedTraffic({ traffic, hitRatios }, question);
		return { architecture, routing, conditions, facts, demands, ...after };
	};
	const solved = again(before);
	if (!solved) return undefined;
	const { traffic, hitRatios, facts } = solved;
	const was = before.traffic;
	const changed = new Set<Component | Link>();
	const isElse = <K>(key: K, now: Lookup<K, Flow>, then: Lookup<K, Flow>): boolean => {
		const [flow, other] = [now.get(key), then.get(key)];
		return flow !== other && !(flow && other?.equals(flow));
	};
	const components = new Map(before.components);
	const redo = (component: Component): void => {
		if (changed.has(component) || !takesTraffic(component.kind)) return;
		changed.add(component);
		components.set(component, new ComponentLoads(component, solved, saturation));
		for (const { replication, to } of component.outgoing) if (replication) redo(to);
	};
	for (const component of edited) redo(component);
	for (const component of solved.anew) if (isElse(component, traffic.arrivals, was.arrivals)) redo(component);
	for (const [cache, found] of hitRatios) if (before.hitRatios.get(cache) !== found) redo(cache);
	for (const component of differing(traffic.unknown, was.unknown)) redo(component);
	for (const { component } of differing(new Set(traffic.unserved), new Set(was.unserved))) changed.add(component);

	const links = new Map(before.links);
	for (const link of links.keys()) if (edited.has(link.from)) links.delete(link);
	const senders = new Set([...edited, ...solved.anew]);
	for (const component of changed)
		if ("type" in component) for (const { from } of component.incoming) senders.add(from);
	for (const { outgoing } of senders) {
		for (const link of outgoing) {
			if (!takesTraffic(link.from.kind) || !takesTraffic(link.to.kind)) continue;
			if (links.has(link) && !changed.has(link.to) && !isElse(link, traffic.links, was.links)) continue;
			changed.add(link);
			links.set(link, linkAnalysis(link, traffic, facts));
		}
	}
	return { loads: { ...solved, components, links, order }, changed, upstream, again };
}

/** Where so much leads to what was touched, little could be kept. */
const MOST_UPSTREAM = 1000;

function differing<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): readonly T[] {
	return [...[...a].filter((one) => !b.has(one)), ...[...b].filter((one) => !a.has(one))];
}

/** Undefined where something else is among them: it may concern all of them. */
function componentsIn(elements: ReadonlySet<Element>): ReadonlySet<Component> | undefined {
	const components = new Set<Component>();
	for (const element of elements) {
		if (element.type !== "component") return undefined;
		components.add(element);
	}
	return components;
}

/** These and all that leads to them. */
function upstreamOf(components: ReadonlySet<Component>): ReadonlySet<Component> {
	const reached = new Set(components);
	for (const component of reached) for (const { from } of component.incoming) reached.add(from);
	return reached;
}
