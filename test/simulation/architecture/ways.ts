import type { Architecture, Component, DataSet, Link, Place } from "../../../src/model/architecture.ts";
import { isStatic, sessionStoreOf } from "../../../src/model/data.ts";
import { familyOf } from "../../../src/model/kinds.ts";
import { elementsOf, flagOf, numberOf, wordOf } from "../../../src/model/properties.ts";
import { isCopy } from "../../../src/model/replication.ts";
import { callsOf } from "./declared.ts";

export type Operation = "read" | "write";

/** A link that operations leave over, and the part of them. */
export interface Leg {
	readonly link: Link;
	readonly weight: number;
}

export interface CacheOnWay {
	readonly cache: Component;
	readonly legs: readonly Leg[];
	/** The cache itself goes on to the store, for what it lacks or for what is written. */
	readonly goesOn: boolean;
}

export interface Way {
	/** Asked one after the other before the store. */
	readonly caches: readonly CacheOnWay[];
	readonly store: readonly Leg[];
}

interface Distance {
	readonly services: number;
	readonly hops: number;
	readonly first: Set<Link>;
}

interface Candidate extends Distance {
	readonly holder: Component;
	readonly places: number;
}

/**
 * Where operations go, as docs/language.md tells it: to the nearest that holds the data, caches before stores. A second
 * reading of that page, on purpose without anything of the first one in src/analysis.
 */
export class Ways {
	readonly #architecture: Architecture;
	readonly #down: ReadonlySet<Component>;
	readonly #unable: ReadonlySet<Component>;

	/** `unable`: up, but without something that they cannot do without; a router that sees it sends elsewhere. */
	constructor(
		architecture: Architecture,
		down: ReadonlySet<Component> = new Set(),
		unable: ReadonlySet<Component> = new Set(),
	) {
		this.#architecture = architecture;
		this.#down = down;
		this.#unable = unable;
	}

	isUp(component: Component): boolean {
		return !this.#down.has(component);
	}

	/** What is sent there arrives somewhere: while a CDN is down, who has asked it may turn to its origin. */
	leadsOn(component: Component): boolean {
		if (this.isUp(component)) return true;
		if (elementsOf(component, "fallback").length > 0) throw new Error(`${component.id}: its fallback is not simulated`);
		return wordOf(component, "fallback") === "origin";
	}

	holds(component: Component, data: DataSet): boolean {
		return elementsOf(component, "holds").includes(data);
	}

	/** Somewhere is a store of it, and not only copies. */
	isStored(data: DataSet): boolean {
		return this.#architecture.components.some((component) => !keepsCopies(component) && this.holds(component, data));
	}

	/** Where a router sends requests that are no operations: not to stores that accesses find by themselves, if there is anything else. */
	targets(router: Component): readonly Leg[] {
		const all = callsOf(router);
		const open = all.filter((link) => !(familyOf(link.to.kind) === "store" && usedLinks(this.#architecture).has(link)));
		const links = (open.length > 0 ? open : all).filter((link) => !seesHealth(router) || this.#isAlive(link.to, []));
		return weighted(firstOrAll(router, this.#able(router, links)));
	}

	/** Undefined: no link leads to what holds the data. */
	way(from: Component, data: DataSet, operation: Operation): Way | undefined {
		const leading = this.#leading(data, operation);
		const isBlind = familyOf(from.kind) === "router" && !seesHealth(from);
		const able = callsOf(from).filter(({ to }) => leading.has(to) || (isBlind && !this.isUp(to)));
		const links = firstOrAll(from, familyOf(from.kind) === "router" ? this.#able(from, able) : able);
		if (links.length === 0) return undefined;
		if (from.kind === "dns" || from.kind === "loadbalancer") return { caches: [], store: weighted(links) };
		const found = this.#candidates(from, links, leading, data, operation);
		if (operation === "read" && this.#misses(from, data, leading)) return undefined;
		const store = closest(found.filter(({ holder }) => !keepsCopies(holder)));
		const beyond = ({ places, services }: Candidate): boolean =>
			store[0] !== undefined && (places - store[0].places || services - store[0].services) > 0;
		const copies = found.filter(({ holder }) => keepsCopies(holder));
		const least = copies.reduce<Candidate | undefined>((a, b) => (a && compare(a, b) <= 0 ? a : b), undefined);
		const near = copies.filter((one) => !beyond(one) && least && samePlaceAndServices(one, least));
		const storeLegs = legsTo(store);
		const edge = near.filter(({ holder }) => holder.kind === "cdn");
		const caches: CacheOnWay[] =
			edge.length > 0
				? [{ cache: edge[0]!.holder, legs: legsTo(edge), goesOn: true }]
				: near.map((one) => ({
						cache: one.holder,
						legs: legsTo([one]),
						goesOn: this.#goesOn(one.holder, leading, operation, storeLegs.length > 0),
					}));
		if (caches.length === 0 && storeLegs.length === 0) return undefined;
		// Where cache and store lie behind the same links, who stands there asks the one and then the other.
		return { caches: caches.filter((one) => one.goesOn || !sameLinks(one.legs, storeLegs)), store: storeLegs };
	}

	/** Who reads through a cache asks nothing else, though the store is up. */
	#misses(from: Component, data: DataSet, leading: ReadonlySet<Component>): boolean {
		const links = callsOf(from).filter(({ to }) => to.kind === "cache" && this.holds(to, data));
		return (
			links.every(({ to }) => !this.isUp(to)) &&
			links.some(
				(link) =>
					wordOf(link.to, "read") === "read-through" &&
					!flagOf(link, "optional") &&
					callsOf(link.to).some(({ to }) => leading.has(to)),
			)
		);
	}

	#goesOn(cache: Component, leading: ReadonlySet<Component>, operation: Operation, readerCan: boolean): boolean {
		if (!callsOf(cache).some(({ to }) => leading.has(to))) return false;
		const write = wordOf(cache, "write");
		const through =
			operation === "read"
				? wordOf(cache, "read") === "read-through"
				: write === "write-through" || write === "write-back";
		return through || !readerCan;
	}

	#able(router: Component, links: readonly Link[]): readonly Link[] {
		const able = seesHealth(router) ? links.filter(({ to }) => !this.#unable.has(to)) : links;
		return able.length > 0 ? able : links;
	}

	/** Up, and if it is a router, with a target that is. */
	#isAlive(component: Component, seen: readonly Component[]): boolean {
		if (!this.leadsOn(component) || seen.includes(component)) return false;
		const links = familyOf(component.kind) === "router" ? callsOf(component) : [];
		return links.length === 0 || links.some(({ to }) => this.#isAlive(to, [...seen, component]));
	}

	#answers(component: Component, data: DataSet, operation: Operation): boolean {
		if (!this.holds(component, data) || !this.isUp(component)) return false;
		if (operation === "read" || component.kind === "cache") return true;
		return component.kind !== "cdn" && !isCopy(component, (other) => this.isUp(other));
	}

	/** Everything from which calls lead to an answer. */
	#leading(data: DataSet, operation: Operation): ReadonlySet<Component> {
		const leading = new Set(this.#architecture.components.filter((c) => this.#answers(c, data, operation)));
		for (const component of leading) {
			for (const { from, replication } of component.incoming) {
				if (!replication && this.leadsOn(from) && passesOn(from, operation)) leading.add(from);
			}
		}
		return leading;
	}

	/** Shortest ways, by services passed and then by hops; those that hold the data end a way. */
	#candidates(
		from: Component,
		links: readonly Link[],
		leading: ReadonlySet<Component>,
		data: DataSet,
		operation: Operation,
	): Candidate[] {
		const best = new Map<Component, Distance>();
		const open: { readonly to: Component; readonly services: number; readonly hops: number; readonly first: Link }[] =
			links.map((link) => ({ to: link.to, services: 0, hops: 1, first: link }));
		for (const { to, services, hops, first } of open) {
			if (to === from) continue;
			const known = best.get(to);
			const difference = known ? services - known.services || hops - known.hops : -1;
			if (known && (difference > 0 || (difference === 0 && known.first.has(first)))) continue;
			if (known && difference === 0) known.first.add(first);
			else best.set(to, { services, hops, first: new Set([first]) });
			if (this.#answers(to, data, operation)) continue;
			const passed = services + (familyOf(to.kind) === "compute" ? 1 : 0);
			for (const link of callsOf(to)) {
				if (leading.has(link.to)) open.push({ to: link.to, services: passed, hops: hops + 1, first });
			}
		}
		const here = placesAround(from);
		return [...best]
			.filter(([holder]) => this.#answers(holder, data, operation))
			.map(([holder, distance]) => {
				const there = placesAround(holder);
				return { holder, ...distance, places: here.filter((place) => !there.includes(place)).length };
			});
	}
}

/** With `routing: failover` all goes to the first. */
function firstOrAll(from: Component, links: readonly Link[]): readonly Link[] {
	return wordOf(from, "routing") === "failover" ? links.slice(0, 1) : links;
}

/** A router sends nothing to what is down, unless it says otherwise or is DNS. */
export function seesHealth(router: Component): boolean {
	return flagOf(router, "health-checks") ?? router.kind !== "dns";
}

/** Data centers and zones around a component or place, the innermost first. */
export function placesAround({ parent }: { readonly parent: Place | undefined }): readonly Place[] {
	const places: Place[] = [];
	for (let at = parent; at; at = at.parent) if (at.kind !== "group") places.push(at);
	return places;
}

const keepsCopies = ({ kind }: Component): boolean => kind === "cache" || kind === "cdn";

const compare = (a: Candidate, b: Candidate): number =>
	a.places - b.places || a.services - b.services || a.hops - b.hops;

const samePlaceAndServices = (a: Candidate, b: Candidate): boolean =>
	a.places === b.places && a.services === b.services;

function closest(found: readonly Candidate[]): readonly Candidate[] {
	const [least] = [...found].sort(compare);
	return least ? found.filter((one) => compare(one, least) === 0) : [];
}

const legsTo = (found: readonly Candidate[]): readonly Leg[] =>
	weighted([...new Set(found.flatMap(({ first }) => [...first]))]);

const sameLinks = (a: readonly Leg[], b: readonly Leg[]): boolean =>
	a.length === b.length && a.every(({ link }) => b.some((leg) => leg.link === link));

/** Reads never pass a queue; writes do if nothing else leads there. */
function passesOn({ kind }: Component, operation: Operation): boolean {
	const family = familyOf(kind);
	if (family === "queue") return operation === "write";
	return family === "router" || family === "compute" || family === "client" || kind === "cache";
}

/** Each its part: as written, else behind DNS the `traffic` of the data center; what is left is divided evenly. */
export function weighted(links: readonly Link[]): readonly Leg[] {
	const given = links.map((link) => {
		if (link.share !== undefined || link.from.kind !== "dns") return link.share;
		const place = placesAround(link.to).find(({ properties }) => properties.has("traffic"));
		return place && numberOf(place, "traffic");
	});
	const sum = given.reduce<number>((total, share) => total + (share ?? 0), 0);
	const silent = given.filter((share) => share === undefined).length;
	const each = silent === 0 ? 0 : sum < 1 ? (1 - sum) / silent : sum / (links.length - silent);
	const total = sum + each * silent;
	return links.map((link, i) => ({ link, weight: total > 0 ? (given[i] ?? each) / total : 1 / links.length }));
}

const used = new WeakMap<Architecture, ReadonlySet<Link>>();

/**
 * Links on which accesses take the place of the plain call. A page request still goes over a link that only static files
 * use besides, if a service with work of its own stands behind it.
 */
export function usedLinks(architecture: Architecture): ReadonlySet<Link> {
	const known = used.get(architecture);
	if (known) return known;
	const ways = new Ways(architecture);
	const byFiles = new Set<Link>();
	const byOthers = new Set<Link>();
	const seen = new Set<string>();
	const follow = (from: Component, data: DataSet, operation: Operation): void => {
		const key = `${from.id} ${data.id} ${operation}`;
		if (seen.has(key)) return;
		seen.add(key);
		const way = ways.way(from, data, operation);
		const legs = way?.caches.some(({ goesOn }) => goesOn) ? [] : (way?.store ?? []);
		for (const { link } of [...(way?.caches ?? []).flatMap((one) => one.legs), ...legs]) {
			(isStatic(data) ? byFiles : byOthers).add(link);
			if (!ways.holds(link.to, data) || keepsCopies(link.to)) follow(link.to, data, operation);
		}
	};
	for (const component of architecture.components) {
		for (const { data, operation } of component.accesses) {
			follow(component, data, operation);
			// Who says what it reads and writes of a store makes no other calls into it.
			for (const link of callsOf(component))
				if (familyOf(link.to.kind) === "store" && link.to.kind !== "cache" && ways.holds(link.to, data))
					byOthers.add(link);
		}
		const store = sessionStoreOf(component);
		for (const link of component.outgoing) if (link.to === store) byOthers.add(link);
	}
	const works = (component: Component, passed: readonly Component[]): boolean => {
		if (passed.includes(component)) return false;
		const family = familyOf(component.kind);
		if (family === "router") return callsOf(component).some(({ to }) => works(to, [...passed, component]));
		if (family !== "compute") return false;
		return (
			component.accesses.length > 0 ||
			sessionStoreOf(component) !== undefined ||
			callsOf(component).some((link) => !byFiles.has(link))
		);
	};
	const links = new Set([...byOthers, ...[...byFiles].filter((link) => !works(link.to, []))]);
	used.set(architecture, links);
	return links;
}
