import type { Assumption } from "../analysis/analysis.ts";
import { Facts, isManaged } from "../analysis/facts.ts";
import { memo } from "../analysis/memo.ts";
import type { Architecture, Component, DataSet, Element, Link } from "../model/architecture.ts";
import { familyOf } from "../model/kinds.ts";
import { oncePer } from "../model/once.ts";
import { elementsOf, flagOf, numberOf, wordOf } from "../model/properties.ts";

/*
 * What the rules ask of the structure, in the words of the chapter.
 */

/** Components of one kind, in the order of the text. */
export function ofKind(architecture: Architecture, kind: string): readonly Component[] {
	return byKind(architecture).get(kind) ?? [];
}

const byKind = oncePer(({ components }: Architecture): ReadonlyMap<string, readonly Component[]> => {
	const found = new Map<string, Component[]>();
	for (const component of components) memo(found, component.kind, () => []).push(component);
	return found;
});

/** Some of the components, in the order of the text. */
export function inOrder(architecture: Architecture, some: readonly Component[]): readonly Component[] {
	if (some.length < 2) return some;
	const places = placesOf(architecture);
	return [...some].sort((a, b) => places.get(a)! - places.get(b)!);
}

const placesOf = oncePer(
	({ components }: Architecture): ReadonlyMap<Component, number> =>
		new Map(components.map((component, place) => [component, place])),
);

/** The caller waits for an answer. What goes into a queue or comes out of one does not wait. */
export function isSynchronous(link: Link): boolean {
	if (link.replication || flagOf(link, "async") === true) return false;
	return familyOf(link.from.kind) !== "queue" && familyOf(link.to.kind) !== "queue";
}

/** Everything that it handles comes out of queues. */
export function fetchesWork({ kind, incoming }: Component): boolean {
	return (
		familyOf(kind) === "compute" && incoming.length > 0 && incoming.every(({ from }) => familyOf(from.kind) === "queue")
	);
}

/** Components that a request of a client can reach while the client waits. */
export const requestPath = oncePer(({ components }: Architecture): ReadonlySet<Component> => {
	const reached = new Set(components.filter(({ kind }) => kind === "client"));
	for (const component of reached) {
		for (const link of component.outgoing) if (isSynchronous(link)) reached.add(link.to);
	}
	return reached;
});

/** Used inside a company only. */
export function isInternal(client: Component): boolean {
	return flagOf(client, "internal") === true;
}

/** Behind it stands what all clients go through. */
export function lastClient({ components, files }: Architecture): Component | undefined {
	return components.findLast(({ kind, parent, file }) => kind === "client" && !parent && file === files[0]);
}

/** It sends each request to one of several instances, and to another when one fails. */
export function isBalancer({ kind }: Component): boolean {
	return kind === "loadbalancer" || kind === "gateway";
}

/** Balancers that lead to a service. */
export function balancersOf(service: Component): readonly Component[] {
	return unique(
		service.incoming.filter((link) => isBalancer(link.from) && isSynchronous(link)).map(({ from }) => from),
	);
}

/** Links by which callers reach a service without any balancer; empty where there is one. */
export function unbalancedLinks(service: Component): readonly Link[] {
	if (service.kind !== "service" || isManaged(service) || balancersOf(service).length > 0) return [];
	return service.incoming.filter(isSynchronous);
}

/** Services that clients reach without another service in between: the web tier. */
export const entryServices = oncePer(({ components }: Architecture): readonly Component[] => {
	const reached = new Set(components.filter(({ kind }) => kind === "client"));
	for (const component of reached) {
		if (component.kind === "service") continue;
		for (const link of component.outgoing) if (isSynchronous(link)) reached.add(link.to);
	}
	return components.filter((component) => component.kind === "service" && reached.has(component));
});

/** Sessions live in the memory of its instances. */
export function keepsSessions(component: Component): boolean {
	return wordOf(component, "sessions") === "local";
}

/** Nodes that hold the same thing, as far as declared: one that is lost leaves the others. */
export function copiesOf(component: Component): number {
	if (component.kind === "database") {
		const replicas = numberOf(component, "replicas") ?? 0;
		return Math.max(1 + replicas, isQuorum(component) ? (numberOf(component, "voters") ?? 1 + replicas) : 0);
	}
	return component.instances.min * (component.kind === "cache" ? 1 + (numberOf(component, "replicas") ?? 0) : 1);
}

/** Any majority of its nodes goes on without the others. */
export function isQuorum(database: Component): boolean {
	return wordOf(database, "replication") === "quorum";
}

/** Another store has a copy of it, or it is itself the copy of one. */
export function isReplicated(store: Component): boolean {
	return [...store.outgoing, ...store.incoming].some(({ replication }) => replication);
}

export const heldBy = oncePer((store: Component): readonly DataSet[] =>
	unique(elementsOf(store, "holds").filter((element) => element.type === "data")),
);

export function dataKind(data: DataSet): string {
	return wordOf(data, "kind") ?? "durable";
}

/** Their kinds as they are taken to be, where none of them says it. */
export function assumedKinds(data: readonly DataSet[]): readonly Assumption[] {
	if (data.some(({ properties }) => properties.has("kind"))) return [];
	const facts = new Facts();
	for (const one of data) facts.word(one, "kind");
	return facts.ledger();
}

/** Stores that `sessions: STORE` of some service names. */
export const sessionStores = oncePer(({ components }: Architecture): ReadonlyMap<Component, readonly Component[]> => {
	const stores = new Map<Component, Component[]>();
	for (const service of components) {
		for (const store of elementsOf(service, "sessions")) {
			if (store.type === "component") stores.set(store, [...(stores.get(store) ?? []), service]);
		}
	}
	return stores;
});

/** The same, and those that hold a data set of sessions, with the services that use it. */
export const allSessionStores = oncePer((architecture: Architecture): ReadonlyMap<Component, readonly Component[]> => {
	const stores = new Map(sessionStores(architecture));
	const { components } = architecture;
	for (const store of components) {
		if (stores.has(store) || (store.kind !== "cache" && store.kind !== "database")) continue;
		const sessions = heldBy(store).filter((data) => dataKind(data) === "session");
		if (sessions.length === 0) continue;
		const users = components.filter(({ accesses }) => accesses.some(({ data }) => sessions.includes(data)));
		if (users.length > 0) stores.set(store, users);
	}
	return stores;
});

/** As far as is known: a database that does not say what it holds holds something that matters. */
export function keepsDurableData(store: Component): boolean {
	const held = heldBy(store);
	return held.length === 0 || held.some((data) => dataKind(data) === "durable");
}

/** Messages that failed elsewhere wait there for a person. */
export function takesDeadLetters(queue: Component, architecture: Architecture): boolean {
	return deadLetterQueues(architecture).has(queue);
}

const deadLetterQueues = oncePer(
	({ components }: Architecture): ReadonlySet<Element> =>
		new Set(components.flatMap((component) => elementsOf(component, "dead-letter"))),
);

/** Each part of what it keeps is there once, and could not be had again. */
export function lacksCopies(database: Component): boolean {
	if ((numberOf(database, "replicas") ?? 0) > 0 || isQuorum(database) || isManaged(database)) return false;
	return !isReplicated(database) && keepsDurableData(database);
}

/** What a copy by `like` is a copy of, in the end. */
export function originalOf<Kind extends Element>(element: Kind): Kind {
	return element.copyOf ? originalOf(element.copyOf as Kind) : element;
}

/** The component and all that `like` made of it. */
export function withCopies(component: Component, { components }: Architecture): readonly Component[] {
	return components.filter((one) => originalOf(one) === component);
}

export function unique<T>(items: readonly T[]): readonly T[] {
	return items.length < 2 ? items : [...new Set(items)];
}

export { isManaged };
