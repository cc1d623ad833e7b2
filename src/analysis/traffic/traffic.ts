import type { Architecture, Component, DataSet, Link } from "../../model/architecture.ts";
import { isStatic, sessionDataOf, sessionStoreOf } from "../../model/data.ts";
import { familyOf, takesTraffic } from "../../model/kinds.ts";
import { oncePer } from "../../model/once.ts";
import { wordOf } from "../../model/properties.ts";
import type { UnservedAccess } from "../analysis.ts";
import { READ_SHARE, SESSION_READS, SESSION_WRITES } from "../assumed.ts";
import { dataHeld, effectOfWrites } from "../caches/cached-data.ts";
import { storeWriteShare } from "../caches/coalesced-writes.ts";
import { type HitRatios, hitRatio } from "../caches/hit-ratio.ts";
import { isStore } from "../capacity/capacity.ts";
import type { Facts } from "../facts.ts";
import { memo } from "../memo.ts";
import { readsForEach } from "../stores/shards.ts";
import { attemptsOver } from "./attempts.ts";
import { orderIn, placesIn } from "./call-order.ts";
import { failuresOf } from "./failures.ts";
import { type SpentLinks, spentLinks } from "./plain-calls.ts";
import { callLinks, isCache, type Leg, legsOf, type Operation, type Routing } from "./routing.ts";

/**
 * The traffic of an architecture (model M2): a request, or an operation on a data set, is a class of its own, and
 * each component turns what arrives into what it sends, in proportion. The traffic equations are solved in the
 * order of the links; where calls form a cycle, by iteration (Gauss-Seidel) until nothing changes any more.
 */
export interface Traffic {
	readonly arrivals: Lookup<Component, Flow>;
	readonly links: Lookup<Link, Flow>;
	/** Operations that arrive by replication: writes that a copy replays. */
	readonly replicated: Lookup<Component, ReadonlyMap<DataSet | undefined, number>>;
	/** Where only a part was solved anew, the components whose arrivals were. */
	readonly anew?: readonly Component[];
	readonly unserved: readonly UnservedAccess[];
	readonly divergent: readonly (readonly Component[])[];
	/** Components whose load is not known, since a client that leads to them says neither users nor rate. */
	readonly unknown: ReadonlySet<Component>;
	/** Caches that what a component sends depends on: what they hit, and what they make of the writes of all. */
	asked(component: Component): ReadonlySet<Component>;
	/** Those who send more or less with what a cache hits, predicted or not, or makes of the writes of all. */
	dependents(cache: Component): ReadonlySet<Component>;
	/** Requests of its source go over the link as plain calls, and not only as accesses. */
	makesDefaultCall(link: Link): boolean;
	/** Reads that arrive at a store or cache, by data. */
	readsAt(store: Component): ReadonlyMap<DataSet, number>;
	/** Writes of users to the data that a cache holds, whichever way they take to the store. */
	writesTo(cache: Component): ReadonlyMap<DataSet, number>;
}

export interface Lookup<K, V> {
	get(key: K): V | undefined;
}

/** What is solved anew when only a part of the traffic is not known from another one. */
export interface Part {
	/** In which the rest is known. */
	readonly rest: Traffic;
	/** How many times as much all the rest is now. */
	readonly factor: number;
	/** Whose arrivals, and what they send, may be something else; in the order of calls. */
	readonly groups: readonly (readonly Component[])[];
}

/** What is solved anew when some components send something else than in another traffic, though as much arrives there. */
export interface Change {
	readonly rest: Traffic;
	readonly of: ReadonlySet<Component>;
	/** They do since the text says something else. */
	readonly edited?: true;
}

/** What goes over a link or reaches a component, per second. */
export class Flow {
	/** Plain requests: calls that are no operation on declared data. */
	requests = 0;
	/** One for each verb and data set, in the order in which they came. */
	readonly operations: OperationFlow[] = [];
	/** The same by data set, where there are many. */
	#byData: Map<DataSet | undefined, OperationFlow[]> | undefined;

	add(verb: Verb, data: DataSet | undefined, rate: number): void {
		if (rate === 0) return;
		const known = this.#find(verb, data);
		if (known) {
			known.rate += rate;
			return;
		}
		const operation = { verb, data, rate };
		this.operations.push(operation);
		if (this.operations.length > FEW) this.#note(operation);
	}

	addAll(flow: Flow, factor = 1): void {
		this.requests += flow.requests * factor;
		for (const { verb, data, rate } of flow.operations) this.add(verb, data, rate * factor);
	}

	/** What it is more than `other`, `times` over. */
	minus(other: Flow, times: number): Flow {
		const more = new Flow();
		more.requests = (this.requests - other.requests) * times;
		for (const { verb, data, rate } of this.operations) more.add(verb, data, rate * times);
		for (const { verb, data, rate } of other.operations) more.add(verb, data, -rate * times);
		return more;
	}

	clear(): void {
		this.requests = 0;
		this.operations.length = 0;
		this.#byData = undefined;
	}

	total(): number {
		let sum = this.requests;
		for (const { rate } of this.operations) sum += rate;
		return sum;
	}

	/** To the last bit, and in the same order: whatever follows from the one follows from the other. */
	equals(other: Flow): boolean {
		return (
			this.requests === other.requests &&
			this.operations.length === other.operations.length &&
			this.operations.every(({ verb, data, rate }, i) => {
				const same = other.operations[i]!;
				return rate === same.rate && verb === same.verb && data === same.data;
			})
		);
	}

	/** The rate of one kind of operation. */
	of(verb: Verb, data: DataSet | undefined): number {
		return this.known(verb, data) ?? 0;
	}

	/** The same; undefined where there is none of it. */
	known(verb: Verb, data: DataSet | undefined): number | undefined {
		return this.#find(verb, data)?.rate;
	}

	#find(verb: Verb, data: DataSet | undefined): OperationFlow | undefined {
		const some = this.operations.length > FEW ? this.#byData?.get(data) : this.operations;
		return some?.find((operation) => operation.verb === verb && operation.data === data);
	}

	#note(operation: OperationFlow): void {
		const isNew = this.#byData === undefined;
		this.#byData ??= new Map();
		for (const one of isNew ? this.operations : [operation]) {
			const same = this.#byData.get(one.data);
			if (same) same.push(one);
			else this.#byData.set(one.data, [one]);
		}
	}
}

/** So many operations are found as fast by looking at each. */
const FEW = 8;

export function isRead(verb: Verb): boolean {
	return verb === "read" || verb === "fetch";
}

/** `fetch`: a read whose misses the cache gets itself. `fill`: a set or delete in a cache; `set`: that of a write which goes through it. */
type Verb = "read" | "fetch" | "write" | "fill" | "set";
interface OperationFlow {
	readonly verb: Verb;
	readonly data: DataSet | undefined;
	rate: number;
}

/** Requests per second that each client sends; undefined where it is not known. */
export type Emissions = ReadonlyMap<Component, number | undefined>;

export function solveTraffic(
	architecture: Architecture,
	routing: Routing,
	emissions: Emissions,
	facts: Facts,
	known: Known = { hitRatios: new Map() },
): Traffic {
	const solver = new Solver(architecture, routing, emissions, facts, known);
	if (known.change) return solver.solveChange(known.change);
	return known.part ? solver.solvePart(known.part) : solver.solve();
}

/** What was found of the traffic so far. */
interface Known {
	readonly hitRatios: HitRatios;
	/** In which the writes that arrive at caches are right. */
	readonly before?: Traffic;
	readonly part?: Part;
	readonly change?: Change;
}

const LARGEST_SWEEPS = 20_000;
const SWEEPS_TO_LEAP = 20;

/** The same requests and operations, times a factor. */
export function isProportional(flow: Flow, other: Flow, factor: number): boolean {
	return (
		flow.operations.length === other.operations.length &&
		isNear(flow.requests, other.requests * factor) &&
		flow.operations.every(({ verb, data, rate }) => isNear(rate, other.of(verb, data) * factor))
	);
}

/** The same, as far as a solution is exact. */
export function isNear(a: number, b: number): boolean {
	return Math.abs(a - b) <= 1e-7 * Math.max(a, b);
}

class Solver {
	readonly #architecture: Architecture;
	readonly #routing: Routing;
	readonly #emissions: Emissions;
	readonly #facts: Facts;
	readonly #flows = new Map<Link, Flow>();
	readonly #extra = new Map<Component, Flow>();
	/** What clients send elsewhere, in place of a CDN that is down. */
	readonly #diverted = new Map<Component, { readonly to: Component; readonly flow: Flow }>();
	/** What arrives at components that are in no cycle, once they have sent on what it makes them send. */
	readonly #arrived = new Map<Component, Flow>();
	readonly #asked = new Map<Component, Set<Component>>();
	readonly #dependents = new Map<Component, Set<Component>>();
	#sender: Component | undefined;
	readonly #unserved: UnservedAccess[] = [];
	readonly #spent: SpentLinks;
	readonly #known: Known;
	readonly #failures: ReadonlyMap<Component, number>;

	constructor(architecture: Architecture, routing: Routing, emissions: Emissions, facts: Facts, known: Known) {
		this.#known = known;
		this.#architecture = architecture;
		this.#routing = routing;
		this.#emissions = emissions;
		this.#facts = facts;
		this.#spent = spentLinks(architecture);
		this.#failures = failuresOf(routing);
	}

	solve(): Traffic {
		const nodes = this.#architecture.components.filter(({ kind }) => takesTraffic(kind));
		const divergent: (readonly Component[])[] = [];
		for (const group of orderIn(this.#architecture, this.#routing)) if (!this.#settle(group)) divergent.push(group);
		this.#reportUnserved(nodes);
		const arrivals = this.#allArrivals(nodes);
		return {
			arrivals,
			links: this.#flows,
			unserved: this.#unserved,
			divergent,
			unknown: this.#unknown(),
			asked: (component) => this.#asked.get(component) ?? NONE,
			dependents: (cache) => this.#dependents.get(cache) ?? NONE,
			...this.#views(arrivals, arrivals),
		};
	}

	/** The same where the rest is known. */
	solvePart({ rest, factor, groups }: Part): Traffic {
		for (const group of groups) this.#settle(group);
		const own = this.#allArrivals(groups.flat());
		const arrivals = orElse(own, rest.arrivals, factor);
		return {
			arrivals,
			links: orElse(this.#flows, rest.links, factor),
			unserved: rest.unserved,
			divergent: rest.divergent,
			unknown: rest.unknown,
			asked: (component) => this.#asked.get(component) ?? rest.asked(component),
			dependents: (cache) => this.#dependentsBeside(rest, cache),
			...this.#views(own, arrivals),
		};
	}

	/** The same as of the whole, to the last bit, from what the change reaches: where it makes no difference, it ends. */
	solveChange({ rest, of, edited }: Change): Traffic {
		// What follows the log of a store gets more or less with each of its writes.
		const order = orderIn(this.#architecture, this.#routing);
		const places = placesIn(order);
		const due = new Set<number>();
		let last = -1;
		let first = order.length;
		const reach = (node: Component): void => {
			const place = places.get(node);
			if (place === undefined) return;
			due.add(place);
			last = Math.max(last, place);
			first = Math.min(first, place);
		};
		for (const node of of) reach(node);
		for (const cache of followersOf(this.#architecture)) reach(cache);
		const comesToRest = new Map<readonly Component[], boolean>();
		for (let place = first; place <= last; place++) {
			if (!due.has(place)) continue;
			const group = order[place]!;
			// A circle begins with nothing in it.
			for (const node of group) for (const link of callLinks(node)) this.#flowOf(link);
			comesToRest.set(group, this.#settle(group));
			for (const node of group) {
				for (const link of callLinks(node)) {
					if (this.#flowOf(link).equals(rest.links.get(link) ?? NO_FLOW)) this.#flows.delete(link);
					else reach(link.to);
				}
			}
		}
		const anew = [...comesToRest.keys()].flat();
		const own = this.#allArrivals(anew);
		const arrivals = orElse(own, rest.arrivals);
		return {
			arrivals,
			anew,
			links: orElse(this.#flows, rest.links),
			unserved: edited ? this.#unservedAfter(rest, of) : rest.unserved,
			divergent: [
				...rest.divergent.filter((group) => !comesToRest.has(group)),
				...[...comesToRest].flatMap(([group, isAtRest]) => (isAtRest ? [] : [group])),
			],
			unknown: edited ? this.#unknown() : rest.unknown,
			asked: (component) => this.#asked.get(component) ?? rest.asked(component),
			dependents: (cache) => this.#dependentsBeside(rest, cache),
			...this.#views(own, arrivals),
		};
	}

	#unservedAfter(rest: Traffic, touched: ReadonlySet<Component>): readonly UnservedAccess[] {
		this.#reportUnserved([...touched]);
		return [...rest.unserved.filter(({ component }) => !touched.has(component)), ...this.#unserved];
	}

	#dependentsBeside(rest: Traffic, cache: Component): ReadonlySet<Component> {
		const own = this.#dependents.get(cache);
		return own ? new Set([...rest.dependents(cache), ...own]) : rest.dependents(cache);
	}

	#allArrivals(nodes: readonly Component[]): ReadonlyMap<Component, Flow> {
		const arrivals = new Map<Component, Flow>();
		for (const node of nodes) {
			const isUp = this.#routing.isUp(node);
			arrivals.set(node, isUp ? this.#taken(node, this.#arrived.get(node) ?? this.#arrivals(node)) : new Flow());
		}
		const writes = this.#writesToStores(arrivals);
		for (const cache of followersOf(this.#architecture)) {
			if (!arrivals.has(cache) || !this.#routing.isUp(cache)) continue;
			for (const data of new Set(dataHeld(cache))) arrivals.get(cache)?.add("fill", data, writes(data) ?? 0);
		}
		return arrivals;
	}

	/** What it takes of what arrives: without its primary no writes, and nothing for a shard that is gone. */
	#taken(node: Component, arrivals: Flow): Flow {
		const part = this.#facts.partUp(node);
		const refusesWrites = this.#facts.refusesWrites(node);
		if (part === 1 && !refusesWrites) return arrivals;
		const taken = new Flow();
		taken.requests = arrivals.requests * part;
		for (const { verb, data, rate } of arrivals.operations) {
			if (verb !== "write" || !refusesWrites) taken.add(verb, data, rate * part);
		}
		return taken;
	}

	/** Writes of users of a data set at the stores that are no copies, whose arrivals are its own or else those of the rest; undefined: there are none. */
	#writesToStores(own: ReadonlyMap<Component, Flow>): (data: DataSet) => number | undefined {
		const { part, change } = this.#known;
		const rest = part?.rest ?? change?.rest;
		const known = new Map<DataSet, { readonly rate: number | undefined }>();
		return (data) =>
			memo(known, data, () => {
				let rate: number | undefined;
				for (const store of this.#routing.holders(data)) {
					if (!isStore(store) || isCache(store) || this.#routing.isCopy(store)) continue;
					const flow = own.get(store);
					const writes = (flow ?? rest?.arrivals.get(store))?.known("write", data);
					if (writes !== undefined) rate = (rate ?? 0) + (flow ? writes : writes * (part?.factor ?? 1));
				}
				return { rate };
			}).rate;
	}

	/** What others ask of arrivals. */
	#views(
		own: ReadonlyMap<Component, Flow>,
		arrivals: Lookup<Component, Flow>,
	): Pick<Traffic, "replicated" | "makesDefaultCall" | "readsAt" | "writesTo"> {
		const writes = this.#writesToStores(own);
		return {
			replicated: replicated(this.#architecture, arrivals, this.#facts),
			makesDefaultCall: (link) => !this.#spent.has(link),
			readsAt: (store) => byData(arrivals.get(store), ["read", "fetch"]),
			writesTo: (cache) => heldBy(cache, writes, arrivals),
		};
	}

	/** Sends on what arrives at a group; true if that comes to rest. A group of one that does not call itself does at once. */
	#settle(group: readonly Component[]): boolean {
		const [first, ...others] = group;
		if (first && others.length === 0) {
			const arrivals = this.#send(first);
			if (arrivals && !this.#extra.has(first)) this.#arrived.set(first, arrivals);
			return true;
		}
		let before = 0;
		let change = 0;
		let ratio = 0;
		for (let sweep = 0; sweep < LARGEST_SWEEPS; sweep++) {
			const flows = sweep % SWEEPS_TO_LEAP === SWEEPS_TO_LEAP - 1 ? this.#ratesWithin(group) : undefined;
			for (const node of group) this.#send(node);
			let now = 0;
			for (const node of group) now += this.#arrivals(node).total();
			const step = now - before;
			if (Math.abs(step) <= 1e-12 * now) return true;
			const next = step / change;
			const isSteady = sweep > 1 && Math.abs(next - ratio) < 0.01 * Math.abs(1 - next);
			if (flows && isSteady && next > 0 && next < 1) this.#leap(flows, next / (1 - next));
			if (sweep > SWEEPS_TO_LEAP && next >= 1 && Math.abs(next - ratio) < 1e-12) break;
			before = now;
			change = step;
			ratio = next;
		}
		// No steady traffic exists: keep what enters the cycle once, so that the rest stays readable.
		for (const node of group) for (const link of callLinks(node)) this.#flows.get(link)?.clear();
		for (const node of group) this.#send(node);
		return false;
	}

	#ratesWithin(group: readonly Component[]): ReadonlyMap<Flow, Flow> {
		const rates = new Map<Flow, Flow>();
		for (const node of group) {
			for (const link of callLinks(node)) {
				const before = new Flow();
				before.addAll(this.#flowOf(link));
				rates.set(this.#flowOf(link), before);
			}
		}
		return rates;
	}

	/** Adds the rest of the geometric series that the steps of a cycle have become (Aitken). */
	#leap(before: ReadonlyMap<Flow, Flow>, rest: number): void {
		for (const [flow, old] of before) flow.addAll(flow.minus(old, rest));
	}

	#arrivals(node: Component): Flow {
		const sum = new Flow();
		// What is sent to a component that is down does not arrive, or goes on to what takes its place.
		if (!this.#routing.leadsOn(node)) return sum;
		sum.requests = this.#emissions.get(node) ?? 0;
		const { part, change } = this.#known;
		const rest = part?.rest ?? change?.rest;
		for (const link of node.incoming) {
			const flow = this.#flows.get(link);
			if (flow) sum.addAll(flow);
			else if (rest) sum.addAll(rest.links.get(link) ?? NO_FLOW, part?.factor);
		}
		const extra = this.#extra.get(node);
		if (extra) sum.addAll(extra);
		for (const { to, flow } of this.#diverted.values()) if (to === node) sum.addAll(flow);
		return sum;
	}

	/** Puts on the outgoing links of a component what its arrivals make it send; returns the arrivals, if it sends on at all. */
	#send(node: Component): Flow | undefined {
		for (const link of callLinks(node)) this.#flowOf(link).clear();
		if (!this.#routing.leadsOn(node)) return undefined;
		this.#sender = node;
		const arrivals = this.#arrivals(node);
		const instead = this.#routing.insteadOf(node);
		if (instead) {
			this.#diverted.set(node, { to: instead, flow: arrivals });
			return arrivals;
		}
		switch (familyOf(node.kind)) {
			case "client":
			case "compute":
				this.#sendWork(node, arrivals);
				break;
			case "router":
				this.#sendOn(node, arrivals);
				break;
			case "queue":
				this.#sendMessages(node, arrivals);
				break;
			case "store":
				if (node.kind === "cache") this.#sendMisses(node, arrivals);
		}
		return arrivals;
	}

	/** Its own accesses and calls for each request; and it passes on operations that only come through. */
	#sendWork(node: Component, arrivals: Flow): void {
		let requests = arrivals.requests;
		for (const { verb, data, rate } of arrivals.operations) {
			if (!data) {
				requests += rate;
				continue;
			}
			// A static file that passes is not a request of the page: it starts no work of its own.
			if (!isStatic(data)) requests += rate;
			this.#forward(node, verb, data, rate);
		}
		for (const { operation, data, factor } of node.accesses) {
			this.#forward(node, operation, data, requests * factor);
		}
		this.#sendSessions(node, requests);
		for (const link of callLinks(node)) {
			if (this.#spent.has(link)) continue;
			this.#flowOf(link).requests += requests * (link.share ?? 1) * attemptsOver(link, this.#failures);
		}
	}

	#sendSessions(node: Component, requests: number): void {
		const store = sessionStoreOf(node);
		const link = store && node.outgoing.find(({ to }) => to === store);
		if (!link || requests === 0) return;
		const reads = this.#facts.assume(node, SESSION_READS).value;
		const writes = this.#facts.assume(node, SESSION_WRITES).value;
		const data = sessionDataOf(store);
		const attempts = attemptsOver(link, this.#failures);
		this.#flowOf(link).add("read", data, requests * reads * attempts);
		this.#flowOf(link).add("write", data, requests * writes * attempts);
	}

	/** A router splits requests over its targets; operations on data go where the data is. */
	#sendOn(node: Component, arrivals: Flow): void {
		for (const { verb, data, rate } of arrivals.operations) {
			if (!data) continue;
			if (node.kind === "cdn" && this.#routing.holds(node, data) && isRead(verb)) {
				this.#read(node, data, rate * (1 - this.#hitRatio(node, data)));
			} else this.#forward(node, verb, data, rate);
		}
		// A CDN that declares a hit ratio but no data answers that part of all requests.
		const declared = node.kind === "cdn" && !node.properties.has("holds") && node.properties.has("hit-ratio");
		const requests = arrivals.requests * (declared ? 1 - this.#hitRatio(node) : 1);
		if (requests === 0) return;
		for (const { link, weight } of legsOf(this.#spent.openLinks(node, this.#routing)))
			this.#flowOf(link).requests += requests * weight * attemptsOver(link, this.#failures);
	}

	/** Every consumer tier gets each message once. */
	#sendMessages(node: Component, arrivals: Flow): void {
		for (const link of callLinks(node)) this.#flowOf(link).requests += arrivals.requests * (link.share ?? 1);
		for (const { verb, data, rate } of arrivals.operations) if (data) this.#forward(node, verb, data, rate);
	}

	/** What a cache fetches and writes itself; what it does not hold passes through. */
	#sendMisses(node: Component, arrivals: Flow): void {
		this.#extra.delete(node);
		for (const { verb, data, rate } of arrivals.operations) {
			if (!data || verb === "fill" || verb === "set") continue;
			if (!this.#routing.holds(node, data)) this.#forward(node, verb, data, rate);
			else if (verb === "write") this.#write(node, data, rate * this.#writeShare(node, data, rate));
			else if (verb === "fetch") {
				const misses = rate * (1 - this.#hitRatio(node, data));
				this.#extraAt(node).add("fill", data, misses);
				this.#read(node, data, misses);
			}
		}
		const onward = callLinks(node);
		if (arrivals.requests === 0 || onward.length === 0) return;
		// Without declared data a call is one operation; reads that hit stay here.
		const reads = this.#facts.assume(node, READ_SHARE).value;
		const misses = arrivals.requests * (1 - reads * this.#hitRatio(node));
		for (const { link, weight } of legsOf(onward)) this.#flowOf(link).requests += misses * weight;
	}

	#forward(node: Component, verb: Verb | Operation, data: DataSet, rate: number): void {
		if (verb === "write") this.#write(node, data, rate);
		else if (verb === "fill" || verb === "set") {
			const way = this.#routing.way(node, data, "read");
			this.#put(verb, data, rate, way?.caches[0]?.legs ?? way?.store ?? []);
		} else this.#read(node, data, rate);
	}

	#read(node: Component, data: DataSet, rate: number): void {
		const way = this.#routing.way(node, data, "read");
		if (!way) return;
		let rest = rate;
		for (const { cache, legs, fetchesMisses } of way.caches) {
			this.#put(fetchesMisses ? "fetch" : "read", data, rest, legs);
			if (fetchesMisses || (way.store.length === 0 && cache === way.caches.at(-1)?.cache)) return;
			const misses = rest * (1 - this.#hitRatio(cache, data));
			this.#put("fill", data, misses, legs);
			rest = misses;
		}
		this.#put("read", data, rest, way.store);
	}

	/** The write strategy of each cache decides what reaches the store and from where. */
	#write(node: Component, data: DataSet, rate: number): void {
		const way = this.#routing.way(node, data, "write");
		if (!way) return;
		let stored = rate;
		for (const { cache, legs, fetchesMisses } of way.caches) {
			if (fetchesMisses || (way.store.length === 0 && cache === way.caches.at(-1)?.cache)) {
				this.#put("write", data, stored, legs);
				return;
			}
			const strategy = wordOf(cache, "write");
			const invalidate = wordOf(cache, "invalidate");
			if (strategy === "write-through" || strategy === "write-back") this.#put("set", data, rate, legs);
			else if (invalidate === "delete" || invalidate === "update") this.#put("fill", data, rate, legs);
			stored *= this.#writeShare(cache, data, rate);
		}
		this.#put("write", data, stored, way.store);
	}

	#put(verb: Verb, data: DataSet, rate: number, legs: readonly Leg[]): void {
		for (const { link, weight } of legs) {
			const each = verb === "read" ? readsForEach(link.to, data, this.#facts) : 1;
			this.#flowOf(link).add(verb, data, rate * weight * each * attemptsOver(link, this.#failures));
		}
	}

	#ask(cache: Component): void {
		if (this.#sender) memo(this.#asked, this.#sender, () => new Set()).add(cache);
	}

	#depend(cache: Component): void {
		if (this.#sender) memo(this.#dependents, cache, () => new Set()).add(this.#sender);
	}

	/** Of the writes of one of those who write there, as it is of all of them. */
	#writeShare(cache: Component, data: DataSet, rate: number): number {
		if (wordOf(cache, "write") === "write-back") {
			this.#ask(cache);
			this.#depend(cache);
		}
		return storeWriteShare(cache, data, this.#known.before?.writesTo(cache).get(data) ?? rate, this.#facts);
	}

	#hitRatio(cache: Component, data?: DataSet): number {
		if (this.#known.hitRatios.has(cache)) this.#ask(cache);
		this.#depend(cache);
		return this.#routing.isUp(cache) ? hitRatio(cache, this.#known.hitRatios, this.#facts, data) : 0;
	}

	#flowOf(link: Link): Flow {
		return memo(this.#flows, link, () => new Flow());
	}

	#extraAt(node: Component): Flow {
		return memo(this.#extra, node, () => new Flow());
	}

	#reportUnserved(nodes: readonly Component[]): void {
		for (const component of nodes) {
			for (const { operation, data, at } of component.accesses) {
				if (!this.#routing.way(component, data, operation)) this.#unserved.push({ component, data, operation, at });
			}
		}
	}

	/** Everything behind a client that says neither users nor rate; all of it where there is no client. */
	#unknown(): ReadonlySet<Component> {
		const clients = this.#architecture.components.filter(({ kind }) => kind === "client");
		const queue =
			clients.length === 0
				? this.#architecture.components.filter(({ kind }) => takesTraffic(kind))
				: clients.filter((client) => this.#emissions.get(client) === undefined);
		const unknown = new Set(queue);
		for (const component of queue) {
			for (const { to } of callLinks(component)) {
				if (!unknown.has(to)) {
					unknown.add(to);
					queue.push(to);
				}
			}
		}
		return unknown;
	}
}

function byData(flow: Flow | undefined, verbs: readonly Verb[]): ReadonlyMap<DataSet, number> {
	const rates = new Map<DataSet, number>();
	for (const { verb, data, rate } of flow?.operations ?? []) {
		if (data && verbs.includes(verb)) rates.set(data, (rates.get(data) ?? 0) + rate);
	}
	return rates;
}

/** What is known; else that of the rest, times a factor. */
function orElse<K>(known: ReadonlyMap<K, Flow>, rest?: Lookup<K, Flow>, factor = 1): Lookup<K, Flow> {
	if (!rest) return known;
	const scaled = new Map<K, Flow>();
	return {
		get: (key) => {
			const own = known.get(key);
			if (own) return own;
			const flow = rest.get(key);
			if (!flow || factor === 1) return flow;
			return memo(scaled, key, () => {
				const times = new Flow();
				times.addAll(flow, factor);
				return times;
			});
		},
	};
}

const NO_FLOW = new Flow();
const NONE: ReadonlySet<Component> = new Set();

/** Its copies are deleted by what follows the log of the store, whoever writes there. */
function followsLog(cache: Component): boolean {
	return cache.kind === "cache" && wordOf(cache, "invalidate") === "cdc" && effectOfWrites(cache) === "delete";
}

const followersOf = oncePer(({ components }: Architecture) => components.filter(followsLog));

/** Of the data that a cache holds; at the cache itself where no store gets them. */
function heldBy(
	cache: Component,
	writes: (data: DataSet) => number | undefined,
	arrivals: Lookup<Component, Flow>,
): ReadonlyMap<DataSet, number> {
	const held = new Map<DataSet, number>();
	// Only what goes through it is stored in it: who writes elsewhere, in another data center, does not set its copies.
	for (const data of effectOfWrites(cache) === "store" ? [] : dataHeld(cache)) {
		const rate = writes(data);
		if (rate !== undefined) held.set(data, rate);
	}
	// A cache that writes back gets more writes than reach the store.
	for (const [data, rate] of byData(arrivals.get(cache), ["write", "set"]))
		held.set(data, Math.max(rate, held.get(data) ?? 0));
	return held;
}

/** Stores that feed each copy, directly or along chains of replication. */
export const primaries = oncePer((architecture: Architecture): ReadonlyMap<Component, readonly Component[]> => {
	const found = new Map<Component, Component[]>();
	const sources = new Set(architecture.links.filter(({ replication }) => replication).map(({ from }) => from));
	for (const source of sources) {
		const reached = new Set([source]);
		for (const store of reached) {
			for (const { replication, to } of store.outgoing) {
				if (!replication || reached.has(to)) continue;
				reached.add(to);
				memo(found, to, () => []).push(source);
			}
		}
	}
	return found;
});

/** Writes that copies replay. */
function replicated(
	architecture: Architecture,
	arrivals: Lookup<Component, Flow>,
	facts: Facts,
): Lookup<Component, ReadonlyMap<DataSet | undefined, number>> {
	const known = new Map<Component, ReadonlyMap<DataSet | undefined, number>>();
	return {
		get: (copy) => {
			const sources = primaries(architecture).get(copy);
			return sources && memo(known, copy, () => replayedAt(copy, sources, arrivals, facts));
		},
	};
}

function replayedAt(
	copy: Component,
	sources: readonly Component[],
	arrivals: Lookup<Component, Flow>,
	facts: Facts,
): ReadonlyMap<DataSet | undefined, number> {
	const held = copy.properties.has("holds") ? dataHeld(copy) : undefined;
	const replayed = new Map<DataSet | undefined, number>();
	for (const source of sources) {
		for (const [data, rate] of writesAt(source, arrivals.get(source), facts)) {
			if (!data || !held || held.includes(data)) replayed.set(data, (replayed.get(data) ?? 0) + rate);
		}
	}
	return replayed;
}

/** Writes of users at a store, by data. */
function writesAt(store: Component, flow: Flow | undefined, facts: Facts): Map<DataSet | undefined, number> {
	const writes = new Map<DataSet | undefined, number>();
	if (!flow) return writes;
	for (const { verb, data, rate } of flow.operations) {
		if (verb === "write") writes.set(data, (writes.get(data) ?? 0) + rate);
	}
	if (flow.requests > 0 && !facts.refusesWrites(store)) {
		const plain = flow.requests * (1 - facts.assume(store, READ_SHARE).value);
		writes.set(undefined, (writes.get(undefined) ?? 0) + plain);
	}
	return writes;
}
