import type { Problem } from "./problem.ts";
import type { Span } from "./text.ts";

/**
 * The tree of one file. It is built from the text of this file alone, keeps everything that is intact around a
 * mistake, and holds nothing that is resolved: names are only names here.
 */
export interface Tree {
	readonly text: string;
	readonly imports: readonly Import[];
	readonly items: readonly Item[];
	/** Mistakes of syntax, in the order of the text. */
	readonly problems: readonly Problem[];
	readonly ignores: readonly Ignore[];
	readonly comments: readonly Span[];
	/** Some of it was decided by looking at the whole text, and no problem says so. */
	readonly hidesStructure?: true;
}

export interface Import extends Span {
	readonly type: "import";
	readonly path: Text;
}

export type Item = Declaration | Link | Property | Access;

/** A bare word as it stands in the text. */
export interface Word extends Span {
	readonly text: string;
}

/** A quoted text. `text` is without its quotes. */
export interface Text extends Span {
	readonly type: "text";
	readonly text: string;
}

/** `cache redis "Cache" x2 like other { ... }` */
export interface Declaration extends Span {
	readonly type: "declaration";
	readonly kind: Word;
	readonly name: Word | undefined;
	readonly title: Text | undefined;
	readonly times: Times | undefined;
	readonly like: Reference | undefined;
	readonly body: Body | undefined;
}

/** `x4`, or `x2..10` for a tier that scales itself. `max` equals `min` where there is no range. */
export interface Times extends Span {
	readonly min: number;
	readonly max: number;
}

/** From `{` to `}`. `closed` is false where the `}` is missing. */
export interface Body extends Span {
	readonly items: readonly Item[];
	readonly closed: boolean;
}

/** `name: value`. The value is missing where the text has none. */
export interface Property extends Span {
	readonly type: "property";
	readonly name: Word;
	readonly value: Value | undefined;
}

export type Value = Quantity | Reference | Text | List;

/** `500rps`: the number 500 with the unit `rps`; `unit` is empty for a bare number. `$12/month` has the unit `$/month`. */
export interface Quantity extends Span {
	readonly type: "quantity";
	readonly number: number;
	readonly unit: string;
}

/** `us.web`; also any bare word in the place of a value, such as `look-aside`, `true` or `none`. */
export interface Reference extends Span {
	readonly type: "reference";
	readonly path: readonly Word[];
}

export interface List extends Span {
	readonly type: "list";
	readonly items: readonly Value[];
}

/** `a, b -> c x3, d -> e "label" { ... }`: every hop goes from each target before it (or each source) to each of its own targets. */
export interface Link extends Span {
	readonly type: "link";
	readonly sources: readonly Reference[];
	readonly hops: readonly Hop[];
	readonly label: Text | undefined;
	readonly body: Body | undefined;
}

/** `-> c x3, d`. A lone share at the end of a hop has been given to each of its targets. */
export interface Hop extends Span {
	readonly targets: readonly Target[];
}

export interface Target extends Span {
	readonly ref: Reference;
	readonly share: Share | undefined;
}

/** `x3` or `5%`: calls for each request of the source, as a plain factor (3, 0.05). */
export interface Share extends Span {
	readonly factor: number;
	readonly percent: boolean;
}

/** `reads profiles x3` */
export interface Access extends Span {
	readonly type: "access";
	readonly operation: Word & { readonly text: "reads" | "writes" };
	readonly data: Reference | undefined;
	readonly share: Share | undefined;
}

/** `// archscale-ignore rule-id: reason`; it silences `rule` on its own line and, where it stands alone, on the next. */
export interface Ignore extends Span {
	readonly rule: Word;
	readonly reason: string;
	/** Zero-based line that it silences. */
	readonly line: number;
}
