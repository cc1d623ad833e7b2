import type { Quantity } from "./tree.ts";
import type { Dimension } from "./vocabulary/types.ts";

/** The quantity in the SI unit of the first of `dimensions` that its unit fits; undefined if it fits none. */
export function quantityIn(
	quantity: Quantity,
	dimensions: readonly Dimension[],
): { readonly value: number; readonly dimension: Dimension } | undefined {
	void quantity;
	void dimensions;
	return undefined;
}

/** Units that one may write for a dimension, the usual ones first. */
export function unitsOf(dimension: Dimension): readonly string[] {
	void dimension;
	return [];
}
