import type { LayoutInput } from "./input.ts";
import type { Tree } from "./tree.ts";

/** A point on the border of a container through which an edge passes; in very large pictures all of one card and kind do. */
export interface Port {
	readonly id: string;
	readonly container: string;
	readonly side: "north" | "south";
	/** The edge that passes there, or what all that do have in common. */
	readonly trunk: string;
}

/** The part of edges that lies in one container: between two of its children, or between a child and its own border. */
export interface Piece {
	readonly id: string;
	readonly from: End;
	readonly to: End;
	/** It runs on a bus below the places that it connects, and has no say in which of them stands above the other. */
	readonly bus: boolean;
}

/** A card, or a port of the container itself or of one of its children. */
export type End =
	| { readonly card: string; readonly port?: undefined }
	| { readonly port: Port; readonly card?: undefined };

export interface Wires {
	readonly ports: readonly Port[];
	readonly pieces: readonly Piece[];
}

export interface Wiring {
	/** By container. */
	readonly wires: ReadonlyMap<string, Wires>;
	/** The pieces of each edge from its source to its target; some are drawn the other way round. */
	readonly routes: ReadonlyMap<string, readonly Step[]>;
}

export interface Step {
	readonly container: string;
	readonly piece: string;
	readonly reversed: boolean;
}

/** Edges beyond this many share their ways: each with a line of its own would make the picture all lines. */
const MOST_SEPARATE = 600;

/** Cuts every edge at the borders of the containers that it passes. */
export function wire(tree: Tree, edges: LayoutInput["edges"]): Wiring {
	const isShared = edges.length > MOST_SEPARATE;
	const ports = new Map<string, Map<string, Port>>();
	const pieces = new Map<string, Map<string, Piece>>();
	for (const id of tree.containers.keys()) {
		ports.set(id, new Map());
		pieces.set(id, new Map());
	}
	const portAt = (container: string, way: "in" | "out", trunk: string, side: Port["side"]): Port => {
		const id = `${container} ${way} ${trunk}`;
		const all = ports.get(container)!;
		const port = all.get(id) ?? { id, container, side, trunk };
		all.set(id, port);
		return port;
	};
	const addPiece = (container: string, from: End, to: End, bus: boolean): string => {
		const id = `${endId(from)} > ${endId(to)}`;
		const all = pieces.get(container)!;
		if (!all.has(id)) all.set(id, { id, from, to, bus });
		return id;
	};

	const aroundEnd = (id: string): readonly string[] =>
		tree.containers.has(id) ? [id, ...tree.ancestors(id)] : tree.ancestors(id);

	const routes = new Map<string, Step[]>();
	for (const { id, from, to, traffic } of edges) {
		if (from === to) continue;
		// An edge of a group itself begins, or ends, at a port of its border that nothing inside leads to.
		const around = aroundEnd(from);
		const aroundTarget = aroundEnd(to);
		const common = around.find((container) => aroundTarget.includes(container))!;
		const leaving = around.slice(0, around.indexOf(common));
		const entering = aroundTarget.slice(0, aroundTarget.indexOf(common));
		const isPlace = (container: string | undefined) => container !== undefined && tree.containers.get(container)!.place;
		const bus = isPlace(leaving.at(-1)) && isPlace(entering.at(-1));
		const kind = bus ? `bus ${traffic}` : traffic;
		const [trunkOut, trunkIn] = isShared ? [`${from} ${kind}`, `${to} ${kind}`] : [id, id];

		const out: Step[] = [];
		let source: End = { card: from };
		for (const container of leaving) {
			const port = portAt(container, "out", trunkOut, "south");
			if (container === from) {
				source = { port };
				continue;
			}
			const piece = addPiece(container, source, { port }, false);
			out.push({ container, piece, reversed: false });
			source = { port };
		}
		const back: Step[] = [];
		let target: End = { card: to };
		for (const container of entering) {
			const port = portAt(container, "in", trunkIn, bus ? "south" : "north");
			if (container === to) {
				target = { port };
				continue;
			}
			const piece = bus ? addPiece(container, target, { port }, false) : addPiece(container, { port }, target, false);
			back.push({ container, piece, reversed: bus });
			target = { port };
		}
		const across = { container: common, piece: addPiece(common, source, target, bus), reversed: false };
		routes.set(id, [...out, across, ...back.reverse()]);
	}

	const wires = new Map<string, Wires>();
	for (const id of tree.containers.keys()) {
		wires.set(id, { ports: [...ports.get(id)!.values()], pieces: [...pieces.get(id)!.values()] });
	}
	return { wires, routes };
}

export function endId(end: End): string {
	return end.port ? `port ${end.port.id}` : `card ${end.card}`;
}

/** The child of a container that an end belongs to; undefined for the container's own border. */
export function childOf(end: End, container: string): string | undefined {
	if (!end.port) return end.card;
	return end.port.container === container ? undefined : end.port.container;
}
