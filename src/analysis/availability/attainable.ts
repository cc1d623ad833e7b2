import type { Component, Place } from "../../model/architecture.ts";
import type { Removals } from "../analysis.ts";
import type { Loads } from "../loads.ts";
import { inSeries } from "../models/availability.ts";
import type { Availability } from "../reports.ts";
import {
	type Availabilities,
	availability,
	type Contribution,
	componentUnavailability,
	largestFirst,
	weightsOf,
	workOf,
} from "./availability.ts";
import { placeUnavailability } from "./tier.ts";

/** What is known of the availability soon enough to be said on every change of the text. */
export interface Attainable {
	readonly system: Availability;
	/** Otherwise only that counts which nothing replaces: the availability is not higher. */
	readonly exact: boolean;
	/** What the unavailability consists of, largest first. */
	readonly contributions: readonly Contribution[];
}

/** Components computed in all states together, up to which the whole is computed. */
const MOST_WORK = 600;

/**
 * The availability of the design. In large ones with many data centers and zones, where each state of those takes an
 * analysis of its own, a bound from above: the product of what operations of clients cannot do without (the removals),
 * which is there already. Undefined: there are no clients.
 */
export function attainableOf(
	loads: Loads,
	removals: () => Removals,
	availabilities: () => Availabilities,
): Attainable | undefined {
	if (workOf(loads, MOST_WORK) >= MOST_WORK) return hardDependencies(loads, removals());
	const { system, contributions } = availabilities();
	return system && { system, exact: true, contributions };
}

function hardDependencies(loads: Loads, { components, places }: Removals): Attainable | undefined {
	const { clients } = loads.demands;
	if (clients.length === 0) return undefined;
	const weights = weightsOf(loads);
	const needed = [...components, ...places].map(([element, failed]) => ({
		element,
		failed,
		unavailability: element.type === "place" ? placeUnavailability(element, loads.facts) : least(element, loads),
	}));
	const contributions = new Map<Component | Place, number>();
	let sum = 0;
	for (const [i, { client }] of clients.entries()) {
		const own = needed.filter(({ failed }) => failed.some((operation) => operation.client === client));
		const all = inSeries(own.map(({ unavailability }) => unavailability));
		sum += weights[i]! * all;
		for (const { element, unavailability } of own) {
			const rest = unavailability < 1 ? 1 - (1 - all) / (1 - unavailability) : 0;
			contributions.set(element, (contributions.get(element) ?? 0) + weights[i]! * (all - rest));
		}
	}
	return { system: availability(sum), exact: false, contributions: largestFirst(contributions) };
}

/** Reads and writes of a database fail differently; which of them clients cannot do without is not asked here. */
function least(component: Component, loads: Loads): number {
	const write = componentUnavailability(component, "write", loads);
	return component.kind === "database" ? Math.min(write, componentUnavailability(component, "read", loads)) : write;
}
