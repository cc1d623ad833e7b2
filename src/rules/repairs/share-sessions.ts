import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { flagOf } from "../../model/properties.ts";
import type { Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { declare, type NewElement, type Operation, set } from "../edit/operations.ts";
import { balancersOf, dataKind, heldBy, keepsSessions, sessionStores } from "../graph.ts";

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
