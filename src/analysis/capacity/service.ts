import type { Component } from "../../model/architecture.ts";
import { CACHE_TIME } from "../assumed.ts";
import { declaredFact, type Facts } from "../facts.ts";
import type { Phase } from "../models/erlang.ts";

/** Time of a request at a server, without waiting and without the calls that it makes. */
export interface ServiceTime {
	/** S, its mean. */
	readonly seconds: number;
	/** Its squared coefficient of variation. */
	readonly variability: number;
	/** It as a mixture of exponentials, where it is one. */
	readonly phases: readonly Phase[] | undefined;
}

/** How one instance serves requests (model M4). */
export interface Service extends ServiceTime {
	/** k, requests that the instance serves at once; Infinity where nothing limits them. */
	readonly servers: number;
	/** Times of the heavy requests and of the others, where `seconds` is the mean of both. */
	readonly mixture?: { readonly heavyShare: number; readonly heavySeconds: number; readonly otherSeconds: number };
}

/**
 * S and k of an instance that carries m requests per second belong together: S = k / m. What is declared of them counts,
 * and the third follows; where all three are, m does, and k is the number of servers that S keeps busy at that rate.
 * Undefined where neither times nor a limit are known. For databases see `databaseService`.
 */
export function serviceOf(component: Component, facts: Facts): Service | undefined {
	const spread = facts.of(component, "variability")?.value ?? 1;
	const heavy = heavyShare(component);
	const time = declaredFact(component, "service-time")?.value;
	const declared = declaredFact(component, "capacity")?.value;
	if (declared !== undefined && time === undefined) {
		// A measured capacity counts the heavy requests already: the others take what is left of the mean.
		const servers = facts.of(component, "concurrency")?.value ?? 1;
		const mean = servers / declared;
		const other = heavy && heavy.share < 1 ? (mean - heavy.share * heavy.seconds) / (1 - heavy.share) : 0;
		if (!heavy || !(other > 0)) return { seconds: mean, servers, variability: spread, phases: undefined };
		return { ...mixed(other, spread, heavy), seconds: mean, servers };
	}
	const assumed = time === undefined ? assumedService(component, facts) : undefined;
	const each = time ?? assumed?.seconds;
	if (each === undefined) return undefined;
	const mix = mixed(each, spread, heavy);
	const most = declaredFact(component, "concurrency")?.value;
	const limit = declared ?? (most === undefined ? limitOf(component, facts) : undefined);
	if (limit === undefined) {
		const servers = assumed?.servers ?? facts.of(component, "concurrency")?.value ?? Number.POSITIVE_INFINITY;
		return { ...mix, servers };
	}
	return { ...mix, servers: Math.min(most ?? Number.POSITIVE_INFINITY, Math.max(1, Math.round(limit * mix.seconds))) };
}

/** Requests per second of one instance that follow from its service; undefined if nothing limits them or nothing is known. */
export function rateOf({ seconds, servers }: Service): number | undefined {
	const rate = servers / seconds;
	return Number.isFinite(rate) ? rate : undefined;
}

/** The same of a node of a database or object store, whose reads and writes take different times. */
export interface MixedService {
	readonly servers: number;
	readonly readSeconds: number;
	readonly writeSeconds: number;
	readonly variability: number;
}

/** Undefined where nothing limits the node. */
export function mixedServiceOf(
	store: Component,
	{ reads, writes }: { readonly reads: number; readonly writes: number },
	facts: Facts,
): MixedService | undefined {
	const time = declaredFact(store, "service-time")?.value;
	const readTime = declaredFact(store, "read-time")?.value ?? time;
	const writeTime = declaredFact(store, "write-time")?.value ?? time;
	const servers = serversOf(store, [reads, readTime], [writes, writeTime], facts);
	const readSeconds = readTime ?? servers / reads;
	const writeSeconds = writeTime ?? servers / writes;
	if (!(readSeconds < Number.POSITIVE_INFINITY && writeSeconds < Number.POSITIVE_INFINITY)) return undefined;
	return { servers, readSeconds, writeSeconds, variability: facts.of(store, "variability")?.value ?? 1 };
}

/** As declared; else what a declared time keeps busy at a declared rate; else the default. */
function serversOf(
	store: Component,
	read: readonly [rate: number, seconds: number | undefined],
	write: readonly [rate: number, seconds: number | undefined],
	facts: Facts,
): number {
	const declared = declaredFact(store, "concurrency")?.value;
	if (declared !== undefined) return declared;
	const has = (rate: string): boolean => (declaredFact(store, rate) ?? declaredFact(store, "capacity")) !== undefined;
	const assumed = facts.of(store, "concurrency")?.value;
	const [[rate, seconds], known] = read[1] !== undefined ? [read, "read-capacity"] : [write, "write-capacity"];
	if (seconds === undefined || (assumed !== undefined && !has(known))) return assumed ?? 1;
	return Math.max(1, Math.round(rate * seconds));
}

/** The default rate of a kind that has no default of `concurrency`: it says how many servers there are. */
function limitOf(component: Component, facts: Facts): number | undefined {
	if (facts.of(component, "concurrency")) return undefined;
	const limit = facts.of(component, "capacity")?.value;
	return limit === undefined || limit === Number.POSITIVE_INFINITY ? undefined : limit;
}

function assumedService(component: Component, facts: Facts): { seconds: number; servers?: number } | undefined {
	if (component.kind === "cache") return { seconds: facts.assume(component, CACHE_TIME).value };
	const limit = facts.of(component, "capacity")?.value;
	if (limit === undefined || limit === Number.POSITIVE_INFINITY) return undefined;
	// The time of a message in a queue is that in which its consumers come to it.
	if (component.kind === "queue") return undefined;
	const servers = facts.of(component, "concurrency")?.value ?? 1;
	return { seconds: servers / limit, servers };
}

interface Heavy {
	readonly share: number;
	readonly seconds: number;
}

function heavyShare(component: Component): Heavy | undefined {
	const share = declaredFact(component, "heavy")?.value ?? 0;
	const seconds = declaredFact(component, "heavy-time")?.value;
	return share > 0 && seconds !== undefined ? { share, seconds } : undefined;
}

function mixed(seconds: number, variability: number, heavy: Heavy | undefined): Omit<Service, "servers"> {
	if (!heavy) return { seconds, variability, phases: undefined };
	const sorts = [
		{ probability: 1 - heavy.share, meanSeconds: seconds },
		{ probability: heavy.share, meanSeconds: heavy.seconds },
	];
	const mixture = { heavyShare: heavy.share, heavySeconds: heavy.seconds, otherSeconds: seconds };
	return { ...mixedTime(sorts, variability), mixture };
}

/** Time of requests of several sorts, each of the same variability: E[S^2] = sum of p_i S_i^2 (1 + cs2). */
export function mixedTime(sorts: readonly Phase[], variability: number): ServiceTime {
	const phases = sorts.filter(({ probability }) => probability > 0);
	const mean = phases.reduce((sum, phase) => sum + phase.probability * phase.meanSeconds, 0);
	if (phases.length < 2 || mean === 0) return { seconds: mean, variability, phases: undefined };
	const square = phases.reduce((sum, phase) => sum + phase.probability * phase.meanSeconds ** 2, 0) * (1 + variability);
	return {
		seconds: mean,
		variability: Math.max(0, square / mean ** 2 - 1),
		phases: variability === 1 ? phases : undefined,
	};
}
