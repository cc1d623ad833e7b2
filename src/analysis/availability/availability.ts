import type { Component, Place } from "../../model/architecture.ts";
import { type Loads, loadsOf } from "../loads.ts";
import type { Availability } from "../reports.ts";
import { ALL_UP, inside } from "../state.ts";
import { failureDomains } from "../traffic/routing.ts";
import { DecisionDiagram } from "./decision-diagram.ts";
import { compile, isMet, type Need, type Part, RequirementGraph } from "./requirement-graph.ts";
import { Requirements } from "./requirements.ts";
import { type TierLoad, tierUnavailability } from "./tier.ts";

const SECONDS_PER_YEAR = 365 * 86_400;
/** States of the places are tried one by one while there are so few; beyond, at most two fail at once. */
export const PLACES_IN_FULL = 6;
const SAMPLES = 100_000;

export interface Availabilities {
	/** Of the components alone. */
	readonly components: ReadonlyMap<Component, Availability>;
	/** Of clients, with everything that they need. */
	readonly clients: ReadonlyMap<Component, Availability>;
	/** Mean over the clients, weighted by their requests. */
	readonly system: Availability | undefined;
	/** What that of the system consists of, largest first. Without what had to be simulated. */
	readonly contributions: readonly Contribution[];
}

/** By how much the unavailability would be lower if an element never failed. For what stands beside others that is little. */
export interface Contribution {
	readonly element: Component | Place;
	readonly unavailability: number;
}

/**
 * Availability (model M11): each client's operations as a graph of AND and OR in which shared parts count once, exact by a
 * decision diagram, under every state of the data centers and zones, which are common causes: in each state the loads,
 * and so the instances that each tier needs, are those of the survivors.
 */
export function availabilitiesOf(loads: Loads): Availabilities {
	const { architecture, routing, traffic, demands } = loads;
	const places = architecture.places.filter(({ kind }) => kind !== "group");
	const graph = new RequirementGraph(places);
	const requirements = new Requirements(architecture, routing, traffic.makesDefaultCall, graph);
	const clients = demands.clients.map(({ client }) => client);
	const needs = clients.map((client) => graph.all(requirements.ofClient(client).map(({ need }) => need)));
	const diagram = new DecisionDiagram();
	const formulas = needs.map((need) => compile(need, diagram));
	const used = new Set(graph.parts.map(({ element }) => element));
	const failing = places.filter((place) => used.has(place) && placeUnavailability(place, loads) > 0);
	const weights = weightsOf(loads);
	const failures = clients.map(() => 0);
	const contributions = new Map<Component | Place, number>();
	/** Failures of the system in the states in which a place is up. */
	const beside = new Map(failing.map((place) => [place, 0]));
	let spread = 0;
	let total = 0;
	for (const { down, probability } of placeStates(failing, loads)) {
		total += probability;
		const stops = down.length > 0 && needs.every((need) => !isMet(need, (part) => isDown(graph.parts[part]!, down)));
		const inState = down.length === 0 || stops ? loads : stateOf(loads, down);
		const q = graph.parts.map((part) => partUnavailability(part, inState, down, loads));
		let all = 0;
		for (const [i, need] of needs.entries()) {
			const formula = formulas[i];
			const failure = stops ? 1 : formula === undefined ? simulated(need, q) : diagram.failure(formula, q);
			failures[i]! += probability * failure;
			all += weights[i]! * probability * failure;
			if (stops) continue;
			if (formula === undefined) {
				spread = Math.max(spread, 1 / Math.sqrt(SAMPLES));
				continue;
			}
			for (const [part, own] of diagram.contributions(formula, q).entries()) {
				const { element } = graph.parts[part]!;
				if (own > 0 && element.type === "component")
					contributions.set(element, (contributions.get(element) ?? 0) + weights[i]! * probability * own);
			}
		}
		for (const place of failing) if (!down.includes(place)) beside.set(place, beside.get(place)! + all);
	}
	const sum = failures.reduce((sum, failure, i) => sum + weights[i]! * failure, 0);
	for (const [place, failure] of beside) {
		const up = 1 - placeUnavailability(place, loads);
		contributions.set(place, Math.max(0, sum - (up > 0 ? failure / up : 0)));
	}
	// States that were left out count as failures: the result is a bound from below.
	const missing = Math.max(0, 1 - total);
	const byClient = new Map(
		clients.map((client, i) => [
			client,
			availability(Math.min(1, failures[i]! + (missing > 1e-15 ? missing : 0)), spread),
		]),
	);
	const components = new Map<Component, Availability>();
	for (const [component] of loads.components) {
		if (component.kind === "client") continue;
		components.set(component, availability(componentUnavailability(component, "write", loads)));
	}
	return {
		components,
		clients: byClient,
		system: systemOf(byClient, weights),
		contributions: largestFirst(contributions),
	};
}

export function largestFirst(contributions: ReadonlyMap<Component | Place, number>): readonly Contribution[] {
	return [...contributions]
		.filter(([, unavailability]) => unavailability > 0)
		.sort(([, a], [, b]) => b - a)
		.map(([element, unavailability]) => ({ element, unavailability }));
}

function stateOf({ architecture, demands }: Loads, down: readonly Place[]): Loads {
	const state = { ...ALL_UP, down: new Set(down.flatMap(inside)) };
	return loadsOf(architecture, { users: demands.users, state });
}

/** Monte Carlo with a fixed seed, for what no diagram can hold. */
function simulated(need: Need, q: readonly number[]): number {
	let state = 0x9e3779b9;
	const random = (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
	let failures = 0;
	for (let i = 0; i < SAMPLES; i++) {
		const failed = q.map((probability) => random() < probability);
		if (!isMet(need, (part) => failed[part]!)) failures++;
	}
	return failures / SAMPLES;
}

function partUnavailability(part: Part, inState: Loads, down: readonly Place[], normal: Loads): number {
	const { element, operation } = part;
	// In a state the places are certain.
	if (element.type === "place") return isDown(part, down) ? 1 : 0;
	return tierUnavailability(element, operation, loadOf(element, inState), normal.facts, down.length > 0);
}

/** Of a component alone, with everything else up. */
export function componentUnavailability(component: Component, operation: Part["operation"], loads: Loads): number {
	return tierUnavailability(component, operation, loadOf(component, loads), loads.facts, false);
}

function loadOf(component: Component, { components }: Loads): TierLoad {
	const { requestsPerSecond = 0, roles = [] } = components.get(component) ?? {};
	const reader = roles.find(({ role }) => role === "replica") ?? roles[0];
	return { total: requestsPerSecond, readUtilization: reader?.utilization };
}

/** A place that is down, or stands inside one that is. */
function isDown({ element }: Part, down: readonly Place[]): boolean {
	if (element.type !== "place") return false;
	return down.some((place) => place === element || failureDomains(element).includes(place));
}

function* placeStates(
	places: readonly Place[],
	loads: Loads,
): Iterable<{ readonly down: readonly Place[]; readonly probability: number }> {
	const q = places.map((place) => placeUnavailability(place, loads));
	const atMost = places.length <= PLACES_IN_FULL ? places.length : 2;
	function* from(i: number, down: readonly Place[], probability: number): ReturnType<typeof placeStates> {
		if (i === places.length) return yield { down, probability };
		yield* from(i + 1, down, probability * (1 - q[i]!));
		if (down.length < atMost) yield* from(i + 1, [...down, places[i]!], probability * q[i]!);
	}
	yield* from(0, [], 1);
}

export function placeUnavailability(place: Place, { facts }: Loads): number {
	return 1 - (facts.of(place, "availability")?.value ?? 1);
}

/** Share of each client in the requests; equal where none are known. */
export function weightsOf({ demands }: Loads): readonly number[] {
	const rates = demands.clients.map(({ requestsPerSecond = 0 }) => requestsPerSecond);
	const total = rates.reduce((sum, rate) => sum + rate, 0);
	return rates.map((rate) => (total > 0 ? rate / total : 1 / rates.length));
}

function systemOf(clients: ReadonlyMap<Component, Availability>, weights: readonly number[]): Availability | undefined {
	const all = [...clients.values()];
	if (all.length === 0) return undefined;
	return availability(
		all.reduce((sum, { unavailability }, i) => sum + weights[i]! * unavailability, 0),
		Math.max(...all.map(({ plusMinus = 0 }) => plusMinus)),
	);
}

export function availability(unavailability: number, plusMinus = 0): Availability {
	return {
		availability: 1 - unavailability,
		unavailability,
		downtimeSecondsPerYear: unavailability * SECONDS_PER_YEAR,
		...(plusMinus > 0 && { plusMinus }),
	};
}
