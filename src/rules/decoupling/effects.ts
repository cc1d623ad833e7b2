import type { Component, Element } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { flagOf } from "../../model/properties.ts";
import { heldBy, unique } from "../graph.ts";

/**
 * What the work of a consumer changes, itself or by calling others: data sets, and what it calls without saying that it
 * only reads there. To fill a cache anew, or to ask what may be asked twice, changes nothing.
 */
export function effectsOf(consumer: Component): readonly Element[] {
	const effects: Element[] = [];
	const reached = new Set([consumer]);
	for (const component of reached) {
		if (component !== consumer && flagOf(component, "idempotent") === true) continue;
		for (const { operation, data } of component.accesses) if (operation === "write") effects.push(data);
		for (const { to, replication } of component.outgoing) {
			if (replication) continue;
			const family = familyOf(to.kind);
			if (family === "router" || family === "compute") reached.add(to);
			else if (KEEPS.has(family) && to.kind !== "cache" && !isAccessed(to, component)) effects.push(to);
		}
	}
	return unique(effects);
}

const KEEPS: ReadonlySet<string> = new Set(["store", "queue", "external"]);

/** It says what it reads and writes there, and so makes no other calls. */
function isAccessed(store: Component, { accesses }: Component): boolean {
	const held = heldBy(store);
	return accesses.some(({ data }) => held.includes(data));
}
