import type { Architecture, Component, DataSet, Link } from "../../../src/model/architecture.ts";
import { isStatic, sessionDataOf, sessionStoreOf } from "../../../src/model/data.ts";
import { familyOf } from "../../../src/model/kinds.ts";
import { elementsOf, flagOf, numberOf, wordOf } from "../../../src/model/properties.ts";
import { dataCenterOf } from "../../../src/model/replication.ts";
import { amountOf, assumedRoundTrip, callsOf } from "./declared.ts";
import { type CacheOnWay, type Leg, type Operation, seesHealth, usedLinks, type Way, Ways, weighted } from "./ways.ts";

/** `set`: an item is put into a cache, or deleted there. */
export type Verb = "read" | "write" | "set";

/** What a write does to the copy of an item. */
export type Effect = "put" | "delete" | "update";

/** What a request does, step by step; carried out by `run.ts` with real queues and caches. */
export type Plan =
	/** Waits in the line of a component and is served. */
	| { readonly kind: "serve"; readonly component: Component; readonly verb: Verb | "request" }
	/** The network; `seconds` the same for all. */
	| { readonly kind: "wait"; readonly seconds: number }
	| { readonly kind: "sequence" | "parallel"; readonly parts: readonly Plan[] }
	/** One of them by chance; `health`: of those that work. */
	| { readonly kind: "choice"; readonly options: readonly Option[]; readonly health: boolean }
	/** So many times; of a fraction, once more with that probability. */
	| { readonly kind: "times"; readonly count: number; readonly plan: Plan; readonly parallel: boolean }
	/** Nobody waits for it. */
	| { readonly kind: "background"; readonly plan: Plan }
	/** A call over a link, which may itself be down. */
	| { readonly kind: "over"; readonly link: Link; readonly plan: Plan }
	/** An operation of a client, which works or fails. */
	| { readonly kind: "outcome"; readonly client: Component; readonly name: string; readonly plan: Plan }
	/** Its failure does not matter. */
	| { readonly kind: "optional"; readonly plan: Plan }
	/** An operation on one item of the data, drawn by its popularity. */
	| { readonly kind: "operation"; readonly data: DataSet; readonly plan: Plan }
	/** Is the item in the cache? */
	| { readonly kind: "lookup"; readonly cache: Component }
	/** What the last lookup did not find. */
	| { readonly kind: "missed"; readonly plan: Plan }
	/** Changes a copy of the item in a cache. */
	| { readonly kind: "copy"; readonly cache: Component; readonly effect: Effect }
	/** The item in the cache is newer than in the store: `plan` writes it there at the next flush. */
	| { readonly kind: "flush-later"; readonly cache: Component; readonly plan: Plan }
	/** The item has been written: copies, of caches that nobody sets, are told, and replicas replay it. */
	| { readonly kind: "commit"; readonly store: Component; readonly told: readonly Component[] }
	/** Tried again while it fails. */
	| { readonly kind: "attempts"; readonly most: number; readonly plan: Plan }
	/** Given up after so long; the answer comes to nobody then. */
	| { readonly kind: "limited"; readonly seconds: number; readonly plan: Plan }
	/** Fails with this probability although everything has been done. */
	| { readonly kind: "error"; readonly probability: number }
	/** Made when it is first needed, for calls may go round in a circle. */
	| { readonly kind: "later"; readonly plan: () => Plan }
	/** Nobody there who answers. */
	| { readonly kind: "refused" };

export interface PlannedOperation {
	readonly operation: "request" | Operation;
	readonly data: DataSet | undefined;
	readonly plan: Plan;
}

export interface Option {
	readonly probability: number;
	readonly plan: Plan;
}

type Demand =
	| { readonly verb: "request" }
	| {
			readonly verb: "read" | "write" | "set";
			readonly data: DataSet;
			/** Of a read: the cache gets what it lacks itself. */
			readonly fetches?: boolean;
			/** Of a set. */
			readonly effect?: Effect;
			/** Caches that the writer tells itself. */
			readonly told?: readonly Component[];
	  };

const NOTHING: Plan = { kind: "sequence", parts: [] };
const REFUSED: Plan = { kind: "refused" };

function sequence(...parts: readonly Plan[]): Plan {
	const real = parts.filter((part) => part !== NOTHING);
	return real.length === 1 ? real[0]! : real.length === 0 ? NOTHING : { kind: "sequence", parts: real };
}

/** One read of the session for each request, and a write for one in ten. */
const SESSION_WRITES = 0.1;

/** Of calls that are no access. */
const PLAIN_READS = 0.9;

/** Plans of all requests of an architecture, with some of its components out of service. */
export class Plans {
	readonly ways: Ways;
	readonly #used: ReadonlySet<Link>;
	readonly #noWrites: ReadonlySet<Component> | undefined;
	readonly #known = new Map<string, Plan>();

	/** `noWrites`: databases without a primary. */
	constructor(
		architecture: Architecture,
		down?: ReadonlySet<Component>,
		unable?: ReadonlySet<Component>,
		noWrites?: ReadonlySet<Component>,
	) {
		this.#noWrites = noWrites;
		this.ways = new Ways(architecture, down, unable);
		this.#used = usedLinks(architecture);
	}

	/** What a client, service or worker does for one request, besides serving it. */
	work(component: Component): Plan {
		const inTurn: Plan[] = [];
		const atOnce: Plan[] = [];
		const add = (count: number, name: string, made: Plan, links: readonly Link[]): void => {
			const plan: Plan = component.kind === "client" ? { kind: "outcome", client: component, name, plan: made } : made;
			const parallel = links.length > 0 && links.every((link) => flagOf(link, "parallel"));
			(parallel ? atOnce : inTurn).push({ kind: "times", count, plan, parallel });
		};
		for (const { operation, data, factor, store } of component.accesses) {
			if (store) continue;
			const way = this.ways.way(component, data, operation);
			const links = (way?.caches[0]?.legs ?? way?.store ?? []).map(({ link }) => link);
			const name = operationName(operation, data);
			add(factor, name, { kind: "operation", data, plan: this.#access(component, data, operation) }, links);
		}
		inTurn.push(...this.#session(component));
		for (const link of callsOf(component)) {
			if (this.#used.has(link)) continue;
			add(link.share ?? 1, operationName("request"), this.#over(link, { verb: "request" }), [link]);
		}
		return sequence(...inTurn, atOnce.length > 1 ? { kind: "parallel", parts: atOnce } : sequence(...atOnce));
	}

	/** What a client does for one request, as far as it cannot do without: the request itself, and each access. */
	operations(client: Component): readonly PlannedOperation[] {
		const calls = callsOf(client).filter(
			(link) => !this.#used.has(link) && !flagOf(link, "async") && !flagOf(link, "optional"),
		);
		const request = calls.map((link) => this.#over(link, { verb: "request" }));
		const accesses = client.accesses.map(({ operation, data }) => ({
			operation,
			data,
			plan: this.#access(client, data, operation),
		}));
		return request.length > 0
			? [{ operation: "request", data: undefined, plan: sequence(...request) }, ...accesses]
			: accesses;
	}

	#session(component: Component): Plan[] {
		const store = sessionStoreOf(component);
		const link = store && component.outgoing.find(({ to }) => to === store);
		if (!store || !link) return [];
		const data = sessionDataOf(store);
		const over = (verb: Operation): Plan => {
			const served = tried(link, this.ways.isUp(store) ? sequence(...this.#served(store, verb, [])) : REFUSED);
			return data ? { kind: "operation", data, plan: served } : served;
		};
		return [over("read"), { kind: "times", count: SESSION_WRITES, plan: over("write"), parallel: false }];
	}

	/** Over the network to its target: given up after the timeout, and tried again where it fails. */
	#over(link: Link, demand: Demand): Plan {
		const plan = tried(link, this.#arrive(link.to, demand), this.ways.isUp(link.to));
		const isQueue = familyOf(link.to.kind) === "queue";
		// What comes after a queue is not waited for, but the queue has to take the message.
		if (isQueue && !this.ways.isUp(link.to) && !flagOf(link, "async") && !flagOf(link, "optional")) return plan;
		if (flagOf(link, "async") || isQueue) return { kind: "background", plan };
		return flagOf(link, "optional") ? { kind: "optional", plan } : plan;
	}

	#overLegs(legs: readonly Leg[], demand: Demand, health = true): Plan {
		if (legs.length === 0) return REFUSED;
		const options = legs.map(({ link, weight }) => ({ probability: weight, plan: this.#over(link, demand) }));
		return options.length === 1 ? options[0]!.plan : { kind: "choice", options, health };
	}

	/** What happens when a request arrives there. */
	request(component: Component): Plan {
		return this.#arrive(component, { verb: "request" });
	}

	#arrive(component: Component, demand: Demand): Plan {
		if (!this.ways.leadsOn(component)) return REFUSED;
		const key = `${component.id} ${keyOf(demand)}`;
		return {
			kind: "later",
			plan: () => {
				let plan = this.#known.get(key);
				if (!plan) {
					const errors = numberOf(component, "error-rate") ?? 0;
					plan = sequence(
						demand.verb === "request" ? this.#request(component) : this.#operation(component, demand),
						errors > 0 ? { kind: "error", probability: errors } : NOTHING,
					);
					this.#known.set(key, plan);
				}
				return plan;
			},
		};
	}

	#request(component: Component): Plan {
		const isUp = this.ways.isUp(component);
		const serve: Plan = isUp ? { kind: "serve", component, verb: "request" } : NOTHING;
		switch (familyOf(component.kind)) {
			case "compute":
				return sequence(serve, this.work(component));
			case "router": {
				const onward = this.#overLegs(this.ways.targets(component), { verb: "request" }, seesHealth(component));
				if (callsOf(component).length === 0) return serve;
				// A CDN that says how often it hits, but not what it holds, answers that part of all requests.
				const answers = isUp && component.kind === "cdn" && !component.properties.has("holds");
				const hits = answers ? (numberOf(component, "hit-ratio") ?? 0) : 0;
				return sequence(serve, hits > 0 ? { kind: "times", count: 1 - hits, plan: onward, parallel: false } : onward);
			}
			case "queue": {
				const consumers = callsOf(component).map((link): Plan => {
					const plan = this.#over(link, { verb: "request" });
					return { kind: "background", plan: { kind: "times", count: link.share ?? 1, plan, parallel: false } };
				});
				return sequence(serve, ...consumers);
			}
			case "store":
				return {
					kind: "choice",
					health: true,
					options: [
						{ probability: PLAIN_READS, plan: this.#plainly(component, "read") },
						{ probability: 1 - PLAIN_READS, plan: this.#plainly(component, "write") },
					],
				};
			default:
				return serve;
		}
	}

	/** A call into a store that is no access: one operation. */
	#plainly(store: Component, verb: Operation): Plan {
		if (store.kind !== "cache") return sequence(...this.#served(store, verb, []));
		const serve: Plan = { kind: "serve", component: store, verb };
		const legs = weighted(callsOf(store));
		if (legs.length === 0) return serve;
		const onward = this.#overLegs(legs, { verb: "request" });
		if (verb === "write") return sequence(serve, onward);
		const misses = 1 - (amountOf(store, "hit-ratio") ?? 0);
		return sequence(serve, { kind: "times", count: misses, plan: onward, parallel: false });
	}

	#operation(component: Component, demand: Exclude<Demand, { verb: "request" }>): Plan {
		const { verb, data } = demand;
		const isUp = this.ways.isUp(component);
		const serve: Plan = isUp ? { kind: "serve", component, verb } : NOTHING;
		const holds = isUp && this.ways.holds(component, data);
		switch (familyOf(component.kind)) {
			case "compute":
				// A static file that passes is not a request of the page: it starts no work of its own.
				return sequence(serve, this.#onward(component, demand), isStatic(data) ? NOTHING : this.work(component));
			case "router":
				if (component.kind === "cdn" && holds && verb === "read") {
					return sequence(serve, { kind: "lookup", cache: component }, ...this.#fetched(component, data));
				}
				return sequence(serve, this.#onward(component, demand));
			case "queue":
				return sequence(serve, { kind: "background", plan: this.#onward(component, demand) });
			case "store":
				if (component.kind === "cache") return sequence(serve, this.#atCache(component, demand, holds));
				return sequence(...this.#served(component, verb === "write" ? "write" : "read", demand.told ?? []));
			default:
				return serve;
		}
	}

	/** At a store that holds the data. */
	#served(store: Component, verb: Operation, told: readonly Component[]): Plan[] {
		const serve: Plan = { kind: "serve", component: store, verb };
		if (verb === "read") return [serve];
		if (this.#noWrites?.has(store)) return [REFUSED];
		return [serve, wait(commitDelay(store)), { kind: "commit", store, told }];
	}

	#atCache(cache: Component, demand: Exclude<Demand, { verb: "request" }>, holds: boolean): Plan {
		const { verb, data, fetches, effect, told = [] } = demand;
		if (!holds) return this.#onward(cache, demand);
		if (verb === "set") return { kind: "copy", cache, effect: effect ?? "put" };
		if (verb === "read") {
			const found: Plan = { kind: "lookup", cache };
			if (!fetches) return found;
			const fill: Plan = { kind: "serve", component: cache, verb: "set" };
			const put: Plan = { kind: "background", plan: sequence(fill, { kind: "copy", cache, effect: "put" }) };
			return sequence(found, ...this.#fetched(cache, data, put));
		}
		const strategy = wordOf(cache, "write");
		const stores = strategy === "write-through" || strategy === "write-back";
		const put: Plan = stores ? { kind: "copy", cache, effect: "put" } : NOTHING;
		// A cache that is itself the only store of the data.
		const way = this.ways.way(cache, data, "write");
		if (!way && this.ways.isStored(data)) return REFUSED;
		if (!way) return sequence(put, { kind: "commit", store: cache, told: [cache, ...told] });
		const written = this.#write(way, data, stores ? [cache, ...told] : told);
		return strategy === "write-back"
			? sequence(put, { kind: "flush-later", cache, plan: written })
			: sequence(put, written);
	}

	/** What a cache lacks, it gets itself; then it has it. */
	#fetched(cache: Component, data: DataSet, fill: Plan = { kind: "copy", cache, effect: "put" }): Plan[] {
		const way = this.ways.way(cache, data, "read");
		if (!way) return this.ways.isStored(data) ? [{ kind: "missed", plan: REFUSED }] : [];
		return [{ kind: "missed", plan: sequence(this.#read(way, data), fill) }];
	}

	/** An operation that a component does not answer itself. */
	#onward(from: Component, demand: Exclude<Demand, { verb: "request" }>): Plan {
		const { verb, data } = demand;
		if (verb !== "set") return this.#access(from, data, verb, demand);
		const way = this.ways.way(from, data, "read");
		return this.#overLegs(way?.caches[0]?.legs ?? way?.store ?? [], demand);
	}

	#access(from: Component, data: DataSet, operation: Operation, before?: Demand): Plan {
		const way = this.ways.way(from, data, operation);
		if (!way) return REFUSED;
		const health = familyOf(from.kind) !== "router" || seesHealth(from);
		if (operation === "read") {
			// A look-aside reader asks by way of others, too: it is he who goes on to the store.
			const isAsked = before?.verb === "read" && before.fetches === false;
			return isAsked && way.caches[0] && !way.caches[0].goesOn
				? this.#overLegs(way.caches[0].legs, { verb: "read", data, fetches: false }, health)
				: this.#read(way, data, health);
		}
		const told = before?.verb === "write" ? (before.told ?? []) : [];
		return this.#write(way, data, told, health);
	}

	#read({ caches, store }: Way, data: DataSet, health = true): Plan {
		const [stop, ...others] = caches;
		if (!stop) return this.#overLegs(store, { verb: "read", data, fetches: true }, health);
		if (stop.goesOn) return this.#overLegs(stop.legs, { verb: "read", data, fetches: true }, health);
		const asked = this.#overLegs(stop.legs, { verb: "read", data, fetches: false });
		if (store.length === 0 && others.length === 0) {
			// The only copies are of what no store is left of.
			return this.ways.isStored(data) ? sequence(asked, { kind: "missed", plan: REFUSED }) : asked;
		}
		const fill: Plan = { kind: "background", plan: this.#set(stop, data, "put") };
		return sequence(asked, {
			kind: "missed",
			plan: sequence(this.#read({ caches: others, store }, data, health), fill),
		});
	}

	#write({ caches, store }: Way, data: DataSet, told: readonly Component[], health = true): Plan {
		const [stop, ...others] = caches;
		if (!stop) return this.#overLegs(store, { verb: "write", data, told }, health);
		if (store.length === 0 && others.length === 0 && !stop.goesOn && this.ways.isStored(data)) return REFUSED;
		if (stop.goesOn || (store.length === 0 && others.length === 0)) {
			return this.#overLegs(stop.legs, { verb: "write", data, told }, health);
		}
		const strategy = wordOf(stop.cache, "write");
		const invalidate = wordOf(stop.cache, "invalidate");
		const effect: Effect | undefined =
			strategy === "write-through" || strategy === "write-back"
				? "put"
				: invalidate === "delete" || invalidate === "update"
					? invalidate
					: undefined;
		const stored = this.#write({ caches: others, store }, data, effect ? [stop.cache, ...told] : told, health);
		if (!effect) return stored;
		const set = this.#set(stop, data, effect);
		if (strategy === "write-back") return sequence(set, { kind: "flush-later", cache: stop.cache, plan: stored });
		return sequence(stored, set);
	}

	#set({ legs }: CacheOnWay, data: DataSet, effect: Effect): Plan {
		return this.#overLegs(legs, { verb: "set", data, effect });
	}
}

/** What an operation of a client is called. */
export const operationName = (operation: PlannedOperation["operation"], data?: DataSet): string =>
	data ? `${operation} ${data.id}` : operation;

/** `isUp`: else who calls goes straight to what stands behind the target, or finds nobody. */
function tried(link: Link, answer: Plan, isUp = true): Plan {
	const call: Plan = { kind: "over", link, plan: isUp ? sequence(wait(roundTrip(link)), answer) : answer };
	const seconds = numberOf(link, "timeout") ?? numberOf(link.from, "timeout");
	const plan: Plan = seconds === undefined ? call : { kind: "limited", seconds, plan: call };
	const most = 1 + (numberOf(link, "retries") ?? numberOf(link.from, "retries") ?? 0);
	return most > 1 ? { kind: "attempts", most, plan } : plan;
}

function keyOf(demand: Demand): string {
	if (demand.verb === "request") return "request";
	const { verb, data, fetches, effect, told = [] } = demand;
	return [verb, data.id, fetches, effect, ...told.map(({ id }) => id)].join(" ");
}

const wait = (seconds: number): Plan => (seconds > 0 ? { kind: "wait", seconds } : NOTHING);

/** Looking up a name costs nothing; the assumed time of a cache has the network in it. */
function roundTrip(link: Link): number {
	const declared = numberOf(link, "latency");
	if (declared !== undefined) return declared;
	if (link.to.kind === "dns") return 0;
	const [here, there] = [dataCenterOf(link.from), dataCenterOf(link.to)];
	if (here && there && here !== there) return assumedRoundTrip("far");
	if (link.to.kind === "cache" && numberOf(link.to, "service-time") === undefined) return 0;
	return assumedRoundTrip("near");
}

/** A write waits until all copies have it (sync), or one of them (semi-sync). */
function commitDelay(store: Component): number {
	const mode = wordOf(store, "replication");
	if (store.kind !== "database" || (mode !== "sync" && mode !== "semi-sync")) return 0;
	const trips = store.outgoing.filter(({ replication }) => replication).map(roundTrip);
	if ((amountOf(store, "replicas") ?? 0) > 0) trips.push(assumedRoundTrip("near"));
	if (trips.length === 0) return 0;
	return mode === "sync" ? Math.max(...trips) : Math.min(...trips);
}

/** Caches and CDNs that hold the data. */
export function copiesOf({ components }: Architecture, data: DataSet): readonly Component[] {
	return components.filter(
		(component) =>
			(component.kind === "cache" || component.kind === "cdn") && elementsOf(component, "holds").includes(data),
	);
}
