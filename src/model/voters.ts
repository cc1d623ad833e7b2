import type { Component, Element, Place } from "./architecture.ts";
import { elementsOf, numberOf, wordOf } from "./properties.ts";

/** Nodes of a quorum that vote. */
export function votersOf(database: Component): number {
	return numberOf(database, "voters") ?? (numberOf(database, "replicas") ?? 0) + 1;
}

/** Voters that must take a write, or answer a read. */
export function quorumOf(database: Component, operation: "read" | "write"): number {
	const voters = votersOf(database);
	return Math.min(voters, numberOf(database, `${operation}-quorum`) ?? Math.floor(voters / 2) + 1);
}

/** Voters of a quorum by the data center in which they stand: dealt out in turn over `voters-in`. Empty: nothing says where. */
export function votersByPlace(database: Component): ReadonlyMap<Place, number> {
	const found = new Map<Place, number>();
	if (wordOf(database, "replication") !== "quorum") return found;
	const places = elementsOf(database, "voters-in").filter((element) => element.type === "place");
	const voters = votersOf(database);
	for (const [i, place] of places.entries()) {
		const dealt = Math.floor(voters / places.length) + (i < voters % places.length ? 1 : 0);
		if (dealt > 0) found.set(place, (found.get(place) ?? 0) + dealt);
	}
	return found;
}

/** Voters that are lost with a place, those of places inside it included. */
export function votersLostWith(database: Component, place: Place): number {
	let lost = 0;
	for (const [site, voters] of votersByPlace(database)) if (site === place || isInside(site, place)) lost += voters;
	return lost;
}

function isInside({ parent }: Element, place: Place): boolean {
	return parent !== undefined && (parent === place || isInside(parent, place));
}

/**
 * Sets of data centers of which one has to be up whole, so that enough voters are left: each without any that it could do
 * without. Undefined: nothing says where the voters stand, or in so many places that the sets would be too many.
 */
export function sitesNeeded(
	database: Component,
	operation: "read" | "write",
): readonly (readonly Place[])[] | undefined {
	const sites = [...votersByPlace(database)];
	if (sites.length === 0 || sites.length > MOST_SITES) return undefined;
	const quorum = quorumOf(database, operation);
	const sets: Place[][] = [];
	for (let set = 1; set < 1 << sites.length; set++) {
		const up = sites.filter((_, i) => set & (1 << i));
		const voters = up.reduce((sum, [, count]) => sum + count, 0);
		if (voters >= quorum && up.every(([, count]) => voters - count < quorum)) sets.push(up.map(([place]) => place));
	}
	return sets;
}

const MOST_SITES = 9;
