import type { Analysis, UnservedAccess } from "../../analysis/analysis.ts";
import { memo } from "../../analysis/memo.ts";
import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { oncePer } from "../../model/once.ts";
import { isCopy } from "../../model/replication.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { connect } from "../edit/operations.ts";
import { heldBy } from "../graph.ts";
import type { Fix, RuleContext } from "../rule.ts";

/*
 * Accesses that lead nowhere, and what brings them to the data.
 */

/** By the component that makes them. */
export const unservedOf = oncePer(({ unserved }: Analysis): ReadonlyMap<Component, readonly UnservedAccess[]> => {
	const found = new Map<Component, UnservedAccess[]>();
	for (const access of unserved) memo(found, access.component, () => []).push(access);
	return found;
});

/** Copies that a write gets to where only others take it; undefined where it gets to none, or nothing takes it. */
export function copiesInstead(
	architecture: Architecture,
	{ component, data, operation }: UnservedAccess,
): readonly Component[] | undefined {
	if (operation === "read") return undefined;
	const holders = holdersOf(architecture, data);
	if (!holders.some(takesWrites)) return undefined;
	const reached = reachOf(component, operation);
	const copies = holders.filter((holder) => reached.has(holder));
	return copies.length > 0 ? copies : undefined;
}

/** Offered if the access arrives somewhere afterwards, and no other is lost by it. */
export function served<Id extends string>(
	context: RuleContext,
	access: UnservedAccess,
	{ id, store, step }: { readonly id: Id; readonly store: Component; readonly step: Step },
): Fix<Id> {
	const same = (one: UnservedAccess): boolean =>
		one.component.id === access.component.id && one.data.id === access.data.id && one.operation === access.operation;
	return fixOf(context, {
		id,
		data: { store: store.id },
		steps: [step],
		subject: store.id,
		until: ({ analysis: { unserved } }) => !unserved.some(same) && unserved.length < context.analysis.unserved.length,
	});
}

export function linkTo(component: Component, store: Component): Step {
	return ({ architecture: { elements } }) => {
		const from = elements.get(component.id);
		const to = elements.get(store.id);
		return from?.type === "component" && to?.type === "component" ? [connect(from, to)] : undefined;
	};
}

/** Everything that an operation on data gets to along the links, itself left out. */
export function reachOf(from: Component, operation: "read" | "write"): ReadonlySet<Component> {
	const passes = ({ kind }: Component): boolean => {
		const family = familyOf(kind);
		if (family === "queue") return operation === "write";
		return family === "router" || family === "compute" || kind === "cache";
	};
	const reached = new Set<Component>();
	const open = [from];
	for (const component of open) {
		for (const { to, replication } of component.outgoing) {
			if (replication || reached.has(to)) continue;
			reached.add(to);
			if (passes(to)) open.push(to);
		}
	}
	return reached;
}

export function holdersOf({ components }: Architecture, data: DataSet): readonly Component[] {
	return components.filter((component) => heldBy(component).includes(data));
}

export function takesWrites(store: Component): boolean {
	return store.kind !== "cdn" && !isCopy(store);
}

/** Stores before caches of them; those that share the most places with the component before others. */
export function byDistance(component: Component, holders: readonly Component[]): readonly Component[] {
	const around = placesOf(component);
	const shared = (other: Component): number => placesOf(other).filter((place) => around.includes(place)).length;
	const isCacheLike = ({ kind }: Component): number => (kind === "cache" || kind === "cdn" ? 1 : 0);
	return [...holders].sort((a, b) => isCacheLike(a) - isCacheLike(b) || shared(b) - shared(a));
}

function placesOf({ parent }: Component): readonly string[] {
	const places: string[] = [];
	for (let place = parent; place; place = place.parent) places.push(place.id);
	return places;
}

/** What a client talks to by itself is public: files and networks that deliver them, not databases. */
export function mayCall(component: Component, store: Component): boolean {
	const family = familyOf(component.kind);
	if (family === "compute") return true;
	return component.kind === "client" && (store.kind === "storage" || store.kind === "cdn");
}
