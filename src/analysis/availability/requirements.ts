import type { Architecture, Component, DataSet, Link, Place } from "../../model/architecture.ts";
import { sessionStoreOf } from "../../model/data.ts";
import { familyOf } from "../../model/kinds.ts";
import { flagOf, wordOf } from "../../model/properties.ts";
import { promotes } from "../../model/replication.ts";
import { sitesNeeded } from "../../model/voters.ts";
import type { FailedOperation } from "../analysis.ts";
import { memo } from "../memo.ts";
import { callOrder } from "../traffic/call-order.ts";
import { callLinks, chosen, fallbackOf, type Operation, type Routing, seesHealth } from "../traffic/routing.ts";

/** How the requirements of parts make up those of the whole; what a requirement is, is up to the algebra. */
export interface Algebra<Need> {
	/** Nothing is required. */
	readonly nothing: Need;
	/** What is required does not exist. */
	readonly never: Need;
	/** The component itself and the places it stands in. */
	own(component: Component, demand: Demand): Need;
	/** The place and those around it. */
	place(place: Place): Need;
	/** The link by itself. */
	link(link: Link): Need;
	all(needs: readonly Need[]): Need;
	any(needs: readonly Need[]): Need;
}

/** A request, or an operation on a data set. */
export type Demand = "request" | { readonly operation: Operation; readonly data: DataSet };

/** Requirements of another version, which hold for all but some components. */
interface Earlier<Need> {
	readonly requirements: Requirements<Need>;
	readonly others: ReadonlySet<Component>;
}

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
	/** By the demand and the rounds that are left. */
	readonly #known = new Map<string, Map<Component, Need | "open">>();
	readonly #circles: ReadonlyMap<Component, ReadonlySet<Component>>;
	/** The circle of routers that is being followed, and how often the way may still come back to one of them. */
	#round: { readonly circle: ReadonlySet<Component>; readonly left: number } | undefined;
	#depth = 0;
	readonly #earlier: Earlier<Need> | undefined;

	constructor(
		architecture: Architecture,
		routing: Routing,
		makesDefaultCall: (link: Link) => boolean,
		algebra: Algebra<Need>,
		earlier?: Earlier<Need>,
	) {
		this.#routing = routing;
		this.#makesDefaultCall = makesDefaultCall;
		this.#algebra = algebra;
		this.#circles = circlesOfRouters(architecture);
		this.#earlier = earlier;
		// From the ends of the calls upwards, so that no chain is walked down recursively.
		for (const group of [...callOrder(architecture)].reverse()) {
			for (const component of group) {
				if (component.kind === "client" || earlier?.others.has(component) === false) continue;
				this.#need(component, "request");
			}
		}
	}

	/** What a component and everything behind it cannot do without to answer a request. */
	of(component: Component): Need {
		return this.#need(component, "request") ?? this.#algebra.nothing;
	}

	ofClient(client: Component): { readonly operation: FailedOperation; readonly need: Need }[] {
		const result: { operation: FailedOperation; need: Need }[] = [];
		const calls = callLinks(client).filter((link) => this.#makesDefaultCall(link) && isHard(link));
		if (calls.length > 0) {
			const need = this.#all(calls.map((link) => this.#over(link, "request")));
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
		const circle = this.#circles.get(component);
		const outer = this.#round;
		const rounds = circle && (outer?.circle === circle ? outer.left : Math.min(circle.size, MOST_ROUNDS));
		if (rounds === 0) return this.#algebra.never;
		const operation = demand === "request" ? "" : `${demand.operation} ${demand.data.id}`;
		const key = rounds === undefined ? operation : `${operation} ${rounds}`;
		const known = memo(this.#known, key, () => new Map());
		const found = known.get(component) ?? this.#before(component, key);
		if (found === "open") return undefined;
		if (found !== undefined) return found;
		known.set(component, "open");
		this.#round = circle && rounds !== undefined ? { circle, left: rounds - 1 } : undefined;
		this.#depth++;
		const onward = this.#depth > DEEPEST ? this.#algebra.nothing : this.#onward(component, demand);
		this.#depth--;
		this.#round = outer;
		const need = this.#withItself(component, demand, onward);
		known.set(component, need);
		return need;
	}

	#before(component: Component, key: string): Need | "open" | undefined {
		if (!this.#earlier || this.#earlier.others.has(component)) return undefined;
		return this.#earlier.requirements.#known.get(key)?.get(component);
	}

	/** The component and what stands behind it; of a CDN that users can do without, what they turn to. */
	#withItself(component: Component, demand: Demand, onward: Need): Need {
		const fallback = fallbackOf(component);
		if (fallback === "origin") return onward;
		const whole = this.#both(this.#own(component, demand), onward);
		return fallback ? this.#any([whole, this.#need(fallback, demand)]) : whole;
	}

	/** What is needed on the other side of a link, and the link. */
	#over(link: Link, demand: Demand): Need | undefined {
		const need = this.#need(link.to, demand);
		return need === undefined ? undefined : this.#both(this.#algebra.link(link), need);
	}

	/** What stands behind it, without itself. */
	#onward(component: Component, demand: Demand): Need {
		const family = familyOf(component.kind);
		if (component.kind === "cache") return this.#behindCache(component, demand);
		if (family === "queue" || family === "store" || family === "external") return this.#algebra.nothing;
		if (demand !== "request") {
			return this.#both(this.#data(component, demand), this.#workOf(component, demand));
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
			if (store && link.to === store) parts.push(this.#algebra.link(link));
			if (isHard(link) && this.#makesDefaultCall(link)) parts.push(this.#over(link, "request"));
		}
		return this.#all(parts);
	}

	/**
	 * Any link that leads to the data will do; where the way goes through a read-through cache, only that one. A link that
	 * can be done without leaves the data at that.
	 */
	#data(component: Component, demand: Exclude<Demand, "request">): Need {
		const { data, operation } = demand;
		const links = callLinks(component).filter(({ to }) => this.#routing.leadsTo(to, data, operation));
		if (component.kind === "dns" || component.kind === "loadbalancer" || component.kind === "gateway") {
			return this.#targets(component, links, demand);
		}
		const stop = this.#routing.way(component, data, operation)?.caches[0];
		if (stop?.fetchesMisses && stop.cache.kind === "cache") {
			return this.#oneOf(
				stop.legs.map(({ link }) => link),
				demand,
			);
		}
		const useful = links.filter(({ to }) => !(to.kind === "cache" && this.#routing.holds(to, data)));
		return this.#oneOf(useful.length > 0 ? useful : links, demand);
	}

	#oneOf(links: readonly Link[], demand: Demand): Need {
		if (!links.every(isHard)) return this.#algebra.nothing;
		return this.#any(links.map((link) => this.#over(link, demand)));
	}

	/** A router that sees which targets are up needs one of them; one that does not, all that it sends to. */
	#targets(router: Component, links: readonly Link[], demand: Demand): Need {
		if (links.length === 0) return this.#algebra.nothing;
		const needed = (some: readonly Link[]) => some.map((link) => this.#over(link, demand));
		return seesHealth(router) ? this.#any(needed(links)) : this.#all(needed(chosen(router, links)));
	}

	#behindCache(cache: Component, demand: Demand): Need {
		const links = callLinks(cache);
		if (links.length === 0) return this.#algebra.nothing;
		if (demand === "request") return this.#oneOf(links, demand);
		const leads = this.#routing.way(cache, demand.data, demand.operation) !== undefined;
		return leads ? this.#data(cache, demand) : this.#algebra.nothing;
	}

	#all(needs: readonly (Need | undefined)[]): Need {
		const { nothing } = this.#algebra;
		const closed = needs.filter((need) => need !== undefined && need !== nothing) as Need[];
		return closed.length === 0 ? nothing : this.#algebra.all(closed);
	}

	#both(one: Need, other: Need): Need {
		const { nothing } = this.#algebra;
		return one === nothing ? other : other === nothing ? one : this.#algebra.all([one, other]);
	}

	#any(needs: readonly (Need | undefined)[]): Need {
		const closed = needs.filter((need) => need !== undefined) as Need[];
		return closed.length === 0 ? this.#algebra.nothing : this.#algebra.any(closed);
	}

	/** Itself; of a store with a copy that can be promoted in its stead, one of them. */
	#own(component: Component, demand: Demand): Need {
		const copies = component.outgoing.filter((link) => link.replication && promotes(link));
		const own = this.#withVoters(component, demand);
		return copies.length === 0 ? own : this.#any([own, ...copies.map(({ to }) => this.#withVoters(to, demand))]);
	}

	/**
	 * With the data centers in which enough of its voters stand, where it says in which they do. That a voter fails elsewhere
	 * while a data center is lost is left out.
	 */
	#withVoters(store: Component, demand: Demand): Need {
		const own = this.#algebra.own(store, demand);
		const reads = demand !== "request" && demand.operation === "read";
		const sets = sitesNeeded(store, reads ? "read" : "write");
		if (!sets) return own;
		const sites = sets.map((places) => this.#all(places.map((place) => this.#algebra.place(place))));
		return this.#all([own, this.#any(sites)]);
	}
}

/**
 * Routers that lead to one another in a circle, by each of them. What they need is a least fixed point: it is found by
 * going round as often as there are routers in the circle.
 */
function circlesOfRouters(architecture: Architecture): ReadonlyMap<Component, ReadonlySet<Component>> {
	const circles = new Map<Component, ReadonlySet<Component>>();
	for (const group of callOrder(architecture)) {
		if (group.length === 1 && !group[0]!.outgoing.some(({ to }) => to === group[0])) continue;
		const routers = new Set(group.filter(({ kind }) => familyOf(kind) === "router"));
		for (const router of routers) circles.set(router, routers);
	}
	return circles;
}

const MOST_ROUNDS = 50;

function isHard(link: Link): boolean {
	return flagOf(link, "optional") !== true && flagOf(link, "async") !== true;
}
