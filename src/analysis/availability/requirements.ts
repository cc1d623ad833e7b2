import type { Architecture, Component, DataSet, Link } from "../../model/architecture.ts";
import { sessionStoreOf } from "../../model/data.ts";
import { familyOf } from "../../model/kinds.ts";
import { flagOf, wordOf } from "../../model/properties.ts";
import { promotes } from "../../model/replication.ts";
import type { FailedOperation } from "../analysis.ts";
import { memo } from "../memo.ts";
import { callOrder } from "../traffic/call-order.ts";
import { callLinks, chosen, type Operation, type Routing, seesHealth } from "../traffic/routing.ts";

/** How the requirements of parts make up those of the whole; what a requirement is, is up to the algebra. */
export interface Algebra<Need> {
	/** Nothing is required. */
	readonly nothing: Need;
	/** The component itself and the places it stands in. */
	own(component: Component, demand: Demand): Need;
	all(needs: readonly Need[]): Need;
	any(needs: readonly Need[]): Need;
}

/** A request, or an operation on a data set. */
export type Demand = "request" | { readonly operation: Operation; readonly data: DataSet };

/** Operations on data that pass more components than this are taken to need nothing more. */
const DEEPEST = 500;

/**
 * What each operation of a client needs (models M11 and M12): all of its hard dependencies, and one of its
 * alternatives. The one reading of the architecture from which both the single points of failure and the availability
 * are computed.
 */
export class Requirements<Need> {
	readonly #routing: Routing;
	readonly #makesDefaultCall: (link: Link) => boolean;
	readonly #algebra: Algebra<Need>;
	readonly #known = new Map<Component, Map<string, Need | "open">>();
	#depth = 0;

	constructor(
		architecture: Architecture,
		routing: Routing,
		makesDefaultCall: (link: Link) => boolean,
		algebra: Algebra<Need>,
	) {
		this.#routing = routing;
		this.#makesDefaultCall = makesDefaultCall;
		this.#algebra = algebra;
		// From the ends of the calls upwards, so that no chain is walked down recursively.
		for (const group of [...callOrder(architecture)].reverse()) {
			for (const component of group) if (component.kind !== "client") this.#need(component, "request");
		}
	}

	ofClient(client: Component): { readonly operation: FailedOperation; readonly need: Need }[] {
		const result: { operation: FailedOperation; need: Need }[] = [];
		const calls = callLinks(client).filter((link) => this.#makesDefaultCall(link) && isHard(link));
		if (calls.length > 0) {
			const need = this.#all(calls.map(({ to }) => this.#need(to, "request")));
			result.push({ operation: { client, data: undefined, operation: "request" }, need });
		}
		for (const { operation, data } of client.accesses) {
			if (!this.#routing.leadsTo(client, data, operation)) continue;
			result.push({ operation: { client, data, operation }, need: this.#onward(client, { operation, data }) });
		}
		return result;
	}

	/**
	 * What `component` and everything behind it cannot do without to answer `demand`. Undefined where calls come back
	 * to what they started from: that asks nothing more of a whole, and is no alternative to anything.
	 */
	#need(component: Component, demand: Demand): Need | undefined {
		const key = demand === "request" ? "" : `${demand.operation} ${demand.data.id}`;
		const known = memo(this.#known, component, () => new Map());
		const found = known.get(key);
		if (found === "open") return undefined;
		if (found !== undefined) return found;
		known.set(key, "open");
		this.#depth++;
		const onward = this.#depth > DEEPEST ? this.#algebra.nothing : this.#onward(component, demand);
		this.#depth--;
		const need = isSoft(component, demand) ? onward : this.#all([this.#own(component, demand), onward]);
		known.set(key, need);
		return need;
	}

	/** What stands behind it, without itself. */
	#onward(component: Component, demand: Demand): Need {
		const family = familyOf(component.kind);
		if (component.kind === "cache") return this.#behindCache(component, demand);
		if (family === "queue" || family === "store" || family === "external") return this.#algebra.nothing;
		if (demand !== "request") {
			return this.#all([this.#data(component, demand), this.#workOf(component, demand)]);
		}
		if (family === "router") return this.#targets(component, callLinks(component), "request");
		return this.#workOf(component, demand);
	}

	/** A service answers only if its own accesses and calls do; a static file that passes needs none of them. */
	#workOf(component: Component, demand: Demand): Need {
		if (familyOf(component.kind) !== "compute") return this.#algebra.nothing;
		if (demand !== "request" && wordOf(demand.data, "kind") === "static") return this.#algebra.nothing;
		const parts: (Need | undefined)[] = [];
		for (const { operation, data } of component.accesses) {
			if (this.#routing.way(component, data, operation)) parts.push(this.#data(component, { operation, data }));
		}
		const store = sessionStoreOf(component);
		if (store) parts.push(this.#own(store, "request"));
		for (const link of callLinks(component)) {
			if (isHard(link) && this.#makesDefaultCall(link)) parts.push(this.#need(link.to, "request"));
		}
		return this.#all(parts);
	}

	/** Any link that leads to the data will do; where the way goes through a read-through cache, only that one. */
	#data(component: Component, demand: Exclude<Demand, "request">): Need {
		const { data, operation } = demand;
		const links = callLinks(component).filter(({ to }) => this.#routing.leadsTo(to, data, operation));
		if (component.kind === "dns" || component.kind === "loadbalancer" || component.kind === "gateway") {
			return this.#targets(component, links, demand);
		}
		const stop = this.#routing.way(component, data, operation)?.caches[0];
		if (stop?.fetchesMisses && stop.cache.kind === "cache") {
			return this.#any(stop.legs.map(({ link }) => this.#need(link.to, demand)));
		}
		const useful = links.filter(({ to }) => !(to.kind === "cache" && this.#routing.holds(to, data)));
		const ways = useful.length > 0 ? useful : links;
		return this.#any(ways.map(({ to }) => this.#need(to, demand)));
	}

	/** A router that sees which targets are up needs one of them; one that does not, all that it sends to. */
	#targets(router: Component, links: readonly Link[], demand: Demand): Need {
		if (links.length === 0) return this.#algebra.nothing;
		const needed = (some: readonly Link[]) => some.map((link) => this.#need(link.to, demand));
		return seesHealth(router) ? this.#any(needed(links)) : this.#all(needed(chosen(router, links)));
	}

	#behindCache(cache: Component, demand: Demand): Need {
		const links = callLinks(cache);
		if (links.length === 0) return this.#algebra.nothing;
		if (demand === "request") return this.#any(links.map(({ to }) => this.#need(to, demand)));
		const leads = this.#routing.way(cache, demand.data, demand.operation) !== undefined;
		return leads ? this.#data(cache, demand) : this.#algebra.nothing;
	}

	#all(needs: readonly (Need | undefined)[]): Need {
		const closed = needs.filter((need) => need !== undefined && need !== this.#algebra.nothing) as Need[];
		return closed.length === 0 ? this.#algebra.nothing : this.#algebra.all(closed);
	}

	#any(needs: readonly (Need | undefined)[]): Need {
		const closed = needs.filter((need) => need !== undefined) as Need[];
		return closed.length === 0 ? this.#algebra.nothing : this.#algebra.any(closed);
	}

	/** Itself; of a store with a copy that can be promoted in its stead, one of them. */
	#own(component: Component, demand: Demand): Need {
		const copies = component.outgoing.filter((link) => link.replication && promotes(link));
		if (copies.length === 0) return this.#algebra.own(component, demand);
		return this.#any([component, ...copies.map(({ to }) => to)].map((s) => this.#algebra.own(s, demand)));
	}
}

/** Its loss does not stop the operation: a CDN with a fallback to the origin. */
function isSoft(component: Component, demand: Demand): boolean {
	if (component.kind !== "cdn" || demand === "request") return false;
	return wordOf(component, "fallback") === "origin" || component.properties.get("fallback")?.value.type === "reference";
}

function isHard(link: Link): boolean {
	return flagOf(link, "optional") !== true && flagOf(link, "async") !== true;
}
