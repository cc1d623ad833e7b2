import type { Localized } from "../locale.ts";

/** Where a kind belongs: what it is drawn as and how requests go through it. */
export type Family =
	| "setting"
	| "data"
	| "client"
	| "router"
	| "compute"
	| "store"
	| "queue"
	| "external"
	| "operations"
	| "place";

export interface KindEntry {
	readonly name: string;
	readonly family: Family;
	/** The name of the kind in prose, e.g. "load balancer". */
	readonly title: Localized;
	/** What it is and when one uses it: two or three sentences of Markdown. */
	readonly text: Localized;
	/** May be followed by a number of instances such as `x4`. */
	readonly counted: boolean;
	/** Other words that people write for it, in lower case; they only serve "did you mean". */
	readonly synonyms?: readonly string[];
}

/**
 * The dimension of a quantity. Each has one SI unit in which the model and the analysis hold it:
 * count (1), ratio (1), factor (1), bytes (B), time (s), rate (1/s), bits (bit/s), growth as count, bytes or ratio per
 * second. Money is in dollars: `money` per month (an hour is 1/730 of it), `money-per-byte` for traffic,
 * `money-per-byte-month` for storage, `money-per-count` for requests. A bare number is a count and a factor.
 */
export type Dimension =
	| "count"
	| "ratio"
	| "factor"
	| "bytes"
	| "time"
	| "rate"
	| "bits"
	| "money"
	| "money-per-byte"
	| "money-per-byte-month"
	| "money-per-count"
	| "growth-count"
	| "growth-bytes"
	| "growth-ratio";

export interface ValueEntry {
	readonly name: string;
	readonly title: Localized;
	/** What it means and its trade-off. Markdown. */
	readonly text: Localized;
	/** Other words that people write for it, in lower case; they only serve "did you mean". */
	readonly synonyms?: readonly string[];
}

/** What a property takes. A union is tried in order. */
export type ValueType =
	| {
			readonly type: "quantity";
			readonly dimensions: readonly Dimension[];
			readonly min?: number;
			readonly max?: number;
			readonly integer?: boolean;
	  }
	| {
			readonly type: "word";
			readonly values: readonly ValueEntry[];
			/** What `true` and `false` stand for. */
			readonly yes?: string;
			readonly no?: string;
	  }
	| { readonly type: "boolean" }
	/** Quoted, or one bare word. */
	| { readonly type: "text" }
	/** A name of something of these families or kinds; `component` stands for every kind that is drawn as a card. */
	| { readonly type: "reference"; readonly to: readonly string[] }
	/** In brackets; a single value may stand without them. */
	| { readonly type: "list"; readonly of: ValueType }
	| { readonly type: "union"; readonly of: readonly ValueType[] };

/** Where a default or a formula comes from. `status`: published figure, public figure not re-read, engineering choice of ours. */
export interface Source {
	readonly text: string;
	readonly status: "published" | "unverified" | "engineering";
	readonly date?: string;
	/** Why it was chosen, where it is not a citation. */
	readonly note?: Localized;
}

/**
 * What the analysis assumes where the text says nothing. In SI units, as `Dimension` says; `Infinity` stands for "not
 * limited". A word or a boolean is the word itself.
 */
export interface Default {
	readonly value: number | string;
	/** As one would write it in the text, e.g. `500rps`. */
	readonly written: string;
	readonly source: Source;
}

export interface PropertyEntry {
	readonly name: string;
	/** Kinds that take it; `component` stands for every kind that is drawn as a card; `link` for the body of a link. */
	readonly kinds: readonly string[];
	readonly value: ValueType;
	readonly text: Localized;
	/** Defaults by kind, or by kind and variant such as `loadbalancer.managed`; `*` for all the others. */
	readonly defaults?: Readonly<Record<string, Default>>;
	/** How one would write it, for completion and the docs. */
	readonly example: string;
	/** Other words that people write for it, in lower case; they only serve "did you mean". */
	readonly synonyms?: readonly string[];
}

/** Properties that belong together: one section of the docs. */
export interface Subject {
	readonly title: Localized;
	readonly properties: readonly PropertyEntry[];
}
