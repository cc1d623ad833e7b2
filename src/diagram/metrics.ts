import type { Card } from "./scene.ts";

/** Sizes that the layout and the drawing must agree on, in px. */
export const CARD_WIDTH = 190;
/** Height of icon, title and subtitle. */
const CARD_HEAD = 54;
const CARD_BAR = 20;
const CARD_SHARDS = 30;
/** Room above a stacked card for the sheets behind it. */
export const STACK = 8;

/** The box of a card. Nothing in it depends on numbers, but for whether there are any. */
export function cardSize(card: Card): { readonly width: number; readonly height: number } {
	const bar = card.utilization === undefined ? 0 : CARD_BAR;
	const shards = card.shards > 1 ? CARD_SHARDS : 0;
	return { width: CARD_WIDTH, height: CARD_HEAD + bar + shards + stackOf(card) };
}

export function stackOf(card: Card): number {
	return card.instances > 1 ? STACK : 0;
}

/** Height of the strip of a group that holds its name. */
export const GROUP_HEAD = 34;
/** Space of a group beside its name: the icon before it, the slant of the tab after it. */
export const GROUP_NAME_MARGIN = 56;
export const GROUP_FONT = 12;
