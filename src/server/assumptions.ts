import type { Analysis, Assumption } from "../analysis/analysis.ts";
import type { Component, Element } from "../model/architecture.ts";
import { familyOf } from "../model/kinds.ts";
import { elementsOf } from "../model/properties.ts";
import type { Inspection } from "../rules/inspect.ts";

/**
 * The defaults in use of some elements. A default counts as used once something is computed from it, so all that can rest on those of
 * these elements is computed first: what is listed must not depend on what somebody has looked at before.
 */
export function assumptionsOf(
	elements: readonly Element[],
	{ architecture: { components }, analysis }: Inspection,
): ReadonlyMap<Element, readonly Assumption[]> {
	const { details } = analysis;
	const readers = new Set<Component>();
	const data = new Set<Element>();
	for (const element of elements) {
		if (element.type === "data") data.add(element);
		if (element.type !== "component") continue;
		readers.add(element);
		// How a router spreads requests decides who waits behind it, and the size of a message how much goes over its lines.
		const family = familyOf(element.kind);
		if (family === "router" || family === "queue") for (const { to } of element.outgoing) readers.add(to);
		if (family === "queue") for (const link of [...element.incoming, ...element.outgoing]) details.line(link);
	}
	if (data.size > 0) for (const component of components) if (usesOneOf(component, data)) readers.add(component);
	for (const reader of readers) computeAll(reader, details);
	if (elements.some(({ type }) => type === "component")) void details.availabilities().components;
	if (elements.some(({ type }) => type === "place")) void details.availabilities().places;
	const inUse = (element: Element): readonly Assumption[] =>
		analysis.assumptionsOf(element).filter((assumption) => isInUse(element, assumption, analysis));
	return new Map(elements.map((element) => [element, inUse(element)]));
}

/** How often a client comes back is asked by stores of its sessions, wherever they are; a way of packets belongs to whoever waits for it. */
const OF_OTHERS: ReadonlySet<string> = new Set(["visits", "latency"]);

/** Where no request arrives these are read only for the paths that lead there, and make no number. */
const OF_REQUESTS: ReadonlySet<string> = new Set([
	...["service-time", "read-time", "write-time", "read share", "hit-ratio"],
]);

function isInUse(element: Element, { property }: Assumption, { components }: Analysis): boolean {
	if (OF_OTHERS.has(property)) return false;
	const isIdle = element.type === "component" && !components.get(element)?.requestsPerSecond;
	return !(isIdle && OF_REQUESTS.has(property));
}

function usesOneOf(component: Component, data: ReadonlySet<Element>): boolean {
	return (
		component.accesses.some((access) => data.has(access.data)) ||
		elementsOf(component, "holds").some((one) => data.has(one))
	);
}

function computeAll(component: Component, details: Analysis["details"]): void {
	details.steps(component);
	const reports = details.of(component);
	for (const name of REPORTS) void reports[name];
	details.nodesNeeded(component);
	details.partitionsNeeded(component);
}

const REPORTS = [
	...([
		"queueing",
		"responseTime",
		"scaling",
		"threads",
		"cache",
		"consistency",
		"shards",
		"queue",
		"storage",
	] as const),
	...(["bandwidthBitsPerSecond", "cost", "retries", "nodes"] as const),
];
