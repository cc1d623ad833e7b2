import { fill, type Locale } from "../language/locale.ts";
import { formatBytes, formatCount, formatDuration, formatPercent, formatRate } from "../language/numbers.ts";
import type { Quantity } from "../language/tree.ts";
import { quantityIn, unitsOf } from "../language/units.ts";
import type { Dimension, ValueType } from "../language/vocabulary/types.ts";
import { hoverTexts } from "./hover-texts.ts";

/** The dimensions that a value may have, those of a list and of every member of a union too. */
export function dimensionsOf(type: ValueType): readonly Dimension[] {
	switch (type.type) {
		case "quantity":
			return type.dimensions;
		case "list":
			return dimensionsOf(type.of);
		case "union":
			return type.of.flatMap(dimensionsOf);
		default:
			return [];
	}
}

/** Units that fit a value, the usual ones first, each once. */
export function unitsFor(type: ValueType): readonly string[] {
	return [...new Set(dimensionsOf(type).flatMap(unitsOf))].filter((unit) => unit !== "");
}

/** What a quantity amounts to in the unit in which loads are shown, where that says more than the quantity itself. */
export function formatQuantity(quantity: Quantity, type: ValueType, locale: Locale): string | undefined {
	const si = quantityIn(quantity, dimensionsOf(type));
	const value = si && show[si.dimension]?.(si.value, locale);
	// In the same unit it would be rounded, and no more.
	if (!value || value.replace(/^-?[\d.,]+ ?/, "") === quantity.unit) return undefined;
	return fill(hoverTexts.equals[locale], { written: `${quantity.number}${quantity.unit}`, value });
}

/** Each digit that was written. */
export function exactly(value: number): string {
	return String(Number(value.toPrecision(12)));
}

const show: Partial<Record<Dimension, (value: number, locale: Locale) => string>> = {
	ratio: (value) => `${exactly(value * 100)} %`,
	bytes: formatBytes,
	time: formatDuration,
	rate: formatRate,
	"growth-count": (value) => `${formatCount(value * 86_400)}/day`,
	"growth-bytes": (value) => `${formatBytes(value * 86_400)}/day`,
	"growth-ratio": (value) => `${formatPercent(value * 86_400)}/day`,
};
