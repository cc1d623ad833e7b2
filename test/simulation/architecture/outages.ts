import type { Architecture, Component, Link, Place } from "../../../src/model/architecture.ts";
import { familyOf, takesTraffic } from "../../../src/model/kinds.ts";
import { elementsOf, numberOf, wordOf } from "../../../src/model/properties.ts";
import { promotes } from "../../../src/model/replication.ts";
import { Random } from "../random.ts";
import { Simulation } from "../simulation.ts";
import { amountOf, callsOf, isManaged } from "./declared.ts";
import { type Plan, Plans } from "./plan.ts";
import { peakRate } from "./run.ts";
import { placesAround, seesHealth } from "./ways.ts";

/**
 * The share of the time in which something fails that a client does, by client: instances, places and links fail and are
 * repaired in continuous time, databases fail over, and in each state the survivors carry the load, or fail as well.
 */
export function simulateOutages(architecture: Architecture, seed: number, hours: number): ReadonlyMap<string, number> {
	return new Outages(architecture, seed).run(hours * HOUR);
}

const HOUR = 3600;

/** Utilisation up to which a tier is enough while it has its usual load; with more than that it may be full. */
const USUAL_LIMIT = 0.9;
const SLACK = 1e-9;

/** Something that is up or down. */
interface Unit {
	isUp: boolean;
	readonly upSeconds: number;
	readonly downSeconds: number;
	/** What else happens when it goes down or comes up. */
	changed?: () => void;
}

/** What is left of a component. */
interface Left {
	/** Instances that are up, or nodes of each shard of a database. */
	readonly nodes: () => readonly number[];
	/** Of a database: each shard has a primary. */
	readonly takesWrites: () => boolean;
	readonly isZoneDown: () => boolean;
}

class Outages {
	readonly #architecture: Architecture;
	readonly #simulation = new Simulation();
	readonly #random: Random;
	readonly #units: Unit[] = [];
	readonly #places = new Map<Place, Unit>();
	readonly #links = new Map<Link, Unit>();
	readonly #components = new Map<Component, Left>();
	readonly #clients: readonly Component[];
	readonly #known = new Map<string, readonly boolean[]>();
	readonly #usual: ReadonlyMap<Component, Rates>;
	#failed: readonly boolean[] = [];
	#since = 0;
	readonly #failing: number[];

	constructor(architecture: Architecture, seed: number) {
		this.#architecture = architecture;
		this.#random = new Random(seed);
		this.#clients = architecture.components.filter(({ kind }) => kind === "client");
		this.#failing = this.#clients.map(() => 0);
		for (const place of architecture.places) {
			if (place.kind !== "group") this.#places.set(place, this.#unit(1 - (amountOf(place, "availability") ?? 1)));
		}
		for (const link of architecture.links) {
			const up = numberOf(link, "availability");
			if (up !== undefined) this.#links.set(link, this.#unit(1 - up));
		}
		for (const component of architecture.components) {
			if (!takesTraffic(component.kind) || component.kind === "client") continue;
			this.#components.set(
				component,
				component.kind === "database" ? this.#database(component) : this.#tier(component),
			);
		}
		this.#usual = ratesIn(architecture, new Plans(architecture));
	}

	run(seconds: number): ReadonlyMap<string, number> {
		for (const unit of this.#units) this.#turn(unit);
		this.#settle();
		this.#simulation.run(() => this.#simulation.now > seconds);
		this.#settle();
		return new Map(this.#clients.map(({ id }, i) => [id, this.#failing[i]! / this.#simulation.now]));
	}

	/** Down for the share `q` of the time. */
	#unit(q: number, downSeconds = 4 * HOUR): Unit {
		const unit: Unit = {
			isUp: true,
			upSeconds: q > 0 ? (downSeconds * (1 - q)) / q : Number.POSITIVE_INFINITY,
			downSeconds,
		};
		this.#units.push(unit);
		return unit;
	}

	#turn(unit: Unit): void {
		const mean = unit.isUp ? unit.upSeconds : unit.downSeconds;
		if (mean === Number.POSITIVE_INFINITY) return;
		this.#simulation.after(this.#random.exponential(mean), () => {
			unit.isUp = !unit.isUp;
			unit.changed?.();
			this.#settle();
			this.#turn(unit);
		});
	}

	#settle(): void {
		const { now } = this.#simulation;
		for (const [i, failed] of this.#failed.entries()) if (failed) this.#failing[i]! += now - this.#since;
		this.#since = now;
		const key = this.#key();
		let failed = this.#known.get(key);
		if (!failed) {
			failed = this.#failedClients();
			this.#known.set(key, failed);
		}
		this.#failed = failed;
	}

	#key(): string {
		const bits = [...this.#places.values(), ...this.#links.values()].map(({ isUp }) => (isUp ? 1 : 0)).join("");
		const components = [...this.#components.values()].map(
			({ nodes, takesWrites, isZoneDown }) => `${nodes()}${takesWrites() ? "w" : ""}${isZoneDown() ? "z" : ""}`,
		);
		return `${bits} ${components.join(" ")}`;
	}

	// What is up

	#times(component: Component): { readonly q: number; readonly downSeconds: number } {
		const declared = numberOf(component, "availability");
		const mttr = amountOf(component, "mttr") ?? 4 * HOUR;
		const mtbf = numberOf(component, "mtbf");
		if (declared === undefined && (mtbf !== undefined || numberOf(component, "mttr") !== undefined)) {
			return { q: mttr / (mttr + (mtbf ?? amountOf(component, "mtbf") ?? 1)), downSeconds: mttr };
		}
		const q = 1 - (declared ?? amountOf(component, "availability") ?? 1);
		return { q, downSeconds: mtbf === undefined || q === 1 ? mttr : (mtbf * q) / (1 - q) };
	}

	/** A node that fails alone, and all of them now and then together. */
	#nodes(component: Component, count: number): { readonly alone: readonly Unit[]; readonly together: Unit } {
		const { q, downSeconds } = this.#times(component);
		const beta = amountOf(component, "common-cause") ?? 0;
		return {
			alone: Array.from({ length: count }, () => this.#unit((1 - beta) * q, downSeconds)),
			together: this.#unit(beta * q, downSeconds),
		};
	}

	#tier(component: Component): Left {
		const isWhole =
			isManaged(component) && (component.instances.max === 1 || numberOf(component, "availability") === undefined);
		const count = isWhole ? 1 : component.instances.max;
		const copies = 1 + (component.kind === "cache" ? (numberOf(component, "replicas") ?? 0) : 0);
		const { alone, together } = this.#nodes(component, count * copies);
		const zoneCount = numberOf(component, "zones") ?? 0;
		const zones = Array.from({ length: zoneCount }, () =>
			this.#unit(1 - (amountOf(component, "zone-availability") ?? 1)),
		);
		const nodes = (): readonly number[] => {
			let up = 0;
			for (let i = 0; i < count && together.isUp; i++) {
				if (zones.length > 0 && !zones[i % zones.length]!.isUp) continue;
				if (alone.slice(i * copies, (i + 1) * copies).some(({ isUp }) => isUp)) up++;
			}
			return [up];
		};
		return { nodes, takesWrites: () => true, isZoneDown: () => zones.some(({ isUp }) => !isUp) };
	}

	/** A primary and its replicas, shard by shard; where a replica may take over, it does after a while, and not always. */
	#database(database: Component): Left {
		const replicas = amountOf(database, "replicas") ?? 0;
		const shards = amountOf(database, "shards") ?? 1;
		const failover = isManaged(database) ? undefined : wordOf(database, "failover");
		const isAutomatic = failover === "automatic";
		const after = isAutomatic ? (amountOf(database, "failover-time") ?? 0) : HOUR / 2;
		const coverage = isAutomatic ? (amountOf(database, "failover-coverage") ?? 1) : 1;
		const all = Array.from({ length: shards }, () => {
			const { alone, together } = this.#nodes(database, isManaged(database) ? 1 : replicas + 1);
			const isUp = (i: number): boolean => together.isUp && alone[i]!.isUp;
			let primary = 0;
			let isServing = true;
			let switchAt = 0;
			const takeOver = (): void => {
				if (isServing) return;
				const next = alone.findIndex((_, i) => isUp(i));
				if (isUp(primary)) isServing = true;
				else if (next >= 0 && this.#simulation.now >= switchAt) {
					primary = next;
					isServing = true;
				}
			};
			const changed = (): void => {
				if (isServing && !isUp(primary)) {
					isServing = false;
					switchAt = Number.POSITIVE_INFINITY;
					if ((failover === "automatic" || failover === "manual") && this.#random.uniform() < coverage) {
						switchAt = this.#simulation.now + after;
						this.#simulation.after(after, () => {
							takeOver();
							this.#settle();
						});
					}
				}
				takeOver();
			};
			for (const unit of [...alone, together]) unit.changed = changed;
			return {
				up: () => alone.filter((_, i) => isUp(i)).length,
				isServing: () => isServing,
			};
		});
		return {
			nodes: () => all.map(({ up }) => up()),
			takesWrites: () => all.every(({ isServing }) => isServing()),
			isZoneDown: () => false,
		};
	}

	// What still works

	#failedClients(): readonly boolean[] {
		const state: State = { down: new Set(), noReads: new Set(), noWrites: new Set() };
		const inPlace = (component: Component): boolean =>
			placesAround(component).every((place) => this.#places.get(place)!.isUp);
		for (const [component, left] of this.#components) {
			if (!inPlace(component) || left.nodes().every((up) => up === 0)) state.down.add(component);
			else if (!left.takesWrites()) state.noWrites.add(component);
		}
		const isLinkUp = (link: Link): boolean => this.#links.get(link)?.isUp ?? true;
		for (;;) {
			const unable = unableTargets(this.#architecture, state, isLinkUp);
			const plans = new Plans(this.#architecture, state.down, unable);
			const rates = ratesIn(this.#architecture, plans);
			let isSettled = true;
			for (const [component, left] of this.#components) {
				if (state.down.has(component)) continue;
				const before = state.noReads.size + state.noWrites.size;
				const isEnough = this.#isEnough(component, left, rates, state);
				if (!isEnough) state.down.add(component);
				if (!isEnough || state.noReads.size + state.noWrites.size > before) isSettled = false;
			}
			if (isSettled) return this.#clients.map((client) => !works(plans.work(client), state, isLinkUp));
		}
	}

	/** Whether what is left carries the load that it has now. A database may still do the one or the other. */
	#isEnough(component: Component, left: Left, rates: ReadonlyMap<Component, Rates>, state: State): boolean {
		const [now, usual] = [rates.get(component) ?? NO_RATES, this.#usual.get(component) ?? NO_RATES];
		if (component.kind === "database") {
			this.#judgeDatabase(component, left, now, usual, state);
			return !(state.noReads.has(component) && state.noWrites.has(component));
		}
		const count = component.instances.max;
		const [up = 0] = left.nodes();
		const needs = component.properties.get("needs")?.value;
		if (needs?.type === "number") return up >= Math.min(count, needs.value);
		if (needs?.type === "word") return up >= Math.floor(count / 2) + 1;
		if (isManaged(component)) return true;
		const load = now.requests + now.reads + now.writes;
		const grown = load > (usual.requests + usual.reads + usual.writes) * (1 + SLACK);
		const each = eachCarries(component);
		const needed = Math.ceil(load / (each * (grown || left.isZoneDown() ? 1 : USUAL_LIMIT)) - SLACK);
		return up >= (grown || left.isZoneDown() ? needed : Math.min(count, needed));
	}

	#judgeDatabase(database: Component, left: Left, now: Rates, usual: Rates, state: State): void {
		const replicas = amountOf(database, "replicas") ?? 0;
		const isApart = replicas > 0 && wordOf(database, "reads-from") !== "primary";
		const shards = amountOf(database, "shards") ?? 1;
		const readRate = (numberOf(database, "read-capacity") ?? amountOf(database, "read-capacity") ?? 1) * shards;
		const writeRate = (numberOf(database, "write-capacity") ?? amountOf(database, "write-capacity") ?? 1) * shards;
		const busy = ({ reads, writes }: Rates) => ({
			primary: (isApart ? 0 : reads / readRate) + writes / writeRate,
			replica: isApart ? (reads / replicas + writes * (amountOf(database, "replay-cost") ?? 1)) / readRate : 0,
		});
		const [at, before] = [busy(now), busy(usual)];
		const tooMuch = (role: "primary" | "replica"): boolean =>
			at[role] > 1 + SLACK && at[role] > before[role] * (1 + SLACK);
		const hasGrown = Math.max(at.primary, at.replica) > Math.max(before.primary, before.replica) * (1 + SLACK);
		if (tooMuch("primary")) state.noWrites.add(database);
		if (tooMuch(isApart ? "replica" : "primary")) state.noReads.add(database);
		if (isManaged(database)) return;
		const needed = isApart ? Math.max(1, Math.ceil((at.replica * replicas) / (hasGrown ? 1 : USUAL_LIMIT) - SLACK)) : 1;
		const nodes = replicas + 1;
		if (left.nodes().some((up) => up < Math.min(nodes, needed))) state.noReads.add(database);
		// Reads from the primary are there when it is.
		if (!isApart && replicas > 0 && !left.takesWrites()) state.noReads.add(database);
	}
}

export interface State {
	readonly down: Set<Component>;
	/** Databases that do no reads, or no writes. */
	readonly noReads: Set<Component>;
	readonly noWrites: Set<Component>;
}

/** Requests per second of one instance. */
function eachCarries(component: Component): number {
	const seconds = numberOf(component, "service-time");
	const declared = numberOf(component, "capacity");
	if (declared === undefined && seconds !== undefined) return (amountOf(component, "concurrency") ?? 1) / seconds;
	return amountOf(component, "capacity") ?? Number.POSITIVE_INFINITY;
}

/** Targets of routers that see it which are up, but without something that they cannot do without. */
export function unableTargets(
	architecture: Architecture,
	state: State,
	isLinkUp: (link: Link) => boolean = () => true,
): ReadonlySet<Component> {
	const targets = architecture.components
		.filter((one) => familyOf(one.kind) === "router" && seesHealth(one) && callsOf(one).length > 1)
		.flatMap((router) => callsOf(router).map(({ to }) => to));
	const all = new Plans(architecture, state.down);
	return new Set(targets.filter((target) => !state.down.has(target) && !works(all.request(target), state, isLinkUp)));
}

/** Whether what is planned works for sure. */
export function works(plan: Plan, state: State, isLinkUp: (link: Link) => boolean = () => true): boolean {
	const all = (parts: readonly Plan[]): boolean => parts.every((part) => works(part, state, isLinkUp));
	switch (plan.kind) {
		case "serve": {
			if (plan.verb === "request") return true;
			const unable = plan.verb === "read" ? state.noReads : state.noWrites;
			if (!unable.has(plan.component)) return true;
			// A copy elsewhere may be promoted in its stead.
			const copies = plan.component.outgoing.filter((link) => link.replication && promotes(link)).map(({ to }) => to);
			return copies.some((copy) => !state.down.has(copy) && !unable.has(copy));
		}
		case "sequence":
		case "parallel":
			return all(plan.parts);
		case "choice": {
			const options = plan.options.map((option) => option.plan);
			return plan.health ? options.some((option) => works(option, state, isLinkUp)) : all(options);
		}
		case "times":
		case "operation":
		case "missed":
		case "attempts":
		case "limited":
		case "outcome":
			return works(plan.plan, state, isLinkUp);
		case "over":
			return isLinkUp(plan.link) && works(plan.plan, state, isLinkUp);
		case "later":
			return works(plan.plan(), state, isLinkUp);
		case "refused":
			return false;
		default:
			return true;
	}
}

interface Rates {
	requests: number;
	reads: number;
	writes: number;
}

const NO_RATES: Rates = { requests: 0, reads: 0, writes: 0 };

/** What arrives at each component per second on average. Caches hit as often as they say. */
function ratesIn(architecture: Architecture, plans: Plans): ReadonlyMap<Component, Rates> {
	const rates = new Map<Component, Rates>();
	let hits = 0;
	const count = (plan: Plan, rate: number): void => {
		switch (plan.kind) {
			case "serve": {
				const own = rates.get(plan.component) ?? { ...NO_RATES };
				rates.set(plan.component, own);
				if (plan.verb === "request") own.requests += rate;
				else if (plan.verb === "read") own.reads += rate;
				else own.writes += rate;
				return;
			}
			case "sequence":
			case "parallel":
				for (const part of plan.parts) count(part, rate);
				return;
			case "choice":
				for (const { probability, plan: option } of plan.options) count(option, rate * probability);
				return;
			case "times":
				return count(plan.plan, rate * plan.count);
			case "lookup":
				hits = amountOf(plan.cache, "hit-ratio") ?? 0;
				return;
			case "missed":
				return count(plan.plan, rate * (1 - hits));
			case "background":
			case "optional":
			case "operation":
			case "attempts":
			case "limited":
			case "over":
			case "outcome":
				return count(plan.plan, rate);
			case "later":
				return count(plan.plan(), rate);
			default:
				return;
		}
	};
	for (const client of architecture.components)
		if (client.kind === "client") count(plans.work(client), peakRate(client));
	// Copies replay what their primary writes.
	for (const { replication, from, to } of architecture.links) {
		if (!replication || elementsOf(to, "holds").length === 0) continue;
		const own = rates.get(to) ?? { ...NO_RATES };
		own.reads += (rates.get(from)?.writes ?? 0) * (amountOf(to, "replay-cost") ?? 1);
		rates.set(to, own);
	}
	return rates;
}
