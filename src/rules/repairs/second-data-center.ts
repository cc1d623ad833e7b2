import type { Architecture, Component, Element, Link, Place } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { elementsOf, wordOf } from "../../model/properties.ts";
import type { Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import {
	type Counterpart,
	connect,
	declare,
	type End,
	type NewElement,
	type Operation,
	set,
} from "../edit/operations.ts";
import { heldBy, isManaged, isSynchronous, lastClient, ofKind, requestPath } from "../graph.ts";
import type { RuleContext } from "../rule.ts";

/** Data centers that take part in answering requests. */
export function activeDataCenters(architecture: Architecture): readonly Place[] {
	const path = requestPath(architecture);
	const inside = (place: Place): boolean =>
		place.children.some((child) => (child.type === "place" ? inside(child) : path.has(child)));
	return architecture.places.filter((place) => place.kind === "datacenter" && inside(place));
}

/** What makes two data centers of one or none; undefined where there are two. */
export function twoDataCenters(architecture: Architecture):
	| {
			readonly id: "second" | "both";
			readonly data: { readonly first: string; readonly second: string };
			readonly steps: readonly Step[];
	  }
	| undefined {
	const [place, ...others] = activeDataCenters(architecture);
	if (others.length > 0) return undefined;
	if (place) {
		const data = { first: place.name, second: secondName(architecture, place.name) };
		return { id: "second", data, steps: [secondDataCenter] };
	}
	const [only, ...more] = topLevelTiers(architecture);
	const isGroup = only?.type === "place" && only.kind === "group" && more.length === 0;
	const first = isGroup ? only.name : freeName(architecture, "dc1", "datacenter1");
	const data = { first, second: secondName(architecture, first) };
	return { id: "both", data, steps: [firstDataCenter(first), secondDataCenter] };
}

/** The tiers of a design without a data center stand in one of this name afterwards. */
function firstDataCenter(name: string): Step {
	return ({ architecture }) => {
		const elements = topLevelTiers(architecture);
		const [only] = elements;
		if (!only) return undefined;
		if (elements.length === 1 && only.type === "place" && only.kind === "group") {
			return [{ type: "kind", place: only, kind: "datacenter" }];
		}
		const place: NewElement = { type: "new", kind: "datacenter", name, parent: undefined, properties: [] };
		return [{ type: "enclose", place, elements }];
	};
}

/** What has to stand in a data center, with the queues and workers behind it: all but what spans data centers anyway. */
function topLevelTiers(architecture: Architecture): readonly Element[] {
	const top = (element: Element): Element => (element.parent ? top(element.parent) : element);
	return [...new Set(tiersOf(architecture).map(top))];
}

/** Components that run on machines in some place. */
export function tiersOf({ components }: Architecture): readonly Component[] {
	return components.filter((component) => {
		const family = familyOf(component.kind);
		if (component.kind === "dns" || component.kind === "cdn" || isManaged(component)) return false;
		return family === "router" || family === "compute" || family === "store" || family === "queue";
	});
}

/**
 * A second data center with the tiers of the only one there is, and what belongs to it: DNS that sends each user to the
 * nearer of those that are up, replication of what is stored, and deployment to both.
 */
const secondDataCenter: Step = (context) => {
	const { architecture } = context;
	const [first, ...others] = activeDataCenters(architecture);
	if (!first || others.length > 0 || first.parent || first.copyOf) return undefined;
	const second: NewElement = {
		type: "new",
		kind: "datacenter",
		name: secondName(architecture, first.name),
		like: first,
		parent: undefined,
		beside: { element: first, side: "after" },
		properties: [],
	};
	const links = architecture.links.filter((link) => !link.implied && !link.copied && !link.replication);
	const entries = links.filter((link) => isInside(link.to, first) && !isInside(link.from, first));
	const exits = links.filter((link) => isInside(link.from, first) && !isInside(link.to, first));
	// What stands outside and calls a tier inside would be bound to this one data center.
	if (entries.some(({ from, share }) => share !== undefined || !isEntrance(from))) return undefined;
	return [
		declare(second),
		...routing(architecture, entries, first, second),
		...exits.map((link): Operation => ({ type: "twin", link, from: counterpart(link.from, first, second) })),
		...replication(context, first, second),
		...deployment(architecture, first, second),
	];
};

function secondName(architecture: Architecture, first: string): string {
	const pairs: Readonly<Record<string, string>> = { us: "eu", eu: "us", dc1: "dc2" };
	return freeName(architecture, pairs[first] ?? `${first}-2`);
}

function isEntrance({ kind }: Component): boolean {
	return kind === "client" || familyOf(kind) === "router";
}

function isInside(element: Element, place: Place): boolean {
	return element.parent !== undefined && (element.parent === place || isInside(element.parent, place));
}

function counterpart(of: Component, original: Place, copy: NewElement): Counterpart {
	return { type: "counterpart", of, original, copy };
}

/** Routers lead to both; a client that knew an address gets one for both from DNS. */
function routing(
	architecture: Architecture,
	entries: readonly Link[],
	first: Place,
	second: NewElement,
): readonly Operation[] {
	const result: Operation[] = [];
	const dnsFor = new Map<Component, NewElement>();
	for (const link of entries) {
		const copy = counterpart(link.to, first, second);
		if (link.from.kind !== "client") {
			result.push({ type: "twin", link, to: copy });
			continue;
		}
		let dns = dnsFor.get(link.to);
		if (!dns) {
			const only = dnsFor.size === 0 && !architecture.components.some(({ kind }) => kind === "dns");
			const own = `${link.to.name}-dns`;
			dns = {
				type: "new",
				kind: "dns",
				name: only ? freeName(architecture, "dns", "geo-dns") : freeName(architecture, own),
				parent: undefined,
				beside: { element: lastClient(architecture) ?? link.from, side: "after" },
				properties: GEO_ROUTING,
			};
			dnsFor.set(link.to, dns);
			// The one that is put in last stands right behind the link.
			result.push(declare(dns), connect(dns, copy, { behind: link }), connect(dns, link.to, { behind: link }));
		}
		result.push({ type: "redirect", link, to: dns });
	}
	const known = new Set(entries.map(({ from }) => from).filter(({ kind }) => kind === "dns"));
	for (const dns of known) {
		for (const [property, value] of GEO_ROUTING) {
			if (property !== "ttl" || !dns.properties.has("ttl")) result.push(set(dns, property, value));
		}
	}
	return result;
}

const GEO_ROUTING = [
	["routing", "geo"],
	["health-checks", "true"],
	["ttl", "60s"],
] as const;

/** Each store has its copy; who writes it writes to the primary, wherever that is. */
function replication({ analysis }: RuleContext, first: Place, second: NewElement): readonly Operation[] {
	const stores = analysis.architecture.components.filter((store) => isInside(store, first) && isKept(store));
	return stores.flatMap((store) => {
		const failover = wordOf(store, "failover");
		const promoted = failover === "automatic" || failover === "manual";
		const copy = connect(store, counterpart(store, first, second), {
			...(!promoted && { properties: [["failover", "automatic"]] as const }),
		});
		const writers = store.incoming.filter(
			(link) =>
				isSynchronous(link) &&
				!link.implied &&
				isInside(link.from, first) &&
				// Where no load is known, what it declares still says that it writes.
				((analysis.links.get(link)?.writes ?? 0) > 0 || declaresWrites(link.from, store)),
		);
		const toPrimary = writers.map(({ from }): Operation => {
			const writer: End = counterpart(from, first, second);
			return connect(writer, store);
		});
		return [copy, ...toPrimary];
	});
}

function declaresWrites(writer: Component, store: Component): boolean {
	const held = heldBy(store);
	return writer.accesses.some(({ operation, data }) => operation === "write" && held.includes(data));
}

/** Its data would be missing in the other data center. A cache fills by itself, an index is built again. */
function isKept(store: Component): boolean {
	if (store.kind === "database") return true;
	return store.kind === "storage" && heldBy(store).length > 0;
}

function deployment(architecture: Architecture, first: Place, second: NewElement): readonly Operation[] {
	const pipelines = ofKind(architecture, "pipeline");
	if (pipelines.length === 0) {
		const both = [first, second];
		const name = freeName(architecture, "ci", "pipeline");
		const properties = [
			["deploys", both],
			["tests", both],
		] as const;
		return [declare({ type: "new", kind: "pipeline", name, parent: undefined, properties })];
	}
	return pipelines.flatMap((pipeline) =>
		["deploys", "tests"].flatMap((property) => {
			const named = elementsOf(pipeline, property);
			return named.includes(first) ? [set(pipeline, property, [...named, second])] : [];
		}),
	);
}
