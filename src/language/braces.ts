import type { Tokens } from "./lexer.ts";

/** How many levels a `}` looks back for the `{` that stands at its own indentation. */
const REACH = 100;

interface Open {
	readonly token: number;
	readonly line: number;
	readonly indent: number;
}

/**
 * Which brace belongs to which, both ways, if a `{` or `}` is missing; undefined if none is, and each `}` closes the
 * last open `{`. Indentation says which one is missing: a body ends with a `}` on a line that is indented as the line of
 * its `{`, or with one on that line itself.
 */
export function pairBraces(
	text: string,
	{ kinds, lines, lineStarts }: Tokens,
): ReadonlyMap<number, number> | undefined {
	const braces: number[] = [];
	let depth = 0;
	let isBalanced = true;
	for (let token = 0; token < kinds.length; token++) {
		const kind = kinds[token];
		if (kind !== "{" && kind !== "}") continue;
		braces.push(token);
		depth += kind === "{" ? 1 : -1;
		if (depth < 0) isBalanced = false;
	}
	if (isBalanced && depth === 0) return undefined;

	const pairs = new Map<number, number>();
	const opens: Open[] = [];
	let superfluous = -depth;
	for (const token of braces) {
		const line = lines[token]!;
		const indent = indentation(text, lineStarts[line]!);
		if (kinds[token] === "{") {
			opens.push({ token, line, indent });
			continue;
		}
		const startsLine = token === 0 || lines[token - 1] !== line;
		const last = opens.at(-1);
		const endsLast = last && (startsLine ? indent <= last.indent : line === last.line);
		if (last && !endsLast && superfluous > 0) {
			superfluous--;
			continue;
		}
		if (startsLine && depth > 0) opens.length = levelAt(opens, indent) + 1;
		const open = opens.pop();
		if (!open) continue;
		pairs.set(open.token, token);
		pairs.set(token, open.token);
	}
	return pairs;
}

/** The innermost level at this indentation; the last one if there is none. */
function levelAt(opens: readonly Open[], indent: number): number {
	const last = opens.length - 1;
	for (let level = last; level >= 0 && level > last - REACH; level--) if (opens[level]!.indent === indent) return level;
	return last;
}

/** Columns of white space at the start of a line; a tab counts as four. */
export function indentation(text: string, lineStart: number): number {
	let columns = 0;
	for (let at = lineStart; ; at++) {
		if (text[at] === " ") columns++;
		else if (text[at] === "\t") columns += 4;
		else return columns;
	}
}
