import type { Assumption, FailedOperation } from "../analysis/analysis.ts";
import type { Localized } from "../language/locale.ts";
import { formatBytes, formatDuration } from "../language/numbers.ts";
import type { Component, Element } from "../model/architecture.ts";
import type { RuleContext } from "./rule.ts";

/*
 * Pieces of sentences that differ between the languages.
 */

/** `a`, `b` and `c` */
export function names(elements: readonly Pick<Element, "id">[]): Localized {
	return listed(elements.map(({ id }) => ({ en: `\`${id}\``, ko: `\`${id}\`` })));
}

/** Up to three in full, the rest as a number. */
export function listed(items: readonly Localized[]): Localized {
	const shown = items.length > 4 ? items.slice(0, 3) : items;
	const rest = items.length - shown.length;
	const en = shown.map((item) => item.en).concat(rest > 0 ? [`${rest} more`] : []);
	const ko = shown.map((item) => item.ko).join(", ");
	const [last, ...before] = en.reverse();
	return {
		en: before.length === 0 ? (last ?? "") : `${before.reverse().join(", ")} and ${last}`,
		ko: rest > 0 ? `${ko} 외 ${rest}개` : ko,
	};
}

/** What fails: the requests of clients, reads and writes of data sets. */
export function operations(failed: readonly FailedOperation[]): Localized {
	const texts = failed.map(({ client, data, operation }): Localized => {
		if (!data) return { en: `requests of \`${client.id}\``, ko: `\`${client.id}\`의 요청` };
		return operation === "write"
			? { en: `writes of \`${data.id}\``, ko: `\`${data.id}\` 쓰기` }
			: { en: `reads of \`${data.id}\``, ko: `\`${data.id}\` 읽기` };
	});
	const seen = new Map(texts.map((text) => [text.en, text]));
	return listed([...seen.values()]);
}

export function duration(seconds: number): Localized {
	return { en: formatDuration(seconds, "en"), ko: formatDuration(seconds, "ko") };
}

/** 0.99995 is `99.995 %`: as many nines as there are, and one digit more. */
export function availability(ratio: number): string {
	if (ratio >= 1) return "100 %";
	const digits = Math.max(0, Math.ceil(-Math.log10(1 - ratio)) - 1);
	return `${Number((100 * ratio).toFixed(Math.min(digits, 10)))} %`;
}

/** 3.2e9 is `3.2 Gbit/s`. */
export function bits(perSecond: number): string {
	return `${formatBytes(perSecond).slice(0, -1).replace("K", "k")}bit/s`;
}

const YEAR = 365 * 86_400;

/** Time a year for which something with this availability is down. */
export function downtime(ratio: number): Localized {
	return duration((1 - ratio) * YEAR);
}

const CAPACITY = new Set(["capacity", "read-capacity", "write-capacity", "concurrency", "hit-ratio", "read share"]);

/** Defaults that decide how busy a component is. */
export function capacityAssumptions({ analysis }: RuleContext, component: Component): readonly Assumption[] {
	const { assumptions = [] } = analysis.components.get(component) ?? {};
	return assumptions.filter(({ property }) => CAPACITY.has(property));
}
