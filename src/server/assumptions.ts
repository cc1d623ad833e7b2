import type { Analysis, Assumption, ComponentAnalysis } from "../analysis/analysis.ts";
import { FAR, READ_SHARE } from "../analysis/assumed.ts";
import type { Architecture, Component, Element } from "../model/architecture.ts";
import { familyOf } from "../model/kinds.ts";
import { oncePer } from "../model/once.ts";
import { elementsOf } from "../model/properties.ts";
import type { Inspection } from "../rules/inspect.ts";

/**
 * The defaults in use of some elements. A default counts as used once something is computed from it, so all that can rest on those of
 * these elements is computed first: what is listed must not depend on what somebody has looked at before.
 */
export function assumptionsOf(
	elements: readonly Element[],
	{ architecture, analysis }: Inspection,
): ReadonlyMap<Element, readonly Assumption[]> {
	const { details } = analysis;
	const readers = new Set<Component>();
	for (const element of elements) {
		if (element.type === "data") for (const user of usersOf(architecture).get(element) ?? []) readers.add(user);
		if (element.type !== "component") continue;
		readers.add(element);
		// How a router spreads requests decides who waits behind it, and the size of a message how much goes over its lines.
		const family = familyOf(element.kind);
		if (family === "router") for (const { to } of element.outgoing) void details.of(to).responseTime;
		if (family === "queue") for (const link of [...element.incoming, ...element.outgoing]) details.line(link);
	}
	for (const reader of readers) computeAll(reader, details);
	if (elements.some(({ type }) => type === "component")) void details.availabilities().components;
	// Of what takes a time that is not known only those wait that are upstream of it, a client at last.
	if (elements.some((element) => element.type === "component" && isUnlimited(element, analysis)))
		void details.latencies();
	if (elements.some(({ type }) => type === "place")) void details.availabilities().places;
	const inUse = (element: Element): readonly Assumption[] =>
		analysis.assumptionsOf(element).filter((assumption) => isInUse(element, assumption, analysis));
	return new Map(elements.map((element) => [element, inUse(element)]));
}

function isUnlimited(component: Component, { components }: Analysis): boolean {
	const roles = components.get(component)?.roles ?? [];
	return roles.length > 0 && roles.every(({ capacity = Number.POSITIVE_INFINITY }) => !Number.isFinite(capacity));
}

/** How often a client comes back is asked by stores of its sessions, wherever they are; a way of packets belongs to whoever waits for it. */
const OF_OTHERS: ReadonlySet<string> = new Set(["visits", "latency"]);

/** Where no request arrives these are read only for the paths that lead there, and make no number. */
const OF_REQUESTS: ReadonlySet<string> = new Set([
	...["service-time", "read-time", "write-time", "read share", "hit-ratio", FAR.property],
]);

function isInUse(element: Element, { property }: Assumption, { components }: Analysis): boolean {
	if (OF_OTHERS.has(property)) return false;
	const analysis = element.type === "component" ? components.get(element) : undefined;
	if (element.type === "component" && !analysis?.requestsPerSecond && OF_REQUESTS.has(property)) return false;
	// How long a write waits for copies: without writes only paths ask for it.
	if (property === "replication" && !analysis?.writes) return false;
	return property !== READ_SHARE.property || !analysis || familyOf(element.kind) !== "store" || hasPlainCalls(analysis);
}

/** It is called by some who do not say what they read or write. A path that leads there asks for their reads also where there are none. */
function hasPlainCalls({ reads, readsByData }: ComponentAnalysis): boolean {
	let told = 0;
	for (const rate of readsByData.values()) told += rate;
	return reads - told > 1e-9 * reads;
}

/** Of those that hold, read or write each data set the first of each kind: the others read the same of it, and there may be hundreds. */
const usersOf = oncePer(({ components }: Architecture): ReadonlyMap<Element, ReadonlySet<Component>> => {
	const users = new Map<Element, Set<Component>>();
	const noted = new Set<string>();
	for (const component of components) {
		const note = (one: Element, how: string): void => {
			const key = `${one.id} ${how} ${component.kind}`;
			if (noted.has(key)) return;
			noted.add(key);
			const known = users.get(one);
			if (known) known.add(component);
			else users.set(one, new Set([component]));
		};
		for (const one of elementsOf(component, "holds")) note(one, "holds");
		for (const access of component.accesses) note(access.data, access.operation);
	}
	return users;
});

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
