import type { Architecture, Component, Place } from "../model/architecture.ts";
import { takesTraffic } from "../model/kinds.ts";
import { numberOf, wordOf } from "../model/properties.ts";
import { declaredReplicas } from "../model/replication.ts";
import { votersLostWith } from "../model/voters.ts";
import { majority } from "./models/consistency.ts";

/** Which parts of an architecture are out of service. */
export interface State {
	/** Wholly. */
	readonly down: ReadonlySet<Component>;
	/** Instances (of a database: replicas) that a component has lost. */
	readonly lost: ReadonlyMap<Component, number>;
	/** Stores that serve reads, but for the moment no writes. */
	readonly readOnly: ReadonlySet<Component>;
	/** Shards that a database has lost while others are left. */
	readonly lostShards: ReadonlyMap<Component, number>;
	/** Up, but without what they need: routers that see it send elsewhere, where they can. */
	readonly unable?: ReadonlySet<Component>;
}

export const ALL_UP: State = { down: new Set(), lost: new Map(), readOnly: new Set(), lostShards: new Map() };

/**
 * The state without the named parts: a component or a place by its name, an instance as `us.web#1`, a part of a
 * database as `users#primary`, `users#replica` (one of them), `users#replica2` or `users#shard3`. Names that mean nothing come back in `unknown`.
 */
export function stateWithout(
	architecture: Architecture,
	parts: readonly string[],
): { readonly state: State; readonly unknown: readonly string[] } {
	const down = new Set<Component>();
	const lost = new Map<Component, number>();
	const readOnly = new Set<Component>();
	const lostShards = new Map<Component, number>();
	const unknown: string[] = [];
	// Replicas need no names of their own: to lose two of them is to say so twice.
	for (const part of parts.filter((part, i) => part.endsWith("#replica") || parts.indexOf(part) === i)) {
		const [name = "", instance] = part.split("#");
		const element = architecture.elements.get(name) ?? onlyOneCalled(architecture, name);
		if (element?.type === "place" && instance === undefined) {
			for (const component of inside(element)) down.add(component);
			for (const component of architecture.components) {
				const voters = component.kind === "database" ? votersLostWith(component, element) : 0;
				if (voters > 0) lost.set(component, (lost.get(component) ?? 0) + voters);
			}
		} else if (element?.type !== "component" || !takesTraffic(element.kind)) unknown.push(part);
		else if (instance === undefined) down.add(element);
		else if (!losePart(element, instance, { down, lost, readOnly, lostShards })) unknown.push(part);
	}
	for (const [component, count] of lost) {
		const left = nodesOf(component) - count;
		const { reads, writes } = neededNodes(component);
		if (left < reads) down.add(component);
		else if (left < writes) readOnly.add(component);
	}
	for (const [database, count] of lostShards) if (count >= shardsOf(database)) down.add(database);
	return { state: { down, lost, readOnly, lostShards }, unknown };
}

/** A bare name that one element alone has. */
function onlyOneCalled(architecture: Architecture, name: string) {
	const found = [...architecture.elements.values()].filter((element) => element.name === name);
	return found.length === 1 ? found[0] : undefined;
}

/** Every component in a place. */
export function inside(place: Place): Component[] {
	return place.children.flatMap((child) =>
		child.type === "place" ? inside(child) : takesTraffic(child.kind) ? [child] : [],
	);
}

interface Losses {
	readonly down: Set<Component>;
	readonly lost: Map<Component, number>;
	readonly readOnly: Set<Component>;
	readonly lostShards: Map<Component, number>;
}

function shardsOf(database: Component): number {
	return Math.max(1, numberOf(database, "shards") ?? 1);
}

function losePart(component: Component, part: string, { down, lost, readOnly, lostShards }: Losses): boolean {
	const lose = (from = lost): void => void from.set(component, (from.get(component) ?? 0) + 1);
	if (component.kind !== "database") {
		const number = Number(part);
		if (!Number.isInteger(number) || number < 1 || number > component.instances.max) return false;
		lose();
		return true;
	}
	const replicas = nodesOf(component) - 1;
	if (/^shard\d+$/.test(part)) {
		const number = Number(part.slice("shard".length));
		if (number < 1 || number > shardsOf(component)) return false;
		lose(lostShards);
		return true;
	}
	const replica = /^replica(\d*)$/.exec(part);
	if (replica) {
		const number = replica[1] === "" ? 1 : Number(replica[1]);
		if (number < 1 || number > replicas) return false;
		lose();
		return true;
	}
	if (part !== "primary") return false;
	if (wordOf(component, "replication") === "quorum") {
		// None of the voters is more than another.
		lose();
		return true;
	}
	const failover = wordOf(component, "failover");
	// A replica is promoted and reads no longer; where none can be, reads go on and writes stop.
	if (replicas === 0) down.add(component);
	else if (failover === "automatic") lose();
	else readOnly.add(component);
	return true;
}

function nodesOf(component: Component): number {
	// Nodes of a cache have copies.
	if (component.kind === "cache") return component.instances.max * (1 + (numberOf(component, "replicas") ?? 0));
	if (component.kind !== "database") return component.instances.max;
	const voters = wordOf(component, "replication") === "quorum" ? numberOf(component, "voters") : undefined;
	return voters ?? (declaredReplicas(component) ?? 0) + 1;
}

/** How many nodes must be left for reads, and for writes. */
function neededNodes(component: Component): { readonly reads: number; readonly writes: number } {
	const nodes = nodesOf(component);
	const needs = component.properties.get("needs")?.value;
	const least = needs?.type === "number" ? Math.min(nodes, needs.value) : needs?.type === "word" ? majority(nodes) : 1;
	if (wordOf(component, "replication") !== "quorum") return { reads: least, writes: least };
	const quorum = (property: string): number => Math.min(nodes, numberOf(component, property) ?? majority(nodes));
	return { reads: Math.max(least, quorum("read-quorum")), writes: Math.max(least, quorum("write-quorum")) };
}
