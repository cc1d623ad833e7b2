import type { Architecture, Component } from "../../model/architecture.ts";
import type { Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { type NewElement, splice } from "../edit/operations.ts";
import { unbalancedLinks, withCopies } from "../graph.ts";

/** Puts a pair of load balancers in front of a service that has none. */
export function balance(id: string): Step {
	return ({ architecture }) => {
		const service = architecture.elements.get(id);
		if (service?.type !== "component") return undefined;
		const links = withCopies(service, architecture).flatMap((one) =>
			unbalancedLinks(one).filter(({ copied }) => !copied),
		);
		return links.length === 0 ? [] : splice(links, newBalancer(architecture, service), service);
	};
}

export function newBalancer(architecture: Architecture, service: Component): NewElement {
	const own = `${service.name}-lb`;
	const isEntrance = service.incoming.some(({ from }) => ["client", "dns", "cdn"].includes(from.kind));
	return {
		type: "new",
		kind: "loadbalancer",
		name: isEntrance ? freeName(architecture, "lb", own) : freeName(architecture, own),
		times: 2,
		parent: service.parent,
		beside: { element: service, side: "before" },
		properties: [],
	};
}
