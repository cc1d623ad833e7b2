import type { Layout } from "../diagram.ts";
import type { BlockRows } from "./block.ts";
import type { LayoutInput } from "./input.ts";
import { ROOT } from "./tree.ts";

/** What a search has found to be good, by container. What an order lacks finds its own place. */
export interface Orders {
	/** Ports, from left to right. */
	readonly ports: ReadonlyMap<string, readonly string[]>;
	/** Children, row by row and from left to right. */
	readonly children: ReadonlyMap<string, readonly string[]>;
	/** How cards stand to those that they are linked to, where it is not above the middle of them. */
	readonly alignments: ReadonlyMap<string, Alignment>;
	/** Data centers and zones, row by row. */
	readonly rows: ReadonlyMap<string, BlockRows>;
	/** ELK may change the order of the text at the root, which it otherwise may not. */
	readonly isRootFree?: boolean;
}

export const ALIGNMENTS = ["LEFTUP", "LEFTDOWN", "RIGHTUP", "RIGHTDOWN"] as const;
export type Alignment = (typeof ALIGNMENTS)[number];

export const NO_ORDERS: Orders = { ports: new Map(), children: new Map(), alignments: new Map(), rows: new Map() };

/** The children of each container as they stand in a layout. */
export function childrenAsPlaced(input: LayoutInput, layout: Layout): Orders["children"] {
	const children = new Map<string, string[]>();
	for (const { id, parent = ROOT } of [...input.groups, ...input.cards]) {
		const siblings = children.get(parent);
		if (siblings) siblings.push(id);
		else children.set(parent, [id]);
	}
	const boxOf = (id: string) => layout.cards[id] ?? layout.groups[id]!;
	for (const siblings of children.values()) {
		siblings.sort((a, b) => {
			const [first, second] = [boxOf(a), boxOf(b)];
			return Math.abs(first.y - second.y) > 1 ? first.y - second.y : first.x - second.x;
		});
	}
	return children;
}
