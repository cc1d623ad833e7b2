import { fill, type Locale, type Localized } from "../language/locale.ts";
import type { Severity } from "../language/problem.ts";
import { suggest } from "../language/suggest.ts";
import { groups } from "../rules/groups.ts";
import { rules } from "../rules/index.ts";
import type { RunOptions } from "../rules/run.ts";
import { thresholds } from "../rules/thresholds.ts";
import { Failure } from "./failure.ts";
import type { Call, Option } from "./options.ts";

const LEVELS = ["error", "warning", "info", "hint", "off"] as const satisfies readonly (Severity | "off")[];

/** What an editor has as settings: how severe rules are, and when they speak. */
export const ruleOptions: readonly Option[] = [
	{
		name: "severity",
		value: `RULE=${LEVELS.join("|")}`,
		repeatable: true,
		text: {
			en: "severity of a rule or of a group of rules; repeatable",
			ko: "규칙이나 규칙 묶음의 심각도. 여러 번 쓸 수 있음",
		},
	},
	{
		name: "threshold",
		value: "NAME=NUMBER",
		repeatable: true,
		text: {
			en: "a number that decides when rules speak, e.g. hot=0.8; repeatable",
			ko: "규칙이 보고하는 기준이 되는 수, 예: hot=0.8. 여러 번 쓸 수 있음",
		},
	},
];

/** The values of `ruleOptions`. Wrong ones are a `Failure` that says what would be right. */
export function ruleSettingsOf({ lists }: Call, locale: Locale): RunOptions {
	const names = [...rules.map(({ id }) => id), ...Object.keys(groups)];
	const severities = pairs(lists.severity, { names, locale, unknown: texts.rule }).map(([name, level, written]) => {
		const found = LEVELS.find((one) => one === level);
		if (!found) throw new Failure(fill(texts.level[locale], { written, levels: LEVELS.join(", ") }));
		return [name, found] as const;
	});
	const numbers = pairs(lists.threshold, { names: Object.keys(thresholds), locale, unknown: texts.threshold }).map(
		([name, value, written]) => {
			const { least, most } = thresholds[name as keyof typeof thresholds];
			const number = value === "" ? Number.NaN : Number(value);
			if (!(number >= least && number <= most)) {
				const range = most < Number.MAX_SAFE_INTEGER ? `${least}–${most}` : `≥ ${least}`;
				throw new Failure(fill(texts.number[locale], { written, range }));
			}
			return [name, number] as const;
		},
	);
	return { severities: Object.fromEntries(severities), thresholds: Object.fromEntries(numbers) };
}

function pairs(
	written: readonly string[] = [],
	{
		names,
		locale,
		unknown,
	}: { readonly names: readonly string[]; readonly locale: Locale; readonly unknown: Localized },
): readonly (readonly [name: string, value: string, written: string])[] {
	return written.map((one) => {
		const [name = "", ...value] = one.split("=");
		if (!names.includes(name)) {
			const near = suggest(name, names);
			throw new Failure(`${fill(unknown[locale], { name })}${near ? ` ${fill(texts.near[locale], { near })}` : ""}`);
		}
		return [name, value.join("="), one] as const;
	});
}

const texts = {
	rule: { en: "There is no rule or group `{name}`.", ko: "`{name}` 규칙이나 묶음은 없습니다." },
	threshold: { en: "There is no threshold `{name}`.", ko: "`{name}` 임계값은 없습니다." },
	near: { en: "Did you mean `{near}`?", ko: "`{near}`을(를) 뜻하셨습니까?" },
	level: {
		en: "`{written}` says no severity: write one of {levels} behind `=`.",
		ko: "`{written}`에는 심각도가 없습니다. `=` 뒤에 다음 중 하나를 쓰십시오: {levels}.",
	},
	number: {
		en: "`{written}` says no number in range: write {range} behind `=`.",
		ko: "`{written}`에는 범위에 맞는 수가 없습니다. `=` 뒤에 {range}의 수를 쓰십시오.",
	},
} as const satisfies Record<string, Localized>;
