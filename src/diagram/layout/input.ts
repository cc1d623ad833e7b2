import { cardSize, GROUP_FONT, GROUP_NAME_MARGIN } from "../metrics.ts";
import type { Edge, Scene } from "../scene.ts";
import { textWidth } from "../text-width.ts";

/** All of a scene that its layout depends on. No number of the analysis is in it. */
export interface LayoutInput {
	readonly cards: readonly {
		readonly id: string;
		readonly parent: string | undefined;
		readonly tier: number;
		readonly width: number;
		readonly height: number;
	}[];
	readonly groups: readonly {
		readonly id: string;
		readonly parent: string | undefined;
		/** A data center or zone: edges between two of them do not put one above the other. */
		readonly place: boolean;
		/** What its name needs. */
		readonly minWidth: number;
	}[];
	readonly edges: readonly {
		readonly id: string;
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
	}));
	const known = new Set(cards.map((card) => card.id));
	return {
		cards,
		groups: scene.groups.map((group) => ({
			id: group.id,
			parent: soundParent(group.id, group.parent),
			place: group.kind !== "group",
			minWidth: Math.min(480, Math.ceil(textWidth(group.title, GROUP_FONT, true)) + GROUP_NAME_MARGIN),
		})),
		edges: scene.edges
			.filter((edge) => known.has(edge.from) && known.has(edge.to))
			.map(({ id, from, to, traffic }) => ({ id, from, to, traffic })),
	};
}

/** Equal for scenes that have the same layout. */
export function layoutKey(scene: Scene): string {
	return JSON.stringify(layoutInput(scene));
}
