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
}

/**
 * The dimension of a quantity. Each has one SI unit in which the model and the analysis hold it:
 * count (1), ratio (1), bytes (B), seconds (s), rate (1/s), bits (bit/s), money per month, per GB, per GB and month,
 * per million, growth as count, bytes or ratio per second.
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
	| "growth-count"
	| "growth-bytes"
	| "growth-ratio";

export interface ValueEntry {
	readonly name: string;
	readonly title: Localized;
	/** What it means and its trade-off. Markdown. */
	readonly text: Localized;
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
			readonly values: readonly ValueEntry[] /** What `true` and `false` stand for. */;
			readonly yes?: string;
			readonly no?: string;
	  }
	| { readonly type: "boolean" }
	| { readonly type: "text" }
	/** A name of something of these families or kinds. */
	| { readonly type: "reference"; readonly to: readonly string[] }
	| { readonly type: "list"; readonly of: ValueType }
	| { readonly type: "union"; readonly of: readonly ValueType[] };

/** Where a default or a formula comes from. `status`: published figure, public figure not re-read, engineering choice of ours. */
export interface Source {
	readonly text: string;
	readonly status: "published" | "unverified" | "engineering";
	readonly date?: string;
}

/** What the analysis assumes where the text says nothing. In SI units, as `Dimension` says; `Infinity` stands for "not limited". */
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
	/** Defaults by kind; `*` for all the others. */
	readonly defaults?: Readonly<Record<string, Default>>;
	/** How one would write it, for completion and the docs. */
	readonly example: string;
}
