import type { Box, Layout, Point } from "../diagram.ts";
import { GROUP_HEAD } from "../metrics.ts";
import type { Elk, ElkEdge, ElkGraph } from "./elk.ts";
import type { LayoutInput } from "./input.ts";
import { GAP, PADDING } from "./place.ts";

const CONTAINER: Readonly<Record<string, string>> = {
	"elk.algorithm": "layered",
	"elk.direction": "DOWN",
	"elk.edgeRouting": "ORTHOGONAL",
	"elk.spacing.nodeNode": `${GAP.cards}`,
	"elk.spacing.edgeNode": "16",
	"elk.spacing.edgeEdge": `${GAP.edges}`,
	"elk.spacing.portPort": `${GAP.edges}`,
	"elk.layered.spacing.nodeNodeBetweenLayers": `${GAP.layers}`,
	"elk.layered.spacing.edgeNodeBetweenLayers": "16",
	"elk.layered.spacing.edgeEdgeBetweenLayers": `${GAP.edges}`,
	"elk.padding": `[top=${GROUP_HEAD},left=${PADDING.side},bottom=${PADDING.bottom},right=${PADDING.side}]`,
};

/**
 * The layout that ELK gives for everything at once: the fewest crossings, and a picture that no edit leaves as it was.
 * It is what our own layout is measured against.
 */
export function wholeGraph(input: LayoutInput, elk: Elk): Layout {
	const nodes = new Map<string | undefined, ElkGraph>();
	nodes.set(undefined, {
		id: "the whole",
		layoutOptions: {
			...CONTAINER,
			"elk.hierarchyHandling": "INCLUDE_CHILDREN",
			"elk.randomSeed": "1",
			"elk.padding": "[top=0,left=0,bottom=0,right=0]",
		},
		children: [],
		edges: input.edges.map(({ id, from, to }): ElkEdge => ({ id, sources: [from], targets: [to] })),
	});
	for (const { id } of input.groups) nodes.set(id, { id, layoutOptions: { ...CONTAINER }, children: [] });
	for (const { id, width, height } of input.cards) nodes.set(id, { id, width, height });
	for (const { id, parent } of [...input.groups, ...input.cards]) nodes.get(parent)!.children!.push(nodes.get(id)!);
	const graph = elk(nodes.get(undefined)!);

	const cards: Record<string, Box> = {};
	const groups: Record<string, Box> = {};
	const origins = new Map<string, Point>([[graph.id, { x: 0, y: 0 }]]);
	const isCard = new Set(input.cards.map(({ id }) => id));
	const put = (node: ElkGraph, origin: Point): void => {
		for (const child of node.children ?? []) {
			const at = { x: origin.x + (child.x ?? 0), y: origin.y + (child.y ?? 0) };
			(isCard.has(child.id) ? cards : groups)[child.id] = {
				...at,
				width: child.width ?? 0,
				height: child.height ?? 0,
			};
			origins.set(child.id, at);
			put(child, at);
		}
	};
	put(graph, { x: 0, y: 0 });
	const edges: Record<string, readonly Point[]> = {};
	for (const { id, container, sections } of graph.edges ?? []) {
		const section = sections?.[0];
		if (!section) continue;
		const origin = origins.get(container ?? graph.id)!;
		edges[id] = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map(({ x, y }) => ({
			x: Math.round((x + origin.x) * 10) / 10,
			y: Math.round((y + origin.y) * 10) / 10,
		}));
	}
	return { width: graph.width ?? 0, height: graph.height ?? 0, cards, groups, edges };
}
