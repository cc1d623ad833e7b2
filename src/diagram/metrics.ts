import type { Card } from "./scene.ts";

/** Sizes that the layout and the drawing must agree on, in px. */
export const CARD_WIDTH = 190;
/** Height of icon, title and subtitle. */
const CARD_HEAD = 54;
const CARD_BAR = 20;
const CARD_SHARDS = 30;
/** How far each sheet of a stack stands out above the one before it. */
const SHEET = 4;

/** The box of a card. Nothing in it depends on numbers, but for whether there are any. */
export function cardSize(card: Card): { readonly width: number; readonly height: number } {
	const bar = card.utilization === undefined ? 0 : CARD_BAR;
	const shards = card.shards > 1 ? CARD_SHARDS : 0;
	return { width: CARD_WIDTH, height: CARD_HEAD + bar + shards };
}

/**
 * How far the sheets of a stack stand out above its box: one for two instances, two for more. They are not part of the
 * box, so that another replica moves nothing; edges that come from above end at them.
 */
export function stackOf(card: Card): number {
	return SHEET * Math.max(0, Math.min(card.instances - 1, 2));
}

/** Height of the strip of a group that holds its name. */
export const GROUP_HEAD = 34;
/** Space of a group beside its name: the icon before it, and after it the control that folds it, the slant of the tab and a sign. */
export const GROUP_NAME_MARGIN = 90;
export const GROUP_FONT = 12;
