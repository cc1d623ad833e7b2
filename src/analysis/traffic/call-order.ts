import type { Architecture, Component } from "../../model/architecture.ts";
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
	const index = new Map<Component, number>();
	const low = new Map<Component, number>();
	const open: Component[] = [];
	const onStack = new Set<Component>();
	const groups: Component[][] = [];
	for (const root of nodes) {
		if (index.has(root)) continue;
		// An explicit stack: a chain of ten thousand services is deeper than the call stack.
		const work: { node: Component; next: number }[] = [{ node: root, next: 0 }];
		while (work.length > 0) {
			const frame = work[work.length - 1]!;
			const { node } = frame;
			if (!index.has(node)) {
				index.set(node, index.size);
				low.set(node, index.get(node)!);
				open.push(node);
				onStack.add(node);
			}
			const links = callLinks(node);
			const instead = insteadOf(node);
			const count = links.length + (instead ? 1 : 0);
			let descended = false;
			while (frame.next < count) {
				const to = links[frame.next++]?.to ?? instead!;
				if (!index.has(to)) {
					work.push({ node: to, next: 0 });
					descended = true;
					break;
				}
				if (onStack.has(to)) low.set(node, Math.min(low.get(node)!, index.get(to)!));
			}
			if (descended) continue;
			work.pop();
			const above = work[work.length - 1]?.node;
			if (above) low.set(above, Math.min(low.get(above)!, low.get(node)!));
			if (low.get(node) !== index.get(node)) continue;
			const group: Component[] = [];
			for (let member = open.pop()!; ; member = open.pop()!) {
				onStack.delete(member);
				group.push(member);
				if (member === node) break;
			}
			groups.push(group.reverse());
		}
	}
	return groups.reverse();
}
