import type { Severity } from "../language/problem.ts";
import { inspect } from "../rules/inspect.ts";
import { compareSeverity } from "../rules/marks.ts";
import { Files } from "./files.ts";
import { type Command, formatOption, usersOf, usersOption } from "./options.ts";
import { type Report, reportsOf, reportText, totals } from "./report.ts";
import { ruleOptions, ruleSettingsOf } from "./rule-options.ts";
import { type ExitCode, paintFor } from "./terminal.ts";

const tolerances = ["none", "hint", "info", "warning", "error"] as const;

export const check: Command = {
	name: "check",
	operands: "FILE|DIR...",
	files: "some",
	text: { en: "Say what is wrong and what will not scale", ko: "틀린 것과 확장되지 않을 것을 알려 줍니다" },
	options: [
		formatOption,
		usersOption,
		...ruleOptions,
		{
			name: "max-severity",
			value: tolerances.join("|"),
			choices: tolerances,
			text: {
				en: "the worst finding that still ends with exit code 0 (default: info)",
				ko: "종료 코드 0으로 끝나도 되는 가장 심한 지적(기본값: info)",
			},
		},
	],
	details: {
		en: "Folders are searched for `.arch` files; `-` is the standard input. Loads are those of the users that the clients declare, or of\n`system { users }` where that is more. Exit code 1 if there are errors or warnings.",
		ko: "폴더에서는 `.arch` 파일을 찾고, `-`는 표준 입력입니다. 부하는 클라이언트가 선언한 사용자 수와 `system { users }` 중 큰 쪽으로\n계산합니다. 오류나 경고가 있으면 종료 코드는 1입니다.",
	},
	run(call, terminal): ExitCode {
		const { locale } = terminal;
		const users = usersOf(call, locale);
		const settings = ruleSettingsOf(call, locale);
		const files = new Files(terminal);
		const mains = files.open(call.files);
		const reports = new Map<string, Report>();
		for (const main of mains) {
			const inspection = inspect(files.architecture(main), { ...settings, ...(users !== undefined && { users }) });
			for (const report of reportsOf(inspection, locale)) {
				// A file that several import is reported once.
				const key = `${report.file.uri} ${report.span.start} ${report.span.end} ${report.rule}`;
				if (!reports.has(key)) reports.set(key, report);
			}
		}
		const all = [...reports.values()];
		if (call.values.format === "json")
			terminal.out(
				`${JSON.stringify(
					all.map((one) => toJson(one, files)),
					null,
					2,
				)}\n`,
			);
		else {
			const paint = paintFor(terminal);
			for (const report of all) terminal.out(`${reportText(report, files.nameOf(report.file), paint, locale)}\n\n`);
			terminal.out(`${totals(all, mains.length, locale)}\n`);
		}
		const tolerated = tolerances.indexOf((call.values["max-severity"] ?? "info") as (typeof tolerances)[number]);
		const worst = all.reduce<Severity | undefined>(
			(most, { severity }) => (most && compareSeverity(most, severity) >= 0 ? most : severity),
			undefined,
		);
		return worst && tolerances.indexOf(worst) > tolerated ? 1 : 0;
	},
};

function toJson({ file, span, severity, rule, message, fixes, components }: Report, files: Files): object {
	const start = file.lines.positionAt(span.start);
	const end = file.lines.positionAt(span.end);
	return {
		file: files.nameOf(file),
		line: start.line + 1,
		column: start.character + 1,
		endLine: end.line + 1,
		endColumn: end.character + 1,
		severity,
		rule,
		message,
		fixes,
		components,
	};
}
