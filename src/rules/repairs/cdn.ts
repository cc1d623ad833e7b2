import type { Component, DataSet, Link, PropertyValue } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import type { Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { connect, declare, type NewElement, type Operation, set } from "../edit/operations.ts";
import { heldBy, isSynchronous, lastClient, requestPath, unique } from "../graph.ts";
import type { RuleContext } from "../rule.ts";

/**
 * Serves static data sets from a content delivery network that fetches what it misses from `origin`. Clients fetch them
 * by themselves from now on, where a service did it for them.
 */
export function cdnInFront(originId: string, dataIds: readonly string[]): Step {
	return (context) => {
		const { architecture } = context;
		const origin = architecture.elements.get(originId);
		const data = dataIds.map((id) => architecture.elements.get(id)).filter((one) => one?.type === "data");
		if (origin?.type !== "component" || data.length === 0) return undefined;
		const moves = accessMoves(context, data);
		if (!moves) return undefined;
		const clients = unique([...readersOf(architecture.components, data, "client"), ...moves.clients]);
		if (clients.length === 0) return undefined;
		const cdn = cdnFor(context, origin, data);
		const direct = clients.flatMap(({ outgoing }) =>
			outgoing.filter((link) => leadsOnlyTo(link.to, origin) && isSynchronous(link) && !link.implied),
		);
		const known = cdn.type !== "new";
		const held = known ? [...heldBy(cdn), ...data] : data;
		const redirected = direct.filter(({ from }) => onlyReads(from, origin, held));
		const linked = (client: Component): boolean => known && client.outgoing.some(({ to }) => to === cdn);
		const line = redirected.find(({ properties }) => properties.has("bandwidth"))?.properties.get("bandwidth");
		const ops: Operation[] = known ? [set(cdn, "holds", held)] : [declare(cdn)];
		for (const client of clients) {
			const own = redirected.filter(({ from }) => from === client);
			if (linked(client)) ops.push(...own.map((link): Operation => ({ type: "disconnect", link })));
			else if (own.length > 0) ops.push(...own.flatMap((link) => redirect(link, cdn)));
			else ops.push(connect(client, cdn));
		}
		const behind = redirected.find((link) => !linked(link.from));
		const onward = known ? cdn.outgoing.find(({ to }) => leadsOnlyTo(to, origin)) : undefined;
		if (!onward) {
			ops.push(
				connect(cdn, behind?.to ?? origin, {
					...(behind && sameScope(behind, cdn) && { behind }),
					...(line && { properties: [["bandwidth", textOf(line)]] }),
				}),
			);
		} else if (line && !onward.properties.has("bandwidth")) ops.push(set(onward, "bandwidth", textOf(line)));
		return [...ops, ...moves.operations];
	};
}

/** The line of the origin stays in front of it: what the CDN fetches takes it then. */
function redirect(link: Link, to: Component | NewElement): readonly Operation[] {
	return [
		...(link.properties.has("bandwidth") ? [{ type: "unset", of: link, property: "bandwidth" } as const] : []),
		{ type: "redirect", link, to },
	];
}

/** Of the value, as written. */
function textOf({ at, node: { value } }: PropertyValue): string {
	return value ? at.file.text.slice(value.start, value.end) : "";
}

/** One that the clients know already, else a new one. */
export function cdnFor(
	{ architecture }: RuleContext,
	origin: Component,
	data: readonly DataSet[],
): Component | NewElement {
	const clients = readersOf(architecture.components, data, "client");
	const known = architecture.components.find(
		(cdn) => cdn.kind === "cdn" && !cdn.copyOf && cdn.incoming.some(({ from }) => clients.includes(from)),
	);
	if (known) return known;
	const anchor = origin.parent ? lastClient(architecture) : origin;
	return {
		type: "new",
		kind: "cdn",
		name: freeName(architecture, "cdn", "edge"),
		parent: undefined,
		...(anchor && { beside: { element: anchor, side: anchor === origin ? "before" : "after" } }),
		properties: [
			["holds", data],
			["ttl", "24h"],
			["fallback", "origin"],
		],
	};
}

/** Clients or services on the request path that read one of the data sets. */
export function readersOf(
	components: readonly Component[],
	data: readonly DataSet[],
	kind: "client" | "service",
): readonly Component[] {
	return components.filter(
		(component) =>
			component.kind === kind &&
			component.accesses.some((access) => access.operation === "read" && data.includes(access.data)),
	);
}

/** What services read for their clients becomes what the clients read. Undefined where that would change the load. */
function accessMoves(
	{ architecture, analysis }: RuleContext,
	data: readonly DataSet[],
): { readonly clients: readonly Component[]; readonly operations: readonly Operation[] } | undefined {
	const path = requestPath(architecture);
	const operations: Operation[] = [];
	const clients: Component[] = [];
	for (const service of readersOf(architecture.components, data, "service").filter((one) => path.has(one))) {
		const senders = architecture.components.filter((one) => one.kind === "client" && leadsTo(one, service));
		const rate = (component: Component): number => analysis.components.get(component)?.requestsPerSecond ?? 0;
		const sent = senders.reduce((sum, client) => sum + rate(client), 0);
		if (senders.length === 0 || Math.abs(sent - rate(service)) > 0.01 * sent) return undefined;
		for (const access of service.accesses) {
			if (access.operation !== "read" || !data.includes(access.data)) continue;
			const text = access.at.file.text.slice(access.at.span.start, access.at.span.end);
			const share = /\s(x[\d.]+|[\d.]+\s*%)$/.exec(text)?.[1] ?? "";
			operations.push({ type: "drop-access", component: service, access });
			for (const client of senders) {
				if (client.accesses.some((own) => own.data === access.data)) return undefined;
				operations.push({ type: "access", component: client, operation: "reads", data: access.data, share });
			}
		}
		clients.push(...senders);
	}
	return { clients: unique(clients), operations };
}

function leadsTo(from: Component, target: Component): boolean {
	const seen = new Set([from]);
	for (const component of seen) {
		if (component === target) return true;
		for (const link of component.outgoing) if (isSynchronous(link)) seen.add(link.to);
	}
	return false;
}

/** It is the origin, or a router that knows nothing but the origin and its copies. */
function leadsOnlyTo(component: Component, origin: Component): boolean {
	if (component === origin) return true;
	if (component.kind === "cdn" || familyOf(component.kind) !== "router") return false;
	const targets = component.outgoing.map(({ to }) => to);
	return targets.includes(origin) && targets.every((to) => to.name === origin.name && to.kind === origin.kind);
}

/** The client asks the origin for nothing else. */
function onlyReads(client: Component, origin: Component, data: readonly DataSet[]): boolean {
	const held = heldBy(origin);
	return client.accesses.every((access) => !held.includes(access.data) || data.includes(access.data));
}

function sameScope(link: Link, cdn: Component | NewElement): boolean {
	return link.from.parent === cdn.parent;
}
