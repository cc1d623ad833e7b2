import type { Architecture, Component, DataSet, Link } from "../../model/architecture.ts";
import { isStatic, sessionStoreOf } from "../../model/data.ts";
import { familyOf } from "../../model/kinds.ts";
import { oncePer } from "../../model/once.ts";
import { memo } from "../memo.ts";
import { callLinks, isCache, type Operation, type Routing, routingOf } from "./routing.ts";

/**
 * Links on which accesses take the place of the plain call. A page request still goes over a link that only static
 * files use besides, if behind it stands a service with work of its own: the files are fetched beside the page.
 */
export class SpentLinks {
	readonly #byStatic = new Set<Link>();
	readonly #byOthers = new Set<Link>();
	readonly #routing: Routing;
	readonly #seen = new Set<string>();
	readonly #spent = new Map<Link, boolean>();

	constructor(architecture: Architecture, routing: Routing) {
		this.#routing = routing;
		for (const component of architecture.components) {
			for (const { data, operation } of component.accesses) {
				this.#follow(component, data, operation);
				// Whoever says what it reads and writes there makes no other calls into a store of that data.
				for (const link of callLinks(component)) if (isStoreOf(data, link.to, routing)) this.#byOthers.add(link);
			}
			const store = sessionStoreOf(component);
			if (store) for (const link of component.outgoing) if (link.to === store) this.#byOthers.add(link);
		}
	}

	has(link: Link): boolean {
		if (this.#byOthers.has(link)) return true;
		if (!this.#byStatic.has(link)) return false;
		return memo(this.#spent, link, () => !this.#leadsToWork(link.to, new Set()));
	}

	/** Targets of a router for plain requests: not the stores that accesses reach by themselves, if there are others. */
	openLinks(router: Component, routing: Routing): readonly Link[] {
		const links = routing.targets(router);
		const open = links.filter(
			(link) => !(familyOf(link.to.kind) === "store" && (this.#byOthers.has(link) || this.#byStatic.has(link))),
		);
		return open.length > 0 ? open : links;
	}

	#follow(from: Component, data: DataSet, operation: Operation): void {
		const key = `${from.id} ${operation} ${data.id}`;
		if (this.#seen.has(key)) return;
		this.#seen.add(key);
		const way = this.#routing.way(from, data, operation);
		if (!way) return;
		const used = isStatic(data) ? this.#byStatic : this.#byOthers;
		// Where a cache or CDN fetches its misses, the way beside it to the store is not taken.
		const store = way.caches.some(({ fetchesMisses }) => fetchesMisses) ? [] : way.store;
		for (const { link } of [...way.caches.flatMap(({ legs }) => legs), ...store]) {
			used.add(link);
			const ends = this.#routing.holds(link.to, data) && !isCache(link.to);
			if (!ends) this.#follow(link.to, data, operation);
		}
	}

	#leadsToWork(component: Component, seen: Set<Component>): boolean {
		if (seen.has(component)) return false;
		seen.add(component);
		const family = familyOf(component.kind);
		if (family === "router") return callLinks(component).some(({ to }) => this.#leadsToWork(to, seen));
		if (family !== "compute") return false;
		if (component.accesses.length > 0 || sessionStoreOf(component)) return true;
		return callLinks(component).some((link) => !this.#byStatic.has(link));
	}
}

function isStoreOf(data: DataSet, component: Component, routing: Routing): boolean {
	return familyOf(component.kind) === "store" && !isCache(component) && routing.holds(component, data);
}

/** For each architecture once, with everything in service: what calls are for does not depend on what is down. */
export const spentLinks = oncePer(
	(architecture: Architecture) => new SpentLinks(architecture, routingOf(architecture, new Set())),
);
