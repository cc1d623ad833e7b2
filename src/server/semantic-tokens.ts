import {
	type Range,
	type SemanticTokens,
	SemanticTokensBuilder,
	type SemanticTokensDelta,
	type SemanticTokensLegend,
} from "vscode-languageserver";
import type { Span } from "../language/text.ts";
import { kinds } from "../language/vocabulary/index.ts";
import type { Architecture, Element, SourceFile, Use } from "../model/architecture.ts";
import { toSpan } from "./convert.ts";

const types = ["class", "variable", "struct", "namespace"] as const;
const modifiers = ["declaration"] as const;

export const legend: SemanticTokensLegend = { tokenTypes: [...types], tokenModifiers: [...modifiers] };

/**
 * Colours by what a name means, which the grammar of the editor cannot know; all else is the grammar's. With a range only
 * those in it.
 */
export function semanticTokens(architecture: Architecture, file: SourceFile, range?: Range): SemanticTokens {
	const builder = new SemanticTokensBuilder();
	const within = range ? toSpan(file.lines, range) : { start: 0, end: file.text.length };
	const uses = architecture.uses.get(file) ?? [];
	let end = 0;
	for (let at = firstIn(uses, within.start); at < uses.length; at++) {
		const { span, element, declares } = uses[at]!;
		if (span.start >= within.end) break;
		if (span.start < end || isQuoted(file, span)) continue;
		const { line, character } = file.lines.positionAt(span.start);
		builder.push(line, character, span.end - span.start, types.indexOf(typeOf(element)), declares ? 1 : 0);
		end = span.end;
	}
	return builder.build();
}

/** Remembers what each document was told last, so that an edit costs the client only the tokens that it has changed. */
export class TokenDeltas {
	readonly #told = new Map<string, { readonly resultId: string; readonly data: readonly number[] }>();
	#count = 0;

	full(uri: string, { data }: SemanticTokens): SemanticTokens {
		const resultId = String(++this.#count);
		this.#told.set(uri, { resultId, data });
		return { resultId, data };
	}

	/** Everything, where the client does not have what was told last. */
	delta(uri: string, previousResultId: string, tokens: SemanticTokens): SemanticTokens | SemanticTokensDelta {
		const before = this.#told.get(uri);
		const { resultId, data } = this.full(uri, tokens);
		if (before?.resultId !== previousResultId) return { resultId: resultId!, data };
		const was = before.data;
		const most = Math.min(was.length, data.length);
		let head = 0;
		while (head < most && was[head] === data[head]) head++;
		let tail = 0;
		while (tail < most - head && was[was.length - 1 - tail] === data[data.length - 1 - tail]) tail++;
		const deleteCount = was.length - head - tail;
		const edit = { start: head, deleteCount, data: data.slice(head, data.length - tail) };
		return { resultId: resultId!, edits: deleteCount === 0 && edit.data.length === 0 ? [] : [edit] };
	}

	forget(uri: string): void {
		this.#told.delete(uri);
	}
}

/** The first use that ends behind an offset. */
function firstIn(uses: readonly Use[], offset: number): number {
	let low = 0;
	let high = uses.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (uses[middle]!.span.end <= offset) low = middle + 1;
		else high = middle;
	}
	return low;
}

function typeOf({ type, kind }: Element): (typeof types)[number] {
	if (type === "data") return "struct";
	if (type === "place") return "namespace";
	return kinds.get(kind)?.family === "compute" ? "class" : "variable";
}

function isQuoted({ text }: SourceFile, { start }: Span): boolean {
	return text[start] === '"';
}
