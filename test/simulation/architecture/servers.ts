import type { Component } from "../../../src/model/architecture.ts";
import { numberOf, wordOf } from "../../../src/model/properties.ts";
import { constant, exponential, hyperexponential, type Random, type Sampler } from "../random.ts";
import type { Balancing } from "../simulation.ts";
import { amountOf, optionOf } from "./declared.ts";

/** One instance of a tier: how many it serves at once, and how long that takes. */
export interface Serving {
	/** `Infinity`: nobody waits. */
	readonly servers: number;
	readonly time: Sampler;
}

/**
 * As docs/language.md says: capacity = concurrency / service time, so that two of them give the third. Undefined where
 * nothing is known of it, so that it takes no time.
 */
export function servingOf(component: Component): Serving | undefined {
	const concurrency = numberOf(component, "concurrency");
	const usual = amountOf(component, "concurrency");
	const most = amountOf(component, "capacity");
	const declared = numberOf(component, "capacity");
	const seconds =
		numberOf(component, "service-time") ?? (declared === undefined ? assumedSeconds(component) : undefined);
	const limit = declared ?? (most === Number.POSITIVE_INFINITY ? undefined : most);
	const heavy = numberOf(component, "heavy") ?? 0;
	const heavySeconds = numberOf(component, "heavy-time") ?? 0;
	if (seconds !== undefined) {
		const mean = (1 - heavy) * seconds + heavy * heavySeconds;
		const kept = declared ?? (usual === undefined ? limit : undefined);
		const servers =
			concurrency ?? (kept === undefined ? (usual ?? Number.POSITIVE_INFINITY) : Math.max(1, Math.round(kept * mean)));
		return { servers, time: timeOf(component, seconds, heavy, heavySeconds) };
	}
	if (limit === undefined) return undefined;
	const servers = usual ?? 1;
	// A capacity that was measured counts the heavy requests already.
	const each = heavy < 1 ? (servers / limit - heavy * heavySeconds) / (1 - heavy) : 0;
	return { servers, time: timeOf(component, each, heavy, heavySeconds) };
}

/** 0.5 ms for a cache, the network included (Nishtala et al., NSDI 2013). */
function assumedSeconds({ kind }: Component): number | undefined {
	return kind === "cache" ? 0.0005 : undefined;
}

function timeOf(component: Component, seconds: number, heavy = 0, heavySeconds = 0): Sampler {
	// Where instances hinder each other, all of them are slower (Universal Scalability Law).
	const slower = component.kind === "database" ? 1 : slowdown(component, component.instances.max);
	const usual = spread(seconds * slower, amountOf(component, "variability") ?? 1);
	if (heavy === 0) return usual;
	const long = spread(heavySeconds * slower, amountOf(component, "variability") ?? 1);
	return (random) => (random.uniform() < heavy ? long(random) : usual(random));
}

function slowdown(component: Component, n: number): number {
	const [alpha, beta] = [numberOf(component, "contention") ?? 0, numberOf(component, "coherency") ?? 0];
	return 1 + alpha * (n - 1) + beta * n * (n - 1);
}

/** Times of a mean and a squared coefficient of variation: 0 always the same, 1 exponential. */
function spread(mean: number, cs2: number): Sampler {
	if (cs2 === 1) return exponential(mean);
	if (cs2 > 1) return hyperexponential(mean, cs2);
	const part = Math.sqrt(cs2);
	const fixed = constant(mean * (1 - part));
	const rest = exponential(mean * part);
	return (random) => fixed(random) + rest(random);
}

/** One node of a database or object store. */
export interface NodeServing {
	readonly servers: number;
	/** Mean times, which say how much work an operation is. */
	readonly readSeconds: number;
	readonly writeSeconds: number;
	readonly read: Sampler;
	readonly write: Sampler;
	/** A write of the primary done again by a copy. */
	readonly replay: Sampler;
}

export function nodeServingOf(store: Component): NodeServing {
	const time = numberOf(store, "service-time");
	const [readTime, writeTime] = [numberOf(store, "read-time") ?? time, numberOf(store, "write-time") ?? time];
	const rate = (property: string): number | undefined => numberOf(store, property) ?? numberOf(store, "capacity");
	const [reads, writes] = [rate("read-capacity"), rate("write-capacity")];
	const kept =
		readTime !== undefined && reads !== undefined
			? reads * readTime
			: readTime === undefined && writeTime !== undefined && writes !== undefined
				? writes * writeTime
				: undefined;
	const servers =
		numberOf(store, "concurrency") ??
		(kept === undefined ? (amountOf(store, "concurrency") ?? 1) : Math.max(1, Math.round(kept)));
	const perSecond = (declared: number | undefined, property: string): number =>
		declared ?? amountOf(store, property) ?? Number.POSITIVE_INFINITY;
	const read = readTime ?? servers / perSecond(reads, "read-capacity");
	const write = writeTime ?? servers / perSecond(writes, "write-capacity");
	return {
		servers,
		readSeconds: read,
		writeSeconds: write,
		read: timeOf(store, read),
		write: timeOf(store, write),
		replay: timeOf(store, read * (amountOf(store, "replay-cost") ?? 1)),
	};
}

const POLICIES: Readonly<Record<string, Balancing>> = {
	"round-robin": "round-robin",
	random: "random",
	"ip-hash": "random",
	"two-choices": "two-choices",
};

/**
 * How requests get to the instances: by the policy of the balancers before it. Least connections, and a tier without a
 * balancer, count as one line for all, as docs/language.md says, unless `least` asks for the lines of each instance.
 */
export function balancingOf(component: Component, least: "pooled" | "least-connections"): Balancing {
	const before = component.incoming
		.filter(({ replication }) => !replication)
		.map(({ from }) => from)
		.filter(({ kind }) => kind === "loadbalancer" || kind === "gateway");
	const policies = new Set(before.map((balancer) => POLICIES[optionOf(balancer, "algorithm") ?? ""] ?? least));
	if (policies.size > 1) throw new Error(`${component.id} stands behind balancers of different policies`);
	return [...policies][0] ?? "pooled";
}

/** The shard of each of `count` keys. */
export function placeKeys(store: Component, count: number, shards: number, random: Random): Int32Array {
	const placement = optionOf(store, "placement") ?? "hash";
	const logical = numberOf(store, "logical-shards");
	const keys = new Int32Array(count);
	if (logical !== undefined) return keys.map(() => random.below(logical) % shards);
	switch (placement) {
		case "consistent-hash": {
			const points = Array.from({ length: shards * (amountOf(store, "virtual-nodes") ?? 1) }, (_, i) => ({
				at: random.uniform(),
				shard: i % shards,
			})).sort((a, b) => a.at - b.at);
			return keys.map(() => {
				const at = random.uniform();
				let [low, high] = [0, points.length];
				while (low < high) {
					const middle = (low + high) >> 1;
					if (points[middle]!.at < at) low = middle + 1;
					else high = middle;
				}
				return points[low % points.length]!.shard;
			});
		}
		case "range": {
			// As many keys for each; which of them are popular has nothing to do with their order.
			const order = [...keys.keys()];
			for (let i = order.length - 1; i > 0; i--) {
				const j = random.below(i + 1);
				[order[i], order[j]] = [order[j]!, order[i]!];
			}
			for (const [i, key] of order.entries()) keys[key] = Math.floor((i * shards) / order.length);
			return keys;
		}
		default:
			return keys.map(() => random.below(shards));
	}
}

/** Words that change where operations go and that are not simulated. */
export function assertSimulated(component: Component): void {
	const no = (what: string): never => {
		throw new Error(`${component.id}: ${what} is not simulated`);
	};
	if (wordOf(component, "replication") === "quorum") no("a quorum");
	if ((numberOf(component, "salt") ?? 1) > 1) no("salt");
	if (component.kind === "database" || component.kind === "client") return;
	if (component.instances.min !== component.instances.max) no("autoscaling");
}
