import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LOCALES, type Locale, type Localized } from "../src/language/locale.ts";
import { unitsOf } from "../src/language/units.ts";
import { dimensionTexts, sourceText, statusTexts, typeText } from "../src/language/vocabulary/describe.ts";
import { kinds, properties, subjects, valuesOf } from "../src/language/vocabulary/index.ts";
import type { Default, Dimension, PropertyEntry, Subject } from "../src/language/vocabulary/types.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const texts = {
	kinds: { en: "Kinds", ko: "종류" },
	kindsIntro: {
		en: "A kind with an `x` may be followed by a number of instances.",
		ko: "`x` 표시가 있는 종류에는 뒤에 인스턴스 수를 쓸 수 있습니다.",
	},
	properties: { en: "Properties", ko: "속성" },
	propertiesIntro: {
		en: "The column *left out* says what holds where the text says nothing; where it is empty, nothing is assumed.",
		ko: "*생략하면* 열은 적지 않았을 때의 값입니다. 비어 있으면 아무것도 가정하지 않습니다.",
	},
	defaults: { en: "Defaults and their sources", ko: "기본값과 출처" },
	defaultsIntro: {
		en: "A default in use is shown as an assumption wherever a number rests on it. Declare the property, and the assumption is gone.",
		ko: "기본값을 쓴 값에는 가정이라고 표시합니다. 속성을 선언하면 가정이 사라집니다.",
	},
	kind: { en: "kind", ko: "종류" },
	meaning: { en: "meaning", ko: "뜻" },
	property: { en: "property", ko: "속성" },
	of: { en: "of", ko: "대상" },
	takes: { en: "takes", ko: "값" },
	leftOut: { en: "left out", ko: "생략하면" },
	value: { en: "value", ko: "값" },
	default: { en: "default", ko: "기본값" },
	source: { en: "source", ko: "출처" },
	status: { en: "status", ko: "성격" },
	quantity: { en: "quantity", ko: "양" },
	units: { en: "units", ko: "단위" },
	everyOther: { en: "all others", ko: "나머지" },
	everyComponent: { en: "every component", ko: "모든 컴포넌트" },
	unlimited: { en: "unlimited", ko: "제한 없음" },
	plain: { en: "none, or `k`, `M`, `bn`", ko: "없음 또는 `k`, `M`, `bn`" },
	generated: {
		en: "From here on this page is generated from `src/language/vocabulary` by `npm run docs`.",
		ko: "여기서부터는 `npm run docs`가 `src/language/vocabulary`에서 만든 내용입니다.",
	},
} as const satisfies Record<string, Localized>;

/** The pages of the language, each with its text: the prose as it stands, the tables from the vocabulary. */
export function* languagePages(): Iterable<[file: string, text: string]> {
	for (const locale of LOCALES) {
		const file = locale === "en" ? "docs/language.md" : `docs/language.${locale}.md`;
		const prose = readFileSync(`${root}/${file}`, "utf8");
		yield [file, replaceBetween(replaceBetween(prose, "units", unitTable(locale)), "vocabulary", vocabulary(locale))];
	}
}

function replaceBetween(page: string, mark: string, inner: string): string {
	const [open, close] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
	const start = page.indexOf(open) + open.length;
	const end = page.indexOf(close);
	if (start < open.length || end < start) throw new Error(`The page lacks ${open} and ${close}.`);
	return `${page.slice(0, start)}\n\n${inner}\n\n${page.slice(end)}`;
}

function unitTable(locale: Locale): string {
	const rows = (Object.keys(dimensionTexts) as Dimension[]).map((dimension) => {
		const units = unitsOf(dimension).map((unit) => `\`${unit}\``);
		return [dimensionTexts[dimension][locale], dimension === "count" ? texts.plain[locale] : units.join(", ")];
	});
	return table([texts.quantity[locale], texts.units[locale]], rows);
}

function vocabulary(locale: Locale): string {
	const t = (key: keyof typeof texts): string => texts[key][locale];
	const kindRows = [...kinds.values()].map(({ name, title, text, counted }) => [
		`\`${name}\`${counted ? " x" : ""}`,
		`**${title[locale]}** — ${text[locale]}`,
	]);
	return [
		`<!-- ${t("generated")} -->`,
		`## ${t("kinds")}`,
		t("kindsIntro"),
		table([t("kind"), t("meaning")], kindRows),
		`## ${t("properties")}`,
		t("propertiesIntro"),
		...subjects.flatMap((subject) => section(subject, locale)),
		`## ${t("defaults")}`,
		t("defaultsIntro"),
		defaultTable(locale),
	].join("\n\n");
}

function section({ title, properties: all }: Subject, locale: Locale): string[] {
	const several = new Set(all.map(({ kinds: taking }) => taking.join())).size > 1;
	const header = [texts.property[locale], ...(several ? [texts.of[locale]] : []), texts.takes[locale]];
	const rows = all.map((property) => [
		`\`${property.name}\``,
		...(several ? [takers(property, locale)] : []),
		typeText(property.value, locale, { units: false }),
		leftOut(property, locale),
		property.text[locale],
	]);
	const values = all.flatMap((property) =>
		valuesOf(property.value).map(({ name, title: meant, text }) => [
			`\`${property.name}: ${name}\``,
			`**${meant[locale]}** — ${text[locale]}`,
		]),
	);
	return [
		`### ${title[locale]}`,
		table([...header, texts.leftOut[locale], texts.meaning[locale]], rows),
		...(values.length > 0 ? [table([texts.value[locale], texts.meaning[locale]], values)] : []),
	];
}

const takers = ({ kinds: taking }: PropertyEntry, locale: Locale): string =>
	taking.map((kind) => (kind === "component" ? texts.everyComponent[locale] : `\`${kind}\``)).join(", ");

/** `500rps` where all kinds have the same default, else each with its kind. */
function leftOut({ defaults = {} }: PropertyEntry, locale: Locale): string {
	const entries = Object.entries(defaults);
	const [only] = entries;
	if (entries.length === 1 && only![0] === "*") return written(only![1], locale);
	return entries.map(([key, assumed]) => `${written(assumed, locale)} (${of(key, locale)})`).join(", ");
}

function written(assumed: Default, locale: Locale): string {
	return assumed.value === Number.POSITIVE_INFINITY ? texts.unlimited[locale] : `\`${assumed.written}\``;
}

function of(key: string, locale: Locale): string {
	if (key === "*") return texts.everyOther[locale];
	const [kind, variant] = key.split(".");
	return variant === undefined ? `\`${kind}\`` : `\`${kind}\`, ${variant}`;
}

function defaultTable(locale: Locale): string {
	const rows = properties.flatMap((property) =>
		Object.entries(property.defaults ?? {}).map(([key, assumed]) => [
			`\`${property.name}\``,
			key === "*" ? takers(property, locale) : of(key, locale),
			written(assumed, locale),
			assumed.source.note ? assumed.source.note[locale] : sourceText(assumed.source, locale),
			statusTexts[assumed.source.status][locale],
		]),
	);
	const header = (["property", "of", "default", "source", "status"] as const).map((key) => texts[key][locale]);
	return table(header, rows);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
	return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url))
	for (const [file, text] of languagePages()) writeFileSync(`${root}/${file}`, text);
