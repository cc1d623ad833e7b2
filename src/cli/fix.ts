import { diffLines, linesOf } from "../language/diff.ts";
import { fill } from "../language/locale.ts";
import { suggest } from "../language/suggest.ts";
import { buildArchitecture, sourceFile } from "../model/build.ts";
import { importsFrom, sameUri } from "../model/load.ts";
import { type FixedFile, fixAll } from "../rules/fix-all.ts";
import { rules } from "../rules/index.ts";
import { inspect } from "../rules/inspect.ts";
import { findingMessage, fixTitle, offeredFixes } from "../rules/words.ts";
import { Failure } from "./failure.ts";
import { Files, STDIN } from "./files.ts";
import { type Call, type Command, usersOf, usersOption } from "./options.ts";
import { ruleOptions, ruleSettingsOf } from "./rule-options.ts";
import { type ExitCode, type Paint, paintFor, type Terminal } from "./terminal.ts";

export const fix: Command = {
	name: "fix",
	operands: "FILE",
	files: "one",
	text: { en: "Apply fixes", ko: "고칠 수 있는 것을 고칩니다" },
	options: [
		{
			name: "rule",
			value: "ID",
			text: {
				en: "the first fix of this rule, also where it changes the topology",
				ko: "이 규칙의 첫 번째 수정. 구조를 바꾸는 것도 적용합니다",
			},
		},
		{ name: "dry-run", text: { en: "change nothing, show the difference", ko: "바꾸지 않고 차이만 보여 줍니다" } },
		usersOption,
		...ruleOptions,
	],
	details: {
		en: "Without --rule only safe fixes are applied, which change nothing but numbers. Imported files are changed too where a fix needs it.\nExit code 1 if findings of --rule are left.",
		ko: "--rule이 없으면 숫자만 바꾸는 안전한 수정만 적용합니다. 필요하면 가져온 파일도 바꿉니다. --rule의 지적이 남으면 종료 코드는\n1입니다.",
	},
	run(call, terminal): ExitCode {
		const { locale } = terminal;
		const rule = ruleOf(call, terminal);
		const users = usersOf(call, locale);
		const options = { ...ruleSettingsOf(call, locale), ...(users !== undefined && { users }) };
		if (call.files[0] === STDIN) throw new Failure(texts.stdin[locale]);
		const files = new Files(terminal);
		const main = files.openOne(call.files[0]!);
		const { files: changed, applied } = fixAll(main, files.read, {
			...options,
			choose: (finding) =>
				rule === undefined
					? finding.finding.fixes.find((one) => one.safe && one.edits().size > 0)
					: finding.rule.id === rule
						? offeredFixes(finding)[0]
						: undefined,
		});
		const paint = paintFor(terminal);
		for (const { finding, fix: one } of applied) {
			const name = files.nameOf(finding.at.file);
			terminal.out(`${name}: ${fixTitle(finding, one, locale)} ${paint(`[${finding.rule.id}]`, "dim")}\n`);
		}
		const isDry = call.values["dry-run"] === true;
		for (const file of changed) {
			if (isDry) terminal.out(`\n${difference(file, files.nameOf(file.before), paint)}`);
			else files.write(file.before, file.text);
		}
		if (applied.length === 0) terminal.out(`${texts.nothing[locale]}\n`);

		const fixed = new Map(changed.map((file) => [sameUri(file.before.uri), sourceFile(file.before.uri, file.text)]));
		const read = (uri: string) => fixed.get(sameUri(uri)) ?? files.read(uri);
		const after = inspect(buildArchitecture(read(main.uri)!, importsFrom(read)), options);
		const left = rule === undefined ? [] : after.findings.filter((finding) => finding.rule.id === rule);
		for (const finding of left)
			terminal.error(
				`${files.nameOf(finding.at.file)}: ${fill(texts.left[locale], { message: findingMessage(finding, locale) })}\n`,
			);
		return left.length > 0 ? 1 : 0;
	},
};

function ruleOf({ values }: Call, { locale }: Terminal): string | undefined {
	const id = values.rule;
	if (typeof id !== "string") return undefined;
	if (rules.some((rule) => rule.id === id)) return id;
	const near = suggest(
		id,
		rules.map((rule) => rule.id),
	);
	throw new Failure(fill(texts[near ? "near" : "unknown"][locale], { id, near: near ?? "" }));
}

/** The changed lines with three around them, as `diff -u` writes them. */
export function difference({ before, text }: FixedFile, name: string, paint: Paint): string {
	const old = linesOf(before.text).map(withoutEnd);
	const hunks = diffLines(old, linesOf(text).map(withoutEnd));
	const out = [paint(`--- ${name}`, "bold"), paint(`+++ ${name}`, "bold")];
	let shift = 0;
	for (let first = 0; first < hunks.length; ) {
		let last = first;
		while (last + 1 < hunks.length && hunks[last + 1]!.start - hunks[last]!.end <= 2 * AROUND) last++;
		const group = hunks.slice(first, last + 1);
		const start = Math.max(0, group[0]!.start - AROUND);
		const end = Math.min(old.length, group.at(-1)!.end + AROUND);
		const lines: string[] = [];
		let at = start;
		for (const hunk of group) {
			lines.push(...old.slice(at, hunk.start).map((line) => ` ${line}`));
			lines.push(...old.slice(hunk.start, hunk.end).map((line) => paint(`-${line}`, "red")));
			lines.push(...hunk.lines.map((line) => paint(`+${line}`, "green")));
			at = hunk.end;
		}
		lines.push(...old.slice(at, end).map((line) => ` ${line}`));
		const grown = group.reduce((sum, hunk) => sum + hunk.lines.length - (hunk.end - hunk.start), 0);
		const length = end - start;
		out.push(paint(`@@ -${start + 1},${length} +${start + 1 + shift},${length + grown} @@`, "cyan"), ...lines);
		shift += grown;
		first = last + 1;
	}
	return `${out.join("\n")}\n`;
}

const AROUND = 3;
const withoutEnd = (line: string): string => line.replace(/\r?\n$/, "");

const texts = {
	nothing: { en: "Nothing to fix.", ko: "고칠 것이 없습니다." },
	left: { en: "left, because it has no fix here: {message}", ko: "여기에서는 고칠 방법이 없어 남았습니다: {message}" },
	unknown: {
		en: "There is no rule `{id}`: `archscale check` shows the id of each finding in brackets.",
		ko: "`{id}` 규칙은 없습니다. `archscale check`가 지적마다 괄호 안에 규칙의 이름을 보여 줍니다.",
	},
	near: {
		en: "There is no rule `{id}`. Did you mean `{near}`?",
		ko: "`{id}` 규칙은 없습니다. `{near}`을(를) 뜻하셨습니까?",
	},
	stdin: {
		en: "`fix` changes a file in its place: name a file instead of `-`.",
		ko: "`fix`는 파일을 그 자리에서 바꿉니다. `-` 대신 파일을 지정하십시오.",
	},
} as const;
