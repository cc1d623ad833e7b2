import { fill, type Locale } from "../language/locale.ts";
import type { Severity } from "../language/problem.ts";
import { problemMessage, repairTitle } from "../language/problem-texts.ts";
import type { Span } from "../language/text.ts";
import type { SourceFile } from "../model/architecture.ts";
import type { Inspection } from "../rules/inspect.ts";
import { compareSeverity } from "../rules/marks.ts";
import { findingMessage, fixTitle, offeredFixes } from "../rules/words.ts";
import { columnsOf, type Paint } from "./terminal.ts";

/** A problem of the text or a finding of a rule, ready to be shown. */
export interface Report {
	readonly file: SourceFile;
	readonly span: Span;
	readonly severity: Severity;
	readonly rule: string;
	readonly message: string;
	readonly fixes: readonly string[];
	/** Components, places and data sets that it is about. */
	readonly components: readonly string[];
}

/**
 * To say what a fix does to the numbers, the whole architecture is computed once more with the fix in it. Beyond so many
 * components times findings that takes seconds, and the titles say only what each fix changes; one that can only be found in that way
 * is left out.
 */
const MAX_FORESIGHT = 3000;

/** Everything that is wrong in an architecture, file by file in the order of the text. */
export function reportsOf({ architecture, findings }: Inspection, locale: Locale): readonly Report[] {
	const reports: Report[] = [];
	const hasForesight = architecture.components.length * findings.length <= MAX_FORESIGHT;
	for (const [file, problems] of architecture.problems) {
		for (const problem of problems) {
			reports.push({
				file,
				span: { start: problem.start, end: problem.end },
				severity: problem.severity,
				rule: problem.code,
				message: problemMessage(problem, locale),
				fixes: (problem.repairs ?? []).map((repair) => repairTitle(repair, locale)),
				components: [],
			});
		}
	}
	for (const finding of findings) {
		reports.push({
			file: finding.at.file,
			span: finding.at.span,
			severity: finding.severity,
			rule: finding.rule.id,
			message: findingMessage(finding, locale),
			fixes: hasForesight
				? offeredFixes(finding).map((fix) => fixTitle(finding, fix, locale))
				: finding.finding.fixes
						.filter(({ search }) => !search)
						.map(({ effect: _, ...fix }) => fixTitle(finding, fix, locale)),
			components: finding.elements.map(({ id }) => id),
		});
	}
	const fileOrder = new Map([...architecture.files].map((file, index) => [file, index]));
	return reports.sort(
		(a, b) =>
			fileOrder.get(a.file)! - fileOrder.get(b.file)! ||
			a.span.start - b.span.start ||
			compareSeverity(b.severity, a.severity),
	);
}

const colours = { error: "red", warning: "yellow", info: "blue", hint: "cyan" } as const;

/** As compilers write it: place, what is wrong, the line, and what can be done. */
export function reportText(
	{ file, span, severity, rule, message, fixes }: Report,
	name: string,
	paint: Paint,
	locale: Locale,
): string {
	const { line, character } = file.lines.positionAt(span.start);
	const place = `${name}:${line + 1}:${character + 1}`;
	const head = `${paint(place, "bold")}: ${paint(severityNames[severity][locale], "bold", colours[severity])}: ${message} ${paint(`[${rule}]`, "dim")}`;
	return [
		head,
		...excerpt(file, span, paint, colours[severity]),
		...fixes.map((fix) => `  ${paint("→", "green")} ${fix}`),
	].join("\n");
}

/** The line of the place with a mark below it. */
function excerpt(file: SourceFile, span: Span, paint: Paint, colour: (typeof colours)[Severity]): readonly string[] {
	const { line, character } = file.lines.positionAt(span.start);
	const start = file.lines.offsetAt({ line, character: 0 });
	const text = file.text
		.slice(start)
		.split(/\r?\n/, 1)[0]!
		.replace(/^\ufeff/, " ");
	if (text.trim() === "") return [];
	const cut = text.length > MAX_EXCERPT ? `${text.slice(0, MAX_EXCERPT)}…` : text;
	if (character >= cut.length) return [];
	const marked = cut.slice(character, Math.max(character + 1, character + span.end - span.start));
	// A tab before the mark stays a tab, so that the mark stands below its word however wide tabs are.
	const lead = cut.slice(0, character).replace(/[^\t]/gu, (letter) => " ".repeat(columnsOf(letter)));
	const number = String(line + 1).padStart(4);
	return [
		`${paint(`${number} |`, "dim")} ${cut}`,
		`${paint(`${" ".repeat(number.length)} |`, "dim")} ${lead}${paint("^".repeat(Math.max(1, columnsOf(marked))), colour)}`,
	];
}

const MAX_EXCERPT = 160;

/** How many there are of each severity. */
export function totals(reports: readonly Report[], files: number, locale: Locale): string {
	const count = (severity: Severity): number => reports.filter((report) => report.severity === severity).length;
	if (reports.length === 0) return fill(texts[files === 1 ? "clean-file" : "clean"][locale], { files });
	const parts = (["error", "warning", "info", "hint"] as const).flatMap((severity) => {
		const number = count(severity);
		if (number === 0) return [];
		return fill(texts[number === 1 ? "one" : "several"][locale], { number, severity: severityNames[severity][locale] });
	});
	return parts.join(", ");
}

export const severityNames: Readonly<Record<Severity, Readonly<Record<Locale, string>>>> = {
	error: { en: "error", ko: "오류" },
	warning: { en: "warning", ko: "경고" },
	info: { en: "info", ko: "정보" },
	hint: { en: "hint", ko: "힌트" },
};

const texts = {
	clean: { en: "Nothing found in {files} files.", ko: "파일 {files}개에서 지적할 것이 없습니다." },
	"clean-file": { en: "Nothing found.", ko: "지적할 것이 없습니다." },
	one: { en: "1 {severity}", ko: "{severity} 1건" },
	several: { en: "{number} {severity}s", ko: "{severity} {number}건" },
} as const;
