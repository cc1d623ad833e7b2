import type { Architecture, Component, DataSet, Link } from "../../../src/model/architecture.ts";
import { takesTraffic } from "../../../src/model/kinds.ts";
import { elementsOf, numberOf, wordOf } from "../../../src/model/properties.ts";
import { Random } from "../random.ts";
import { mean, percentile } from "../run-queue.ts";
import { Simulation } from "../simulation.ts";
import { Copies } from "./copies.ts";
import { amountOf } from "./declared.ts";
import type { Losses } from "./losses.ts";
import { type Done, type Machines, type Role, StoreMachines, TierMachines } from "./machines.ts";
import { copiesOf, type Plan, Plans } from "./plan.ts";
import { type Operation, Population } from "./population.ts";
import { assertSimulated } from "./servers.ts";

export interface RunOptions {
	readonly seed: number;
	/** Visits of all components together that are counted; before them comes a warm-up. */
	readonly visits: number;
	/** Requests whose keys fill the caches before anything takes time. */
	readonly filling?: number;
	/** Balancers with least connections have a line at each instance, as they do in fact, in place of one for all. */
	readonly leastConnections?: boolean;
	readonly losses?: Losses;
}

export interface Measured {
	readonly components: ReadonlyMap<string, MeasuredComponent>;
	/** Calls per second. */
	readonly links: ReadonlyMap<Link, number>;
	/** Of each operation of a client, the share that fails. */
	readonly failing: ReadonlyMap<Component, ReadonlyMap<string, number>>;
	/** From request to answer, by client. */
	readonly clients: ReadonlyMap<string, Times>;
	/** For so long. */
	readonly seconds: number;
}

export interface MeasuredComponent {
	readonly requestsPerSecond: number;
	readonly reads: number;
	readonly writes: number;
	/** By role; of a database that of its busiest shard. Empty where nobody waits. */
	readonly lines: ReadonlyMap<Role, MeasuredLine>;
	readonly hitRatio: number | undefined;
	/** Of all reads, those that missed since the item was just being fetched. */
	readonly delayedHits: number;
	/** By how much its lines grow, over what arrives. */
	readonly growth: number;
}

export interface MeasuredLine {
	/** Busy servers over servers. */
	readonly utilization: number;
	readonly meanWait: number;
	/** Wait and service. */
	readonly visit: Times;
}

export interface Times {
	readonly mean: number;
	readonly p50: number;
	readonly p95: number;
	readonly p99: number;
	readonly count: number;
}

/** Simulates one architecture: a file of the language carried out, with real queues, caches and copies. */
export function runArchitecture(architecture: Architecture, options: RunOptions): Measured {
	return new Run(architecture, options).measure();
}

export interface TriedRates {
	readonly requests: number;
	readonly reads: number;
	readonly writes: number;
}

/** What arrives at each component per second, from a short run in which nothing takes time. */
export function tryRates(architecture: Architecture, seed: number): ReadonlyMap<string, TriedRates> {
	return new Run(architecture, { seed, visits: 0 }).tryRates();
}

const TOO_SMALL_TO_COUNT = 1e-12;

class Run {
	readonly #clients: readonly Component[];
	readonly #options: RunOptions;
	readonly #random: Random;
	readonly #simulation = new Simulation();
	readonly #plans: Plans;
	readonly #machines = new Map<Component, Machines>();
	readonly #caches = new Map<Component, Copies>();
	readonly #copies = new Map<DataSet, readonly Component[]>();
	readonly #populations = new Map<DataSet, Population>();
	readonly #dirty = new Map<Component, Dirty>();
	readonly #calls = new Map<Link, number>();
	readonly #outcomes = new Map<Component, Map<string, { all: number; failed: number }>>();
	/** Nothing takes time: only what the caches hold changes. */
	#isInstant = true;
	#isCounting = false;

	constructor(architecture: Architecture, options: RunOptions) {
		this.#clients = architecture.components.filter(({ kind }) => kind === "client");
		this.#options = options;
		this.#random = new Random(options.seed);
		const { down, unable, lost, noWrites, lostShards } = options.losses ?? {};
		this.#plans = new Plans(architecture, down, unable, noWrites);
		for (const data of architecture.data) {
			this.#populations.set(data, new Population(data));
			this.#copies.set(data, copiesOf(architecture, data));
		}
		for (const component of architecture.components) {
			if (!takesTraffic(component.kind) || component.kind === "client") continue;
			assertSimulated(component);
			const gone = down?.has(component) ? 0 : (lost?.get(component) ?? 0);
			this.#machines.set(component, this.#machinesOf(component, gone, lostShards?.get(component)));
			if (component.kind === "cache" || component.kind === "cdn")
				this.#caches.set(component, new Copies(component, architecture.data, this.#populations, this.#random, gone));
		}
	}

	#machinesOf(component: Component, lost: number, lostShards?: ReadonlySet<number>): Machines {
		const simulation = this.#simulation;
		if (component.kind === "database" || component.kind === "storage") {
			return new StoreMachines(simulation, this.#random, component, this.#populations, lost, lostShards);
		}
		const least = this.#options.leastConnections ? "least-connections" : "pooled";
		return new TierMachines(simulation, this.#random, component, least, lost);
	}

	measure(): Measured {
		const recorded = new Map<Component, number[]>();
		let open = 0;
		let isOver = false;
		let seconds = 0;
		this.#arrivals((client) => {
			const times = recorded.get(client) ?? [];
			recorded.set(client, times);
			return (plan) => {
				if (isOver) return false;
				if (!this.#isCounting) {
					this.#execute(plan, undefined, () => {});
					return true;
				}
				const since = this.#simulation.now;
				open++;
				this.#execute(plan, undefined, () => {
					open--;
					times.push(this.#simulation.now - since);
				});
				return true;
			};
		});
		this.#fill((visitsPerSecond) => {
			this.#isInstant = false;
			for (const place of this.#machines.values()) place.settle();
			seconds = this.#options.visits / Math.max(1, visitsPerSecond);
			const end = (): void => {
				isOver = true;
			};
			this.#simulation.after(seconds / 4, () => this.#begin(seconds, end));
		});
		this.#simulation.run(() => isOver && open === 0);
		return {
			components: new Map(
				[...this.#machines].map(([component, place]) => [component.id, this.#measured(component, place)]),
			),
			links: new Map([...this.#calls].map(([link, count]) => [link, count / seconds])),
			failing: new Map(
				[...this.#outcomes].map(([client, outcomes]) => [
					client,
					new Map([...outcomes].map(([name, { all, failed }]) => [name, failed / all])),
				]),
			),
			clients: new Map([...recorded].map(([client, times]) => [client.id, timesOf(times)])),
			seconds,
		};
	}

	tryRates(): ReadonlyMap<string, TriedRates> {
		let isOver = false;
		this.#arrivals(() => (plan) => {
			this.#execute(plan, undefined, () => {});
			return true;
		});
		const rates = new Map<string, TriedRates>();
		this.#fill(() => {
			const began = this.#simulation.now;
			this.#fill(() => {
				const seconds = this.#simulation.now - began;
				for (const [component, { requests, reads, writes }] of this.#machines)
					rates.set(component.id, { requests: requests / seconds, reads: reads / seconds, writes: writes / seconds });
				isOver = true;
			});
		});
		this.#simulation.run(() => isOver);
		return rates;
	}

	/** Requests of all clients at random times, for as long as what is made for each client says so. */
	#arrivals(make: (client: Component) => (plan: Plan) => boolean): void {
		for (const client of this.#clients) {
			const rate = peakRate(client);
			if (rate === 0) continue;
			const plan = this.#plans.work(client);
			const arrive = make(client);
			const next = (): void => {
				if (arrive(plan)) this.#simulation.after(this.#random.exponential(1 / rate), next);
			};
			this.#simulation.after(this.#random.exponential(1 / rate), next);
		}
	}

	/** Lets so many requests through that the caches hold what they will, then says how many visits these made. */
	#fill(then: (visitsPerSecond: number) => void): void {
		// A directory, too, has to learn which keys are popular.
		const caches =
			[...this.#caches.values()].some(({ isReal }) => isReal) ||
			[...this.#machines.values()].some(({ learns }) => learns);
		const rate = this.#clients.reduce((sum, client) => sum + peakRate(client), 0);
		const seconds = (caches ? (this.#options.filling ?? FILLING) : TRYING) / rate;
		this.#simulation.after(seconds, () => {
			let visits = 0;
			for (const { requests, reads, writes } of this.#machines.values()) visits += requests + reads + writes;
			then(visits / seconds);
			for (const place of this.#machines.values()) place.clear();
			for (const copies of this.#caches.values()) copies.clear();
		});
	}

	#begin(seconds: number, end: () => void): void {
		this.#isCounting = true;
		for (const place of this.#machines.values()) place.clear();
		for (const copies of this.#caches.values()) copies.clear();
		this.#simulation.after(seconds, () => {
			this.#isCounting = false;
			for (const place of this.#machines.values()) place.close(seconds);
			for (const copies of this.#caches.values()) copies.close();
			end();
		});
	}

	#measured(component: Component, place: Machines): MeasuredComponent {
		const copies = this.#caches.get(component);
		const lines = new Map<Role, MeasuredLine>();
		for (const { role, utilization, waits, visits } of place.lines) {
			if ((lines.get(role)?.utilization ?? -1) >= utilization) continue;
			lines.set(role, { utilization, meanWait: waits / Math.max(1, visits.length), visit: timesOf(visits) });
		}
		return {
			...place.rates!,
			growth: place.growth,
			lines,
			hitRatio: copies && copies.counted.reads > 0 ? copies.counted.hits / copies.counted.reads : undefined,
			delayedHits: copies && copies.counted.reads > 0 ? copies.counted.delayed / copies.counted.reads : 0,
		};
	}

	#execute(plan: Plan, operation: Operation | undefined, done: Done): void {
		switch (plan.kind) {
			case "serve": {
				const place = this.#machines.get(plan.component)!;
				if (place.refuses(operation)) return done(false);
				place.count(plan.verb);
				if (this.#isInstant) {
					place.note(plan.verb, operation);
					return done(true);
				}
				return place.serve(plan.verb, operation, done);
			}
			case "wait":
				if (this.#isInstant) return done(true);
				return this.#simulation.after(plan.seconds, () => done(true));
			case "sequence": {
				const { parts } = plan;
				// What fails does not keep anybody from going on with the rest.
				const step = (i: number, all: boolean): void => {
					if (i === parts.length) return done(all);
					this.#execute(parts[i]!, operation, (ok) => step(i + 1, all && ok));
				};
				return step(0, true);
			}
			case "parallel":
				return this.#allAtOnce(plan.parts, operation, done);
			case "choice": {
				let left = this.#random.uniform();
				for (const option of plan.options) {
					left -= option.probability;
					if (left < TOO_SMALL_TO_COUNT) return this.#execute(option.plan, operation, done);
				}
				return this.#execute(plan.options.at(-1)!.plan, operation, done);
			}
			case "times": {
				const whole = Math.floor(plan.count + 1e-9);
				const count = whole + (this.#random.uniform() < plan.count - whole ? 1 : 0);
				if (count === 1) return this.#execute(plan.plan, operation, done);
				if (plan.parallel) return this.#allAtOnce(new Array<Plan>(count).fill(plan.plan), operation, done);
				const step = (left: number, all: boolean): void => {
					if (left === 0) return done(all);
					this.#execute(plan.plan, operation, (ok) => step(left - 1, all && ok));
				};
				return step(count, true);
			}
			case "background":
				this.#execute(plan.plan, operation && { ...operation }, () => {});
				return done(true);
			case "over":
				if (this.#isCounting) this.#calls.set(plan.link, (this.#calls.get(plan.link) ?? 0) + 1);
				return this.#execute(plan.plan, operation, done);
			case "outcome": {
				const isCounted = this.#isCounting;
				return this.#execute(plan.plan, operation, (ok) => {
					if (isCounted) this.#note(plan.client, plan.name, ok);
					done(ok);
				});
			}
			case "optional":
				return this.#execute(plan.plan, operation, () => done(true));
			case "operation":
				return this.#execute(plan.plan, this.#populations.get(plan.data)!.draw(this.#random), done);
			case "lookup":
				operation!.hit = this.#caches.get(plan.cache)!.lookup(operation!, this.#simulation.now);
				return done(true);
			case "missed":
				return operation?.hit ? done(true) : this.#execute(plan.plan, operation, done);
			case "copy":
				this.#caches.get(plan.cache)!.change(operation!, plan.effect, this.#simulation.now);
				return done(true);
			case "flush-later":
				this.#flushLater(plan.cache, operation!, plan.plan);
				return done(true);
			case "commit":
				this.#commit(plan.store, operation, plan.told);
				return done(true);
			case "attempts": {
				const attempt = (left: number): void =>
					this.#execute(plan.plan, operation, (ok) => {
						if (!ok && left > 1) attempt(left - 1);
						else done(ok);
					});
				return attempt(plan.most);
			}
			case "limited": {
				let isOpen = true;
				const close = (ok: boolean): void => {
					if (isOpen) done(ok);
					isOpen = false;
				};
				if (!this.#isInstant) this.#simulation.after(plan.seconds, () => close(false));
				return this.#execute(plan.plan, operation, close);
			}
			case "error":
				return done(this.#random.uniform() >= plan.probability);
			case "later":
				return this.#execute(plan.plan(), operation, done);
			case "refused":
				return done(false);
		}
	}

	#note(client: Component, name: string, ok: boolean): void {
		const outcomes = this.#outcomes.get(client) ?? new Map<string, { all: number; failed: number }>();
		this.#outcomes.set(client, outcomes);
		const { all, failed } = outcomes.get(name) ?? { all: 0, failed: 0 };
		outcomes.set(name, { all: all + 1, failed: failed + (ok ? 0 : 1) });
	}

	#allAtOnce(parts: readonly Plan[], operation: Operation | undefined, done: Done): void {
		let open = parts.length;
		let all = true;
		if (open === 0) return done(true);
		for (const part of parts) {
			this.#execute(part, operation && { ...operation }, (ok) => {
				all &&= ok;
				if (--open === 0) done(all);
			});
		}
	}

	#flushLater(cache: Component, operation: Operation, plan: Plan): void {
		const dirty = this.#dirty.get(cache) ?? { items: new Set(), turns: new Map() };
		this.#dirty.set(cache, dirty);
		const every = amountOf(cache, "flush") ?? 5;
		const key = `${operation.data.id} ${operation.item}`;
		if (dirty.items.has(key)) return;
		dirty.items.add(key);
		// Each item has its turn in the interval, so that the store is not asked for all of them at once.
		const turn = dirty.turns.get(key) ?? this.#random.uniform() * every;
		dirty.turns.set(key, turn);
		const { now } = this.#simulation;
		const next = (Math.floor((now - turn) / every) + 1) * every + turn;
		this.#simulation.after(next - now, () => {
			dirty.items.delete(key);
			this.#execute(plan, { ...operation }, () => {});
		});
	}

	/** Copies in caches that the writer has not told, and copies of the store. */
	#commit(store: Component, operation: Operation | undefined, told: readonly Component[]): void {
		for (const cache of operation ? this.#copies.get(operation.data)! : []) {
			const invalidate = wordOf(cache, "invalidate");
			const strategy = wordOf(cache, "write");
			if (told.includes(cache) || this.#options.losses?.down.has(cache)) continue;
			if (strategy === "write-through" || strategy === "write-back") continue;
			if (invalidate === "delete") this.#caches.get(cache)!.change(operation!, "delete", this.#simulation.now);
			// What follows the log of the store deletes the copy like anybody else.
			if (invalidate === "cdc") this.#execute(deletion(cache), { ...operation! }, () => {});
			if (invalidate === "update") this.#caches.get(cache)!.change(operation!, "update", this.#simulation.now);
		}
		if (this.#isInstant || !(this.#machines.get(store) instanceof StoreMachines)) return;
		const isAsync = (wordOf(store, "replication") ?? "async") === "async";
		const lag = isAsync ? (amountOf(store, "lag") ?? 0) : 0;
		const replay = (place: StoreMachines, role: "primary" | "replica", times: number): void => {
			for (let i = 0; i < times; i++) {
				const delay = lag > 0 ? this.#random.exponential(lag) : 0;
				this.#simulation.after(delay, () => place.replay(role, operation));
			}
		};
		const own = this.#machines.get(store) as StoreMachines;
		replay(own, "replica", own.replicas);
		const seen = [store];
		for (const source of seen) {
			for (const { replication, to } of source.outgoing) {
				if (!replication || seen.includes(to) || this.#options.losses?.down.has(to)) continue;
				seen.push(to);
				if (operation && to.properties.has("holds") && !elementsOf(to, "holds").includes(operation.data)) continue;
				const place = this.#machines.get(to);
				if (!(place instanceof StoreMachines)) continue;
				replay(place, "primary", 1);
				replay(place, "replica", place.replicas);
			}
		}
	}
}

const deletion = (cache: Component): Plan => ({
	kind: "sequence",
	parts: [
		{ kind: "serve", component: cache, verb: "set" },
		{ kind: "copy", cache, effect: "delete" },
	],
});

/** So many fill the caches; without caches, so many say how much work a request is. */
export const FILLING = 60_000;
const TRYING = 2_000;

interface Dirty {
	readonly items: Set<string>;
	readonly turns: Map<string, number>;
}

/** Requests per second of a client at its busiest. */
export function peakRate(client: Component): number {
	const rate = numberOf(client, "rate");
	if (rate !== undefined) return rate;
	const users = numberOf(client, "users") ?? 0;
	return users * (amountOf(client, "requests") ?? 0) * (amountOf(client, "peak") ?? 1);
}

function timesOf(times: readonly number[]): Times {
	if (times.length === 0) return { mean: 0, p50: 0, p95: 0, p99: 0, count: 0 };
	const sorted = Float64Array.from(times).sort();
	return {
		mean: mean(sorted),
		p50: percentile(sorted, 0.5),
		p95: percentile(sorted, 0.95),
		p99: percentile(sorted, 0.99),
		count: sorted.length,
	};
}
