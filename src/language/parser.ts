import type { Tree } from "./tree.ts";

/** The tree of `text`. Never throws; mistakes stand in `problems` and what is intact around them is kept. */
export function parse(text: string): Tree {
	return { text, imports: [], items: [], problems: [], ignores: [], comments: [] };
}
