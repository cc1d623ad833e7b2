import type { Diagram, Layout } from "./diagram.ts";
import { isEqual } from "./is-equal.ts";
import type { Card, Edge, Group, HiddenCard, Scene } from "./scene.ts";

/*
 * What is different in a picture from the one before it. A key changes a card or two, and a picture of a thousand components
 * is a megabyte, which several processes would write out, send and read.
 */

/** A list by its pieces: items as they were in the list before, so many from a place on, and others. */
export type ListChanges<Item> = readonly (
	| { readonly from: number; readonly count: number }
	| { readonly items: readonly Item[] }
)[];

type Places<Place> = Readonly<Record<string, Place>>;
type PlaceChanges<Place> = ListChanges<readonly [id: string, place: Place]>;

export interface DiagramChanges {
	readonly scene: Omit<Scene, "cards" | "groups" | "edges" | "hidden"> & {
		readonly cards: ListChanges<Card>;
		readonly groups: ListChanges<Group>;
		readonly edges: ListChanges<Edge>;
		readonly hidden?: ListChanges<HiddenCard>;
	};
	readonly layout: Pick<Layout, "width" | "height"> & {
		readonly [Kind in "cards" | "groups" | "edges"]: PlaceChanges<Layout[Kind][string]>;
	};
}

/** What makes `after` of `before`. */
export function changesBetween(before: Diagram, after: Diagram): DiagramChanges {
	const { cards, groups, edges, hidden, ...others } = after.scene;
	return {
		scene: {
			...others,
			cards: listChanges(before.scene.cards, cards, idOf),
			groups: listChanges(before.scene.groups, groups, idOf),
			edges: listChanges(before.scene.edges, edges, idOf),
			...(hidden && { hidden: listChanges(before.scene.hidden ?? [], hidden, idOf) }),
		},
		layout: {
			width: after.layout.width,
			height: after.layout.height,
			cards: placeChanges(before.layout.cards, after.layout.cards),
			groups: placeChanges(before.layout.groups, after.layout.groups),
			edges: placeChanges(before.layout.edges, after.layout.edges),
		},
	};
}

/** The picture after `before`. What has stayed is the same object in both. */
export function withChanges(before: Diagram, { scene, layout }: DiagramChanges): Diagram {
	const { cards, groups, edges, hidden, ...others } = scene;
	return {
		scene: {
			...others,
			cards: listAfter(before.scene.cards, cards),
			groups: listAfter(before.scene.groups, groups),
			edges: listAfter(before.scene.edges, edges),
			...(hidden && { hidden: listAfter(before.scene.hidden ?? [], hidden) }),
		},
		layout: {
			width: layout.width,
			height: layout.height,
			cards: placesAfter(before.layout.cards, layout.cards),
			groups: placesAfter(before.layout.groups, layout.groups),
			edges: placesAfter(before.layout.edges, layout.edges),
		},
	};
}

const idOf = ({ id }: { readonly id: string }): string => id;
const keyOf = ([id]: readonly [string, unknown]): string => id;

function listChanges<Item>(
	before: readonly Item[],
	after: readonly Item[],
	id: (item: Item) => string,
): ListChanges<Item> {
	const places = new Map(before.map((item, at) => [id(item), at]));
	const pieces: ({ from: number; count: number } | { items: Item[] })[] = [];
	for (const item of after) {
		const from = places.get(id(item));
		const last = pieces.at(-1);
		if (from === undefined || !isEqual(before[from], item)) {
			if (last && "items" in last) last.items.push(item);
			else pieces.push({ items: [item] });
		} else if (last && "count" in last && last.from + last.count === from) last.count++;
		else pieces.push({ from, count: 1 });
	}
	return pieces;
}

function listAfter<Item>(before: readonly Item[], changes: ListChanges<Item>): readonly Item[] {
	return changes.flatMap((piece) =>
		"items" in piece ? piece.items : before.slice(piece.from, piece.from + piece.count),
	);
}

function placeChanges<Place>(before: Places<Place>, after: Places<Place>): PlaceChanges<Place> {
	return listChanges(Object.entries(before), Object.entries(after), keyOf);
}

function placesAfter<Place>(before: Places<Place>, changes: PlaceChanges<Place>): Places<Place> {
	return Object.fromEntries(listAfter(Object.entries(before), changes));
}
