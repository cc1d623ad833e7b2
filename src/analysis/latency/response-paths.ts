import type { Component, DataSet, Link } from "../../model/architecture.ts";
import { isStatic, sessionStoreOf } from "../../model/data.ts";
import { familyOf } from "../../model/kinds.ts";
import { oncePer } from "../../model/once.ts";
import { flagOf, numberOf, wordOf } from "../../model/properties.ts";
import { READ_SHARE, SESSION_READS, SESSION_WRITES, UNKNOWN_TIME } from "../assumed.ts";
import { hitRatio } from "../caches/hit-ratio.ts";
import { nodesOf } from "../capacity/capacity.ts";
import type { ServiceTime } from "../capacity/service.ts";
import type { AnalysisContext } from "../context.ts";
import { memo } from "../memo.ts";
import type { Latency } from "../models/latency.ts";
import { commitDelay } from "../stores/consistency.ts";
import { attemptsOver } from "../traffic/attempts.ts";
import { callOrder } from "../traffic/call-order.ts";
import { failuresOf } from "../traffic/failures.ts";
import { type CacheStop, callLinks, isAwaited, isCache, type Leg, legsOf, type Operation } from "../traffic/routing.ts";
import {
	atOnce,
	constant,
	inSequence,
	limited,
	NO_TIME,
	oneOf,
	type Path,
	repeated,
	repeatedAtOnce,
} from "./response-path.ts";
import { roundTrip } from "./round-trip.ts";
import { type Station, stationsOf, visitOf } from "./stations.ts";

/** How long requests and operations take from a component on; computed once for each. */
export interface ResponsePaths {
	/** The calls that a client, service or worker makes for one request, without the component itself. */
	calls(component: Component): Path;
	/** Where the visits and constants of these paths are spent: at a component, or on the network of a link. */
	readonly spentAt: ReadonlyMap<Latency, Component | Link>;
}

export const responsePathsOf = oncePer((context: AnalysisContext): ResponsePaths => {
	const paths = new Paths(context);
	return { calls: (component) => paths.calls(component, MOST_TURNS), spentAt: paths.spentAt };
});

type Demand = "request" | { readonly operation: Operation; readonly data: DataSet };

/** Round a circle of calls a request is followed so many times: what goes on after that is rare or has no mean. */
const MOST_TURNS = 20;

/** Operations that pass more components than this are taken to need no more time. */
const DEEPEST = 500;

class Paths {
	readonly spentAt = new Map<Latency, Component | Link>();
	readonly #context: AnalysisContext;
	readonly #arriving = new Map<Component, Map<string, Path>>();
	readonly #calls = new Map<Component, Map<number, Path>>();
	readonly #visits = new Map<Component, Map<string, Path>>();
	/** Components that call one another in a circle, in the order in which they are first come to. */
	readonly #circles = new Map<Component, { readonly circle: number; readonly place: number }>();
	readonly #divergent: ReadonlySet<Component>;
	readonly #failures: ReadonlyMap<Component, number>;
	#depth = 0;

	constructor(context: AnalysisContext) {
		this.#context = context;
		this.#failures = failuresOf(context.routing);
		this.#divergent = new Set(context.traffic.divergent.flat());
		const groups = callOrder(context.architecture);
		for (const [i, group] of groups.entries()) {
			if (group.length > 1 || callLinks(group[0]!).some(({ to }) => to === group[0])) {
				for (const [place, component] of group.entries()) this.#circles.set(component, { circle: i, place });
			}
		}
		// From the ends of the calls upwards, so that no chain is walked down recursively.
		for (const group of [...groups].reverse()) {
			for (const component of group) if (component.kind !== "client") this.#arrive(component, "request", MOST_TURNS);
		}
	}

	calls(component: Component, turns: number): Path {
		const known = memo(this.#calls, component, () => new Map<number, Path>());
		return memo(known, turns, () => this.#callsOf(component, turns));
	}

	#callsOf(component: Component, turns: number): Path {
		const inTurn: Path[] = [];
		const beside: Path[] = [];
		const add = (path: Path, count: number, links: readonly Link[]): void => {
			const parallel = links.length > 0 && links.every((link) => flagOf(link, "parallel") === true);
			if (parallel) beside.push(repeatedAtOnce(path, count));
			else inTurn.push(repeated(path, count));
		};
		for (const { operation, data, factor, store } of component.accesses) {
			if (store) continue;
			const way = this.#context.routing.way(component, data, operation);
			const links = (way?.caches[0]?.legs ?? way?.store ?? []).map(({ link }) => link);
			add(this.#access(component, { operation, data }, turns), factor, links);
		}
		const session = this.#session(component);
		if (session) inTurn.push(session);
		for (const link of callLinks(component)) {
			if (!this.#context.traffic.makesDefaultCall(link) || !isAwaited(link)) continue;
			add(this.#over(link, "request", turns), link.share ?? 1, [link]);
		}
		return inSequence([...inTurn, atOnce(beside)]);
	}

	/** `sessions: STORE`: one read, and now and then a write. */
	#session(component: Component): Path | undefined {
		const store = sessionStoreOf(component);
		const link = store && component.outgoing.find(({ to }) => to === store);
		if (!link) return undefined;
		const { facts } = this.#context;
		const visit = (operation: Operation, share: number): Path =>
			repeated(this.#tried(link, this.#visit(store, operation)), share);
		return inSequence([
			visit("read", facts.assume(component, SESSION_READS).value),
			visit("write", facts.assume(component, SESSION_WRITES).value),
		]);
	}

	/** A call or an operation over a link, with its round trip. */
	#over(link: Link, demand: Demand, turns: number): Path {
		if (!isAwaited(link)) return NO_TIME;
		const [here, there] = [this.#circles.get(link.from), this.#circles.get(link.to)];
		const inside = here !== undefined && here.circle === there?.circle;
		const back = inside && there.place <= here.place;
		if (back && turns === 0) return NO_TIME;
		const behind = this.#arrive(link.to, demand, inside ? turns - (back ? 1 : 0) : MOST_TURNS);
		// What nobody needs is given up where it does not answer.
		const answers = behind.unstable.length === 0 && this.#context.routing.leadsOn(link.to);
		if (!answers && flagOf(link, "optional") === true) return this.#spend(link, constant(timeoutOf(link) ?? 0));
		return this.#tried(link, behind);
	}

	/** A call with its round trip: given up after the timeout, and tried again where it fails. */
	#tried(link: Link, answer: Path): Path {
		const call = inSequence([this.#trip(link), answer]);
		const timeout = timeoutOf(link);
		return repeated(timeout === undefined ? call : limited(call, timeout), attemptsOver(link, this.#failures));
	}

	#overLegs(legs: readonly Leg[], demand: Demand, turns: number): Path {
		return oneOf(legs.map(({ link, weight }) => ({ probability: weight, path: this.#over(link, demand, turns) })));
	}

	/** From the arrival at a component to its answer. */
	#arrive(component: Component, demand: Demand, turns: number): Path {
		const known = memo(this.#arriving, component, () => new Map<string, Path>());
		const key = demand === "request" ? `${turns}` : `${turns} ${demand.operation} ${demand.data.id}`;
		const before = known.get(key);
		if (before) return before;
		if (this.#depth > DEEPEST) return NO_TIME;
		this.#depth++;
		const instead = this.#context.routing.insteadOf(component);
		let path = NO_TIME;
		if (instead) path = this.#arrive(instead, demand, turns);
		else if (this.#context.routing.leadsOn(component))
			path = demand === "request" ? this.#request(component, turns) : this.#operation(component, demand, turns);
		this.#depth--;
		if (this.#divergent.has(component)) path = { ...path, unstable: [...new Set([...path.unstable, component])] };
		known.set(key, path);
		return path;
	}

	#request(component: Component, turns: number): Path {
		switch (familyOf(component.kind)) {
			case "compute":
				return inSequence([this.#visit(component, "request"), this.calls(component, turns)]);
			case "router":
				return inSequence([this.#visit(component, "request"), this.#targets(component, turns)]);
			case "store":
				return inSequence([this.#visit(component, "request"), this.#behindCache(component, turns)]);
			case "external":
				return this.#visit(component, "request");
			default:
				return NO_TIME;
		}
	}

	/** One of its targets, as the traffic divides; what a CDN answers of all requests ends there. */
	#targets(router: Component, turns: number): Path {
		const { traffic, routing } = this.#context;
		const links = callLinks(router);
		const sent = links.map((link) => ({ link, rate: traffic.links.get(link)?.requests ?? 0 }));
		const total = sent.reduce((sum, { rate }) => sum + rate, 0);
		const legs =
			total > 0 ? sent.map(({ link, rate }) => ({ link, weight: rate / total })) : legsOf(routing.targets(router));
		const answers = router.kind === "cdn" && !router.properties.has("holds") && router.properties.has("hit-ratio");
		const share = answers ? 1 - this.#hitRatio(router) : 1;
		return oneOf([{ probability: share, path: this.#overLegs(legs, "request", turns) }]);
	}

	/** A call into a cache without declared data: reads that hit end there. */
	#behindCache(component: Component, turns: number): Path {
		const links = callLinks(component);
		if (!isCache(component) || links.length === 0) return NO_TIME;
		const misses = 1 - this.#context.facts.assume(component, READ_SHARE).value * this.#hitRatio(component);
		return oneOf([{ probability: misses, path: this.#overLegs(legsOf(links), "request", turns) }]);
	}

	/** An operation that arrives: answered here, or passed on to where the data is. */
	#operation(component: Component, demand: Exclude<Demand, "request">, turns: number): Path {
		const { operation, data } = demand;
		const visit = this.#visit(component, operation);
		const holds = this.#context.routing.holds(component, data);
		switch (familyOf(component.kind)) {
			case "store":
				if (component.kind !== "cache" || (holds && !this.#fetches(component, demand))) return visit;
				return inSequence([visit, this.#missed(component, demand, turns)]);
			case "router":
				if (component.kind === "cdn" && holds && operation === "read") {
					return inSequence([visit, this.#missed(component, demand, turns)]);
				}
				return inSequence([visit, this.#access(component, demand, turns)]);
			case "compute": {
				// A static file that passes is not a request of the page: it starts no work of its own.
				const work = isStatic(data) ? NO_TIME : this.calls(component, turns);
				return inSequence([visit, this.#access(component, demand, turns), work]);
			}
			case "queue":
				return NO_TIME;
			default:
				return visit;
		}
	}

	/** It gets itself what it does not have, or passes on what it does not hold, or writes through. */
	#fetches(cache: Component, { operation, data }: Exclude<Demand, "request">): boolean {
		if (operation === "write") return wordOf(cache, "write") !== "write-back";
		return this.#context.routing.way(cache, data, "read") !== undefined;
	}

	/** What lies behind a cache, where its own copy does not answer. */
	#missed(cache: Component, demand: Exclude<Demand, "request">, turns: number): Path {
		const isFound = demand.operation === "read" && this.#context.routing.holds(cache, demand.data);
		const hits = isFound ? this.#hitRatio(cache, demand.data) : 0;
		return oneOf([{ probability: 1 - hits, path: this.#access(cache, demand, turns) }]);
	}

	#hitRatio(cache: Component, data?: DataSet): number {
		const { routing, hitRatios, facts } = this.#context;
		return routing.isUp(cache) ? hitRatio(cache, hitRatios, facts, data) : 0;
	}

	/** An operation from a component that does not answer itself: the caches on the way, and what they lack from the store. */
	#access(from: Component, demand: Exclude<Demand, "request">, turns: number): Path {
		const { operation, data } = demand;
		const way = this.#context.routing.way(from, data, operation);
		if (!way) return NO_TIME;
		const { caches, store } = way;
		return operation === "read" ? this.#read(caches, store, data, turns) : this.#write(caches, store, data, turns);
	}

	#read(caches: readonly CacheStop[], store: readonly Leg[], data: DataSet, turns: number): Path {
		const demand = { operation: "read", data } as const;
		const [stop, ...others] = caches;
		if (!stop) return this.#overLegs(store, demand, turns);
		if (stop.fetchesMisses) return this.#overLegs(stop.legs, demand, turns);
		const asked = this.#overCache(stop.legs, stop.cache, "read");
		if (store.length === 0 && others.length === 0) return asked;
		const misses = 1 - this.#hitRatio(stop.cache, data);
		// The answer need not wait until the cache is filled.
		return inSequence([asked, oneOf([{ probability: misses, path: this.#read(others, store, data, turns) }])]);
	}

	#write(caches: readonly CacheStop[], store: readonly Leg[], data: DataSet, turns: number): Path {
		const demand = { operation: "write", data } as const;
		const [stop, ...others] = caches;
		if (!stop) return this.#overLegs(store, demand, turns);
		if (stop.fetchesMisses || (store.length === 0 && others.length === 0))
			return this.#overLegs(stop.legs, demand, turns);
		const strategy = wordOf(stop.cache, "write");
		const invalidate = wordOf(stop.cache, "invalidate");
		const cached = this.#overCache(stop.legs, stop.cache, "write");
		// The store gets the write later.
		if (strategy === "write-back") return cached;
		const stored = this.#write(others, store, data, turns);
		const waits = strategy === "write-through" || invalidate === "delete" || invalidate === "update";
		return waits ? inSequence([stored, cached]) : stored;
	}

	/** The reader asks the cache itself and goes on from there. */
	#overCache(legs: readonly Leg[], cache: Component, operation: Operation): Path {
		const visit = this.#visit(cache, operation);
		return oneOf(legs.map(({ link, weight }) => ({ probability: weight, path: this.#tried(link, visit) })));
	}

	/** Waiting and service at one component. */
	#visit(component: Component, operation: Operation | "request"): Path {
		const known = memo(this.#visits, component, () => new Map<string, Path>());
		return memo(known, operation, () => this.#visitOf(component, operation));
	}

	#visitOf(component: Component, operation: Operation | "request"): Path {
		if (!this.#context.routing.isUp(component)) return NO_TIME;
		const stations = stationsOf(component, this.#context);
		if (stations.length === 0) {
			this.#assumeNoTime(component);
			return NO_TIME;
		}
		if (operation !== "request") return this.#at(component, stations, operation);
		if (familyOf(component.kind) !== "store" || component.kind === "cache") {
			return this.#spend(component, visitPath(component, stations[0]!));
		}
		const reads = this.#context.facts.assume(component, READ_SHARE).value;
		return oneOf([
			{ probability: reads, path: this.#at(component, stations, "read") },
			{ probability: 1 - reads, path: this.#at(component, stations, "write") },
		]);
	}

	/** At the node of a database that does it, on one shard or the other. */
	#at(component: Component, stations: readonly Station[], operation: Operation): Path {
		const replica = wordOf(component, "reads-from") === "primary" ? undefined : stations[1];
		const station = (operation === "read" ? replica : undefined) ?? stations[0]!;
		const { others, readTime, writeTime } = station;
		const visits = (time: ServiceTime, elsewhere: number): Path => {
			const busiest = this.#spend(component, visitPath(component, station, time));
			if (!others) return busiest;
			return oneOf([
				{ probability: 1 - elsewhere, path: busiest },
				{ probability: elsewhere, path: this.#spend(component, visitPath(component, station, time, others.line)) },
			]);
		};
		if (operation === "write") {
			const written = visits(writeTime, others?.writes ?? 0);
			return inSequence([written, this.#spend(component, constant(commitDelay(component, this.#context)))]);
		}
		const read = visits(readTime, others?.reads ?? 0);
		// A read without the shard key asks all shards and waits for the slowest.
		const { facts } = this.#context;
		const { shards } = nodesOf(component, facts);
		const scatter = shards > 1 ? (facts.of(component, "scatter")?.value ?? 0) : 0;
		if (scatter === 0) return read;
		const elsewhere = visitPath(component, station, readTime, others?.line);
		const all = atOnce([visitPath(component, station, readTime), repeatedAtOnce(elsewhere, shards - 1)]);
		return oneOf([
			{ probability: 1 - scatter, path: read },
			{ probability: scatter, path: all },
		]);
	}

	/** On the network, there and back; past a CDN that is down, it is the way to its origin that counts. */
	#trip(link: Link): Path {
		const { routing } = this.#context;
		if (!routing.isUp(link.to) && !routing.insteadOf(link.to)) return NO_TIME;
		return this.#spend(link, constant(roundTrip(link, this.#context.facts)));
	}

	#spend(at: Component | Link, path: Path): Path {
		if (path !== NO_TIME) this.spentAt.set(path.latency, at);
		return path;
	}

	/** Nothing says how long it takes: that is in the ledger, where it could be known. */
	#assumeNoTime(component: Component): void {
		const { components, facts } = this.#context;
		const family = familyOf(component.kind);
		if (family === "router" || family === "queue" || (components.get(component)?.roles.length ?? 0) === 0) return;
		facts.assume(component, UNKNOWN_TIME);
	}
}

function visitPath(component: Component, station: Station, time = station.time, line = station.line): Path {
	const visit = visitOf(station, time, line);
	if (!visit) return { ...NO_TIME, unstable: [component] };
	const wait = line?.kind === "stable" ? line.meanWait : 0;
	return { latency: { kind: "visit", visit }, mean: wait + time.seconds, unstable: [], depth: 1 };
}

/** How long the caller waits for an answer; undefined: as long as it takes. */
function timeoutOf(link: Link): number | undefined {
	return numberOf(link, "timeout") ?? numberOf(link.from, "timeout");
}
