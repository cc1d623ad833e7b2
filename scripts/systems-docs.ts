import { LOCALES, type Locale, type Localized } from "../src/language/locale.ts";
import { agrees, type Figure, Measured, type PublishedSystem, systems } from "./systems.ts";

const texts = {
	generated: {
		en: "Generated from scripts/systems.ts by npm run docs.",
		ko: "Generated from scripts/systems.ts by npm run docs.",
	},
	other: { en: "한국어", ko: "English" },
	title: { en: "Published systems", ko: "공개된 시스템" },
	intro: {
		en: "Five systems whose makers have said what they run and how much it carries. Each is written down as a file among the examples, with the source beside every number; what no source says is marked there as assumed. Here is what they published beside what Archscale works out from these files.",
		ko: "만든 이들이 무엇을 운영하고 얼마나 감당하는지 공개한 다섯 시스템입니다. 각각 예제 파일로 적었고 수마다 출처가 있으며, 출처가 없는 값은 가정이라고 표시했습니다. 아래 표는 발표된 값과 이 파일들로 Archscale이 계산한 값을 나란히 보입니다.",
	},
	kinds: {
		en: "**Carried** means that the file says the number in other words (a share, a count of users), so the comparison tries nothing but the arithmetic of the traffic. **Model** means that a formula gives it: a hit ratio, the backlog of a queue, the bytes that a cache sends. What does not agree is marked ≠ and explained below its table. Few makers publish enough to try a model; a [simulation](validation.md) tries the formulas one by one.",
		ko: "**전달**은 파일에 그 수가 다른 형태(비율, 사용자 수)로 들어 있어 트래픽 계산만 확인한다는 뜻입니다. **모델**은 적중률, 큐의 백로그, 캐시가 보내는 바이트처럼 공식으로 얻은 값입니다. 맞지 않는 값은 ≠로 표시하고 표 아래에 이유를 적었습니다. 모델을 시험할 만큼 공개하는 곳은 드물며, 공식 하나하나는 [시뮬레이션](validation.md)으로 시험합니다.",
	},
	tally: {
		en: "**{agreeing} of {all} numbers agree**: {carried} of {allCarried} that are carried, {model} of {allModel} of the models.",
		ko: "**{all}개 가운데 {agreeing}개가 맞습니다.** 전달은 {allCarried}개 중 {carried}개, 모델은 {allModel}개 중 {model}개입니다.",
	},
	file: { en: "File", ko: "파일" },
	sources: { en: "Sources", ko: "출처" },
	average: { en: "The rates are those of an average second.", ko: "초당 값은 하루 평균입니다." },
	peak: { en: "The rates are taken as the sources give them.", ko: "초당 값은 출처에 나온 그대로입니다." },
	figure: { en: "What", ko: "항목" },
	theirs: { en: "Theirs", ko: "발표" },
	ours: { en: "Ours", ko: "계산" },
	difference: { en: "Difference", ko: "차이" },
	tolerance: { en: "Tolerance", ko: "허용 오차" },
	kind: { en: "Kind", ko: "종류" },
	carried: { en: "carried", ko: "전달" },
	model: { en: "model", ko: "모델" },
	"at least": { en: "at least {value}", ko: "{value} 이상" },
	"at most": { en: "at most {value}", ko: "{value} 이하" },
	differs: { en: "Where it does not agree", ko: "맞지 않는 값" },
	rests: { en: "What it rests on", ko: "계산의 전제" },
} as const satisfies Record<string, Localized>;

/** `docs/systems.md` and its translation, with every number of ours computed from the example files. */
export function* systemsPages(): Iterable<[file: string, text: string]> {
	const measured = systems.map((system): Compared => {
		const analysis = new Measured(system);
		return { system, rows: system.figures.map((figure) => ({ figure, ours: figure.ours(analysis) })) };
	});
	for (const locale of LOCALES) yield [`docs/${pageName(locale)}`, page(measured, locale)];
}

interface Row {
	readonly figure: Figure;
	readonly ours: number;
}

interface Compared {
	readonly system: PublishedSystem;
	readonly rows: readonly Row[];
}

const pageName = (locale: Locale): string => (locale === "en" ? "systems.md" : `systems.${locale}.md`);

function page(all: readonly Compared[], locale: Locale): string {
	return `${[
		`<!-- ${texts.generated[locale]} -->`,
		`[${texts.other[locale]}](${pageName(locale === "en" ? "ko" : "en")})`,
		`# ${texts.title[locale]}`,
		texts.intro[locale],
		texts.kinds[locale],
		tally(
			all.flatMap(({ rows }) => rows),
			locale,
		),
		...all.flatMap((one) => section(one, locale)),
	].join("\n\n")}\n`;
}

function tally(rows: readonly Row[], locale: Locale): string {
	const agreeing = rows.filter(({ figure, ours }) => agrees(figure, ours));
	const count = (of: readonly Row[], kind: Figure["kind"]): number =>
		of.filter(({ figure }) => figure.kind === kind).length;
	return filled(texts.tally[locale], {
		agreeing: agreeing.length,
		all: rows.length,
		carried: count(agreeing, "carried"),
		allCarried: count(rows, "carried"),
		model: count(agreeing, "model"),
		allModel: count(rows, "model"),
	});
}

function section({ system, rows }: Compared, locale: Locale): string[] {
	const { title, file, sources, at } = system;
	return [
		`## ${title}`,
		`${texts.file[locale]}: [\`${file}\`](../${file}). ${texts.sources[locale]}: ${sources.join("; ")}. ${texts[at][locale]}`,
		table(rows, locale),
		...notes(
			texts.differs[locale],
			rows.map(({ figure }) => [figure, figure.differs]),
			locale,
		),
		...notes(
			texts.rests[locale],
			rows.map(({ figure }) => [figure, figure.rests]),
			locale,
		),
	];
}

function table(rows: readonly Row[], locale: Locale): string {
	const head = (["figure", "theirs", "ours", "difference", "tolerance", "kind"] as const).map(
		(key) => texts[key][locale],
	);
	const lines = rows.map(({ figure, ours }) => [
		figure.name[locale],
		bounded(figure, locale),
		quantity(ours, figure),
		difference(figure, ours),
		figure.tolerance === 0 ? "0" : percent(figure.tolerance),
		texts[figure.kind][locale],
	]);
	return [head, ["---", "--:", "--:", "--:", "--:", "---"], ...lines]
		.map((cells) => `| ${cells.join(" | ")} |`)
		.join("\n");
}

function notes(
	title: string,
	of: readonly (readonly [Figure, Localized | undefined])[],
	locale: Locale,
): readonly string[] {
	const lines = of.flatMap(([{ name }, text]) => (text ? [`- ${name[locale]}: ${text[locale]}`] : []));
	return lines.length > 0 ? [`${title}:`, lines.join("\n")] : [];
}

function bounded(figure: Figure, locale: Locale): string {
	const value = quantity(figure.theirs, figure);
	return figure.bound ? filled(texts[figure.bound][locale], { value }) : value;
}

/** A bound that is kept has no difference. */
function difference(figure: Figure, ours: number): string {
	const agreed = agrees(figure, ours);
	if (figure.bound && agreed) return "";
	const share = ours / figure.theirs - 1;
	const size = percent(Math.abs(share));
	const sign = size === percent(0) ? "" : share > 0 ? "+" : "−";
	return `${agreed ? "" : "≠ "}${sign}${size}`;
}

function quantity(value: number, { unit }: Figure): string {
	if (unit === "%") return `${number(100 * value)} %`;
	return unit === "/s" ? `${number(value)}/s` : unit === "" ? number(value) : `${number(value)} ${unit}`;
}

const number = (value: number): string => value.toLocaleString("en-US", { maximumSignificantDigits: 4 });

const percent = (share: number): string =>
	`${(100 * share).toLocaleString("en-US", { maximumFractionDigits: share < 0.1 ? 1 : 0 })} %`;

function filled(template: string, values: Readonly<Record<string, string | number>>): string {
	return template.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
}
