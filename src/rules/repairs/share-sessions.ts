import type { Localized } from "../../language/locale.ts";
import type { Architecture, Component, DataSet, Place } from "../../model/architecture.ts";
import { flagOf, wordOf } from "../../model/properties.ts";
import type { Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { declare, type NewElement, type Operation, set } from "../edit/operations.ts";
import { balancersOf, dataKind, entryServices, heldBy, keepsSessions, sessionStores } from "../graph.ts";

/** Moves the sessions of a service to a store that all of its instances share, and frees its balancers to send anyone anywhere. */
export function shareSessions(id: string): Step {
	return ({ architecture }) => {
		const service = architecture.elements.get(id);
		if (service?.type !== "component" || !keepsSessions(service)) return [];
		const store = sharedStore(architecture, service);
		const created = store.type === "new" ? [declare(store)] : [];
		return [...created, set(service, "sessions", store), ...releases(service)];
	};
}

/** Moves the sessions of a service into a token that the client sends along with each request. */
export function tokenSessions(id: string): Step {
	return ({ architecture }) => {
		const service = architecture.elements.get(id);
		if (service?.type !== "component" || !keepsSessions(service)) return [];
		return [set(service, "sessions", "token"), ...releases(service)];
	};
}

/** The store that others in the same place keep their sessions in already, or that holds them; else a new cache. */
export function sharedStore(architecture: Architecture, service: Component): Component | NewElement {
	const near = (component: Component): boolean => component.parent === service.parent;
	const used = [...sessionStores(architecture).keys()].find(near);
	if (used) return used;
	const sessions = architecture.data.filter((data) => dataKind(data) === "session");
	const holds = (component: Component): boolean => heldBy(component).some((data) => sessions.includes(data));
	const holder = architecture.components.find((component) => near(component) && holds(component));
	if (holder) return holder;
	const data = sessions.find((one) => !architecture.components.some((component) => heldBy(component).includes(one)));
	return newStore(architecture, service, data);
}

/** What `sharedStore` leads to, in words. */
export function storeText(...of: Parameters<typeof sharedStore>): Localized {
	return textOf(sharedStore(...of));
}

function textOf(store: Component | NewElement): Localized {
	return store.type === "new"
		? { en: `a new shared store \`${store.name}\` x2`, ko: `새 공유 저장소 \`${store.name}\` x2` }
		: { en: `the shared store \`${store.id}\``, ko: `공유 저장소 \`${store.id}\`` };
}

function newStore(architecture: Architecture, service: Component, data: DataSet | undefined): NewElement {
	return {
		type: "new",
		kind: "cache",
		name: freeName(architecture, "sessions", "session-store"),
		times: 2,
		parent: service.parent,
		beside: { element: service, side: "after" },
		properties: [
			...(data ? ([["holds", data]] as const) : []),
			["replicas", "1"],
			["ttl", (data && lifetime(data)) ?? "30min"],
		],
	};
}

/** Keeps a data set of sessions for the services that users meet first: in the store that holds it, else in a new one. */
export function placeSessions(dataId: string): Step {
	return ({ architecture }) => {
		const data = architecture.elements.get(dataId);
		const services = homelessServices(architecture);
		if (data?.type !== "data" || services.length === 0) return undefined;
		const stores = new Map<Place | undefined, Component | NewElement>();
		const operations: Operation[] = [];
		for (const service of services) {
			const known = stores.get(service.parent);
			const store = known ?? storeFor(architecture, service, data);
			if (!known && store.type === "new") operations.push(declare(store));
			stores.set(service.parent, store);
			operations.push(set(service, "sessions", store));
		}
		return operations;
	};
}

/** What `placeSessions` does, in words. */
export function placeText(architecture: Architecture, data: DataSet): Localized {
	const [service] = homelessServices(architecture);
	return service ? textOf(storeFor(architecture, service, data)) : { en: "", ko: "" };
}

/** Services that users meet first and that do not say where they keep sessions. */
export function homelessServices(architecture: Architecture): readonly Component[] {
	return entryServices(architecture).filter((service) => {
		const declared = service.properties.get("sessions");
		return !service.copyOf && (declared === undefined || wordOf(service, "sessions") === "none");
	});
}

function storeFor(architecture: Architecture, service: Component, data: DataSet): Component | NewElement {
	const holders = architecture.components.filter(
		(component) => (component.kind === "cache" || component.kind === "database") && heldBy(component).includes(data),
	);
	const near = holders.find(({ parent }) => parent === service.parent);
	return near ?? holders[0] ?? newStore(architecture, service, data);
}

/** As it is written. */
function lifetime(data: DataSet): string | undefined {
	const property = data.properties.get("lifetime");
	const value = property?.node.value;
	return value && property.at.file.text.slice(value.start, value.end);
}

/** Balancers need not remember who belongs where, unless another service behind them keeps sessions. */
function releases(service: Component): Operation[] {
	const bound = balancersOf(service).filter((balancer) => flagOf(balancer, "sticky") === true);
	const free = bound.filter((balancer) => balancer.outgoing.every(({ to }) => to === service || !keepsSessions(to)));
	return free.map((balancer) => set(balancer, "sticky", "false"));
}
