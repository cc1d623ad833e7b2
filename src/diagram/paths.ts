import type { Edge, Scene } from "./scene.ts";

/** What stays as it is while everything else fades; without `edges` all edges do. */
export interface Highlight {
	readonly cards: ReadonlySet<string>;
	readonly edges?: ReadonlySet<string>;
}

/** More than these nobody walks through. */
const MOST_PATHS = 40;

/** A card, and what calls it or is called by it. */
export function neighbours({ edges }: Scene, id: string): Highlight {
	const near = edges.filter(({ from, to }) => from === id || to === id);
	return {
		cards: new Set([id, ...near.flatMap(({ from, to }) => [from, to])]),
		edges: new Set(near.map((edge) => edge.id)),
	};
}

/** The ways of requests through a card, each from where it begins to where it ends, and no card twice on it. */
export function pathsThrough({ edges }: Scene, id: string): readonly (readonly string[])[] {
	const calls = edges.filter(({ traffic }) => traffic !== "replication");
	return walk([id], calls, "to", "from")
		.flatMap((path) => walk(path.reverse(), calls, "from", "to"))
		.slice(0, MOST_PATHS);
}

/** All ways on from the end of `start`. */
function walk(start: readonly string[], edges: readonly Edge[], here: "from" | "to", there: "from" | "to"): string[][] {
	const next = new Map<string, string[]>();
	for (const edge of edges) {
		const list = next.get(edge[here]);
		if (!list) next.set(edge[here], [edge[there]]);
		else if (!list.includes(edge[there])) list.push(edge[there]);
	}
	const paths: string[][] = [];
	const visit = (path: readonly string[]): void => {
		if (paths.length >= MOST_PATHS) return;
		const ahead = (next.get(path.at(-1)!) ?? []).filter((card) => !path.includes(card));
		if (ahead.length === 0) paths.push([...path]);
		else for (const card of ahead) visit([...path, card]);
	};
	visit(start);
	return paths;
}

export function highlightOf(path: readonly string[], { edges }: Scene): Highlight {
	const steps = new Set(path.slice(1).map((to, at) => `${path[at]} ${to}`));
	return {
		cards: new Set(path),
		edges: new Set(edges.filter(({ from, to }) => steps.has(`${from} ${to}`)).map(({ id }) => id)),
	};
}
