import type { Architecture, Component } from "../model/architecture.ts";
import { once } from "../model/once.ts";
import type { Analysis, ComponentAnalysis, SaturationUsers } from "./analysis.ts";
import { removalsOf } from "./availability/removal.ts";
import { detailsOf } from "./details.ts";
import { type Conditions, type Loads, loadsOf } from "./loads.ts";
import { memo } from "./memo.ts";
import { usersAt } from "./models/saturation.ts";

/** Under which conditions an architecture is analysed; by default as it is declared. */
export type AnalysisOptions = Conditions;

/** All numbers of `architecture`. Never fails and never holds NaN. */
export function analyze(architecture: Architecture, options: AnalysisOptions = {}): Analysis {
	const loads = loadsOf(architecture, options);
	const { demands, traffic, routing, facts } = loads;
	const removals = once(() => removalsOf(architecture, routing, traffic.makesDefaultCall));
	// Searching for the users at which something saturates takes several times as long as everything else.
	const components = once(() => withSaturation(loads, options));
	const first = once(() => firstToSaturate(components().values()));
	return {
		architecture,
		users: demands.users,
		requestsPerSecond: demands.clients.reduce((sum, { requestsPerSecond = 0 }) => sum + requestsPerSecond, 0),
		get saturationUsers() {
			return first()?.saturationUsers ?? nothingSaturates(demands.users);
		},
		get bottleneck() {
			return first()?.component;
		},
		get components() {
			return components();
		},
		links: loads.links,
		unserved: traffic.unserved,
		divergent: traffic.divergent,
		get removals() {
			return removals();
		},
		/** What details rest on is entered when they are computed. */
		get assumptions() {
			return facts.ledger();
		},
		details: detailsOf(loads, removals, components),
	};
}

/** The saturation of each component, where it is not simply users over utilisation. */
function withSaturation(loads: Loads, options: AnalysisOptions): ReadonlyMap<Component, ComponentAnalysis> {
	const { architecture, demands, hitRatios } = loads;
	const { users } = demands;
	// With no users there is no load to extrapolate from.
	if (users === 0) {
		const some = analyze(architecture, { ...options, users: demands.declaredUsers || 1_000_000 });
		return replaced(
			loads,
			[...some.components].map(([component, { saturationUsers }]) => [component, saturationUsers]),
		);
	}
	if (users === undefined || hitRatios.size === 0) return loads.components;
	// Behind caches whose hit ratio depends on the rate, a load does not grow in proportion. The first ones matter most;
	// where a step of the search costs much, the straight line has to do.
	let left = Math.floor(MOST_WORK / loads.components.size);
	if (left < LEAST_STEPS) return loads.components;
	const evaluated = new Map<number, Loads>();
	const at = (users: number): Loads =>
		memo(evaluated, users, () => {
			left--;
			return loadsOf(architecture, { ...options, users });
		});
	const candidates = [...loads.components.values()]
		.filter(({ component, utilization = 0 }) => {
			if (utilization === 0) return false;
			const doubled = at(2 * users).components.get(component)?.utilization ?? 0;
			return Math.abs(doubled / (2 * utilization) - 1) > 1e-6;
		})
		.sort((a, b) => estimateOf(a) - estimateOf(b));
	const solved: [Component, SaturationUsers][] = [];
	for (const analysis of candidates) {
		if (left < LEAST_STEPS) break;
		const utilizationAt = (users: number) => at(users).components.get(analysis.component)?.utilization ?? 0;
		solved.push([analysis.component, usersAt(utilizationAt)]);
	}
	return replaced(loads, solved);
}

/** Components computed in all steps of the search together, and the steps that are worth beginning it. */
const MOST_WORK = 600;
const LEAST_STEPS = 12;

function estimateOf({ saturationUsers }: ComponentAnalysis): number {
	return saturationUsers.kind === "users" ? saturationUsers.users : Number.MAX_VALUE;
}

function replaced(
	{ components }: Loads,
	saturations: readonly (readonly [Component, SaturationUsers])[],
): ReadonlyMap<Component, ComponentAnalysis> {
	const result = new Map(components);
	for (const [component, saturationUsers] of saturations) {
		const analysis = result.get(component);
		if (analysis) result.set(component, { ...analysis, saturationUsers });
	}
	return result;
}

function firstToSaturate(components: Iterable<ComponentAnalysis>): ComponentAnalysis | undefined {
	let first: ComponentAnalysis | undefined;
	for (const analysis of components) {
		if (analysis.saturationUsers.kind === "users" && (!first || estimateOf(analysis) < estimateOf(first)))
			first = analysis;
	}
	return first;
}

function nothingSaturates(users: number | undefined): SaturationUsers {
	return users === undefined ? { kind: "unknown", missing: "users" } : { kind: "unbounded" };
}
