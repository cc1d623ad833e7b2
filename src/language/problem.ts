import type { ProblemCode } from "./problem-texts.ts";
import type { Edit, Span } from "./text.ts";

export type Severity = "error" | "warning" | "info" | "hint";

/**
 * Something wrong with the text itself: syntax, vocabulary, or a name that leads nowhere. It is data; its sentence
 * is made from `problem-texts.ts` in the language of the reader.
 */
export interface Problem extends Span {
	readonly code: ProblemCode;
	readonly severity: Severity;
	/** Fills the placeholders of the sentence. */
	readonly data: Readonly<Record<string, string | number>>;
	/** What would mend it, best first. Each replaces text in the same file. */
	readonly repairs?: readonly Repair[];
	/** Other places that belong to it, such as the first of two declarations of one name. */
	readonly related?: readonly RelatedPlace[];
}

/** The title of a repair is the text `repair-<kind>`, filled with `data`. */
export interface Repair {
	readonly kind: "replace" | "insert" | "remove" | "create";
	readonly data: Readonly<Record<string, string | number>>;
	readonly edits: readonly Edit[];
}

export interface RelatedPlace extends Span {
	/** Absent: the same file. */
	readonly uri?: string;
	readonly code: ProblemCode;
	readonly data: Readonly<Record<string, string | number>>;
}
