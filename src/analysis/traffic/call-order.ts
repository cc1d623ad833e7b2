import type { Architecture, Component, Link } from "../../model/architecture.ts";
import { takesTraffic } from "../../model/kinds.ts";
import { oncePer } from "../../model/once.ts";
import { callLinks, type Routing } from "./routing.ts";

/** Groups of components, each in front of those that it calls; what calls one another in a circle is one group. */
export type CallOrder = readonly (readonly Component[])[];

/** Every component that takes traffic, in the order of calls. */
export const callOrder = oncePer(
	(architecture: Architecture): CallOrder =>
		inOrderOfCalls(architecture.components.filter(({ kind }) => takesTraffic(kind))),
);

/**
 * The order of before, where it is one after an edit too: no circle is touched, and all calls of what is go on to something behind it.
 */
export function callOrderAfter(before: CallOrder, architecture: Architecture, touched: Iterable<Component>): CallOrder {
	const places = placesIn(before);
	for (const component of touched) {
		const place = places.get(component);
		if (place === undefined) continue;
		const isInOrder = before[place]!.length === 1 && callLinks(component).every(({ to }) => places.get(to)! > place);
		if (!isInOrder) return callOrder(architecture);
	}
	return callOrder.know(architecture, before);
}

/** The same in a state, in which what is down may have something in its place. */
export function orderIn(architecture: Architecture, routing: Routing): CallOrder {
	if (routing.diverted.length === 0) return callOrder(architecture);
	const nodes = architecture.components.filter(({ kind }) => takesTraffic(kind));
	return inOrderOfCalls(nodes, (node) => routing.insteadOf(node));
}

/** Where in such an order each component stands. */
export function placesIn(order: CallOrder): ReadonlyMap<Component, number> {
	let known = places.get(order);
	if (!known) {
		known = new Map(order.flatMap((group, place) => group.map((component) => [component, place] as const)));
		places.set(order, known);
	}
	return known;
}

const places = new WeakMap<CallOrder, ReadonlyMap<Component, number>>();

/**
 * Groups of components in the order of calls; those that call one another in a cycle are one group (Tarjan 1972). `insteadOf`: what
 * gets calls in place of a component, without a link.
 */
export function inOrderOfCalls(
	nodes: readonly Component[],
	insteadOf: (component: Component) => Component | undefined = () => undefined,
): CallOrder {
	const visits = new Map<Component, Visit>();
	const open: Visit[] = [];
	const groups: Component[][] = [];
	const begin = (node: Component): Visit => {
		const links = callLinks(node);
		const visit = {
			node,
			links,
			instead: insteadOf(node),
			next: 0,
			index: visits.size,
			low: visits.size,
			isOpen: true,
		};
		visits.set(node, visit);
		open.push(visit);
		return visit;
	};
	for (const root of nodes) {
		if (visits.has(root)) continue;
		// An explicit stack: a chain of ten thousand services is deeper than the call stack.
		const work = [begin(root)];
		for (let visit = work.at(-1); visit; visit = work.at(-1)) {
			const { links, instead } = visit;
			if (visit.next < links.length + (instead ? 1 : 0)) {
				const to = links[visit.next++]?.to ?? instead!;
				const known = visits.get(to);
				if (!known) work.push(begin(to));
				else if (known.isOpen) visit.low = Math.min(visit.low, known.index);
				continue;
			}
			work.pop();
			const above = work.at(-1);
			if (above) above.low = Math.min(above.low, visit.low);
			if (visit.low !== visit.index) continue;
			const group = open.splice(open.lastIndexOf(visit));
			for (const member of group) member.isOpen = false;
			groups.push(group.map(({ node }) => node));
		}
	}
	return groups.reverse();
}

/** How far a component, and what it calls, has been looked at. */
interface Visit {
	readonly node: Component;
	readonly links: readonly Link[];
	readonly instead: Component | undefined;
	/** Of its links, the next to follow. */
	next: number;
	readonly index: number;
	/** The first component that is known to be in a cycle with it. */
	low: number;
	isOpen: boolean;
}
