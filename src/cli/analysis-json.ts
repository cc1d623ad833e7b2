import type { Analysis, ComponentAnalysis, RoleAnalysis, SaturationUsers } from "../analysis/analysis.ts";
import type { Availabilities } from "../analysis/availability/availability.ts";
import type { Availability, ClientLatency } from "../analysis/reports.ts";
import type { Sensitivity } from "../analysis/sensitivity.ts";
import type { WhatIf } from "../analysis/what-if.ts";
import { numberOf } from "../model/properties.ts";

/**
 * The analysis as `archscale analyze --format json` prints it; docs/analysis.md describes every field. All numbers are per
 * second and in SI units; what is not known is left out, what has no limit is the string "unbounded".
 */
export function analysisJson(
	normal: Analysis,
	file: string,
	loss?: { readonly whatIf: WhatIf; readonly analysis: Analysis },
	sensitivities?: readonly Sensitivity[],
): object {
	// Loads are those after the loss that was asked about; availability is over all that may happen.
	const analysis = loss?.analysis ?? normal;
	const { details, architecture } = analysis;
	const { clients, system } = normal.details.availabilities();
	const target = architecture.system && numberOf(architecture.system, "availability");
	const latencies = [...details.latencies()];
	return known({
		file,
		users: analysis.users,
		requestsPerSecond: analysis.requestsPerSecond,
		saturationUsers: saturationJson(analysis.saturationUsers),
		bottleneck: analysis.bottleneck?.id,
		availability: system?.availability,
		unavailability: system?.unavailability,
		unavailabilityPlusMinus: system?.plusMinus,
		downtimeSecondsPerYear: system?.downtimeSecondsPerYear,
		downtimeBudget: target !== undefined && system ? budgetJson(target, system) : undefined,
		availabilityByClient: Object.fromEntries(
			[...clients].map(([client, { availability, unavailability, plusMinus }]) => [
				client.id,
				{ availability, unavailability, unavailabilityPlusMinus: plusMinus },
			]),
		),
		latency: slowest(latencies.map(([, latency]) => latency)),
		latencyByClient: Object.fromEntries(latencies.map(([id, latency]) => [id, latencyJson(latency)])),
		ladder: details.ladder().map(({ component, users, technique }) => ({ component: component.id, users, technique })),
		instancesNeeded: Object.fromEntries([...details.instancesNeeded()].map(([{ id }, count]) => [id, count])),
		cost: details.cost(),
		whatIf: loss && whatIfJson(loss.whatIf),
		components: Object.fromEntries(
			[...analysis.components.values()].map((one) => [
				one.component.id,
				componentJson(one, analysis, normal.details.availabilities()),
			]),
		),
		links: [...analysis.links.values()].map(({ link, requestsPerSecond, reads, writes }) => ({
			from: link.from.id,
			to: link.to.id,
			requestsPerSecond,
			reads,
			writes,
			...details.line(link),
		})),
		assumptions: analysis.assumptions.map(({ component, property, value, source }) => ({
			component,
			property,
			value,
			source: source.text,
		})),
		sensitivities: sensitivities?.map(sensitivityJson),
	}) as object;
}

function componentJson(one: ComponentAnalysis, analysis: Analysis, { clients, components }: Availabilities): object {
	const { component } = one;
	const details = analysis.details.of(component);
	const availability = clients.get(component) ?? components.get(component);
	const { cache, consistency } = details;
	const hasRoles = one.roles.some(({ role }) => role !== "instance");
	return {
		kind: component.kind,
		instances: one.instances,
		requestsPerSecond: one.requestsPerSecond,
		reads: one.reads,
		writes: one.writes,
		capacity: one.capacity,
		utilization: one.utilization,
		status: one.status,
		saturationUsers: saturationJson(one.saturationUsers),
		responseTime: details.responseTime,
		queueing: details.queueing,
		scaling: details.scaling,
		threads: details.threads,
		availability: availability?.availability,
		unavailability: availability?.unavailability,
		unavailabilityPlusMinus: availability?.plusMinus,
		downtimeSecondsPerYear: availability?.downtimeSecondsPerYear,
		hitRatio: one.hitRatio,
		predictedHitRatio: cache?.predicted,
		staleReadRatio: cache?.staleReadRatio ?? consistency?.staleReadRatio,
		coldStartLoad: cache?.coldStartLoad,
		coldStart: cache?.coldStart,
		memoryForHitRatio: cache?.memoryForHitRatio,
		lostUpdates: cache?.lostUpdates,
		stampede: cache?.stampede,
		rpo: consistency?.rpo,
		quorum: consistency?.quorum,
		shards: details.shards,
		queue: details.queue,
		storageBytes: details.storage?.bytes,
		storage: details.storage,
		bandwidthBitsPerSecond: details.bandwidthBitsPerSecond,
		cost: details.cost,
		retryAmplification: details.retries?.amplification,
		roles: hasRoles ? Object.fromEntries(one.roles.map((role) => [role.role, roleJson(role, one)])) : undefined,
	};
}

function roleJson(
	{ nodes, readsPerSecond, writesPerSecond, capacity, utilization }: RoleAnalysis,
	{ saturationUsers: whole, utilization: busiest }: ComponentAnalysis,
): object {
	// The component saturates with its busiest role; the load of the others grows with that of this one.
	const saturationUsers =
		whole.kind === "users" && busiest && utilization !== undefined
			? saturationJson(
					utilization > 0 ? { ...whole, users: (whole.users * busiest) / utilization } : { kind: "unbounded" },
				)
			: saturationJson(whole);
	return { instances: nodes, reads: readsPerSecond, writes: writesPerSecond, capacity, utilization, saturationUsers };
}

function saturationJson(saturation: SaturationUsers): number | "unbounded" | undefined {
	if (saturation.kind === "users") return saturation.users;
	return saturation.kind === "unbounded" ? "unbounded" : undefined;
}

function budgetJson(target: number, { downtimeSecondsPerYear: used }: Availability): object {
	const allowed = (1 - target) * 365 * 86_400;
	return { target: allowed, used, remaining: allowed - used };
}

function whatIfJson({ failed, components, overloaded, degraded }: WhatIf): object {
	return {
		failed: failed.map(({ client, data, operation }) => ({ client: client.id, data: data?.id, operation })),
		components: components.map(({ id }) => id),
		overloaded: overloaded.map(({ id }) => id),
		degraded: degraded.map(({ id }) => id),
	};
}

function sensitivityJson({ assumption, saturationUsers, availability, weight }: Sensitivity): object {
	const { component, property, value } = assumption;
	return { component, property, value, weight, saturationUsers, availability };
}

/** Of the client that waits longest at the 99th percentile; unknown where one of them waits without end. */
function slowest(latencies: readonly ClientLatency[]): object | undefined {
	const stable = latencies.filter((latency) => latency.kind === "stable");
	if (stable.length < latencies.length) return undefined;
	const [worst] = stable.sort((a, b) => b.p99 - a.p99);
	return worst && latencyJson(worst);
}

function latencyJson(latency: ClientLatency): object {
	if (latency.kind === "unstable") return { unstable: latency.at.map(({ id }) => id) };
	const { mean, p50, p95, p99, p999 } = latency;
	return { mean, p50, p95, p99, p999 };
}

/** What JSON can say: no limit is a word, what is not a number is left out. */
function known(value: unknown): unknown {
	if (typeof value === "number") return Number.isNaN(value) ? undefined : Number.isFinite(value) ? value : "unbounded";
	if (Array.isArray(value)) return value.map(known);
	if (value === null || typeof value !== "object") return value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, known(one)]));
}
