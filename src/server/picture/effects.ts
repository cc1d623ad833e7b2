import type { SaturationUsers } from "../../analysis/analysis.ts";
import { fill, type Locale, type Localized } from "../../language/locale.ts";
import { formatAvailability, formatCount, formatDuration } from "../../language/numbers.ts";
import { utilizationText } from "../../rules/describe.ts";
import type { Inspection } from "../../rules/inspect.ts";
import { countsOf } from "../scene.ts";

/** In larger designs response times and availability take too long for a glance. */
const MOST_COMPONENTS = 150;

/** What changes in the numbers of a design, and in those of the element `id`: what gets better and what it costs. */
export function effectsOf(before: Inspection, after: Inspection, id: string, locale: Locale): readonly string[] {
	const say = (key: keyof typeof texts, data: Readonly<Record<string, string>>) => fill(texts[key][locale], data);
	const change = (key: keyof typeof texts, old: string | undefined, now: string | undefined, more = {}) =>
		old === undefined || now === undefined || old === now ? "" : say(key, { old, now, ...more });
	const isSmall = before.architecture.components.length <= MOST_COMPONENTS;
	return [
		saturation(before.analysis.saturationUsers, after.analysis.saturationUsers, locale),
		change("utilization", utilizationOf(before, id, locale), utilizationOf(after, id, locale), { name: id }),
		isSmall ? change("p99", slowest(before, locale), slowest(after, locale)) : "",
		isSmall ? change("availability", availability(before), availability(after)) : "",
		change("findings", findings(before), findings(after)),
		change("cost", cost(before), cost(after)),
	].filter((text) => text !== "");
}

function saturation(before: SaturationUsers, after: SaturationUsers, locale: Locale): string {
	const old = before.kind === "users" ? formatCount(before.users) : undefined;
	const now = after.kind === "users" ? formatCount(after.users) : undefined;
	if (old === now) return "";
	if (now !== undefined) return fill(texts[old === undefined ? "saturates" : "saturation"][locale], { old: old!, now });
	return after.kind === "unbounded" && old !== undefined ? fill(texts.unbounded[locale], { old }) : "";
}

function utilizationOf({ architecture, analysis }: Inspection, id: string, locale: Locale): string | undefined {
	const element = architecture.elements.get(id);
	const utilization = element?.type === "component" ? analysis.components.get(element)?.utilization : undefined;
	return utilization === undefined || !Number.isFinite(utilization) ? undefined : utilizationText(utilization)[locale];
}

/** Of the client that waits longest. */
function slowest({ analysis }: Inspection, locale: Locale): string | undefined {
	const all = [...analysis.details.latencies().values()];
	const times = all.flatMap((latency) => (latency.kind === "stable" ? [latency.p99] : []));
	if (times.length === 0 || all.some(({ kind }) => kind === "unstable")) return undefined;
	return formatDuration(Math.max(...times), locale);
}

function availability({ analysis }: Inspection): string | undefined {
	const found = analysis.details.attainable()?.system;
	return found && formatAvailability(found.unavailability);
}

function findings(inspection: Inspection): string {
	const { errors, warnings, infos } = countsOf(inspection);
	return formatCount(errors + warnings + infos);
}

function cost({ analysis }: Inspection): string | undefined {
	const dollars = analysis.details.cost();
	return dollars === undefined ? undefined : `$${formatCount(dollars)}`;
}

const texts = {
	saturation: { en: "saturates at {now} users instead of {old}", ko: "사용자 {now}명에서 포화(현재 {old}명)" },
	saturates: { en: "saturates at {now} users", ko: "사용자 {now}명에서 포화" },
	unbounded: { en: "no longer saturates (before: at {old} users)", ko: "더는 포화되지 않음(현재 사용자 {old}명)" },
	utilization: { en: "`{name}` at {now} instead of {old}", ko: "`{name}` 사용률 {now}(현재 {old})" },
	p99: { en: "p99 {now} instead of {old}", ko: "p99 {now}(현재 {old})" },
	availability: { en: "availability {now} instead of {old}", ko: "가용성 {now}(현재 {old})" },
	findings: { en: "{now} findings instead of {old}", ko: "지적 {now}건(현재 {old}건)" },
	cost: { en: "{now} a month instead of {old}", ko: "월 {now}(현재 {old})" },
} as const satisfies Record<string, Localized>;
