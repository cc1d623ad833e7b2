import { fill, type Locale } from "./locale.ts";
import type { Problem, Repair } from "./problem.ts";
import { nameTexts } from "./problems/names.ts";
import { syntaxTexts } from "./problems/syntax.ts";
import { vocabularyTexts } from "./problems/vocabulary.ts";

export const problemTexts = { ...syntaxTexts, ...vocabularyTexts, ...nameTexts };
export type ProblemCode = keyof typeof problemTexts;

const repairTexts = {
	replace: { en: "Replace by `{text}`", ko: "`{text}`(으)로 바꾸기" },
	insert: { en: "Insert `{text}`", ko: "`{text}` 넣기" },
	remove: { en: "Remove `{text}`", ko: "`{text}` 지우기" },
	create: { en: "Declare `{text}`", ko: "`{text}` 선언하기" },
} as const;

/** The sentence of a problem or of a place that belongs to it. */
export function problemMessage({ code, data }: Pick<Problem, "code" | "data">, locale: Locale): string {
	return fill(problemTexts[code][locale], data);
}

export function repairTitle({ kind, data }: Repair, locale: Locale): string {
	return fill(repairTexts[kind][locale], data);
}
