import type { Component, Place } from "../../model/architecture.ts";
import { type Loads, loadsOf } from "../loads.ts";
import type { Availability } from "../reports.ts";
import { ALL_UP, inside } from "../state.ts";
import { failureDomains } from "../traffic/routing.ts";
import { DecisionDiagram, type Formula } from "./decision-diagram.ts";
import { compile, isMet, type Need, type Part, RequirementGraph } from "./requirement-graph.ts";
import { Requirements } from "./requirements.ts";
import { tierUnavailability } from "./tier.ts";

const SECONDS_PER_YEAR = 365 * 86_400;
/** States of the places are tried one by one while there are so few; beyond, at most two fail at once. */
const PLACES_IN_FULL = 6;
const SAMPLES = 100_000;

export interface Availabilities {
	/** Of the components alone. */
	readonly components: ReadonlyMap<Component, Availability>;
	/** Of clients, with everything that they need. */
	readonly clients: ReadonlyMap<Component, Availability>;
	/** Mean over the clients, weighted by their requests. */
	readonly system: Availability | undefined;
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
	const failures = clients.map(() => 0);
	let spread = 0;
	let total = 0;
	for (const { down, probability } of placeStates(failing, loads)) {
		const state = { ...ALL_UP, down: new Set(down.flatMap(inside)) };
		const inState = down.length === 0 ? loads : loadsOf(architecture, { users: demands.users, state });
		const q = graph.parts.map((part) => partUnavailability(part, inState, down, loads));
		total += probability;
		for (const [i, need] of needs.entries()) {
			const formula = formulas[i];
			failures[i]! += probability * (formula === undefined ? simulated(need, q) : exact(diagram, formula, q));
			if (formula === undefined) spread = Math.max(spread, 1 / Math.sqrt(SAMPLES));
		}
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
		const part = { element: component, operation: "write" as const };
		components.set(component, availability(partUnavailability(part, loads, [], loads), 0));
	}
	return { components, clients: byClient, system: systemOf(byClient, loads) };
}

function exact(diagram: DecisionDiagram, formula: Formula, q: readonly number[]): number {
	return diagram.failure(formula, q);
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
	// In a state the places are certain; a place inside one that is down is down with it.
	if (element.type === "place")
		return down.some((place) => place === element || failureDomains(element).includes(place)) ? 1 : 0;
	const analysis = inState.components.get(element);
	const reader = analysis?.roles.find(({ role }) => role === "replica") ?? analysis?.roles[0];
	const load = { total: analysis?.requestsPerSecond ?? 0, readUtilization: reader?.utilization };
	return tierUnavailability(element, operation, load, normal.facts, down.length > 0);
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

function placeUnavailability(place: Place, { facts }: Loads): number {
	return 1 - (facts.of(place, "availability")?.value ?? 1);
}

function systemOf(clients: ReadonlyMap<Component, Availability>, { demands }: Loads): Availability | undefined {
	let weights = 0;
	let sum = 0;
	let plusMinus = 0;
	for (const { client, requestsPerSecond } of demands.clients) {
		const found = clients.get(client);
		if (!found) continue;
		const weight = requestsPerSecond ?? 0;
		weights += weight;
		sum += weight * found.unavailability;
		plusMinus = Math.max(plusMinus, found.plusMinus ?? 0);
	}
	if (clients.size === 0) return undefined;
	const all = [...clients.values()];
	const mean = weights > 0 ? sum / weights : all.reduce((s, { unavailability }) => s + unavailability, 0) / all.length;
	return availability(mean, plusMinus);
}

function availability(unavailability: number, plusMinus: number): Availability {
	return {
		availability: 1 - unavailability,
		unavailability,
		downtimeSecondsPerYear: unavailability * SECONDS_PER_YEAR,
		...(plusMinus > 0 && { plusMinus }),
	};
}
