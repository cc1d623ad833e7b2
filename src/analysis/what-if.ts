import type { Architecture, Component } from "../model/architecture.ts";
import type { FailedOperation } from "./analysis.ts";
import { Needs } from "./availability/needs.ts";
import { HOT, loadsOf } from "./loads.ts";
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
	const needs = new Needs(before);
	const { state: lost, unknown } = stateWithout(architecture, parts);
	const without = (state: State): State => ({ ...state, unable: needs.unableIn(state) });
	const taken = without(lost);
	const down = new Set(taken.down);
	const overloaded: Component[] = [];
	let state = taken;
	let after = loadsOf(architecture, { users, state });
	for (;;) {
		const next = [...after.components.values()].filter(
			({ component, utilization = 0 }) =>
				!down.has(component) &&
				!state.unable?.has(component) &&
				utilization >= 1 &&
				utilization > (before.components.get(component)?.utilization ?? 0),
		);
		if (next.length === 0) break;
		for (const { component } of next) {
			down.add(component);
			overloaded.push(component);
		}
		state = without({ ...taken, down });
		after = loadsOf(architecture, { users, state });
	}
	const degraded = [...after.components.values()]
		.filter(({ component }) => !down.has(component))
		.filter(({ component, utilization = 0 }) => {
			const usual = before.components.get(component)?.utilization ?? 0;
			const lostTarget = callLinks(component).some(({ to }) => down.has(to));
			return (
				taken.lost.has(component) ||
				taken.readOnly.has(component) ||
				taken.lostShards.has(component) ||
				lostTarget ||
				(utilization >= HOT && usual < HOT)
			);
		})
		.map(({ component }) => component);
	// All shards must answer: for what is on one that is gone, its operations fail.
	const failed = needs.failedIn({ ...taken, down: new Set([...down, ...taken.lostShards.keys()]) });
	return { unknown, failed, components: [...down], overloaded, degraded, taken };
}
