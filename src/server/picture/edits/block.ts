import type { Span } from "../../../language/text.ts";
import type { Layout } from "../../../rules/edit/layout.ts";

/**
 * A declaration in whole lines, with what is said about it: the comment behind it, and the lines of comments right above.
 * Those stay where another item follows at once, for which they may be meant too. Undefined where the declaration shares
 * a line with something else.
 */
export function blockOf(layout: Layout, { start, end }: Span): Span | undefined {
	if (!layout.beginsLine(start) || !layout.endsLine(end)) return undefined;
	const { text } = layout;
	const next = text.indexOf("\n", end);
	const after = next < 0 ? text.length : next + 1;
	const follows = text.slice(after, layout.lineEnd(after)).trim();
	const isAlone = follows === "" || follows.startsWith("}") || follows.startsWith("//");
	let first = layout.lineStart(start);
	while (first > 0) {
		const above = layout.lineStart(first - 1);
		const line = text.slice(above, first).trim();
		if (!line.startsWith(isAlone ? "//" : "// archscale-ignore ")) break;
		first = above;
	}
	return { start: first, end: after };
}
