import type { Architecture, Component, DataSet, Link, Place } from "../model/architecture.ts";
import { familyOf, takesTraffic } from "../model/kinds.ts";
import { flagOf, wordOf } from "../model/properties.ts";
import { promotes } from "../model/replication.ts";
import type { FailedOperation, Removals } from "./analysis.ts";
import { memo } from "./memo.ts";
import { callLinks, failureDomains, type Operation, type Routing, seesHealth } from "./routing.ts";
import { inOrderOfCalls, sessionStoreOf } from "./traffic.ts";

/**
 * What stops when one element is taken away (model M12). An operation needs all of its hard dependencies (AND) and one
 * of its alternatives (OR). For the loss of a single element this has a closed form: what an AND cannot do without is
 * the union of what its parts cannot do without; for an OR it is the intersection. So one pass over the graph finds
 * every single point of failure, with no removal tried one by one.
 */
export function removalsOf(
	architecture: Architecture,
	routing: Routing,
	makesDefaultCall: (link: Link) => boolean,
): Removals {
	const needs = new Needs(architecture, routing, makesDefaultCall);
	const components = new Map<Component, FailedOperation[]>();
	const places = new Map<Place, FailedOperation[]>();
	for (const client of architecture.components) {
		if (client.kind !== "client") continue;
		for (const { operation, set } of needs.ofClient(client)) {
			for (const element of needs.members(set)) {
				if (element === client) continue;
				const map = (element.type === "place" ? places : components) as Map<Component | Place, FailedOperation[]>;
				const failed = map.get(element);
				if (failed) failed.push(operation);
				else map.set(element, [operation]);
			}
		}
	}
	return { components, places };
}

/** Operations on data that pass more components than this are taken to need nothing more. */
const DEEPEST = 500;

/** Elements without which something cannot work, as a bit set. */
type Need = Uint32Array;
/** A request, or an operation on a data set. */
type Demand = "request" | { readonly operation: Operation; readonly data: DataSet };

class Needs {
	readonly #routing: Routing;
	readonly #makesDefaultCall: (link: Link) => boolean;
	readonly #elements: (Component | Place)[];
	readonly #bits: ReadonlyMap<Component | Place, number>;
	readonly #known = new Map<Component, Map<string, Need | "open">>();
	#depth = 0;

	constructor(architecture: Architecture, routing: Routing, makesDefaultCall: (link: Link) => boolean) {
		this.#routing = routing;
		this.#makesDefaultCall = makesDefaultCall;
		const domains = architecture.places.filter(({ kind }) => kind !== "group");
		this.#elements = [...architecture.components.filter(({ kind }) => takesTraffic(kind)), ...domains];
		this.#bits = new Map(this.#elements.map((element, i) => [element, i]));
		// From the ends of the calls upwards, so that no chain is walked down recursively.
		const components = this.#elements.filter((element) => element.type === "component");
		for (const group of [...inOrderOfCalls(components)].reverse()) {
			for (const component of group) if (component.kind !== "client") this.#need(component, "request");
		}
	}

	members(need: Need): (Component | Place)[] {
		return this.#elements.filter((_, i) => need[i >> 5]! & (1 << (i & 31)));
	}

	ofClient(client: Component): { readonly operation: FailedOperation; readonly set: Need }[] {
		const result: { operation: FailedOperation; set: Need }[] = [];
		const calls = callLinks(client).filter((link) => this.#makesDefaultCall(link) && isHard(link));
		if (calls.length > 0) {
			const set = union(this.#none(), ...calls.map(({ to }) => this.#need(to, "request")));
			result.push({ operation: { client, data: undefined, operation: "request" }, set });
		}
		for (const { operation, data } of client.accesses) {
			if (!this.#routing.leadsTo(client, data, operation)) continue;
			const set = this.#onward(client, { operation, data });
			result.push({ operation: { client, data, operation }, set });
		}
		return result;
	}

	/** What `component` and everything behind it cannot do without to answer `demand`. */
	#need(component: Component, demand: Demand): Need {
		const key = demand === "request" ? "" : `${demand.operation} ${demand.data.id}`;
		const known = memo(this.#known, component, () => new Map());
		const found = known.get(key);
		// A cycle of calls asks nothing more of what it comes back to.
		if (found === "open") return this.#none();
		if (found) return found;
		known.set(key, "open");
		this.#depth++;
		const onward = this.#depth > DEEPEST ? this.#none() : this.#onward(component, demand);
		this.#depth--;
		const need = this.#isSoft(component, demand) ? onward : union(onward, this.#own(component));
		known.set(key, need);
		return need;
	}

	/** What stands behind it, without itself. */
	#onward(component: Component, demand: Demand): Need {
		const family = familyOf(component.kind);
		if (family === "queue" || family === "store" || family === "external") {
			return component.kind === "cache" ? this.#behindCache(component, demand) : this.#none();
		}
		if (demand !== "request") return union(this.#data(component, demand), this.#workOf(component, demand));
		if (family === "router") return this.#targets(component, callLinks(component), "request");
		return this.#workOf(component, demand);
	}

	/** A service answers only if its own accesses and calls do; a static file that passes needs none of them. */
	#workOf(component: Component, demand: Demand): Need {
		if (familyOf(component.kind) !== "compute") return this.#none();
		if (demand !== "request" && wordOf(demand.data, "kind") === "static") return this.#none();
		const parts: Need[] = [];
		for (const { operation, data } of component.accesses) {
			if (this.#routing.way(component, data, operation)) parts.push(this.#data(component, { operation, data }));
		}
		const store = sessionStoreOf(component);
		if (store) parts.push(this.#own(store));
		for (const link of callLinks(component)) {
			if (isHard(link) && this.#makesDefaultCall(link)) parts.push(this.#need(link.to, "request"));
		}
		return union(this.#none(), ...parts);
	}

	/** Any link that leads to the data will do, and where the way goes through a read-through cache that link must. */
	#data(component: Component, demand: Exclude<Demand, "request">): Need {
		const { data, operation } = demand;
		const links = callLinks(component).filter(({ to }) => this.#routing.leadsTo(to, data, operation));
		if (component.kind === "dns" || component.kind === "loadbalancer" || component.kind === "gateway") {
			return this.#targets(component, links, demand);
		}
		const stop = this.#routing.way(component, data, operation)?.caches[0];
		if (stop?.fetchesMisses && stop.cache.kind === "cache") {
			return intersection(stop.legs.map(({ link }) => this.#need(link.to, demand)));
		}
		const useful = links.filter(({ to }) => !(to.kind === "cache" && this.#routing.holds(to, data)));
		if (links.length === 0) return this.#none();
		return intersection((useful.length > 0 ? useful : links).map((link) => this.#need(link.to, demand)));
	}

	/** A router that sees which targets are up needs one of them; one that does not, all. */
	#targets(router: Component, links: readonly Link[], demand: Demand): Need {
		if (links.length === 0) return this.#none();
		const needs = links.map((link) => this.#need(link.to, demand));
		return seesHealth(router) ? intersection(needs) : union(this.#none(), ...needs);
	}

	#behindCache(cache: Component, demand: Demand): Need {
		const links = callLinks(cache);
		if (links.length === 0) return this.#none();
		if (demand === "request") return intersection(links.map(({ to }) => this.#need(to, demand)));
		return this.#routing.way(cache, demand.data, demand.operation) ? this.#data(cache, demand) : this.#none();
	}

	/** Itself and the places it stands in; of a store with a copy that can be promoted in its stead, what both share. */
	#own(component: Component): Need {
		const copies = component.outgoing.filter((link) => link.replication && promotes(link));
		return intersection([component, ...copies.map(({ to }) => to)].map((store) => this.#self(store)));
	}

	/** Its loss does not stop the operation: a CDN with a fallback to the origin. */
	#isSoft(component: Component, demand: Demand): boolean {
		if (component.kind !== "cdn" || demand === "request") return false;
		return (
			wordOf(component, "fallback") === "origin" || component.properties.get("fallback")?.value.type === "reference"
		);
	}

	#self(component: Component): Need {
		const need = this.#none();
		for (const element of [component, ...failureDomains(component)]) {
			const bit = this.#bits.get(element);
			if (bit !== undefined) need[bit >> 5]! |= 1 << (bit & 31);
		}
		return need;
	}

	#none(): Need {
		return new Uint32Array((this.#elements.length + 31) >> 5);
	}
}

function isHard(link: Link): boolean {
	return flagOf(link, "optional") !== true && flagOf(link, "async") !== true;
}

function union(into: Need, ...needs: readonly Need[]): Need {
	for (const need of needs) for (let i = 0; i < into.length; i++) into[i]! |= need[i]!;
	return into;
}

function intersection(needs: readonly Need[]): Need {
	const [first, ...rest] = needs;
	const result = first!.slice();
	for (const need of rest) for (let i = 0; i < result.length; i++) result[i]! &= need[i]!;
	return result;
}
