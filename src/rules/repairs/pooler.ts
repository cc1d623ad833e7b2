import type { Architecture, Component, Link } from "../../model/architecture.ts";
import type { Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { type NewElement, splice } from "../edit/operations.ts";
import { withCopies } from "../graph.ts";

/** Puts a pair of connection poolers in front of a target: callers keep their connections to it, and it opens a few. */
export function poolConnections(id: string, isCounted: (link: Link) => boolean): Step {
	return ({ architecture }) => {
		const target = architecture.elements.get(id);
		if (target?.type !== "component") return undefined;
		const links = withCopies(target, architecture).flatMap(({ incoming }) =>
			incoming.filter(isCounted).filter(isWritten),
		);
		return links.length === 0 ? [] : splice(links, newPooler(architecture, target), target);
	};
}

const isWritten = ({ copied, implied }: Link): boolean => !copied && !implied;

export function newPooler(architecture: Architecture, target: Component): NewElement {
	return {
		type: "new",
		kind: "loadbalancer",
		name: freeName(architecture, "pooler", `${target.name}-pooler`),
		title: "Connection pooler",
		times: 2,
		parent: target.parent,
		beside: { element: target, side: "before" },
		properties: [],
	};
}
