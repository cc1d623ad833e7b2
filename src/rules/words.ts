import { fillFrom, type Locale } from "../language/locale.ts";
import { assumedName } from "../language/vocabulary/describe.ts";
import type { Datum, Fix } from "./rule.ts";
import type { ReportedFinding } from "./run.ts";

/** What is wrong, in one sentence, and what was assumed to say so. */
export function findingMessage({ rule, finding }: ReportedFinding, locale: Locale): string {
	const message = fill(rule.text[locale].message, finding.data, locale);
	const assumed = (finding.assumed ?? []).map(({ property, written }) => `${assumedName(property, locale)} ${written}`);
	return assumed.length === 0 ? message : `${message} ${ASSUMED[locale]}: ${[...new Set(assumed)].join(", ")}.`;
}

/** Why it matters, with the arithmetic of this model. Markdown. */
export function findingWhy({ rule, finding }: ReportedFinding, locale: Locale): string {
	return fill(rule.text[locale].why, finding.data, locale);
}

/** The technique that removes it, its trade-off, and when not to use it. Markdown. */
export function findingTechnique({ rule, finding }: ReportedFinding, locale: Locale): string {
	const { technique, tradeOff, exceptions } = rule.text[locale];
	return fill([technique, tradeOff, exceptions].join(" "), finding.data, locale);
}

/** The fixes that can be done here, best first. */
export function offeredFixes({ finding }: ReportedFinding): readonly Fix[] {
	return finding.fixes.filter(isOffered);
}

/** Whether it can be done here. */
export function isOffered(fix: Fix): boolean {
	return fix.offered?.() ?? fix.edits().size > 0;
}

/** What a fix does, and what it does to the numbers. */
export function fixTitle({ rule, finding }: ReportedFinding, fix: Fix, locale: Locale): string {
	const data = typeof fix.data === "function" ? fix.data() : fix.data;
	const title = fillFrom(rule.text[locale].fixes[fix.id]!, (key) => inWords(data?.[key] ?? finding.data[key], locale));
	const effect = fix.effect?.();
	return effect ? `${title}: ${effect[locale]}` : title;
}

const ASSUMED = { en: "Assumed", ko: "가정" };

/** `template` with the data of a finding, in the reader's language. */
export function fill(template: string, data: Readonly<Record<string, Datum>>, locale: Locale): string {
	return fillFrom(template, (key) => inWords(data[key], locale));
}

function inWords(datum: Datum | undefined, locale: Locale): string | number | undefined {
	return typeof datum === "object" ? datum[locale] : datum;
}
