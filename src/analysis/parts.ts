import type { Architecture, Component, Place } from "../model/architecture.ts";
import { takesTraffic } from "../model/kinds.ts";
import { numberOf } from "../model/properties.ts";

/** How much of an element is taken away: all of it, one of its instances, or one of the copies of a database. */
export type Extent = "whole" | "instance" | "primary" | "replica";

export interface LosablePart {
	/** As `stateWithout` reads it: `us`, `us.web`, `us.web#1`, `db#primary`. */
	readonly name: string;
	readonly element: Component | Place;
	readonly extent: Extent;
}

/** All that can be taken away: data centers and zones, components, and one instance or copy of those that have several. */
export function losableParts({ places, components }: Architecture): readonly LosablePart[] {
	return [
		...places
			.filter(({ kind }) => kind !== "group")
			.map((place): LosablePart => ({ name: place.id, element: place, extent: "whole" })),
		...components.flatMap((component) => extentsOf(component).map((extent) => partOf(component, extent))),
	];
}

/** How much of a component can be taken away; nothing of what carries no traffic, or of clients. */
export function extentsOf(component: Component): readonly Extent[] {
	if (!takesTraffic(component.kind) || component.kind === "client") return [];
	if (component.kind === "database")
		return (numberOf(component, "replicas") ?? 0) === 0 ? ["whole"] : ["whole", "primary", "replica"];
	return component.instances.max > 1 ? ["whole", "instance"] : ["whole"];
}

function partOf(element: Component, extent: Extent): LosablePart {
	const suffix = { whole: "", instance: "#1", primary: "#primary", replica: "#replica" }[extent];
	return { name: `${element.id}${suffix}`, element, extent };
}
