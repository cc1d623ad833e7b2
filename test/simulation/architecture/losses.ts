import type { Architecture, Component, Place } from "../../../src/model/architecture.ts";
import { takesTraffic } from "../../../src/model/kinds.ts";
import { numberOf, wordOf } from "../../../src/model/properties.ts";
import { amountOf } from "./declared.ts";
import { unableTargets } from "./outages.ts";

/** What is out of service in a run. */
export interface Losses {
	readonly down: ReadonlySet<Component>;
	/** Up, but without something that they cannot do without. */
	readonly unable: ReadonlySet<Component>;
	/** Instances (of a database: replicas) that are gone. */
	readonly lost: ReadonlyMap<Component, number>;
	/** Databases whose primary is gone, with nothing in its place. */
	readonly noWrites: ReadonlySet<Component>;
	/** Shards of databases that are gone, by their numbers from 0 on. */
	readonly lostShards: ReadonlyMap<Component, ReadonlySet<number>>;
}

/**
 * What is left without some parts, as docs/language.md tells it: a component, a place, an instance as `web#1`, of a database
 * its `#primary`, a `#replica` or a shard as `#shard2`. On purpose without anything of src/analysis.
 */
export function lossesOf(architecture: Architecture, parts: readonly string[]): Losses {
	const down = new Set<Component>();
	const noWrites = new Set<Component>();
	const lost = new Map<Component, number>();
	const lostShards = new Map<Component, Set<number>>();
	for (const part of parts) {
		const [id = "", piece] = part.split("#");
		const element = architecture.elements.get(id);
		if (element?.type === "place") for (const component of componentsIn(element)) down.add(component);
		else if (element?.type !== "component") throw new Error(`${id} is no part of the architecture`);
		else if (piece === undefined) down.add(element);
		else if (piece.startsWith("shard")) {
			const shards = lostShards.get(element) ?? new Set();
			lostShards.set(element, shards.add(Number(piece.slice("shard".length)) - 1));
		} else if (piece !== "primary") lost.set(element, (lost.get(element) ?? 0) + 1);
		else if ((amountOf(element, "replicas") ?? 0) === 0) down.add(element);
		// The replica that is promoted reads no more.
		else if (wordOf(element, "failover") === "automatic") lost.set(element, (lost.get(element) ?? 0) + 1);
		else noWrites.add(element);
	}
	for (const [component, count] of lost) {
		const nodes = component.kind === "database" ? 1 + (amountOf(component, "replicas") ?? 0) : component.instances.max;
		// Another node of a cache has copies of what is gone.
		if (component.kind === "cache" && (numberOf(component, "replicas") ?? 0) > 0) lost.delete(component);
		else if (nodes - count < leastOf(component, nodes)) down.add(component);
	}
	const unable = unableTargets(architecture, { down, noReads: new Set(), noWrites });
	return { down, unable, lost, noWrites, lostShards };
}

function leastOf(component: Component, nodes: number): number {
	const needs = component.properties.get("needs")?.value;
	if (needs?.type === "number") return Math.min(nodes, needs.value);
	return needs?.type === "word" ? Math.floor(nodes / 2) + 1 : 1;
}

function componentsIn(place: Place): readonly Component[] {
	return place.children.flatMap((child) =>
		child.type === "place" ? componentsIn(child) : takesTraffic(child.kind) ? [child] : [],
	);
}
