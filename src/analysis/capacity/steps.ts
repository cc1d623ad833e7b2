import type { Component, Link, Location } from "../../model/architecture.ts";
import type { Inflow, RoleAnalysis, SaturationUsers, Step } from "../analysis.ts";
import type { Fact } from "../facts.ts";
import { type Demand, SECONDS_PER_DAY } from "../traffic/users.ts";
import type { InstanceCapacity, Load } from "./capacity.ts";

/** The arithmetic of one component, line by line, as it was done. */
export function stepsOf({
	component,
	demand,
	load,
	inflows,
	capacity,
	instances,
	roles,
	users,
	saturation,
}: {
	readonly component: Component;
	readonly demand: Demand | undefined;
	readonly load: Load;
	readonly inflows: readonly Inflow[];
	readonly capacity: InstanceCapacity | undefined;
	readonly instances: number;
	readonly roles: readonly RoleAnalysis[];
	readonly users: number | undefined;
	readonly saturation: SaturationUsers;
}): readonly Step[] {
	const steps: Step[] = [];
	const total = load.requests + load.reads + load.writes;
	if (demand) steps.push(...demandSteps(demand));
	else if (inflows.length > 0) steps.push(inflowStep(total, inflows));
	if (!capacity || total + load.replayed === 0) return steps;
	const busiest = busiestRole(roles);
	if (capacity.kind === "one") steps.push(...poolSteps(component, capacity, instances, total));
	else if (busiest) steps.push(mixedStep(capacity, busiest, load));
	if (saturation.kind === "users" && users !== undefined && busiest?.utilization) {
		steps.push({
			name: "saturation",
			formula: "U / ρ",
			substituted: `${plain(users)} / ${plain(busiest.utilization)}`,
			value: saturation.users,
			unit: "users",
			from: [],
		});
	}
	return steps;
}

export function busiestRole(roles: readonly RoleAnalysis[]): RoleAnalysis | undefined {
	return roles.reduce<RoleAnalysis | undefined>(
		(most, role) => (most && (most.utilization ?? -1) >= (role.utilization ?? -1) ? most : role),
		undefined,
	);
}

function demandSteps({ users, requests, peak, rate, requestsPerSecond }: Demand): Step[] {
	if (requestsPerSecond === undefined) return [];
	if (rate) {
		const substituted = plain(rate.value);
		return [{ name: "load", formula: "λ", substituted, value: rate.value, unit: "rps", from: places(rate) }];
	}
	const perDay = (requests?.value ?? 0) * SECONDS_PER_DAY;
	return [
		{
			name: "load",
			formula: "λ = U × r / 86,400 × k",
			substituted: `${plain(users?.value ?? 0)} × ${plain(perDay)} / 86,400 × ${plain(peak?.value ?? 1)}`,
			value: requestsPerSecond,
			unit: "rps",
			from: places(users, requests, peak),
		},
	];
}

/** The largest four by name, the others summed up. */
function inflowStep(total: number, inflows: readonly Inflow[]): Step {
	const sources = inflows.filter(({ requestsPerSecond }) => requestsPerSecond > 0);
	const shown = sources
		.slice(0, 4)
		.map(({ link, requestsPerSecond }) => `${plain(requestsPerSecond)} (${nameOf(link)})`);
	const rest = sources.slice(4).reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0);
	if (rest > 0) shown.push(`${plain(rest)} (…)`);
	const from = sources.slice(0, 4).map(({ link }) => link.at);
	return { name: "load", formula: "λ = Σ λᵢ", substituted: shown.join(" + ") || "0", value: total, unit: "rps", from };
}

function poolSteps(
	component: Component,
	{ rate, from }: InstanceCapacity & { kind: "one" },
	instances: number,
	total: number,
): Step[] {
	if (!Number.isFinite(rate.value)) return [];
	const steps: Step[] = [];
	if (from) {
		steps.push({
			name: "instance-capacity",
			formula: "μ = c / S",
			substituted: `${plain(from.concurrency.value)} / ${plain(from.serviceTime.value)} s`,
			value: rate.value,
			unit: "rps",
			from: places(from.concurrency, from.serviceTime),
		});
	}
	const capacity = rate.value * instances;
	steps.push({
		name: "capacity",
		formula: "C = n × μ",
		substituted: `${plain(instances)} × ${plain(rate.value)}`,
		value: capacity,
		unit: "rps",
		from: [...timesOf(component), ...places(rate)],
	});
	if (capacity > 0) {
		steps.push({
			name: "utilization",
			formula: "ρ = λ / C",
			substituted: `${plain(total)} / ${plain(capacity)}`,
			value: total / capacity,
			unit: "ratio",
			from: [],
		});
	}
	return steps;
}

/** The utilisation of the busiest role of a store that carries reads and writes at different rates. */
function mixedStep({ reads, writes }: InstanceCapacity & { kind: "mixed" }, role: RoleAnalysis, load: Load): Step {
	const replica = role.role === "replica";
	const nodes = role.nodes > 1 ? ` / ${plain(role.nodes)} nodes` : "";
	const substituted = replica
		? `(${plain(role.readsPerSecond)}${nodes} + replayed ${plain(role.writesPerSecond)}) / ${plain(reads.value)}`
		: `(${plain(role.readsPerSecond + load.replayed)} / ${plain(reads.value)} + ${plain(role.writesPerSecond)} / ${plain(writes.value)})${nodes}`;
	return {
		name: `utilization-${role.role}`,
		formula: replica ? "ρ = (reads / R + writes) / μr" : "ρ = reads / μr + writes / μw",
		substituted,
		value: role.utilization ?? 0,
		unit: "ratio",
		from: places(reads, writes),
	};
}

function places(...facts: readonly (Fact | undefined)[]): Location[] {
	return facts.flatMap((fact) => fact?.at ?? []);
}

function timesOf({ file, declaration }: Component): Location[] {
	return declaration.times ? [{ file, span: declaration.times }] : [];
}

const nameOf = ({ from, to }: Link): string => (from.parent === to.parent ? from.name : from.id);

const english = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });

/** Four significant digits, thousands apart: exact enough to check a line with a pocket calculator. */
export function plain(value: number): string {
	return english.format(value);
}
