import type { Component, Link } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { dataCenterOf } from "../../model/replication.ts";
import { FAR, NEAR } from "../assumed.ts";
import { declaredFact, type Facts } from "../facts.ts";

/**
 * Round trip of the network for one call, in seconds: as declared, else that inside a place or between data centers. The
 * way from a client counts as inside a place, since nothing is known of the networks of users. Looking a name up costs
 * nothing, for the answer is kept; and the assumed time of a cache has the network in it.
 */
export function roundTrip(link: Link, facts: Facts): number {
	const declared = numberOf(link, "latency");
	if (declared !== undefined) return declared;
	const { from, to } = link;
	if (to.kind === "dns") return 0;
	const far = isFar(from, to);
	if (!far && to.kind === "cache" && !declaredFact(to, "service-time")) return 0;
	return facts.assume(from, far ? FAR : NEAR).value;
}

/** Round trip between the nodes of one tier. */
export function roundTripInside(component: Component, facts: Facts): number {
	return facts.assume(component, NEAR).value;
}

export function isFar(from: Component, to: Component): boolean {
	const [here, there] = [dataCenterOf(from), dataCenterOf(to)];
	return here !== undefined && there !== undefined && here !== there;
}
