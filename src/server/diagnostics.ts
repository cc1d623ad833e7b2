import { type Diagnostic, DiagnosticTag } from "vscode-languageserver";
import type { Locale } from "../language/locale.ts";
import type { Problem } from "../language/problem.ts";
import { problemMessage } from "../language/problem-texts.ts";
import type { Architecture, SourceFile } from "../model/architecture.ts";
import { unusedIgnore } from "../rules/design/unused-ignore.ts";
import type { Inspection } from "../rules/inspect.ts";
import { rulePage } from "../rules/page.ts";
import type { ReportedFinding } from "../rules/run.ts";
import { findingMessage } from "../rules/words.ts";
import { toLocation, toRange, toSeverity } from "./convert.ts";

/** What is wrong with the text of a file. */
export function problemDiagnostics(architecture: Architecture, file: SourceFile, locale: Locale): Diagnostic[] {
	const problems = architecture.problems.get(file) ?? [];
	return problems.map((problem) => problemDiagnostic(architecture, file, problem, locale));
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

export function problemDiagnostic(
	{ files }: Architecture,
	file: SourceFile,
	problem: Problem,
	locale: Locale,
): Diagnostic {
	return {
		range: toRange(file.lines, problem),
		severity: toSeverity(problem.severity),
		code: problem.code,
		source: "archscale",
		message: problemMessage(problem, locale),
		...(problem.related?.length && {
			relatedInformation: problem.related.map((related) => ({
				location: toLocation({ file: files.find(({ uri }) => uri === related.uri) ?? file, span: related }),
				message: problemMessage(related, locale),
			})),
		}),
	};
}

export function findingDiagnostic(reported: ReportedFinding, locale: Locale): Diagnostic {
	const { rule, finding, severity, at } = reported;
	return {
		range: toRange(at.file.lines, at.span),
		severity: toSeverity(severity),
		code: rule.id,
		codeDescription: { href: rulePage(rule.id, locale) },
		source: "archscale",
		message: findingMessage(reported, locale),
		...(rule === unusedIgnore && { tags: [DiagnosticTag.Unnecessary] }),
		...(finding.related?.length && {
			relatedInformation: finding.related.map(({ at: place, element }) => ({
				location: toLocation(place),
				message: element.title === element.name ? element.id : `${element.id} “${element.title}”`,
			})),
		}),
	};
}
