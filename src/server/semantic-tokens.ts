import { type SemanticTokens, SemanticTokensBuilder, type SemanticTokensLegend } from "vscode-languageserver";
import type { Span } from "../language/text.ts";
import { kinds } from "../language/vocabulary/index.ts";
import type { Architecture, Element, SourceFile } from "../model/architecture.ts";

const types = ["class", "variable", "struct", "namespace"] as const;
const modifiers = ["declaration"] as const;

export const legend: SemanticTokensLegend = { tokenTypes: [...types], tokenModifiers: [...modifiers] };

/** Colours by what a name means, which the grammar of the editor cannot know; all else is the grammar's. */
export function semanticTokens(architecture: Architecture, file: SourceFile): SemanticTokens {
	const builder = new SemanticTokensBuilder();
	let end = 0;
	for (const { span, element, declares } of architecture.uses.get(file) ?? []) {
		if (span.start < end || isQuoted(file, span)) continue;
		const { line, character } = file.lines.positionAt(span.start);
		builder.push(line, character, span.end - span.start, types.indexOf(typeOf(element)), declares ? 1 : 0);
		end = span.end;
	}
	return builder.build();
}

function typeOf({ type, kind }: Element): (typeof types)[number] {
	if (type === "data") return "struct";
	if (type === "place") return "namespace";
	return kinds.get(kind)?.family === "compute" ? "class" : "variable";
}

function isQuoted({ text }: SourceFile, { start }: Span): boolean {
	return text[start] === '"';
}
