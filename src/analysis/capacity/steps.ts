import type { Component, Link, Location } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import type { ComponentAnalysis, RoleAnalysis } from "../analysis.ts";
import { MOST_NAMED, namedSum, places, plain, type Step, sumOf, type Term } from "../arithmetic.ts";
import { declaredFact } from "../facts.ts";
import { HOT, type Loads } from "../loads.ts";
import { shardSteps } from "../stores/shard-steps.ts";
import { dataRatesOf, shardShares } from "../stores/shards.ts";
import { activeInstances } from "../traffic/active-instances.ts";
import { type Demand, SECONDS_PER_DAY } from "../traffic/users.ts";
import { busiestRole, capacityOf, type InstanceCapacity, nodesOf, reserveOf } from "./capacity.ts";
import { serviceOf } from "./service.ts";

/** From the load to the users at which a component saturates, line by line, as it was computed. */
export function capacitySteps(analysis: ComponentAnalysis, loads: Loads): readonly Step[] {
	const { component } = analysis;
	if (analysis.roles.length === 0) return [];
	const demand = loads.demands.clients.find(({ client }) => client === component);
	if (demand) return demandSteps(demand);
	const capacity = capacityOf(component, loads.facts);
	const busiest = busiestRole(analysis.roles);
	const steps = [...loadSteps(analysis, loads), ...replicationSteps(component, loads)];
	if (!capacity || !busiest?.utilization) return steps;
	return [
		...steps,
		...(capacity.kind === "one"
			? poolSteps(analysis, capacity, loads)
			: [...shardSteps(component, loads), mixedStep(component, capacity, busiest, loads)]),
		...saturationSteps(analysis, busiest.utilization, loads),
	];
}

function demandSteps({ users, requests, peak, rate, requestsPerSecond }: Demand): Step[] {
	if (requestsPerSecond === undefined) return [];
	if (rate)
		return [{ name: "load", formula: "λ", substituted: "", value: rate.value, unit: "rps", from: places(rate) }];
	const perDay = (requests?.value ?? 0) * SECONDS_PER_DAY;
	return [
		{
			name: "load",
			formula: "λ = U × r / 86,400 × p",
			substituted: `${plain(users?.value ?? 0)} × ${plain(perDay)} / 86,400 × ${plain(peak?.value ?? 1)}`,
			value: requestsPerSecond,
			unit: "rps",
			from: places(users, requests, peak),
		},
	];
}

function loadSteps({ requestsPerSecond, inflows, ...analysis }: ComponentAnalysis, loads: Loads): Step[] {
	if (inflows.length === 0) return [];
	const parts = inflows.map(({ link, requestsPerSecond: value }) => ({ name: nameOf(link), value }));
	// What a cache fetches it also writes into itself.
	const own = requestsPerSecond - parts.reduce((sum, { value }) => sum + value, 0);
	if (own > 1e-9 * requestsPerSecond) parts.push({ name: analysis.component.name, value: own });
	const from = inflows.filter(({ requestsPerSecond: value }) => value > 0).slice(0, MOST_NAMED);
	return [
		{
			name: "load",
			formula: "λ = Σ λᵢ",
			substituted: namedSum(parts) || "0",
			value: requestsPerSecond,
			unit: "rps",
			from: from.map(({ link }) => link.at),
		},
		...operationStep("reads", analysis.reads, analysis.readsByData, loads),
		...operationStep("writes", analysis.writes, analysis.writesByData, loads),
	];
}

/** Writes of another store that a copy repeats. */
function replicationSteps(copy: Component, { traffic }: Loads): Step[] {
	const parts = [...(traffic.replicated.get(copy) ?? [])].map(([data, value]) => ({ name: data?.name ?? "…", value }));
	if (parts.length === 0) return [];
	const value = parts.reduce((sum, part) => sum + part.value, 0);
	const from = copy.incoming.filter(({ replication }) => replication).map(({ at }) => at);
	return [{ name: "replicated", formula: "λc = Σ λᵢ", substituted: namedSum(parts) || "0", value, unit: "rps", from }];
}

/** Reads or writes by data set, with the accesses that they come from. */
function operationStep(
	name: "reads" | "writes",
	value: number,
	byData: ComponentAnalysis["readsByData"],
	{ architecture }: Loads,
): Step[] {
	if (value === 0 || byData.size === 0) return [];
	const parts = [...byData].map(([data, rate]) => ({ name: data.name, value: rate }));
	const named = parts.reduce((sum, part) => sum + part.value, 0);
	const operation = name === "reads" ? "read" : "write";
	const accesses = architecture.components
		.flatMap((component) => component.accesses)
		.filter((access) => access.operation === operation && byData.has(access.data));
	return [
		{
			name,
			formula: name === "reads" ? "λr = Σ λᵢ" : "λw = Σ λᵢ",
			substituted: namedSum(value - named > 1e-9 * value ? [...parts, { name: "…", value: value - named }] : parts),
			value,
			unit: "rps",
			from: accesses.slice(0, MOST_NAMED).map(({ at }) => at),
		},
	];
}

function poolSteps(
	{ component, instances, requestsPerSecond, utilization, capacity }: ComponentAnalysis,
	{ rate, from }: InstanceCapacity & { kind: "one" },
	{ facts }: Loads,
): Step[] {
	if (!Number.isFinite(rate.value) || capacity === undefined) return [];
	const steps: Step[] = [];
	const isComputed = from !== undefined || (declaredFact(component, "heavy") && !declaredFact(component, "capacity"));
	const service = isComputed ? serviceOf(component, facts) : undefined;
	const given = (...names: string[]): Location[] => places(...names.map((name) => declaredFact(component, name)));
	if (service?.mixture) {
		const { heavyShare, heavySeconds, otherSeconds } = service.mixture;
		steps.push({
			name: "service-time",
			formula: "S = (1 − h) × s + h × sₕ",
			substituted: `(1 − ${plain(heavyShare)}) × ${plain(otherSeconds)} + ${plain(heavyShare)} × ${plain(heavySeconds)}`,
			value: service.seconds,
			unit: "seconds",
			from: given("heavy", "heavy-time", "service-time"),
		});
	}
	if (service && Number.isFinite(service.servers)) {
		steps.push({
			name: "instance-capacity",
			formula: "μ = k / S",
			substituted: `${plain(service.servers)} / ${plain(service.seconds)}`,
			value: rate.value,
			unit: "rps",
			from: given("concurrency", "service-time"),
		});
	}
	const alpha = numberOf(component, "contention") ?? 0;
	const beta = numberOf(component, "coherency") ?? 0;
	const hindered = alpha > 0 || beta > 0;
	const { min, max } = facts.instances(component);
	if (max > min) {
		const inProportion = Math.max(
			min,
			Math.min(max, Math.ceil((requestsPerSecond / (HOT * rate.value)) * (1 - 1e-12))),
		);
		steps.push({
			name: "autoscaled",
			...(hindered || instances !== inProportion
				? { formula: `n = min(${max}, ⌈C⁻¹(λ / ${HOT})⌉)`, substituted: "" }
				: {
						formula: `n = max(${min}, min(${max}, ⌈λ / (${HOT} × μ)⌉))`,
						substituted: `max(${min}, min(${max}, ⌈${plain(requestsPerSecond)} / (${HOT} × ${plain(rate.value)})⌉))`,
					}),
			value: instances,
			unit: "count",
			from: timesOf(component),
		});
	}
	const active = activeInstances(component, instances);
	if (active < instances) {
		const queues = component.incoming.map((link) => declaredFact(link.from, "partitions"));
		steps.push({
			name: "active-instances",
			formula: "n = min(n, J)",
			substituted: `min(${plain(instances)}, ${plain(active)})`,
			value: active,
			unit: "count",
			from: places(...queues),
		});
	}
	// Universal Scalability Law: instances wait for each other, and agree with each other.
	const others = sumOf([
		{ formula: "1", substituted: "1" },
		...(alpha > 0 ? [{ formula: "α × (n − 1)", substituted: `${plain(alpha)} × (${plain(active)} − 1)` }] : []),
		...(beta > 0
			? [
					{
						formula: "β × n × (n − 1)",
						substituted: `${plain(beta)} × ${plain(active)} × (${plain(active)} − 1)`,
					},
				]
			: []),
	]);
	steps.push(
		{
			name: "capacity",
			formula: `C = n × μ${hindered ? ` / (${others.formula})` : ""}`,
			substituted: `${plain(active)} × ${plain(rate.value)}${hindered ? ` / (${others.substituted})` : ""}`,
			value: capacity,
			unit: "rps",
			from: [...timesOf(component), ...(service ? [] : places(rate)), ...given("contention", "coherency")],
		},
		{
			name: "utilization",
			formula: "ρ = λ / C",
			substituted: `${plain(requestsPerSecond)} / ${plain(capacity)}`,
			value: utilization ?? 0,
			unit: "ratio",
			from: [],
		},
	);
	return steps;
}

/** A symbol and what it stands for. */
type Quantity = readonly [symbol: string, value: number];

/** The utilisation of the busiest role of a store that carries reads and writes at different rates. */
function mixedStep(
	store: Component,
	{ reads, writes }: InstanceCapacity & { kind: "mixed" },
	role: RoleAnalysis,
	{ facts, components, traffic }: Loads,
): Step {
	let replayed = 0;
	for (const rate of traffic.replicated.get(store)?.values() ?? []) replayed += rate;
	const { shards, replicas } = nodesOf(store, facts);
	const share = shardShares(store, shards, facts, dataRatesOf(components.get(store)!));
	const isEven = share.reads === share.writes;
	const replay = facts.of(store, "replay-cost");
	const partitions = store.kind === "storage" ? facts.of(store, "partitions") : undefined;

	/** A rate over what a node carries, of what the busiest shard gets of it. */
	const term = (
		rate: Quantity,
		of: Quantity,
		{ factors = [], by }: { factors?: readonly Quantity[]; by?: Quantity | undefined },
	): Term[] => {
		if (rate[1] === 0) return [];
		const all = [...factors.filter(([, value]) => value !== 1), rate];
		const write = (each: (quantity: Quantity) => string): string =>
			`${all.map(each).join(" × ")} / ${by && by[1] !== 1 ? `(${each(by)} × ${each(of)})` : each(of)}`;
		return [{ formula: write(([symbol]) => symbol), substituted: write(([, value]) => plain(value)) }];
	};
	const ofReads: Quantity = [isEven ? "φ" : "φr", share.reads];
	const ofWrites: Quantity = [isEven ? "φ" : "φw", share.writes];
	const again: Quantity = ["κ", replay?.value ?? 1];
	const [readRate, writeRate]: readonly Quantity[] = [
		["μr", reads.value],
		["μw", writes.value],
	];
	const by: Quantity = ["J", partitions?.value ?? 1];
	const terms =
		role.role === "replica"
			? [
					...term(["λr", role.readsPerSecond], readRate!, { factors: [ofReads], by: ["R", replicas] }),
					...term(["λw", role.writesPerSecond], readRate!, { factors: [ofWrites, again] }),
				]
			: [
					...term(["λr", role.readsPerSecond], readRate!, { factors: [ofReads], by }),
					...term(["λc", replayed], readRate!, { factors: [ofWrites, again], by }),
					...term(["λw", role.writesPerSecond], writeRate!, { factors: [ofWrites], by }),
				];
	const { formula, substituted } = sumOf(terms);
	return {
		name: `utilization-${role.role}`,
		formula: `ρ = ${formula}`,
		substituted,
		value: role.utilization ?? 0,
		unit: "ratio",
		from: [
			...places(reads, ...(role.role === "replica" ? [] : [writes]), partitions, replay),
			...(role.role === "replica" ? places(declaredFact(store, "replicas")) : []),
		],
	};
}

/** Users over utilisation, unless loads do not grow in proportion to users. */
function saturationSteps(
	{ component, instances, capacity, saturationUsers }: ComponentAnalysis,
	utilization: number,
	{ facts, demands: { users } }: Loads,
): Step[] {
	if (saturationUsers.kind !== "users" || users === undefined) return [];
	const more = reserveOf(component, instances, facts);
	const isStraight = Math.abs((users / utilization) * more - saturationUsers.users) <= 1e-6 * saturationUsers.users;
	return [
		{
			name: isStraight ? "saturation" : "saturation-searched",
			formula: isStraight ? `U / ρ${more > 1 ? " × Cₘ / C" : ""}` : "ρ(U) = 1",
			substituted: isStraight
				? `${plain(users)} / ${plain(utilization)}${more > 1 ? ` × ${plain(more * (capacity ?? 0))} / ${plain(capacity ?? 0)}` : ""}`
				: "",
			value: saturationUsers.users,
			unit: "users",
			from: [],
		},
	];
}

function timesOf({ file, declaration }: Component): Location[] {
	return declaration.times ? [{ file, span: declaration.times }] : [];
}

const nameOf = ({ from, to }: Link): string => (from.parent === to.parent ? from.name : from.id);
