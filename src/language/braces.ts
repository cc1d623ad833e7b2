import type { Tokens } from "./lexer.ts";

/** How far a `}` looks for the `{` that stands at its own indentation. */
const REACH = 100;

interface Open {
	readonly token: number;
	readonly line: number;
	readonly indent: number;
}

/**
 * Which brace belongs to which, both ways, where a `{` or `}` is missing; undefined where none is. Indentation says
 * which one is missing: a `}` that starts its line closes the `{` of the line that is indented as far.
 */
export function pairBraces(
	text: string,
	{ kinds, lines, lineStarts }: Tokens,
): ReadonlyMap<number, number> | undefined {
	const braces: number[] = [];
	let depth = 0;
	let balanced = true;
	for (let token = 0; token < kinds.length; token++) {
		if (kinds[token] === "{") depth++;
		else if (kinds[token] !== "}") continue;
		else if (--depth < 0) balanced = false;
		braces.push(token);
	}
	if (balanced && depth === 0) return undefined;

	const closersAreMissing = depth > 0;
	const pairs = new Map<number, number>();
	const stack: Open[] = [];
	for (const token of braces) {
		const line = lines[token]!;
		const indent = indentation(text, lineStarts[line]!);
		if (kinds[token] === "{") {
			stack.push({ token, line, indent });
			continue;
		}
		const startsLine = lines[token - 1] !== line;
		const top = stack.at(-1);
		if (startsLine && top && closersAreMissing) {
			const level = lastAt(stack, indent);
			if (level >= 0) stack.length = level + 1;
		}
		if (startsLine && top && !closersAreMissing && indent > top.indent && line > top.line) continue;
		const open = stack.pop();
		if (!open) continue;
		pairs.set(open.token, token);
		pairs.set(token, open.token);
	}
	return pairs;
}

function lastAt(stack: readonly Open[], indent: number): number {
	for (let level = stack.length - 1; level >= 0 && level > stack.length - REACH; level--)
		if (stack[level]!.indent === indent) return level;
	return -1;
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
