import { type Diagnostic, DiagnosticTag } from "vscode-languageserver";
import type { Locale } from "../language/locale.ts";
import type { Problem } from "../language/problem.ts";
import { problemMessage } from "../language/problem-texts.ts";
import type { SourceFile } from "../model/architecture.ts";
import { rulePage } from "../rules/page.ts";
import type { ReportedFinding } from "../rules/run.ts";
import { findingMessage } from "../rules/words.ts";
import { toLocation, toRange, toSeverity } from "./convert.ts";

export function problemDiagnostic(file: SourceFile, problem: Problem, locale: Locale): Diagnostic {
	return {
		range: toRange(file.lines, problem),
		severity: toSeverity(problem.severity),
		code: problem.code,
		source: "archscale",
		message: problemMessage(problem, locale),
		...(problem.related?.length && {
			relatedInformation: problem.related.map((related) => ({
				location: { uri: related.uri ?? file.uri, range: toRange(file.lines, related) },
				message: problemMessage(related, locale),
			})),
		}),
		...(problem.code.startsWith("unused-") && { tags: [DiagnosticTag.Unnecessary] }),
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
		...(finding.related?.length && {
			relatedInformation: finding.related.map(({ at: place, element }) => ({
				location: toLocation(place),
				message: element.id,
			})),
		}),
	};
}
