import type { Analysis, ComponentAnalysis, FailedOperation } from "../../../src/analysis/analysis.ts";
import { analyze } from "../../../src/analysis/analyze.ts";
import { whatIf } from "../../../src/analysis/what-if.ts";
import type { Architecture, Component, Link } from "../../../src/model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { familyOf } from "../../../src/model/kinds.ts";
import { flagOf, numberOf, wordOf } from "../../../src/model/properties.ts";
import { type Comparison, compare, type Expectation, type Scenario } from "../scenario.ts";
import { lossesOf } from "./losses.ts";
import type { Role } from "./machines.ts";
import { operationName, Plans } from "./plan.ts";
import { FILLING, runArchitecture } from "./run.ts";

/** A whole architecture, analysed and simulated from the same text. */
export interface Design {
	readonly name: string;
	readonly text: string;
	/** Balancers with least connections have a line at each instance, as they do in fact. */
	readonly leastConnections?: boolean;
	/** What the model is known to miss here: by how much, and why. */
	readonly gaps?: readonly Gap[];
	/** In which place the difference between independent visits and real ones may show: of generated architectures. */
	readonly isGenerated?: boolean;
	/** Parts that are taken away, named as after `--down`. */
	readonly down?: readonly string[];
	/** Why analysis and simulation are known to differ, where neither is a matter of tolerances. */
	readonly disagreement?: string;
}

export interface Gap {
	/** Of the metrics that it shows in. */
	readonly metric: RegExp;
	readonly tolerance: Expectation["tolerance"];
	readonly reason: string;
}

export interface DesignComparison {
	readonly design: Design;
	readonly components: number;
	readonly comparisons: readonly Comparison[];
	/** Of the reads of the cache that has most of them: misses of an item that was just being fetched. */
	readonly delayedHits: number;
}

/** Visits that are counted in a full run. */
export const VISITS = 200_000;
const LEAST_FILLING = 10_000;

export function architectureOf(text: string): Architecture {
	const architecture = buildArchitecture(sourceFile("file:///design.arch", text));
	const problems = [...architecture.problems.values()].flat();
	if (problems.length > 0) throw new Error(`${problems[0]!.code} ${JSON.stringify(problems[0]!.data)} in\n${text}`);
	return architecture;
}

/** The analysis of a design against its simulation: the load of each component, its line and its cache, and each client's requests. */
export function compareDesign(design: Design, seeds: readonly number[], size: number): DesignComparison {
	const architecture = architectureOf(design.text);
	const analyzed = analyzedDesign(design, architecture);
	const { analysis } = analyzed;
	const roles = new Map([...analysis.components.values()].map((one) => [one.component.id, busiestRole(one)]));
	const runs = new Map(seeds.map((seed) => [seed, simulate(design, architecture, roles, seed, size)]));
	const delayed = new Map<string, number>();
	for (const { id } of architecture.components) {
		const values = [...runs.values()].map((run) => run[`${id}: delayed hits`] ?? 0);
		delayed.set(id, values.reduce((sum, one) => sum + one, 0) / values.length);
	}
	const scenario: Scenario = {
		name: design.name,
		expected: expectations(design, analyzed, { delayed, seconds: simulatedSeconds(runs.values()) }),
		run: (seed) => runs.get(seed)!,
	};
	return {
		design,
		components: analysis.components.size,
		comparisons: compare(scenario, seeds, size),
		delayedHits: Math.max(0, ...delayed.values()),
	};
}

interface Analyzed {
	readonly analysis: Analysis;
	/** Only where parts are taken away. */
	readonly failed?: readonly FailedOperation[];
}

/** The analysis of a design, without the parts that it takes away. */
export function analyzedDesign({ down }: Design, architecture: Architecture): Analyzed {
	if (!down) return { analysis: analyze(architecture) };
	const { unknown, failed, taken } = whatIf(architecture, down);
	if (unknown.length > 0) throw new Error(`${unknown.join(", ")} is no part of the architecture`);
	return { analysis: analyze(architecture, { state: taken }), failed };
}

const linkId = ({ from, to }: Link): string => `${from.id} -> ${to.id}`;

function simulate(
	design: Design,
	architecture: Architecture,
	roles: ReadonlyMap<string, Role | undefined>,
	seed: number,
	size: number,
): Readonly<Record<string, number>> {
	const { components, links, failing, clients, seconds } = runArchitecture(architecture, {
		seed,
		visits: VISITS * size,
		filling: Math.max(LEAST_FILLING, FILLING * size),
		...(design.leastConnections && { leastConnections: true }),
		...(design.down && { losses: lossesOf(architecture, design.down) }),
	});
	const measured: Record<string, number> = { seconds };
	for (const link of architecture.links) measured[`${linkId(link)}: calls`] = links.get(link) ?? 0;
	for (const [client, shares] of failing)
		for (const [name, share] of shares) measured[`${client.id}: ${name} fails`] = share > 0 ? 1 : 0;
	for (const [id, one] of components) {
		const role = roles.get(id);
		const line = role && one.lines.get(role);
		measured[`${id}: rate`] = one.requestsPerSecond;
		measured[`${id}: reads`] = one.reads;
		measured[`${id}: writes`] = one.writes;
		measured[`${id}: utilization`] = line?.utilization ?? 0;
		measured[`${id}: wait`] = line?.meanWait ?? 0;
		measured[`${id}: visit mean`] = line?.visit.mean ?? 0;
		measured[`${id}: visit p95`] = line?.visit.p95 ?? 0;
		measured[`${id}: visit p99`] = line?.visit.p99 ?? 0;
		// As if fetching took no time: then these misses would not be there.
		measured[`${id}: hit ratio`] = (one.hitRatio ?? 0) / (1 - one.delayedHits);
		measured[`${id}: delayed hits`] = one.delayedHits;
	}
	for (const [id, times] of clients) {
		measured[`${id}: request mean`] = times.mean;
		measured[`${id}: request p50`] = times.p50;
		measured[`${id}: request p95`] = times.p95;
		measured[`${id}: request p99`] = times.p99;
	}
	return measured;
}

function busiestRole({ roles }: ComponentAnalysis): Role | undefined {
	return roles.reduce<ComponentAnalysis["roles"][number] | undefined>(
		(most, role) => (most && (most.utilization ?? -1) >= (role.utilization ?? -1) ? most : role),
		undefined,
	)?.role;
}

/** What the analysis says, and how near the simulation has to come to it. */
function expectations(
	{ gaps = [], isGenerated = false }: Design,
	{ analysis, failed }: Analyzed,
	{ delayed, seconds }: { readonly delayed: ReadonlyMap<string, number>; readonly seconds: number },
): Expectation[] {
	// What misses for that reason goes to the store as well, whatever waits there and for that.
	let more = 0;
	for (const { component, hitRatio } of analysis.components.values()) {
		const misses = hitRatio === undefined ? 0 : 1 - hitRatio;
		if (misses > 0) more = Math.max(more, ((delayed.get(component.id) ?? 0) + placesTolerance(component)) / misses);
	}
	let isExact = true;
	const expected: Expectation[] = [];
	const expect = (metric: string, value: number | undefined, tolerance: Expectation["tolerance"]): void => {
		if (value === undefined) return;
		const gap = gaps.find((one) => one.metric.test(metric));
		expected.push({ metric, value, tolerance: gap?.tolerance ?? tolerance });
	};
	// So many events are so few, by chance.
	const counted = (perSecond: number) => ({
		relative: perSecond > 0 ? Math.max(0.02 + more, 4 / Math.sqrt(perSecond * seconds)) : 0,
	});
	for (const [component, one] of analysis.components) {
		if (component.kind === "client") continue;
		const { id } = component;
		expect(`${id}: rate`, one.requestsPerSecond, counted(one.requestsPerSecond));
		if (one.reads > 0) expect(`${id}: reads`, one.reads, counted(one.reads));
		if (one.writes > 0) expect(`${id}: writes`, one.writes, counted(one.writes));
		if (one.hitRatio !== undefined && one.reads > 0)
			expect(`${id}: hit ratio`, one.hitRatio, { absolute: hitRatioTolerance(component) });
		const { queueing, responseTime } = analysis.details.of(component);
		if (!queueing || !responseTime || one.requestsPerSecond === 0) continue;
		const rho = one.utilization ?? 0;
		isExact &&= queueing.exact || (queueing.meanWait ?? 0) < 0.01 * responseTime.mean;
		const isSharded = (numberOf(component, "shards") ?? 1) > 1;
		// Which shard is the busiest, and how busy, is chance: the mean over placements is meant.
		const byChance = isSharded ? 0.04 : 0.01;
		expect(`${id}: utilization`, rho, { relative: counted(one.requestsPerSecond).relative + byChance });
		const tolerance = lineTolerance(component, rho, queueing.exact && !isSharded);
		const wait = Math.max(tolerance.wait * (queueing.meanWait ?? 0), tolerance.ofVisit * responseTime.mean);
		expect(`${id}: wait`, queueing.meanWait, { absolute: wait + 3 * more * responseTime.mean });
		expect(`${id}: visit mean`, responseTime.mean, { relative: Math.max(0.05, tolerance.ofVisit) + 3 * more });
		expect(`${id}: visit p95`, responseTime.p95, { relative: tolerance.p95 + 3 * more });
		expect(`${id}: visit p99`, responseTime.p99, { relative: tolerance.p99 + 3 * more });
	}
	for (const { link, requestsPerSecond } of failed ? analysis.links.values() : [])
		if (!link.replication) expect(`${linkId(link)}: calls`, requestsPerSecond, counted(requestsPerSecond));
	const plans = new Plans(analysis.architecture);
	for (const client of failed ? analysis.architecture.components : []) {
		for (const { operation, data } of client.kind === "client" ? plans.operations(client) : []) {
			const name = operationName(operation, data);
			const fails = failed!.some((one) => one.client === client && operationName(one.operation, one.data) === name);
			expect(`${client.id}: ${name} fails`, fails ? 1 : 0, { absolute: 0 });
		}
	}
	const [mean, p50, p95, p99] = [STRICT, USUAL, WIDE][(isGenerated ? 1 : 0) + (isExact ? 0 : 1)]!;
	for (const [id, latency] of analysis.details.latencies()) {
		// How fast nobody is there to be found says little.
		if (failed?.some(({ client }) => client.id === id)) continue;
		if (latency.kind === "unstable") throw new Error(`${id} waits without end`);
		expect(`${id}: request mean`, latency.mean, { relative: mean! + 3 * more });
		expect(`${id}: request p50`, latency.p50, { relative: p50! + 3 * more });
		expect(`${id}: request p95`, latency.p95, { relative: p95! + 3 * more });
		expect(`${id}: request p99`, latency.p99, { relative: p99! + 3 * more });
	}
	return expected;
}

/** Of mean, median, 95th and 99th percentile of requests: with exact lines alone, with approximate ones or many together, with both. */
const STRICT = [0.03, 0.05, 0.08, 0.08] as const;
const USUAL = [0.05, 0.08, 0.1, 0.12] as const;
const WIDE = [0.08, 0.1, 0.12, 0.15] as const;

/**
 * Of a wait, as a share of itself or of the whole visit, whichever is more, since where hardly anything waits nobody cares
 * how long; and of the percentiles of a visit. Variable service times are scaled by Allen & Cunneen, and their waits taken
 * as exponential. What nobody waits for (messages, and sets of caches) comes together with other calls of the request.
 */
function lineTolerance(
	{ kind }: Component,
	rho: number,
	isExact: boolean,
): { readonly wait: number; readonly ofVisit: number; readonly p95: number; readonly p99: number } {
	if (!isExact) return { wait: rho > 0.8 ? 0.15 : 0.3, ofVisit: 0.1, p95: 0.2, p99: 0.3 };
	if (familyOf(kind) === "queue" || kind === "worker" || kind === "cache") {
		return { wait: 0.2, ofVisit: 0.1, p95: 0.15, p99: 0.15 };
	}
	return { wait: rho > 0.85 ? 0.1 : 0.05, ofVisit: 0.05, p95: 0.08, p99: 0.08 };
}

const simulatedSeconds = (runs: Iterable<Readonly<Record<string, number>>>): number =>
	[...runs].reduce((sum, { seconds = 0 }) => sum + seconds, 0);

/** What several places of a CDN find at a shield is an approximation. */
const placesTolerance = (cache: Component): number => (flagOf(cache, "shield") ? 0.02 : 0);

/** Times to live beside eviction, and copies in several places, are approximations. */
function hitRatioTolerance(cache: Component): number {
	if (flagOf(cache, "shield")) return 0.02;
	const limits = [
		numberOf(cache, "memory") ?? numberOf(cache, "max-items"),
		numberOf(cache, "ttl"),
		numberOf(cache, "pops"),
	];
	const isWritten = (wordOf(cache, "invalidate") ?? "none") !== "none" || wordOf(cache, "write") === "write-through";
	return limits.filter((one) => one !== undefined).length + (isWritten ? 1 : 0) > 1 ? 0.015 : 0.01;
}
