import { type ClientCapabilities, type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import { fill, type Locale } from "../language/locale.ts";
import type { Problem } from "../language/problem.ts";
import { problemMessage } from "../language/problem-texts.ts";
import type { Position, Span } from "../language/text.ts";
import type { Architecture, SourceFile } from "../model/architecture.ts";
import { unusedIgnore } from "../rules/design/unused-ignore.ts";
import type { Inspection } from "../rules/inspect.ts";
import { rulePage } from "../rules/page.ts";
import type { ReportedFinding } from "../rules/run.ts";
import { findingMessage } from "../rules/words.ts";
import { toLocation, toRange, toSeverity } from "./convert.ts";

/**
 * VS Code shows so many of one file, the worst of them. All of them are sent, read and compared with each key, so more would only cost
 * time, there and in any other editor.
 */
export const MOST_DIAGNOSTICS = 1000;

/** Who reads what is wrong: in which language, and what the editor can show of it beside the message. */
export interface Reader {
	readonly locale: Locale;
	readonly codeDescription: boolean;
	readonly relatedInformation: boolean;
	readonly tags: boolean;
}

export function readerOf(locale: Locale, { textDocument }: ClientCapabilities): Reader {
	const { codeDescriptionSupport, relatedInformation, tagSupport } = textDocument?.publishDiagnostics ?? {};
	return {
		locale,
		codeDescription: codeDescriptionSupport ?? false,
		relatedInformation: relatedInformation ?? false,
		tags: tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary) ?? false,
	};
}

/** What the rules find in a file, and how many findings there are besides, none of them worse. */
export interface FindingDiagnostics {
	readonly diagnostics: readonly Diagnostic[];
	readonly leftOut: number;
}

/** All that an editor is told of a file, in the views that there are of it, its own last. */
export function fileDiagnostics(file: SourceFile, views: readonly Inspection[], reader: Reader): Diagnostic[] {
	const architecture = views.at(-1)?.architecture;
	const problems = architecture ? problemDiagnostics(architecture, file, reader) : [];
	return together(problems, findingDiagnostics(file, views, reader), reader.locale);
}

/** `known`: what has been said of findings before, wherever they stood. `asBefore`: the same object where it says the same. */
export function findingDiagnostics(
	file: SourceFile,
	views: readonly Inspection[],
	reader: Reader,
	known: WeakMap<ReportedFinding, Diagnostic> = new WeakMap(),
	asBefore: (diagnostic: Diagnostic) => Diagnostic = (same) => same,
): FindingDiagnostics {
	const findings = findingsIn(file, views);
	const worst = worstOf(findings, MOST_DIAGNOSTICS, ({ severity }) => toSeverity(severity));
	const diagnostics = worst.map((finding) => {
		const before = known.get(finding);
		const diagnostic = before ? movedTo(file, finding.at.span, before) : asBefore(findingDiagnostic(finding, reader));
		if (diagnostic !== before) known.set(finding, diagnostic);
		return diagnostic;
	});
	return { diagnostics, leftOut: findings.length - worst.length };
}

/** The same object where it stays where it is. */
function movedTo({ lines }: SourceFile, span: Span, diagnostic: Diagnostic): Diagnostic {
	const range = toRange(lines, span);
	const { start, end } = diagnostic.range;
	const stays = areAt(range.start, start) && areAt(range.end, end);
	return stays ? diagnostic : { ...diagnostic, range };
}

function areAt(a: Position, b: Position): boolean {
	return a.line === b.line && a.character === b.character;
}

/** As many as an editor shows; where there are more, the last one says so. */
export function together(
	problems: readonly Diagnostic[],
	{ diagnostics, leftOut }: FindingDiagnostics,
	locale: Locale,
): Diagnostic[] {
	const all = [...problems, ...diagnostics];
	if (all.length + leftOut <= MOST_DIAGNOSTICS) return all;
	const worst = worstOf(all, MOST_DIAGNOSTICS - 1, ({ severity }) => severity ?? DiagnosticSeverity.Error);
	const start = { line: 0, character: 0 };
	const count = all.length + leftOut - worst.length;
	return [
		...worst,
		{
			range: { start, end: start },
			severity: DiagnosticSeverity.Information,
			code: "more-findings",
			source: "archscale",
			message: fill(texts.more[locale], { count, most: MOST_DIAGNOSTICS }),
		},
	];
}

/** In their order, unless some have to go: then the worst come first. */
function worstOf<T>(all: readonly T[], most: number, severityOf: (one: T) => number): readonly T[] {
	if (all.length <= most) return all;
	return [...all].sort((a, b) => severityOf(a) - severityOf(b)).slice(0, most);
}

/** What is wrong with the text of a file. */
export function problemDiagnostics(architecture: Architecture, file: SourceFile, reader: Reader): Diagnostic[] {
	const problems = architecture.problems.get(file) ?? [];
	return problems.map((problem) => problemDiagnostic(architecture, file, problem, reader));
}

/**
 * What the rules find in a file, in the views that there are of it. What several of them say of one place is said once, by
 * the first.
 */
export function findingsIn(file: SourceFile, views: readonly Inspection[]): readonly ReportedFinding[] {
	const findings = new Map<string, ReportedFinding>();
	for (const { findings: all } of views) {
		for (const finding of all) {
			const { rule, at } = finding;
			const key = `${rule.id} ${at.span.start}`;
			if (at.file === file && !findings.has(key)) findings.set(key, finding);
		}
	}
	return [...findings.values()];
}

export function areSame(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
	return a.length === b.length && a.every((one, i) => one === b[i] || JSON.stringify(one) === JSON.stringify(b[i]));
}

export function problemDiagnostic(
	{ files }: Architecture,
	file: SourceFile,
	problem: Problem,
	reader: Reader,
): Diagnostic {
	return {
		range: toRange(file.lines, problem),
		severity: toSeverity(problem.severity),
		code: problem.code,
		source: "archscale",
		message: problemMessage(problem, reader.locale),
		...(reader.relatedInformation &&
			problem.related?.length && {
				relatedInformation: problem.related.map((related) => ({
					location: toLocation({ file: files.find(({ uri }) => uri === related.uri) ?? file, span: related }),
					message: problemMessage(related, reader.locale),
				})),
			}),
	};
}

export function findingDiagnostic(reported: ReportedFinding, reader: Reader): Diagnostic {
	const { rule, finding, severity, at } = reported;
	return {
		range: toRange(at.file.lines, at.span),
		severity: toSeverity(severity),
		code: rule.id,
		...(reader.codeDescription && { codeDescription: { href: rulePage(rule.id, reader.locale) } }),
		source: "archscale",
		message: findingMessage(reported, reader.locale),
		...(reader.tags && rule === unusedIgnore && { tags: [DiagnosticTag.Unnecessary] }),
		...(reader.relatedInformation &&
			finding.related?.length && {
				relatedInformation: finding.related.map(({ at: place, element }) => ({
					location: toLocation(place),
					message: element.title === element.name ? element.id : `${element.id} “${element.title}”`,
				})),
			}),
	};
}

const texts = {
	more: {
		en: "There are {count} more, none of them worse: an editor shows {most} of one file. `archscale check` lists them all.",
		ko: "이보다 심각하지 않은 것이 {count}개 더 있습니다. 편집기는 파일 하나에 {most}개까지 보여 줍니다. `archscale check`가 모두 보여 줍니다.",
	},
} as const;
