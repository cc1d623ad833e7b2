import type { Repair } from "./problem.ts";
import type { Span } from "./text.ts";

export const insert = (at: number, text: string): Repair => ({
	kind: "insert",
	data: { text: text.trim() },
	edits: [{ span: { start: at, end: at }, text }],
});

export const replace = ({ start, end }: Span, text: string): Repair => ({
	kind: "replace",
	data: { text: text.trim() },
	edits: [{ span: { start, end }, text }],
});

/** Remove `span`, where `word` stands. */
export const remove = ({ start, end }: Span, word: string): Repair => ({
	kind: "remove",
	data: { text: word },
	edits: [{ span: { start, end }, text: "" }],
});
