import type { Assumption, ComponentAnalysis, FailedOperation, RoleAnalysis } from "../analysis/analysis.ts";
import { busiestRole } from "../analysis/capacity/capacity.ts";
import type { Localized } from "../language/locale.ts";
import { formatCount, formatDuration, formatPercent } from "../language/numbers.ts";
import type { Component, Element } from "../model/architecture.ts";
import { unique } from "./graph.ts";
import type { RuleContext } from "./rule.ts";

/*
 * Pieces of sentences that differ between the languages.
 */

/** `a`, `b` and `c` */
export function names(elements: readonly Pick<Element, "id">[]): Localized {
	return listed(
		unique(elements).map(({ id }) => {
			const name = `\`${id}\``;
			return { en: name, ko: name };
		}),
	);
}

/** Up to three in full, the rest as a number. */
export function listed(items: readonly Localized[]): Localized {
	if (items.length === 1) return items[0]!;
	const shown = items.length > 4 ? items.slice(0, 3) : items;
	const rest = items.length - shown.length;
	const en = shown.map((item) => item.en);
	const ko = shown.map((item) => item.ko).join(", ");
	const last = rest > 0 ? `${rest} more` : (en.pop() ?? "");
	return {
		en: en.length === 0 ? last : `${en.join(", ")} and ${last}`,
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

const YEAR = 365 * 86_400;

/** Time a year for which something with this availability is down. */
export function downtime(ratio: number): Localized {
	return duration((1 - ratio) * YEAR);
}

/** How busy: in percent, and far beyond them as a multiple of what it carries. To be read behind "is". */
export function busy(utilization: number): Localized {
	if (utilization < MANIFOLD) {
		const percent = formatPercent(utilization);
		return { en: `${percent} busy`, ko: `사용률이 ${percent}` };
	}
	const times = formatCount(utilization);
	return { en: `at ${times} times its capacity`, ko: `부하가 용량의 ${times}배` };
}

/** The same as a number alone. */
export function utilizationText(utilization: number): Localized {
	if (utilization < MANIFOLD) {
		const percent = formatPercent(utilization);
		return { en: percent, ko: percent };
	}
	const times = formatCount(utilization);
	return { en: `${times} times`, ko: `${times}배` };
}

/** From here on percents say less than a factor. */
const MANIFOLD = 10;

/** Which of its nodes get it: behind the load in English, behind the name in Korean. */
export function nodeText(role: RoleAnalysis | undefined): Localized {
	const several = (role?.nodes ?? 1) > 1;
	switch (role?.role) {
		case "primary":
			return { en: several ? " on its primaries" : " on its primary", ko: "(프라이머리)" };
		case "replica":
			return { en: several ? " on its replicas" : " on its replica", ko: "(복제본)" };
		default:
			return { en: "", ko: "" };
	}
}

export function limitText({ saturationUsers }: ComponentAnalysis): Localized {
	if (saturationUsers.kind !== "users") return { en: "", ko: "" };
	const users = formatCount(saturationUsers.users);
	return { en: `; it saturates at ${users} users`, ko: `(사용자 ${users}명에서 포화)` };
}

export function instancesText(count: number): Localized {
	return { en: count === 1 ? "an instance" : `${count} instances`, ko: `인스턴스 ${count}개` };
}

/** Defaults on which it rests how busy a component is: those of what its busiest role does, and no others. */
export function capacityAssumptions({ analysis }: RuleContext, component: Component): readonly Assumption[] {
	const { assumptions = [], roles = [] } = analysis.components.get(component) ?? {};
	const role = busiestRole(roles);
	if (!role) return [];
	if (component.kind !== "database" && component.kind !== "storage") {
		return assumptions.filter(({ property }) => OF_INSTANCES.has(property));
	}
	// What a copy repeats costs it what a read costs.
	const repeats = role.role === "replica" || component.incoming.some(({ replication }) => replication);
	const used = new Set(["read share"]);
	if (repeats || role.readsPerSecond > 0) used.add("read-capacity");
	if (role.role !== "replica" && role.writesPerSecond > 0) used.add("write-capacity");
	if ([...used].some((property) => property !== "read share" && !component.properties.has(property))) {
		used.add("concurrency");
	}
	return assumptions.filter(({ property }) => used.has(property));
}

const OF_INSTANCES = new Set(["capacity", "concurrency", "hit-ratio"]);
