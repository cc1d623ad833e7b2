import type { Component, Element, Place } from "../../model/architecture.ts";
import { once, oncePer } from "../../model/once.ts";
import type { Facts } from "../facts.ts";
import type { Loads } from "../loads.ts";
import type { Availability } from "../reports.ts";
import { isCache } from "../traffic/routing.ts";
import { chosenTargets } from "./needs.ts";
import { Failures, States } from "./states.ts";
import { placeUnavailability, tierUnavailability } from "./tier.ts";

const SECONDS_PER_YEAR = 365 * 86_400;

const MOST_HINGES = 6;

/** Components up to which the availability of clients can be waited for while somebody types or looks on. */
export const QUICK_FOR_CLIENTS = 40;

export interface Availabilities {
	/** Of the components alone. */
	readonly components: ReadonlyMap<Component, Availability>;
	/** Of the data centers and zones alone. */
	readonly places: ReadonlyMap<Place, Availability>;
	/** Of clients, with everything that they need. */
	readonly clients: ReadonlyMap<Component, Availability>;
	/** Mean over the clients, weighted by their requests. */
	readonly system: Availability | undefined;
	/** What that of the system consists of, largest first. */
	readonly contributions: readonly Contribution[];
	/** That of the system with other numbers for one element, on which no loads depend. */
	systemWith(changed: Element, facts: Facts): Availability | undefined;
	/** Everything fails as often with other numbers for what a tier carries. */
	isSameWith(changed: Component, facts: Facts): boolean;
}

/** By how much the unavailability would be lower if an element never failed. For what stands beside others that is little. */
export interface Contribution {
	readonly element: Component | Place;
	readonly unavailability: number;
}

/**
 * Availability (model M11): each client's operations as a graph of AND and OR in which shared parts count once, exact by a
 * decision diagram, under the states of what others have to stand in for: data centers and zones, which are common
 * causes, caches, and tiers behind a router. In each state the loads, and so the instances that each tier needs, are
 * those of the survivors. Where there are too many states, the less likely ones are drawn from, with a fixed seed.
 */
export function availabilitiesOf(loads: Loads): Availabilities {
	const weights = weightsOf(loads);
	// What a component does alone is known at once; over all states it takes much longer.
	const clientsIn = (states: States): Availability[] =>
		new Failures(states).all().map(({ mean, plusMinus }) => availability(mean, plusMinus));
	const clients = once(() => clientsIn(statesIn(loads)));
	const byClient = once(() => new Map(loads.demands.clients.map(({ client }, i) => [client, clients()[i]!])));
	const system = once(() => systemOf(clients(), weights));
	const components = once(() => {
		const alone = new Map<Component, Availability>();
		for (const component of loads.components.keys()) {
			if (component.kind !== "client")
				alone.set(component, availability(componentUnavailability(component, "write", loads)));
		}
		return alone;
	});
	const places = once(() => {
		const domains = loads.architecture.places.filter(({ kind }) => kind !== "group");
		return new Map(domains.map((place) => [place, availability(placeUnavailability(place, loads.facts))]));
	});
	const contributions = once(() => contributionsTo(system()?.unavailability ?? 0, statesIn(loads), weights));
	return {
		get components() {
			return components();
		},
		get places() {
			return places();
		},
		get clients() {
			return byClient();
		},
		get system() {
			return system();
		},
		get contributions() {
			return contributions();
		},
		systemWith(changed, facts) {
			return systemOf(clientsIn(new States({ ...loads, facts }, { states: statesIn(loads), changed })), weights);
		},
		isSameWith(changed, facts) {
			return statesIn(loads).failsAsIn({ ...loads, facts }, changed);
		},
	};
}

/** Components whose loads have to be computed for it, in all states together; not told apart from `enough` on. */
export function workOf(loads: Loads, enough: number): number {
	const size = loads.components.size;
	const hasCaches = [...loads.components.keys()].some((component) => isCache(component));
	const first = (chosenTargets(loads.architecture).size + (hasCaches ? 1 : 0)) * size;
	if (first >= enough) return first;
	const { budget, hinges } = statesIn(loads);
	return first + Math.min(budget, 2 ** hinges.length - 1) * size;
}

const statesIn = oncePer((loads: Loads) => new States(loads));

/**
 * By leaving out the failures of one element after the other, where what others stand in for are few; else in one pass, as if
 * every tier always had its usual load, which is exact where nothing has to stand in for anything.
 */
function contributionsTo(unavailability: number, states: States, weights: readonly number[]): readonly Contribution[] {
	const { parts, hinges, formulas } = states;
	const contributions = new Map<Component | Place, number>();
	const add = (element: Component | Place, more: number): void =>
		void contributions.set(element, (contributions.get(element) ?? 0) + more);
	if (hinges.length > 0 && hinges.length <= MOST_HINGES) {
		const elements = [...parts.map(({ element }) => element), ...states.tried].filter((element) => "type" in element);
		for (const element of new Set(elements)) {
			add(
				element,
				unavailability -
					mean(
						new Failures(states, element).all().map((failure) => failure.mean),
						weights,
					),
			);
		}
	} else {
		const ofParts = formulas.contributions(new Failures(states).ofParts());
		for (const [part, { element }] of parts.entries()) {
			if ("type" in element)
				add(
					element,
					mean(
						ofParts.map((own) => own[part]!),
						weights,
					),
				);
		}
	}
	return largestFirst(contributions);
}

export function largestFirst(contributions: ReadonlyMap<Component | Place, number>): readonly Contribution[] {
	return [...contributions]
		.filter(([, unavailability]) => unavailability > 0)
		.sort(([, a], [, b]) => b - a)
		.map(([element, unavailability]) => ({ element, unavailability }));
}

/** Of a component alone, with everything else up. */
export function componentUnavailability(component: Component, operation: "read" | "write", loads: Loads): number {
	const usual = loads.components.get(component);
	return tierUnavailability(component, operation, { inState: usual, usual }, loads.facts);
}

/** Share of each client in the requests; equal where none are known. */
export function weightsOf({ demands }: Loads): readonly number[] {
	const rates = demands.clients.map(({ requestsPerSecond = 0 }) => requestsPerSecond);
	const total = rates.reduce((sum, rate) => sum + rate, 0);
	return rates.map((rate) => (total > 0 ? rate / total : 1 / rates.length));
}

function systemOf(clients: readonly Availability[], weights: readonly number[]): Availability | undefined {
	if (clients.length === 0) return undefined;
	// The clients fail together rather than on their own, so their errors add up.
	return availability(
		mean(
			clients.map(({ unavailability }) => unavailability),
			weights,
		),
		mean(
			clients.map(({ plusMinus = 0 }) => plusMinus),
			weights,
		),
	);
}

function mean(values: readonly number[], weights: readonly number[]): number {
	return values.reduce((sum, value, i) => sum + weights[i]! * value, 0);
}

export function availability(unavailability: number, plusMinus = 0): Availability {
	return {
		availability: 1 - unavailability,
		unavailability,
		downtimeSecondsPerYear: unavailability * SECONDS_PER_YEAR,
		...(plusMinus > 0 && { plusMinus }),
	};
}
