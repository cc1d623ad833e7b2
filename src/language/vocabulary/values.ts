import type { Localized } from "../locale.ts";
import type { Default, Dimension, Source, ValueEntry, ValueType } from "./types.ts";

type Quantity = Extract<ValueType, { type: "quantity" }>;
type Range = Pick<Quantity, "min" | "max" | "integer">;

/** The lower end of a range that leaves out zero: no number lies between them. */
export const ABOVE_ZERO = Number.MIN_VALUE;

/** A quantity of one or several dimensions, from zero upwards unless `range` says otherwise. */
export function quantity(dimensions: Dimension | readonly Dimension[], range: Range = {}): Quantity {
	return { type: "quantity", dimensions: [dimensions].flat(), min: 0, ...range };
}

/** A share from 0 to 100 %. */
export const percent = quantity("ratio", { max: 1 });
/** A plain number that need not be whole. */
export const number = quantity("count");
export const whole = quantity("count", { integer: true });
export const wholeFromOne = quantity("count", { integer: true, min: 1 });
export const bytes = quantity("bytes");
export const time = quantity("time");
export const positiveTime = quantity("time", { min: ABOVE_ZERO });
export const positiveRate = quantity("rate", { min: ABOVE_ZERO });

export const boolean: ValueType = { type: "boolean" };
export const text: ValueType = { type: "text" };

/** One of the words `values`; `aliases` says what `true` and `false` stand for. */
export function word(values: readonly ValueEntry[], aliases: { yes?: string; no?: string } = {}): ValueType {
	return { type: "word", values, ...aliases };
}

/** A name of something of these families or kinds. */
export function reference(...to: readonly string[]): ValueType {
	return { type: "reference", to };
}

export function list(of: ValueType): ValueType {
	return { type: "list", of };
}

export function union(...of: readonly ValueType[]): ValueType {
	return { type: "union", of };
}

/** A default that is written as `written` and is `value` in SI units. */
export function assumed(value: number | string, written: string, source: Source): Default {
	return { value, written, source };
}

/** Not limited until the text sets a limit. */
export function unlimited(source: Source): Default {
	return { value: Number.POSITIVE_INFINITY, written: "unlimited", source };
}

/** A choice of ours, for lack of a public figure or because any other would say more than the text does. */
export function engineering(note: Localized): Source {
	return {
		get text() {
			return `Engineering default: ${note.en}`;
		},
		status: "engineering",
		note,
	};
}

export function published(text: string, date?: string): Source {
	return { text, status: "published", ...(date === undefined ? {} : { date }) };
}

/** A public figure that we have not read at its source. */
export function unverified(text: string, date?: string): Source {
	return { text, status: "unverified", ...(date === undefined ? {} : { date }) };
}

export function entry(name: string, title: Localized, text: Localized, synonyms: readonly string[] = []): ValueEntry {
	return { name, title, text, ...(synonyms.length > 0 ? { synonyms } : {}) };
}

/** The default of every kind that takes the property. */
export function everywhere(value: number | string, written: string, source: Source): Readonly<Record<string, Default>> {
	return { "*": assumed(value, written, source) };
}
