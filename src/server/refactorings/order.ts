import type { Architecture } from "../../model/architecture.ts";
import { wordOf } from "../../model/properties.ts";
import type { Renaming } from "./rearrange.ts";

/** The first target of a router that fails over gets everything, so that the order of its links says something. */
export function keepsFailoverOrder(before: Architecture, after: Architecture, idOf: Renaming): boolean {
	return before.components.every((component) => {
		if (wordOf(component, "routing") !== "failover") return true;
		const id = idOf(component);
		const now = id === undefined ? undefined : after.elements.get(id);
		if (now?.type !== "component") return false;
		const targets = component.outgoing.map(({ to }) => idOf(to));
		return now.outgoing.every(({ to }, index) => to.id === targets[index]);
	});
}
