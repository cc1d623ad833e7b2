import type { Component, DataSet } from "../../../src/model/architecture.ts";
import { familyOf } from "../../../src/model/kinds.ts";
import { elementsOf, flagOf, numberOf, wordOf } from "../../../src/model/properties.ts";
import type { Random, Sampler } from "../random.ts";
import { type Simulation, Tier } from "../simulation.ts";
import { amountOf, optionOf } from "./declared.ts";
import type { Verb } from "./plan.ts";
import type { Operation, Population } from "./population.ts";
import { balancingOf, nodeServingOf, placeKeys, servingOf } from "./servers.ts";

export type Role = "instance" | "primary" | "replica";

export type Done = (ok: boolean) => void;

/** A line, its servers, and what came through it. */
export interface Line {
	readonly role: Role;
	readonly tier: Tier;
	readonly servers: number;
	waits: number;
	visits: number[];
	utilization: number;
}

export interface Rates {
	readonly requestsPerSecond: number;
	readonly reads: number;
	readonly writes: number;
}

export abstract class Machines {
	requests = 0;
	reads = 0;
	writes = 0;
	rates: Rates | undefined;
	/** By how much its lines grow, over what arrives. */
	growth = 0;
	#waitingAtFirst = 0;
	abstract readonly lines: readonly Line[];
	readonly #simulation: Simulation;
	#isOpen = false;

	constructor(simulation: Simulation) {
		this.#simulation = simulation;
	}

	abstract serve(verb: Verb | "request", operation: Operation | undefined, done: Done): void;

	/** What is asked of it lies on a part that is gone. */
	refuses(_operation: Operation | undefined): boolean {
		return false;
	}

	count(verb: Verb | "request"): void {
		if (verb === "request") this.requests++;
		else if (verb === "read") this.reads++;
		else this.writes++;
	}

	/** What arrives before anything takes time decides where its keys are. */
	get learns(): boolean {
		return false;
	}

	/** What arrives before anything takes time. */
	note(_verb: Verb | "request", _operation: Operation | undefined): void {}

	/** From now on it takes time. */
	settle(): void {}

	/** Everything that is counted begins here. */
	clear(): void {
		this.requests = 0;
		this.reads = 0;
		this.writes = 0;
		this.#isOpen = true;
		this.#waitingAtFirst = this.#waiting();
		for (const line of this.lines) {
			line.tier.reset();
			line.waits = 0;
			line.visits = [];
		}
	}

	close(seconds: number): void {
		this.#isOpen = false;
		const total = this.requests + this.reads + this.writes;
		this.growth = total > 0 ? (this.#waiting() - this.#waitingAtFirst) / total : 0;
		this.rates = {
			requestsPerSecond: total / seconds,
			reads: this.reads / seconds,
			writes: this.writes / seconds,
		};
		for (const line of this.lines) line.utilization = line.tier.averageBusy() / line.servers;
	}

	#waiting(): number {
		return this.lines.flatMap(({ tier }) => tier.stations).reduce((sum, { waiting }) => sum + waiting, 0);
	}

	/** Without `done`, nobody waits for it: it takes the time of others, and is no visit. */
	protected wait(line: Line, service: Sampler | undefined, done?: Done): void {
		const since = this.#simulation.now;
		const isCounted = this.#isOpen && done !== undefined;
		line.tier.serve((waited) => {
			if (isCounted) {
				line.waits += waited;
				line.visits.push(this.#simulation.now - since);
			}
			done?.(true);
		}, service);
	}
}

/** The instances of a tier. */
export class TierMachines extends Machines {
	readonly lines: readonly Line[];
	readonly #simulation: Simulation;
	readonly #random: Random;
	readonly #time: Sampler | undefined;

	constructor(
		simulation: Simulation,
		random: Random,
		component: Component,
		least: "pooled" | "least-connections",
		lost: number,
	) {
		super(simulation);
		this.#simulation = simulation;
		this.#random = random;
		const serving = servingOf(component);
		this.#time = serving?.time;
		const instances = activeInstances(component, component.instances.max - lost);
		if (!serving || serving.servers === Number.POSITIVE_INFINITY) {
			this.lines = [];
			return;
		}
		const tier = new Tier(simulation, random, {
			instances,
			servers: serving.servers,
			service: serving.time,
			balancing: instances > 1 ? balancingOf(component, least) : "pooled",
		});
		this.lines = [
			{ role: "instance", tier, servers: instances * serving.servers, waits: 0, visits: [], utilization: 0 },
		];
	}

	serve(_verb: Verb | "request", _operation: Operation | undefined, done: Done): void {
		const [line] = this.lines;
		if (line) this.wait(line, undefined, done);
		else if (this.#time) this.#simulation.after(this.#time(this.#random), () => done(true));
		else done(true);
	}
}

/** The nodes of a database, shard by shard, or of an object store. */
export class StoreMachines extends Machines {
	readonly lines: readonly Line[];
	readonly replicas: number;
	readonly #random: Random;
	readonly #primaries: readonly Line[];
	readonly #replicas: readonly Line[];
	readonly #serving: ReturnType<typeof nodeServingOf>;
	readonly #readsPrimary: boolean;
	readonly #scatter: number;
	readonly #lostShards: ReadonlySet<number>;
	readonly #shards: ReadonlyMap<DataSet, Int32Array>;
	readonly #sequential: ReadonlySet<DataSet>;
	/** Of a directory: the work that each key makes. */
	readonly #asked = new Map<DataSet, Float64Array>();

	constructor(
		simulation: Simulation,
		random: Random,
		store: Component,
		populations: ReadonlyMap<DataSet, Population>,
		lost: number,
		lostShards: ReadonlySet<number> = new Set(),
	) {
		super(simulation);
		this.#random = random;
		this.#lostShards = lostShards;
		this.#serving = nodeServingOf(store);
		const isDatabase = store.kind === "database";
		const shards = isDatabase ? (amountOf(store, "shards") ?? 1) : 1;
		this.replicas = isDatabase ? Math.max(0, (amountOf(store, "replicas") ?? 0) - lost) : 0;
		const nodes = isDatabase ? 1 : (amountOf(store, "partitions") ?? 1);
		const line = (role: Role, instances: number): Line => {
			const { servers, read } = this.#serving;
			const tier = new Tier(simulation, random, { instances, servers, service: read, balancing: "pooled" });
			return { role, tier, servers: instances * servers, waits: 0, visits: [], utilization: 0 };
		};
		this.#primaries = Array.from({ length: shards }, () => line(isDatabase ? "primary" : "instance", nodes));
		this.#replicas = Array.from({ length: this.replicas > 0 ? shards : 0 }, () => line("replica", this.replicas));
		this.lines = [...this.#primaries, ...this.#replicas];
		this.#readsPrimary = this.replicas === 0 || wordOf(store, "reads-from") === "primary";
		this.#scatter = shards > 1 ? (amountOf(store, "scatter") ?? 0) : 0;
		const held = elementsOf(store, "holds").filter((one): one is DataSet => one.type === "data");
		this.#shards = new Map(
			held.flatMap((data) => {
				const keys = populations.get(data)?.keys;
				return shards > 1 && keys !== undefined ? [[data, placeKeys(store, keys, shards, random)] as const] : [];
			}),
		);
		const placement = optionOf(store, "placement");
		for (const [data, keys] of placement === "directory" ? this.#shards : []) {
			this.#asked.set(data, new Float64Array(keys.length));
		}
		const isRange = placement === "range";
		this.#sequential = new Set(isRange ? held.filter((data) => flagOf(data, "sequential-key")) : []);
	}

	/** Of an operation without a key any shard is as likely. */
	override refuses(operation: Operation | undefined): boolean {
		if (this.#lostShards.size === 0) return false;
		const shard = this.#placeOf(operation);
		if (shard === undefined) return this.#random.uniform() < this.#lostShards.size / this.#primaries.length;
		return this.#lostShards.has(shard);
	}

	override get learns(): boolean {
		return this.#asked.size > 0;
	}

	override note(verb: Verb | "request", operation: Operation | undefined): void {
		const asked = operation && this.#asked.get(operation.data);
		const { readSeconds, writeSeconds } = this.#serving;
		if (asked && operation.key >= 0) asked[operation.key]! += verb === "read" ? readSeconds : writeSeconds;
	}

	/** The directory puts the keys where they are even: those that make most work first, each to the shard with the least. */
	override settle(): void {
		for (const [data, asked] of this.#asked) {
			const load = new Float64Array(this.#primaries.length);
			const shards = this.#shards.get(data)!;
			// A key that was not asked for yet has some load, too.
			const least = asked.reduce((sum, work) => sum + work, 0) / asked.length / 10;
			for (let key = 0; key < asked.length; key++) asked[key] = Math.max(asked[key]!, least);
			for (const key of [...asked.keys()].sort((a, b) => asked[b]! - asked[a]!)) {
				const shard = load.indexOf(Math.min(...load));
				load[shard]! += asked[key]!;
				shards[key] = shard;
			}
		}
	}

	serve(verb: Verb | "request", operation: Operation | undefined, done: Done): void {
		const { read, write } = this.#serving;
		if (verb !== "read") return this.wait(this.#primaries[this.#shardOf(operation, true)]!, write, done);
		const lines = this.#readsPrimary ? this.#primaries : this.#replicas;
		if (this.#scatter > 0 && this.#random.uniform() < this.#scatter) {
			let open = lines.length;
			for (const line of lines) this.wait(line, read, () => --open === 0 && done(true));
			return;
		}
		this.wait(lines[this.#shardOf(operation, false)]!, read, done);
	}

	replay(role: "primary" | "replica", operation: Operation | undefined): void {
		const lines = role === "primary" ? this.#primaries : this.#replicas;
		this.wait(lines[this.#shardOf(operation, true)]!, this.#serving.replay);
	}

	#shardOf(operation: Operation | undefined, isWrite: boolean): number {
		const shards = this.#primaries.length;
		if (shards === 1) return 0;
		if (operation && isWrite && this.#sequential.has(operation.data)) return shards - 1;
		const placed = this.#placeOf(operation);
		if (placed !== undefined) return placed;
		for (;;) {
			const shard = this.#random.below(shards);
			if (!this.#lostShards.has(shard)) return shard;
		}
	}

	#placeOf(operation: Operation | undefined): number | undefined {
		return operation && operation.key >= 0 ? this.#shards.get(operation.data)?.[operation.key] : undefined;
	}
}

/** Of instances that only take messages, no more work than the partitions, or the order, of the queues let. */
function activeInstances(component: Component, instances: number): number {
	const before = component.incoming.filter(({ replication }) => !replication).map(({ from }) => from);
	if (before.length === 0 || before.some(({ kind }) => familyOf(kind) !== "queue")) return instances;
	const readers = before.reduce(
		(sum, queue) => sum + (wordOf(queue, "ordering") === "total" ? 1 : (numberOf(queue, "partitions") ?? instances)),
		0,
	);
	return Math.min(instances, readers);
}
