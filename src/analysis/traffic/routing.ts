import type { Architecture, Component, DataSet, Element, Link, Place } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { oncePer } from "../../model/once.ts";
import { elementsOf, flagOf, wordOf } from "../../model/properties.ts";
import { isCopy } from "../../model/replication.ts";
import { memo } from "../memo.ts";

/** The first link of a way, and the part of the operations that takes it. Weights of a way add up to 1. */
export interface Leg {
	readonly link: Link;
	readonly weight: number;
}

export interface CacheStop {
	readonly cache: Component;
	readonly legs: readonly Leg[];
	/** The cache fetches what it lacks itself (read-through, CDN); otherwise the reader does (look-aside). */
	readonly fetchesMisses: boolean;
}

/** How a component gets at a data set: first what may answer from a copy, then the store. */
export interface Way {
	readonly caches: readonly CacheStop[];
	/** Legs to the nearest store; empty where only caches hold the data. */
	readonly store: readonly Leg[];
}

export type Operation = "read" | "write";

/**
 * Where operations on data go: along the links to the nearest components that hold the data, past routers and
 * services if need be. Nearest is: in the same place first, then the fewest services on the way, then the fewest hops.
 */
export class Routing {
	readonly #holders = new Map<DataSet, Component[]>();
	readonly #held = new Map<Component, readonly Element[]>();
	readonly #reach: Reach = new Map();
	/** What was found of another version, which holds but for some components. */
	#earlier:
		| { readonly ways: Map<Component, Ways>; readonly reach: Reach; readonly others: ReadonlySet<Component> }
		| undefined;
	readonly #ways = new Map<Component, Ways>();
	readonly #places = new Map<Component, readonly Place[]>();
	readonly #copies = new Map<Component, boolean>();

	readonly architecture: Architecture;
	readonly #down: ReadonlySet<Component>;
	/** What is down and has something else in its place. */
	readonly diverted: readonly Component[];
	readonly #unable: ReadonlySet<Component>;

	/**
	 * `down`: components that are out of service; what sees it goes another way. `unable`: those that are up but cannot
	 * answer, which routers that see it leave out as long as there are others.
	 */
	constructor(
		architecture: Architecture,
		down: ReadonlySet<Component> = new Set(),
		unable: ReadonlySet<Component> = new Set(),
	) {
		this.architecture = architecture;
		this.#down = down;
		this.diverted = [...down].filter((component) => this.insteadOf(component) !== undefined);
		this.#unable = unable;
		for (const component of architecture.components) {
			const held = elementsOf(component, "holds");
			if (held.length > 0) this.#held.set(component, held);
			for (const data of held) {
				if (data.type !== "data") continue;
				const holders = this.#holders.get(data);
				if (holders) holders.push(component);
				else this.#holders.set(data, [component]);
			}
		}
	}

	holders(data: DataSet): readonly Component[] {
		return this.#holders.get(data) ?? [];
	}

	holds(component: Component, data: DataSet): boolean {
		return this.#held.get(component)?.includes(data) ?? false;
	}

	/** A store that is kept up to date by another one takes no writes. */
	isCopy(store: Component): boolean {
		return memo(this.#copies, store, () => isCopy(store, (other) => this.isUp(other)));
	}

	isUp(component: Component): boolean {
		return !this.#down.has(component);
	}

	/**
	 * Links over which a router sends requests: one that sees which targets are up leaves out those that are not, and
	 * `routing: failover` takes the first of the others only.
	 */
	targets(router: Component): readonly Link[] {
		const links = callLinks(router);
		if (!seesHealth(router) || this.#down.size + this.#unable.size === 0) return chosen(router, links);
		const alive = links.filter(({ to }) => this.#isAlive(to, new Set()));
		return chosen(router, this.#able(router, alive));
	}

	/** Of the targets of a router that are up, those that can answer; all of them where none can. */
	#able(from: Component, links: readonly Link[]): readonly Link[] {
		if (this.#unable.size === 0 || familyOf(from.kind) !== "router" || !seesHealth(from)) return links;
		const able = links.filter(({ to }) => !this.#unable.has(to));
		return able.length > 0 ? able : links;
	}

	/** Up, and if it is a router, with a target that is. */
	#isAlive(component: Component, seen: Set<Component>): boolean {
		if (!this.leadsOn(component) || seen.has(component)) return false;
		if (familyOf(component.kind) !== "router") return true;
		const targets = this.#targetsOf(component);
		seen.add(component);
		return targets.length === 0 || targets.some((target) => this.#isAlive(target, seen));
	}

	/** What is sent to it arrives somewhere: it is up, or a CDN that is down and whose clients turn to its fallback. */
	leadsOn(component: Component): boolean {
		return this.isUp(component) || fallbackOf(component) !== undefined;
	}

	/** Where clients turn to in place of a CDN that is down; undefined: on along its links, to the origin. */
	insteadOf(component: Component): Component | undefined {
		const fallback = this.isUp(component) ? undefined : fallbackOf(component);
		return fallback === "origin" ? undefined : fallback;
	}

	#targetsOf(component: Component): readonly Component[] {
		const instead = this.insteadOf(component);
		return instead ? [instead] : callLinks(component).map(({ to }) => to);
	}

	/** Something on this side of the link holds the data, or leads to what does. */
	leadsTo(component: Component, data: DataSet, operation: Operation): boolean {
		return this.#reachable(data, operation).has(component);
	}

	/** The way from `from`, which does not answer itself; undefined if no link leads to the data. */
	way(from: Component, data: DataSet, operation: Operation): Way | undefined {
		const byData = memo(this.#ways, from, () => this.#waysBefore(from) ?? new Map());
		const known = memo(byData, data, () => ({ read: undefined, write: undefined }));
		if (known[operation] === undefined) known[operation] = this.#findWay(from, data, operation) ?? null;
		return known[operation] ?? undefined;
	}

	/** What is known of another version, but for some components and all that leads to them. */
	takeOver(before: Routing, others: ReadonlySet<Component>): void {
		this.#earlier = { ways: before.#ways, reach: before.#reach, others };
	}

	#waysBefore(from: Component): Ways | undefined {
		return this.#earlier?.others.has(from) ? undefined : this.#earlier?.ways.get(from);
	}

	#findWay(from: Component, data: DataSet, operation: Operation): Way | undefined {
		// A router that does not see health goes on sending to what is down.
		const blind = familyOf(from.kind) === "router" && !seesHealth(from);
		const leading = callLinks(from).filter(({ to }) => this.leadsTo(to, data, operation) || (blind && !this.isUp(to)));
		const eligible = chosen(from, this.#able(from, leading));
		if (eligible.length === 0) return undefined;
		// A balancer and GeoDNS spread what they get over all who can serve it.
		if (from.kind === "dns" || from.kind === "loadbalancer") return { caches: [], store: legsOf(eligible) };
		const found = this.#search(from, eligible, data, operation);
		const stores = nearest(found.filter(({ holder }) => !isCache(holder)));
		const allCaches = found.filter(({ holder }) => isCache(holder));
		const caches = nearest(allCaches).filter((cache) => !stores[0] || notFarther(cache, stores[0]));
		if (caches.length === 0 && this.#hasLostItsCache(from, data, operation)) return undefined;
		const store = legsOf(linksOf(stores));
		const cdns = caches.filter(({ holder }) => holder.kind === "cdn");
		const stops: CacheStop[] =
			cdns.length > 0
				? [{ cache: cdns[0]!.holder, legs: legsOf(linksOf(cdns)), fetchesMisses: true }]
				: caches.map((found) => this.#stop(found, data, operation, store.length > 0));
		if (stops.length === 0 && store.length === 0) return undefined;
		// Where cache and store lie behind the same links, what stands there asks the one and then the other.
		return { caches: stops.filter((stop) => stop.fetchesMisses || !sameLinks(stop.legs, store)), store };
	}

	/** Who reads through a cache reads from nothing else: without it, the reads fail. */
	#hasLostItsCache(from: Component, data: DataSet, operation: Operation): boolean {
		return callLinks(from).some(
			(link) =>
				operation === "read" &&
				link.to.kind === "cache" &&
				!this.isUp(link.to) &&
				wordOf(link.to, "read") === "read-through" &&
				flagOf(link, "optional") !== true &&
				this.holds(link.to, data) &&
				callLinks(link.to).some(({ to }) => this.leadsTo(to, data, operation)),
		);
	}

	#stop({ holder, links }: Found, data: DataSet, operation: Operation, readerReachesStore: boolean): CacheStop {
		const onward = callLinks(holder).some(({ to }) => this.leadsTo(to, data, operation));
		const through = operation === "read" ? wordOf(holder, "read") === "read-through" : writesThrough(holder);
		return { cache: holder, legs: legsOf([...links]), fetchesMisses: onward && (through || !readerReachesStore) };
	}

	/** Breadth first over what leads to the data; holders end a branch. */
	#search(from: Component, eligible: readonly Link[], data: DataSet, operation: Operation): Found[] {
		const found = new Map<Component, Found>();
		const answer = (holder: Component, first: Link, services: number, hops: number): void => {
			const known = found.get(holder);
			if (known) known.links.add(first);
			else {
				const rank = [this.#placeDistance(from, holder), services, hops] as const;
				found.set(holder, { holder, links: new Set([first]), rank });
			}
		};
		// Most stand right beside what they ask.
		const first = this.#onlyAnswer(from, eligible, data, operation);
		if (first) {
			answer(first.to, first, 0, 1);
			return [...found.values()];
		}
		const seen = new Map<Component, { hops: number; links: Set<Link> }>([[from, { hops: 0, links: new Set() }]]);
		let level = eligible.map((link) => ({ to: link.to, first: link, services: 0 }));
		/** Services on the way to a store that none is nearer than by its place; what lies beyond more of them is not nearest. */
		let most = Number.POSITIVE_INFINITY;
		for (let hops = 1; level.some(({ services }) => services <= most); hops++) {
			const next: typeof level = [];
			for (const { to, first, services } of level) {
				const before = seen.get(to);
				if (before && (before.hops < hops || before.links.has(first))) continue;
				if (before) before.links.add(first);
				else seen.set(to, { hops, links: new Set([first]) });
				if (this.#answers(to, data, operation)) {
					answer(to, first, services, hops);
					if (!isCache(to) && this.#placeDistance(from, to) === 0) most = Math.min(most, services);
					continue;
				}
				const passed = services + (familyOf(to.kind) === "compute" ? 1 : 0);
				for (const target of this.#targetsOf(to)) {
					if (this.leadsTo(target, data, operation)) next.push({ to: target, first, services: passed });
				}
			}
			level = next;
		}
		return [...found.values()];
	}

	#onlyAnswer(from: Component, eligible: readonly Link[], data: DataSet, operation: Operation): Link | undefined {
		const [only] = eligible;
		if (eligible.length !== 1 || !only || only.to === from) return undefined;
		return this.#answers(only.to, data, operation) ? only : undefined;
	}

	/** Reads end at every holder; writes at a cache or a store that is no copy, and a CDN passes them on. */
	#answers(component: Component, data: DataSet, operation: Operation): boolean {
		if (!this.holds(component, data) || !this.isUp(component)) return false;
		return operation === "read" || component.kind === "cache" || (component.kind !== "cdn" && !this.isCopy(component));
	}

	/** How many of the data centers and zones around `from` do not hold `to`. */
	#placeDistance(from: Component, to: Component): number {
		const around = this.#placesOf(to);
		return this.#placesOf(from).filter((place) => !around.includes(place)).length;
	}

	#placesOf(component: Component): readonly Place[] {
		return memo(this.#places, component, () => failureDomains(component));
	}

	/** Everything from which the data can be reached: holders, and backwards along the links what may pass it on. */
	#reachable(data: DataSet, operation: Operation): ReadonlySet<Component> {
		const known = memo(this.#reach, data, () => ({ read: undefined, write: undefined }));
		const done = known[operation];
		if (done) return done;
		const { reach, others } = this.#earlier ?? {};
		const before = reach?.get(data)?.[operation];
		const reached = new Set(before);
		if (before) for (const other of others!) reached.delete(other);
		const answers = (one: Component): boolean => this.#answers(one, data, operation);
		const leads = (one: Component): boolean =>
			answers(one) || (passesOn(one, operation) && callLinks(one).some(({ to }) => reached.has(to)));
		const queue = before ? [...others!].filter(leads) : this.holders(data).filter(answers);
		for (const one of queue) reached.add(one);
		this.#follow(queue, reached, operation);
		known[operation] = reached;
		return reached;
	}

	/** Adds what may pass operations on to what is reached, backwards along the links. */
	#follow(queue: Component[], reached: Set<Component>, operation: Operation): void {
		for (const component of queue) {
			const follow = (from: Component): void => {
				if (reached.has(from) || !passesOn(from, operation) || !this.leadsOn(from)) return;
				reached.add(from);
				queue.push(from);
			};
			for (const { from, replication } of component.incoming) {
				// What is sent to something else instead does not arrive here.
				if (!replication && this.insteadOf(from) === undefined) follow(from);
			}
			for (const from of this.diverted) if (this.insteadOf(from) === component) follow(from);
		}
	}
}

/** By data set; null: there is none. */
type Ways = Map<DataSet, Record<Operation, Way | null | undefined>>;

/** Everything from which data can be reached. */
type Reach = Map<DataSet, Record<Operation, ReadonlySet<Component> | undefined>>;

interface Found {
	readonly holder: Component;
	readonly links: Set<Link>;
	readonly rank: readonly [place: number, services: number, hops: number];
}

/** Data centers and zones around a component, the innermost first. */
export function failureDomains({ parent }: Component | Place): Place[] {
	const places: Place[] = [];
	for (let place = parent; place; place = place.parent) if (place.kind !== "group") places.push(place);
	return places;
}

/** Links that carry requests. */
export function callLinks({ outgoing }: Component): readonly Link[] {
	return outgoing.some(({ replication }) => replication) ? outgoing.filter((l) => !l.replication) : outgoing;
}

/** The caller waits for an answer: not behind a queue, and not where it says so. */
export function isAwaited(link: Link): boolean {
	return familyOf(link.to.kind) !== "queue" && flagOf(link, "async") !== true;
}

/** A router stops sending to what is down: unless it says otherwise, all but DNS do. */
export function seesHealth(router: Component): boolean {
	return flagOf(router, "health-checks") ?? router.kind !== "dns";
}

/** Of the targets that a router may choose from, those that it sends to: with `routing: failover` the first alone. */
export function chosen(router: Component, links: readonly Link[]): readonly Link[] {
	return links.length > 1 && wordOf(router, "routing") === "failover" ? links.slice(0, 1) : links;
}

export function isCache({ kind }: Component): boolean {
	return kind === "cache" || kind === "cdn";
}

/** Where clients turn to when a CDN is down: to what stands behind it, or to another component; undefined: nowhere. */
export function fallbackOf(cdn: Component): "origin" | Component | undefined {
	if (cdn.kind !== "cdn") return undefined;
	if (wordOf(cdn, "fallback") === "origin") return "origin";
	return elementsOf(cdn, "fallback").find((element): element is Component => element.type === "component");
}

/**
 * Shares of links as weights. Of a router they are shares of all that it gets: where a target is lost, the others take
 * over in proportion.
 */
export function legsOf(links: readonly Link[]): readonly Leg[] {
	if (links.length === 1) return [{ link: links[0]!, weight: 1 }];
	const router = links[0] && familyOf(links[0].from.kind) === "router" ? links[0].from : undefined;
	const ofRouter = router && splitOf(router);
	const weights = ofRouter ? links.map((link) => ofRouter.get(link) ?? 0) : filled(links.map(({ share }) => share));
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return links.map((link, i) => ({ link, weight: total > 0 ? weights[i]! / total : 1 / links.length }));
}

/** How a router divides what it gets while all targets are up: by the percents on its links, behind DNS else by `traffic`. */
const splitOf = oncePer((router: Component): ReadonlyMap<Link, number> => {
	const links = callLinks(router);
	const shares = filled(links.map(({ share }) => share));
	const open = links.flatMap((link, i) => (link.share === undefined ? [{ link, share: shares[i]! }] : []));
	const traffic = router.kind === "dns" ? byTraffic(open.map(({ link }) => link)) : undefined;
	const rest = open.reduce((sum, { share }) => sum + share, 0);
	const weights = new Map(links.map((link, i) => [link, shares[i]!]));
	for (const { link } of open) if (traffic) weights.set(link, rest * (traffic.get(link) ?? 0));
	return weights;
});

/** Parts of the whole; those that do not say evenly share what is left, or get as much as the others where these are factors. */
function filled(given: readonly (number | undefined)[]): readonly number[] {
	const known = given.filter((share) => share !== undefined);
	const sum = known.reduce((total, share) => total + share, 0);
	const isFactor = known.some((share) => share > 1);
	const rest = isFactor ? sum / known.length : Math.max(0, 1 - sum) / (given.length - known.length);
	return given.map((share) => share ?? rest);
}

/** The `traffic` of the data centers that links lead to, divided among the links into the same one; adds up to 1. */
function byTraffic(links: readonly Link[]): ReadonlyMap<Link, number> | undefined {
	const byPlace = new Map<Place | Link, Link[]>();
	for (const link of links) {
		const place = placeWithTraffic(link) ?? link;
		const others = byPlace.get(place);
		if (others) others.push(link);
		else byPlace.set(place, [link]);
	}
	const groups = [...byPlace.values()];
	const parts = filled(groups.map(([link]) => trafficOf(placeWithTraffic(link!))));
	const total = parts.reduce((sum, part) => sum + part, 0);
	if (total === 0) return undefined;
	return new Map(groups.flatMap((group, i) => group.map((link) => [link, parts[i]! / total / group.length] as const)));
}

function placeWithTraffic({ to }: Link): Place | undefined {
	let place = to.parent;
	while (place && trafficOf(place) === undefined) place = place.parent;
	return place;
}

function trafficOf(place: Place | undefined): number | undefined {
	const traffic = place?.properties.get("traffic")?.value;
	return traffic?.type === "number" ? traffic.value : undefined;
}

function writesThrough(cache: Component): boolean {
	const write = wordOf(cache, "write");
	return write === "write-through" || write === "write-back";
}

/** Operations on data travel past it: reads never through a queue, writes if nothing else leads there. */
function passesOn({ kind }: Component, operation: Operation): boolean {
	const family = familyOf(kind);
	if (family === "router" || family === "compute" || family === "client" || kind === "cache") return true;
	return family === "queue" && operation === "write";
}

function nearest(found: readonly Found[]): readonly Found[] {
	let best: Found | undefined;
	for (const one of found) if (!best || compare(one.rank, best.rank) < 0) best = one;
	if (!best) return [];
	const [place, services, hops] = best.rank;
	const caches = isCache(best.holder);
	return found.filter(({ rank }) => rank[0] === place && rank[1] === services && (caches || rank[2] === hops));
}

function sameLinks(a: readonly Leg[], b: readonly Leg[]): boolean {
	return a.length === b.length && a.every(({ link }) => b.some((leg) => leg.link === link));
}

function notFarther(a: Found, b: Found): boolean {
	return a.rank[0] < b.rank[0] || (a.rank[0] === b.rank[0] && a.rank[1] <= b.rank[1]);
}

function compare(a: Found["rank"], b: Found["rank"]): number {
	return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function linksOf(found: readonly Found[]): Link[] {
	return [...new Set(found.flatMap(({ links }) => [...links]))];
}

const whenAllUp = oncePer((architecture: Architecture) => new Routing(architecture));

/** The same after an edit: the ways are those of before, but for what leads to where it was. */
export function routingAfter(before: Routing, architecture: Architecture, upstream: ReadonlySet<Component>): Routing {
	const routing = new Routing(architecture);
	routing.takeOver(before, upstream);
	return whenAllUp.know(architecture, routing);
}

/** The ways of operations in a state; those with everything in service are found once for each architecture. */
export function routingOf(
	architecture: Architecture,
	down: ReadonlySet<Component>,
	unable: ReadonlySet<Component> = new Set(),
): Routing {
	return down.size + unable.size === 0 ? whenAllUp(architecture) : new Routing(architecture, down, unable);
}
