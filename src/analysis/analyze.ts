import type { Architecture } from "../model/architecture.ts";
import type { Analysis, ComponentAnalysis, SaturationUsers } from "./analysis.ts";
import { loadsOf } from "./loads.ts";
import { removalsOf } from "./removal.ts";

export interface AnalysisOptions {
	/** Users of all clients together, in their proportions; absent: as declared. */
	readonly users?: number;
}

/** All numbers of `architecture`. Never fails and never holds NaN. */
export function analyze(architecture: Architecture, { users }: AnalysisOptions = {}): Analysis {
	const loads = loadsOf(architecture, { users });
	const { demands, traffic, routing, facts } = loads;
	const components = new Map(loads.components);
	// With no users there is no load to extrapolate from: what saturates is then asked at the declared number.
	const atRest = demands.users === 0 ? analyze(architecture, { users: demands.declaredUsers || 1_000_000 }) : undefined;
	if (atRest) {
		for (const [component, analysis] of components) {
			const { saturationUsers } = atRest.components.get(component) ?? analysis;
			components.set(component, { ...analysis, saturationUsers });
		}
	}
	const first = firstToSaturate(components.values());
	return {
		architecture,
		users: demands.users,
		requestsPerSecond: demands.clients.reduce((sum, { requestsPerSecond = 0 }) => sum + requestsPerSecond, 0),
		saturationUsers: first?.saturationUsers ?? nothingSaturates(demands.users),
		bottleneck: first?.component,
		components,
		links: loads.links,
		unserved: traffic.unserved,
		divergent: traffic.divergent,
		removals: removalsOf(architecture, routing, traffic.makesDefaultCall),
		assumptions: facts.ledger(),
	};
}

function firstToSaturate(components: Iterable<ComponentAnalysis>): ComponentAnalysis | undefined {
	let first: ComponentAnalysis | undefined;
	let least = Number.POSITIVE_INFINITY;
	for (const analysis of components) {
		const { saturationUsers } = analysis;
		if (saturationUsers.kind === "users" && saturationUsers.users < least) {
			least = saturationUsers.users;
			first = analysis;
		}
	}
	return first;
}

function nothingSaturates(users: number | undefined): SaturationUsers {
	return users === undefined ? { kind: "unknown", missing: "users" } : { kind: "unbounded" };
}
