import type { Architecture, Component } from "../../model/architecture.ts";
import type { Step } from "../edit/fix.ts";
import type { Operation } from "../edit/operations.ts";
import { originalOf, withCopies } from "../graph.ts";

/** Takes a component out, with the links to it. Not where something else names it, or follows it by `like`. */
export function removeComponent(id: string): Step {
	return ({ architecture }) => {
		const found = architecture.elements.get(id);
		const component = found?.type === "component" ? originalOf(found) : undefined;
		if (!component || isNamedElsewhere(component, architecture)) return undefined;
		const links = withCopies(component, architecture)
			.flatMap(({ incoming, outgoing }) => [...incoming, ...outgoing])
			.filter(({ copied, implied }) => !copied && !implied);
		return [
			...links.map((link): Operation => ({ type: "disconnect", link })),
			{ type: "remove", file: component.file, span: component.declaration },
		];
	};
}

function isNamedElsewhere(component: Component, architecture: Architecture): boolean {
	const all = new Set<unknown>(withCopies(component, architecture));
	return [...architecture.elements.values()].some(
		(element) =>
			(element.inherits === component && !all.has(element)) ||
			(element.type !== "data" &&
				[...element.properties.values()].some(({ value }) => {
					const items = value.type === "list" ? value.items : [value];
					return items.some((item) => item.type === "reference" && all.has(item.target));
				})),
	);
}
