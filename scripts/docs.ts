import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LOCALES, type Locale, type Localized } from "../src/language/locale.ts";
import type { Severity } from "../src/language/problem.ts";
import { buildArchitecture, sourceFile } from "../src/model/build.ts";
import { groups } from "../src/rules/groups.ts";
import { rules } from "../src/rules/index.ts";
import { inspect } from "../src/rules/inspect.ts";
import type { Rule } from "../src/rules/rule.ts";
import type { ReportedFinding } from "../src/rules/run.ts";
import { thresholds } from "../src/rules/thresholds.ts";
import { fill, findingMessage, findingWhy, fixTitle, offeredFixes } from "../src/rules/words.ts";
import { keyTables } from "./keys-docs.ts";
import { ladderPages } from "./ladder-docs.ts";
import { languagePages } from "./language-docs.ts";
import { screenshotsPages } from "./screenshots-docs.ts";
import { statements } from "./statements.ts";
import { systemsPages } from "./systems-docs.ts";
import { openTitle, techniquesPages } from "./techniques-docs.ts";
import { type Climb, climb, walkthroughPages, walkthroughPictures } from "./walkthrough.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string): string => readFileSync(`${root}/${file}`, "utf8");

const texts = {
	other: { en: "한국어", ko: "English" },
	severity: { en: "Severity", ko: "심각도" },
	since: { en: "since", ko: "추가된 버전" },
	mutedInDev: { en: "silent with `environment: dev`", ko: "`environment: dev`이면 보고하지 않음" },
	mutedBy: {
		en: "silent where {rules} reports the same element",
		ko: "같은 요소에 {rules}이(가) 있으면 보고하지 않음",
	},
	what: { en: "What it finds", ko: "찾는 문제" },
	whatIntro: { en: "In the example below it says:", ko: "아래 예제에서는 다음과 같이 알립니다." },
	why: { en: "Why it matters", ko: "왜 문제인가" },
	technique: { en: "What to do", ko: "해결 방법" },
	tradeOff: { en: "What it costs", ko: "대가" },
	exceptions: { en: "When not", ko: "필요 없는 경우" },
	example: { en: "Example", ko: "예제" },
	after: { en: "After *{title}*:", ko: "*{title}* 수정을 적용하면:" },
	without: { en: "Without it:", ko: "이 문제가 없는 예:" },
	fixes: { en: "Fixes", ko: "수정" },
	safe: {
		en: "only changes what is declared here; part of *fix all*",
		ko: "여기에 선언된 값만 바꾸므로 *모두 수정*에 포함됩니다",
	},
	suggestion: {
		en: "a suggestion: it changes the design and is applied only when chosen",
		ko: "설계를 바꾸는 제안이므로 직접 고를 때만 적용합니다",
	},
	varies: {
		en: "part of *fix all* where it only changes a number; a suggestion where it brings other components along",
		ko: "수만 바꾸면 *모두 수정*에 포함되고, 다른 컴포넌트를 함께 넣으면 제안입니다",
	},
	ignore: { en: "To silence it at one place, with the reason:", ko: "한 곳에서만 끄려면 이유와 함께 이렇게 적습니다." },
	reason: { en: "why it is right here", ko: "여기서는 괜찮은 이유" },
	statements: { en: "In the chapter", ko: "책의 내용" },
	rule: { en: "Rule", ko: "규칙" },
	finds: { en: "Finds", ko: "찾는 것" },
	repairs: { en: "Fixes", ko: "수정" },
	default: { en: "As the rule says.", ko: "규칙이 정한 대로 합니다." },
	each: { en: "As each rule says.", ko: "규칙마다 정한 대로 합니다." },
	off: { en: "Do not report it.", ko: "보고하지 않습니다." },
} as const satisfies Record<string, Localized>;

const severities: Readonly<Record<Severity, Localized>> = {
	error: { en: "error", ko: "오류" },
	warning: { en: "warning", ko: "경고" },
	info: { en: "information", ko: "정보" },
	hint: { en: "hint", ko: "힌트" },
};

/** Every generated file and its text. `npm run docs` writes them; a test compares them with what is there. */
export function* pages(way: Climb = climb()): Iterable<[file: string, text: string]> {
	for (const locale of LOCALES) {
		for (const rule of rules) yield [`docs/rules/${pageName(rule, locale)}`, rulePage(rule, locale)];
		const readme = `README${suffix(locale)}.md`;
		yield [readme, between(read(readme), "rules", ruleTable(locale))];
	}
	for (const [file, table] of keyTables()) yield [file, between(read(file), "keys", table)];
	yield* ladderPages();
	yield* languagePages();
	yield* screenshotsPages();
	yield* systemsPages();
	yield* techniquesPages();
	yield* walkthroughPages(way);
	yield ["package.json", manifest()];
	for (const locale of LOCALES) {
		const file = locale === "en" ? "package.nls.json" : `package.nls.${locale}.json`;
		yield [file, settingTexts(read(file), locale)];
	}
}

const suffix = (locale: Locale): string => (locale === "en" ? "" : `.${locale}`);
const pageName = ({ id }: Rule, locale: Locale): string => `${id}${suffix(locale)}.md`;

/** The numbers in the prose are those that the rule finds in its own example. */
function rulePage(rule: Rule, locale: Locale): string {
	const text = rule.text[locale];
	const finding = findingIn(rule);
	const { data } = finding.finding;
	const [first] = finding.finding.fixes;
	const other = locale === "en" ? "ko" : "en";
	const section = (title: Localized, ...paragraphs: readonly string[]): string =>
		[`## ${title[locale]}`, ...paragraphs].join("\n\n");
	return `${[
		`<!-- Generated from src/rules/${rule.group}/${rule.id}.ts by npm run docs. -->`,
		`[${texts.other[locale]}](${pageName(rule, other)})`,
		`# ${text.title} (\`${rule.id}\`)`,
		conditions(rule, locale),
		section(texts.what, texts.whatIntro[locale], `> ${findingMessage(finding, locale)}`),
		section(texts.why, findingWhy(finding, locale)),
		section(texts.technique, fill(text.technique, data, locale)),
		section(texts.tradeOff, fill(text.tradeOff, data, locale)),
		section(texts.exceptions, fill(text.exceptions, data, locale)),
		section(
			texts.example,
			fence(rule.example.bad),
			...(first ? [texts.after[locale].replace("{title}", fixTitle(finding, first, locale))] : [texts.without[locale]]),
			fence(rule.example.good),
		),
		section(texts.fixes, rule.noFix?.[locale] ?? fixList(rule, finding, locale)),
		`${texts.ignore[locale]}\n\n\`\`\`arch\n// archscale-ignore ${rule.id}: ${texts.reason[locale]}\n\`\`\``,
		...(rule.statements.length > 0 ? [section(texts.statements, statementList(rule, locale))] : []),
	].join("\n\n")}\n`;
}

function findingIn(rule: Rule): ReportedFinding {
	const { findings } = inspect(buildArchitecture(sourceFile("file:///example.arch", rule.example.bad)));
	const finding = findings.find((one) => one.rule.id === rule.id);
	if (!finding) throw new Error(`${rule.id} does not report its own example`);
	return finding;
}

function conditions(rule: Rule, locale: Locale): string {
	const others = rule.mutedBy?.map((id) => `[\`${id}\`](${id}${suffix(locale)}.md)`).join(", ");
	return [
		`${texts.severity[locale]}: ${severities[rule.severity][locale]}`,
		`${texts.since[locale]} ${rule.since}`,
		...(rule.production ? [texts.mutedInDev[locale]] : []),
		...(others ? [texts.mutedBy[locale].replace("{rules}", others)] : []),
	].join(" · ");
}

/** Those that the example has by their full titles, the others with what they are about left open. */
function fixList(rule: Rule, finding: ReportedFinding, locale: Locale): string {
	const fixes = offeredFixes(finding);
	return Object.entries(rule.text[locale].fixes)
		.map(([id, template]) => {
			const fix = fixes.find((one) => one.id === id);
			return `- **${fix ? fixTitle(finding, fix, locale) : openTitle(template)}**: ${texts[rule.safety[id]!][locale]}.`;
		})
		.join("\n");
}

function statementList(rule: Rule, locale: Locale): string {
	return rule.statements.map((id) => `- ${id}: ${statements[id]![locale]}`).join("\n");
}

function ruleTable(locale: Locale): string {
	const head = [texts.rule, texts.finds, texts.severity, texts.repairs].map((title) => title[locale]);
	const rows = rules.map((rule) => [
		`[\`${rule.id}\`](docs/rules/${pageName(rule, locale)})`,
		rule.text[locale].title,
		severities[rule.severity][locale],
		String(Object.keys(rule.text[locale].fixes).length),
	]);
	return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Settings for the severity of each rule and group, and for thresholds; their texts stand in `package.nls*.json`. */
function manifest(): string {
	const file = JSON.parse(read("package.json"));
	const sections: { id: string; order: number }[] = file.contributes.configuration;
	const section = (id: string, order: number, properties: object): object => ({
		id: `archscale.${id}`,
		title: `%setting.${id}%`,
		order,
		properties,
	});
	const severity = (key: string): object => ({
		type: "string",
		enum: ["default", "error", "warning", "info", "hint", "off"],
		enumDescriptions: [
			key.startsWith("rules.") ? "%setting.rules.default%" : "%setting.ruleGroups.default%",
			"",
			"",
			"",
			"",
			"%setting.rules.off%",
		],
		default: "default",
		scope: "window",
		description: `%setting.${key}%`,
	});
	const severities = (keys: readonly string[]): object =>
		Object.fromEntries(keys.map((key) => [`archscale.${key}`, severity(key)]));
	const numbers = Object.entries(thresholds).map(([name, { value, least, most }]) => [
		`archscale.thresholds.${name}`,
		{
			type: "number",
			minimum: least,
			...(most < Number.MAX_SAFE_INTEGER && { maximum: most }),
			default: Number(value.toPrecision(6)),
			scope: "window",
			markdownDescription: `%setting.thresholds.${name}%`,
		},
	]);
	file.contributes.configuration = [
		sections.find(({ id }) => id === "archscale"),
		section("ruleGroups", 2, severities(Object.keys(groups).map((group) => `ruleGroups.${group}`))),
		section("rules", 3, severities(rules.map(({ id }) => `rules.${id}`))),
		section("thresholds", 4, Object.fromEntries(numbers)),
	];
	return json(file);
}

function settingTexts(file: string, locale: Locale): string {
	const generated = /^setting\.(rules|ruleGroups|thresholds)\./;
	const kept = Object.entries(JSON.parse(file)).filter(([key]) => !generated.test(key));
	const own = [
		["setting.rules.default", texts.default[locale]],
		["setting.rules.off", texts.off[locale]],
		["setting.ruleGroups.default", texts.each[locale]],
		...Object.entries(groups).map(([group, title]) => [`setting.ruleGroups.${group}`, title[locale]]),
		...rules.map((rule) => {
			const text = `${rule.text[locale].title} (${severities[rule.severity][locale]})`;
			return [`setting.rules.${rule.id}`, text];
		}),
		...Object.entries(thresholds).map(([name, { text }]) => [`setting.thresholds.${name}`, text[locale]]),
	];
	return json(Object.fromEntries([...kept, ...own]));
}

const json = (value: unknown): string => `${JSON.stringify(value, null, "\t")}\n`;
const fence = (code: string): string => `\`\`\`arch\n${code}\`\`\``;

function between(page: string, mark: string, inner: string): string {
	const pattern = new RegExp(`(<!-- ${mark} -->\\n)[^]*?(<!-- /${mark} -->)`);
	if (!pattern.test(page)) throw new Error(`no <!-- ${mark} --> in a page`);
	return page.replace(pattern, (_, open: string, close: string) => `${open}\n${inner}\n\n${close}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const way = climb();
	for (const [file, text] of pages(way)) writeFileSync(`${root}/${file}`, text);
	rmSync(`${root}/docs/walkthrough`, { recursive: true, force: true });
	mkdirSync(`${root}/docs/walkthrough`);
	for await (const [file, svg] of walkthroughPictures(way)) writeFileSync(`${root}/${file}`, svg);
}
