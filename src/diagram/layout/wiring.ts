import type { LayoutInput } from "./input.ts";
import type { Tree } from "./tree.ts";

/** A point on the border of a container through which edges pass. Edges of one card and kind of traffic share it. */
export interface Port {
	readonly id: string;
	readonly container: string;
	readonly side: "north" | "south";
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

/** Cuts every edge at the borders of the containers that it passes. */
export function wire(tree: Tree, edges: LayoutInput["edges"]): Wiring {
	const ports = new Map<string, Map<string, Port>>();
	const pieces = new Map<string, Map<string, Piece>>();
	for (const id of tree.containers.keys()) {
		ports.set(id, new Map());
		pieces.set(id, new Map());
	}
	const portAt = (container: string, id: string, side: Port["side"]): Port => {
		const all = ports.get(container)!;
		const port = all.get(id) ?? { id, container, side };
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

		const out: Step[] = [];
		let source: End = { card: from };
		for (const container of leaving) {
			const port = portAt(container, `${container} out ${from} ${kind}`, "south");
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
			const port = portAt(container, `${container} in ${to} ${kind}`, bus ? "south" : "north");
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
