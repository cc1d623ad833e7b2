import type { Component, Element, Link } from "./architecture.ts";
import { elementsOf, numberOf, wordOf } from "./properties.ts";

/** A link between two stores of the same data keeps a copy up to date; it carries no requests. */
export function replicates({ from, to }: Link): boolean {
	if (!isStore(from) || !isStore(to)) return false;
	if (from.kind === "cache") return to.kind === "cache" && dataCenterOf(from) !== dataCenterOf(to);
	if (to.kind === from.kind) return true;
	const held = elementsOf(from, "holds");
	return elementsOf(to, "holds").some((data) => held.includes(data));
}

/**
 * A copy serves reads only: it is kept up to date by a store that it does not itself feed, directly or through others.
 * Where that store is down and the copy is promoted in its stead, it is one no longer.
 */
export function isCopy(store: Component, isUp: (store: Component) => boolean = () => true): boolean {
	return store.incoming.some(
		(link) => link.replication && !feeds(store, link.from, new Set()) && (isUp(link.from) || !promotes(link)),
	);
}

/** The copy takes over when the primary is lost. */
export function promotes(link: Link): boolean {
	const failover = wordOf(link, "failover") ?? wordOf(link.from, "failover");
	return failover === "automatic" || failover === "manual";
}

/** Copies of each node of a database as declared: `replicas`, else the other `voters` of a quorum. */
export function declaredReplicas(database: Component): number | undefined {
	const replicas = numberOf(database, "replicas");
	const voters = wordOf(database, "replication") === "quorum" ? numberOf(database, "voters") : undefined;
	return replicas ?? (voters === undefined ? undefined : voters - 1);
}

function feeds(store: Component, target: Component, seen: Set<Component>): boolean {
	if (store === target) return true;
	if (seen.has(store)) return false;
	seen.add(store);
	return store.outgoing.some(({ replication, to }) => replication && feeds(to, target, seen));
}

const isStore = ({ kind }: Component): boolean =>
	kind === "database" || kind === "storage" || kind === "cache" || kind === "search";

/** The outermost data center around an element; undefined where it stands in none. */
export function dataCenterOf(element: Element): Element | undefined {
	let found: Element | undefined;
	for (let at = element.parent; at; at = at.parent) if (at.kind === "datacenter") found = at;
	return found;
}
