import type { Box, Diagram, Point } from "./diagram.ts";
import { LABEL_HEIGHT, visibleEdges } from "./draw-edge.ts";
import { nameBox } from "./draw-group.ts";
import { placeLabels } from "./labels.ts";

/** Where everything of a picture stands, for programs; docs/diagram.md describes it. */
export interface DiagramJson {
	readonly width: number;
	readonly height: number;
	readonly nodes: readonly (Named & Box & { readonly parent: string | null })[];
	readonly edges: readonly (Named & {
		readonly from: string;
		readonly to: string;
		readonly points: readonly Point[];
	})[];
	readonly labels: readonly (Named & Box & { readonly text: string })[];
}

interface Named {
	readonly id: string;
}

/** The laid-out scene in absolute coordinates of the picture: frames before what is in them, and labels as they are drawn. */
export function diagramJson(diagram: Diagram): DiagramJson {
	const { scene, layout } = diagram;
	const names = scene.groups.flatMap((group) => {
		const box = layout.groups[group.id];
		return box ? [{ id: group.id, text: group.title, ...rounded(nameBox(group, box)) }] : [];
	});
	const loads = placeLabels(diagram, visibleEdges(diagram)).map(({ edge, text, x, y, width }) => ({
		id: edge.id,
		text,
		...rounded({ x: x - width / 2, y: y - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT }),
	}));
	return {
		width: layout.width,
		height: layout.height,
		nodes: [
			...scene.groups.map(({ id, parent }) => ({ id, parent, box: layout.groups[id] })),
			...scene.cards.map(({ id, parent }) => ({ id, parent, box: layout.cards[id] })),
		].flatMap(({ id, parent, box }) => (box ? [{ id, parent: parent ?? null, ...rounded(box) }] : [])),
		edges: scene.edges.flatMap(({ id, from, to }) => {
			const points = layout.edges[id];
			return points ? [{ id, from, to, points: points.map(({ x, y }) => ({ x, y })) }] : [];
		}),
		labels: [...names, ...loads],
	};
}

/** Half a pixel less or more is not seen, and sixteen digits are not read. */
function rounded({ x, y, width, height }: Box): Box {
	const round = (value: number): number => Math.round(value * 10) / 10;
	return { x: round(x), y: round(y), width: round(width), height: round(height) };
}
