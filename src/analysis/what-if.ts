import type { Architecture, Component } from "../model/architecture.ts";
import type { FailedOperation } from "./analysis.ts";
import { isMet, RequirementGraph } from "./availability/requirement-graph.ts";
import { Requirements } from "./availability/requirements.ts";
import { HOT, type Loads, loadsOf } from "./loads.ts";
import { type State, stateWithout } from "./state.ts";
import { callLinks } from "./traffic/routing.ts";

export interface WhatIf {
	/** Names that mean nothing in this architecture. */
	readonly unknown: readonly string[];
	/** Operations of clients that no longer work. */
	readonly failed: readonly FailedOperation[];
	/** Components that are out of service in the end: those taken away, and those that broke down under the load. */
	readonly components: readonly Component[];
	/** Components that the load of the others breaks, in the order in which that happens. */
	readonly overloaded: readonly Component[];
	/** Components that go on with less: fewer instances, a dependency that is gone, or hot where they were not. */
	readonly degraded: readonly Component[];
	/** What was taken away at first, to see the loads that the others then get. */
	readonly taken: State;
}

/**
 * What happens when parts are taken away (model M12): the traffic goes where it still can; what then gets more than it
 * carries breaks down too, and so on until nothing more does.
 */
export function whatIf(architecture: Architecture, parts: readonly string[], users?: number): WhatIf {
	const before = loadsOf(architecture, { users });
	const { state: taken, unknown } = stateWithout(architecture, parts);
	const down = new Set(taken.down);
	const overloaded: Component[] = [];
	let after = loadsOf(architecture, { users, state: taken });
	for (;;) {
		const next = [...after.components.values()].filter(
			({ component, utilization = 0 }) =>
				!down.has(component) && utilization >= 1 && utilization > (before.components.get(component)?.utilization ?? 0),
		);
		if (next.length === 0) break;
		for (const { component } of next) {
			down.add(component);
			overloaded.push(component);
		}
		after = loadsOf(architecture, { users, state: { ...taken, down } });
	}
	const failed = failedOperations(before, { ...taken, down });
	const degraded = [...after.components.values()]
		.filter(({ component }) => !down.has(component))
		.filter(({ component, utilization = 0 }) => {
			const usual = before.components.get(component)?.utilization ?? 0;
			const lostTarget = callLinks(component).some(({ to }) => down.has(to));
			return (
				taken.lost.has(component) || taken.readOnly.has(component) || lostTarget || (utilization >= HOT && usual < HOT)
			);
		})
		.map(({ component }) => component);
	return { unknown, failed, components: [...down], overloaded, degraded, taken };
}

/** Operations whose requirements are not met with these components down. */
function failedOperations({ architecture, routing, traffic }: Loads, { down, readOnly }: State): FailedOperation[] {
	const graph = new RequirementGraph([]);
	const requirements = new Requirements(architecture, routing, traffic.makesDefaultCall, graph);
	const failed: FailedOperation[] = [];
	const isDown = (part: number): boolean => {
		const { element, operation } = graph.parts[part]!;
		return element.type === "component" && (down.has(element) || (operation === "write" && readOnly.has(element)));
	};
	for (const client of architecture.components) {
		if (client.kind !== "client") continue;
		for (const { operation, need } of requirements.ofClient(client)) {
			if (!isMet(need, isDown)) failed.push(operation);
		}
	}
	return failed;
}
