import { fill, type Locale } from "../language/locale.ts";
import { formatCount, formatRate } from "../language/numbers.ts";
import type { Box, Diagram, Point } from "./diagram.ts";
import type { Edge, Scene } from "./scene.ts";
import { sceneTexts } from "./scene-texts.ts";

/** Links of one kind from one frame to another that from far away are drawn as one line. */
export interface Trunk extends Edge {
	/** The links that it stands for. */
	readonly links: readonly string[];
	/** Corners from the border of the one frame to that of the other. */
	readonly points: readonly Point[];
}

/** Fewer links than this are followed more easily than counted. */
const FEWEST = 3;

/**
 * What many links have in common where they leave the same frame for the same other one: seen as a whole, replication of
 * every store to the same data center says no more than one line, and hides everything else.
 */
export function trunksOf({ scene, layout }: Diagram, locale: Locale): readonly Trunk[] {
	const around = framesIn(scene);
	const bundles = new Map<string, { readonly ends: readonly [string, string]; readonly links: Edge[] }>();
	for (const edge of scene.edges) {
		const ends = framesApart(around(edge.from), around(edge.to));
		if (!ends || !layout.edges[edge.id]) continue;
		const key = `${ends[0]}>${ends[1]} ${edge.traffic}`;
		const bundle = bundles.get(key);
		if (bundle) bundle.links.push(edge);
		else bundles.set(key, { ends, links: [edge] });
	}
	return [...bundles].flatMap(
		([
			id,
			{
				ends: [from, to],
				links,
			},
		]): Trunk[] => {
			const [start, end] = [layout.groups[from], layout.groups[to]];
			if (links.length < FEWEST || !start || !end) return [];
			const requestsPerSecond = links.reduce((sum, link) => sum + link.requestsPerSecond, 0);
			const lines = links.map(({ id }) => between(layout.edges[id]!, start, end));
			return [
				{
					id,
					from,
					to,
					traffic: links[0]!.traffic,
					requestsPerSecond,
					load: requestsPerSecond > 0 ? formatRate(requestsPerSecond) : "",
					label: fill(sceneTexts.links[locale], { count: formatCount(links.length) }),
					...(links.every(({ isDown }) => isDown) && { isDown: true }),
					links: links.map(({ id }) => id),
					points: lines.reduce((shortest, line) => (lengthOf(line) < lengthOf(shortest) ? line : shortest)),
				},
			];
		},
	);
}

/** The frames around something, outermost first; a frame is around itself. */
function framesIn({ cards, groups }: Scene): (id: string) => readonly string[] {
	const parents = new Map([...cards, ...groups].map(({ id, parent }) => [id, parent]));
	const frames = new Set(groups.map(({ id }) => id));
	const known = new Map<string, readonly string[]>();
	return (id) => {
		const found = known.get(id);
		if (found) return found;
		const path: string[] = [];
		for (let at: string | undefined = id; at !== undefined && path.length <= frames.size; at = parents.get(at)) {
			if (frames.has(at)) path.unshift(at);
		}
		known.set(id, path);
		return path;
	};
}

/** The outermost frames that have the one end in them and not the other. */
function framesApart(from: readonly string[], to: readonly string[]): readonly [string, string] | undefined {
	const at = from.findIndex((frame, at) => frame !== to[at]);
	const other = to[at];
	return at < 0 || other === undefined ? undefined : [from[at]!, other];
}

/** What of a line lies between the box where it begins and the one where it ends. */
function between(points: readonly Point[], from: Box, to: Box): readonly Point[] {
	return outOf([...outOf(points, from)].reverse(), to).reverse();
}

/** A line from where it leaves a box for the last time. */
function outOf(points: readonly Point[], { x, y, width, height }: Box): Point[] {
	const last = points.findLastIndex(
		(point) => point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height,
	);
	const next = points[last + 1];
	if (last < 0 || !next) return [...points];
	// Its parts are level or upright, so that the next corner is straight ahead.
	const border = { x: Math.max(x, Math.min(x + width, next.x)), y: Math.max(y, Math.min(y + height, next.y)) };
	return [border, ...points.slice(last + 1)];
}

function lengthOf(points: readonly Point[]): number {
	return points.slice(1).reduce((sum, { x, y }, at) => sum + Math.hypot(x - points[at]!.x, y - points[at]!.y), 0);
}
