import { cardSize, GROUP_FONT, GROUP_NAME_MARGIN } from "../metrics.ts";
import type { Edge, Scene } from "../scene.ts";
import { textWidth, UNKNOWN_FONT } from "../text-width.ts";

/** All of a scene that its layout depends on. No number of the analysis is in it. */
export interface LayoutInput {
	readonly cards: readonly {
		readonly id: string;
		readonly parent: string | undefined;
		readonly tier: number;
		readonly width: number;
		readonly height: number;
		/** Stands for a data center or zone, and is placed as one. */
		readonly place: boolean;
	}[];
	readonly groups: readonly {
		readonly id: string;
		readonly parent: string | undefined;
		/** A data center or zone: edges between two of them do not put one above the other. */
		readonly place: boolean;
		/** What its name needs. */
		readonly minWidth: number;
		/** Of the nodes of one component: cards alike, which read best side by side. */
		readonly nodes: boolean;
	}[];
	readonly edges: readonly {
		readonly id: string;
		/** Cards, or groups that are not places, neither of them in the other. */
		readonly from: string;
		readonly to: string;
		readonly traffic: Edge["traffic"];
	}[];
}

/** What the layout needs of `scene`, made sound: no edge without its ends, no group inside itself. */
export function layoutInput(scene: Scene): LayoutInput {
	const parents = new Map(scene.groups.map((group) => [group.id, group.parent]));
	const soundParent = (id: string, parent: string | undefined): string | undefined => {
		for (let at = parent, steps = 0; at !== undefined && at !== null; at = parents.get(at), steps++) {
			if (at === id || !parents.has(at) || steps > parents.size) return undefined;
		}
		return parent ?? undefined;
	};
	const cards = scene.cards.map((card) => ({
		id: card.id,
		parent: soundParent(card.id, card.parent),
		tier: card.tier,
		...cardSize(card),
		place: card.folds === "place" && card.kind !== "group",
	}));
	const groups = scene.groups.map((group) => ({
		id: group.id,
		parent: soundParent(group.id, group.parent),
		place: group.kind !== "group",
		minWidth: Math.min(480, Math.ceil(textWidth(group.title, GROUP_FONT, true, UNKNOWN_FONT)) + GROUP_NAME_MARGIN),
		nodes: group.component !== undefined,
	}));
	const around = new Map([...cards, ...groups].map(({ id, parent }) => [id, parent]));
	// A data center or zone is no end: its ports are kept for what passes between it and others.
	const ends = new Set([...cards, ...groups.filter(({ place }) => !place)].map(({ id }) => id));
	const isWithin = (id: string, outer: string): boolean => {
		for (let at = around.get(id); at !== undefined; at = around.get(at)) if (at === outer) return true;
		return false;
	};
	return {
		cards,
		groups,
		edges: scene.edges
			.filter(({ from, to }) => ends.has(from) && ends.has(to) && !isWithin(from, to) && !isWithin(to, from))
			.map(({ id, from, to, traffic }) => ({ id, from, to, traffic })),
	};
}

/** Equal for scenes that have the same layout. */
export function layoutKey(scene: Scene): string {
	return JSON.stringify(layoutInput(scene));
}
