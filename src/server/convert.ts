import type { DiagnosticSeverity, Location, Range, TextEdit } from "vscode-languageserver";
import type { Severity } from "../language/problem.ts";
import type { Edit, LineIndex, Span } from "../language/text.ts";
import type * as model from "../model/architecture.ts";

export function toRange(lines: LineIndex, span: Span): Range {
	return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

export function toSpan(lines: LineIndex, range: Range): Span {
	return { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
}

export function toLocation({ file, span }: model.Location): Location {
	return { uri: file.uri, range: toRange(file.lines, span) };
}

export function toTextEdit(lines: LineIndex, { span, text }: Edit): TextEdit {
	return { range: toRange(lines, span), newText: text };
}

export function toSeverity(severity: Severity): DiagnosticSeverity {
	return severities[severity];
}

const severities = { error: 1, warning: 2, info: 3, hint: 4 } as const satisfies Record<Severity, DiagnosticSeverity>;

/** The name of an element where it has one, else its kind: what an editor selects when it is shown. */
export function nameSpan({ kind, name, title }: model.Element["declaration"]): Span {
	return name ?? title ?? kind;
}

export function touches(span: Span, offset: number): boolean {
	return span.start <= offset && offset <= span.end;
}

export function overlaps(a: Span, b: Span): boolean {
	return a.start <= b.end && b.start <= a.end;
}
