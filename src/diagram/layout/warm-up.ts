import type { Card, Edge, Group, Scene } from "../scene.ts";
import { compose } from "./compose.ts";
import { loadElk } from "./elk.ts";
import { layoutInput } from "./input.ts";
import { childrenAsPlaced, NO_ORDERS } from "./orders.ts";
import { wholeGraph } from "./whole-graph.ts";

/** Runs ELK on pictures of usual form, so that its code is loaded and compiled when the first real one comes. */
export async function warmUp(): Promise<void> {
	const elk = await loadElk();
	for (const size of [4, 6, 8]) {
		const input = layoutInput(sample(size));
		const first = compose(input, elk, new Map(), NO_ORDERS);
		const ports = new Map(
			[...first.passages].map(([container, passages]) => [container, passages.map(({ port }) => port.id)]),
		);
		const children = childrenAsPlaced(input, first.layout);
		for (const orders of [{ ports }, { children }, { ports, children }, { isRootFree: true }]) {
			compose(input, elk, new Map(), { ...NO_ORDERS, ...orders });
		}
		wholeGraph(input, elk);
	}
}

/** Two places of some tiers each, in which every card calls two of the next tier. */
function sample(size: number): Scene {
	const groups: Group[] = [];
	const cards: Card[] = [card("users", undefined, 0)];
	const edges: Edge[] = [];
	for (const place of ["a", "b"]) {
		groups.push({ id: place, parent: undefined, kind: "datacenter", title: place, severity: undefined, findings: 0 });
		for (let at = 0; at < size * 2; at++) {
			const tier = 2 + Math.floor(at / 3);
			cards.push(card(`${place}${at}`, place, tier));
			if (at < 3) edges.push(edge("users", `${place}${at}`, "call"));
			else {
				edges.push(edge(`${place}${at - 3}`, `${place}${at}`, "read"));
				edges.push(edge(`${place}${at - 2}`, `${place}${at}`, "write"));
			}
		}
	}
	edges.push(edge(`a${size}`, `b${size}`, "replication"));
	return {
		cards,
		groups,
		edges,
		summary: {
			title: "",
			users: undefined,
			declaredUsers: undefined,
			usersText: "",
			requestsText: "",
			saturationText: "",
			bottleneck: undefined,
			saturations: [],
			errors: 0,
			warnings: 0,
			infos: 0,
		},
		options: {},
	};
}

function card(id: string, parent: string | undefined, tier: number): Card {
	return {
		id,
		parent,
		tier,
		kind: "service",
		icon: "hexagon",
		family: "compute",
		title: id,
		subtitle: "",
		instances: 1,
		times: "",
		shards: 1,
		utilization: tier % 2 ? 0.5 : undefined,
		status: "ok",
		load: "",
		singlePointOfFailure: false,
		severity: undefined,
		findings: 0,
		label: id,
	};
}

function edge(from: string, to: string, traffic: Edge["traffic"]): Edge {
	return { id: `${from}>${to}`, from, to, traffic, requestsPerSecond: 0, load: "", label: undefined };
}
