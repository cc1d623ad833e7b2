import type { Locale, Localized } from "../locale.ts";
import { fill } from "../locale.ts";
import { unitsOf } from "../units.ts";
import { kinds } from "./index.ts";
import type { Dimension, Source, ValueType } from "./types.ts";
import { ABOVE_ZERO } from "./values.ts";

/** What a property takes, as a phrase with range and usual units: "a time (`ms`, `s`, `min`), more than 0". */
export function typeText(type: ValueType, locale: Locale, options: { units: boolean } = { units: true }): string {
	switch (type.type) {
		case "quantity": {
			const named = type.dimensions.map((dimension) => dimensionText(dimension, type, locale, options));
			return [either(named, locale), rangeText(type, locale)].filter(Boolean).join(", ");
		}
		case "word":
			return either(
				type.values.map(({ name }) => `\`${name}\``),
				locale,
			);
		case "boolean":
			return either(["`true`", "`false`"], locale);
		case "text":
			return texts.text[locale];
		case "reference": {
			const things = type.to.map((to) => named[to]?.[locale] ?? kinds.get(to)?.title[locale] ?? to);
			return fill(texts.name[locale], { things: either(things, locale) });
		}
		case "list":
			return fill(texts.list[locale], { item: typeText(type.of, locale, options) });
		case "union":
			return type.of.map((member) => typeText(member, locale, options)).join(texts.or[locale]);
	}
}

/** Where a default comes from, for the reader: a citation, or why we chose it. */
export function sourceText({ text, status, note }: Source, locale: Locale): string {
	return note && locale !== "en" ? `${statusTexts[status][locale]}: ${note[locale]}` : text;
}

/** What was assumed: a property as it is written, or what stands for it where it is none. */
export function assumedName(property: string, locale: Locale): string {
	return assumedNames[property]?.[locale] ?? property;
}

const assumedNames: Readonly<Record<string, Localized>> = {
	"read share": { en: "read share", ko: "읽기 비율" },
	"session reads per request": { en: "session reads per request", ko: "요청당 세션 읽기" },
	"session writes per request": { en: "session writes per request", ko: "요청당 세션 쓰기" },
	"session size": { en: "session size", ko: "세션 크기" },
	"session lifetime": { en: "session lifetime", ko: "세션 수명" },
	"manual failover time": { en: "manual failover time", ko: "수동 장애 조치 시간" },
	"latency between data centers": { en: "latency between data centers", ko: "데이터 센터 간 지연 시간" },
	"append-only file synced every": { en: "append-only file synced every", ko: "추가 전용 파일의 동기화 간격" },
};

export const statusTexts: Readonly<Record<Source["status"], Localized>> = {
	published: { en: "published", ko: "공개된 수치" },
	unverified: { en: "public, not read at its source", ko: "공개된 수치(원문 미확인)" },
	engineering: { en: "engineering default", ko: "공학적 기본값" },
};

export const dimensionTexts: Readonly<Record<Dimension, Localized>> = {
	count: { en: "a number", ko: "수" },
	ratio: { en: "a percent", ko: "백분율" },
	factor: { en: "a factor", ko: "배수" },
	bytes: { en: "a size", ko: "크기" },
	time: { en: "a time", ko: "시간" },
	rate: { en: "a rate", ko: "기간당 횟수" },
	bits: { en: "a bandwidth", ko: "대역폭" },
	money: { en: "money for a time", ko: "기간당 비용" },
	"money-per-byte": { en: "money for traffic", ko: "전송량당 비용" },
	"money-per-byte-month": { en: "money for storage", ko: "저장량당 비용" },
	"money-per-count": { en: "money for requests", ko: "요청당 비용" },
	"growth-count": { en: "growth in number", ko: "개수의 증가" },
	"growth-bytes": { en: "growth in size", ko: "크기의 증가" },
	"growth-ratio": { en: "growth in percent", ko: "비율로 증가" },
};

const texts = {
	or: { en: "; or ", ko: "; 또는 " },
	whole: { en: "a whole number", ko: "정수" },
	text: { en: "a text", ko: "텍스트" },
	name: { en: "the name of {things}", ko: "{things}의 이름" },
	list: { en: "{item}, or several in `[ ]`", ko: "{item}, 여럿이면 `[ ]`" },
	between: { en: "{min} to {max}", ko: "{min}~{max}" },
	atLeast: { en: "at least {min}", ko: "{min} 이상" },
	aboveZero: { en: "more than 0", ko: "0보다 큼" },
} as const satisfies Record<string, Localized>;

/** Families, and what stands for several of them. */
const named: Readonly<Record<string, Localized>> = {
	component: { en: "a component", ko: "컴포넌트" },
	place: { en: "a place", ko: "장소" },
	data: { en: "a data set", ko: "데이터 세트" },
	cache: { en: "a cache", ko: "캐시" },
	database: { en: "a database", ko: "데이터베이스" },
	storage: { en: "an object storage", ko: "객체 스토리지" },
	queue: { en: "a queue", ko: "큐" },
};

function dimensionText(
	dimension: Dimension,
	{ integer }: Extract<ValueType, { type: "quantity" }>,
	locale: Locale,
	options: { units: boolean },
): string {
	const text = (dimension === "count" && integer ? texts.whole : dimensionTexts[dimension])[locale];
	if (dimension === "count" || !options.units) return text;
	const units = unitsOf(dimension).slice(0, USUAL_UNITS);
	return `${text}${locale === "ko" ? "" : " "}(${units.map((unit) => `\`${unit}\``).join(", ")})`;
}

/** How many units a phrase names; the page of the language lists all. */
const USUAL_UNITS = 5;

function rangeText({ min = 0, max, dimensions }: Extract<ValueType, { type: "quantity" }>, locale: Locale): string {
	const written = (value: number): string => writtenLimit(value, dimensions[0]!);
	if (max !== undefined) return fill(texts.between[locale], { min: written(min), max: written(max) });
	if (min === ABOVE_ZERO) return texts.aboveZero[locale];
	return min > 0 ? fill(texts.atLeast[locale], { min: written(min) }) : "";
}

/** The end of a range as one would write it. */
export function writtenLimit(value: number, dimension: Dimension): string {
	if (dimension === "ratio") return `${value * 100}%`;
	const unit = { factor: "x", time: "s", bytes: "B", rate: "rps", bits: "bps" }[dimension as string] ?? "";
	return `${value === ABOVE_ZERO ? 0 : value}${unit}`;
}

function either(phrases: readonly string[], locale: Locale): string {
	if (phrases.length < 2) return phrases.join("");
	const last = phrases.at(-1)!;
	const rest = phrases.slice(0, -1).join(", ");
	return locale === "ko" ? `${rest} 또는 ${last}` : `${rest} or ${last}`;
}
