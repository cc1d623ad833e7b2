import type { Analysis } from "../analysis/analysis.ts";
import { QUICK_FOR_CLIENTS } from "../analysis/availability/availability.ts";
import type { Locale, Localized } from "../language/locale.ts";
import { fill } from "../language/locale.ts";
import { formatAvailability, formatCount, formatDuration } from "../language/numbers.ts";
import type { Component } from "../model/architecture.ts";
import { takesTraffic } from "../model/kinds.ts";
import { numberOf } from "../model/properties.ts";
import type { CardHeat, HeatScale } from "./scene.ts";
import { HEAT_FROM, heatOf } from "./theme.ts";
import type { Heat } from "./view-options.ts";

export interface Heats {
	readonly scale: HeatScale;
	/** Absent where the measure means nothing, as a price of a client. */
	readonly of: (component: Component) => CardHeat | undefined;
}

/** The analyses to measure: with everything up, and with what is down (the same where nothing is). */
export interface Measured {
	readonly normal: Analysis;
	readonly current: Analysis;
}

/** What cards are coloured by, other than their utilisation, which is computed for nothing but this. */
export function heatsOf(measure: Exclude<Heat, "utilization">, measured: Measured, locale: Locale): Heats {
	return MEASURES[measure](measured, locale);
}

const MEASURES = { responseTime, availability, cost } satisfies Record<
	Exclude<Heat, "utilization">,
	(measured: Measured, locale: Locale) => Heats
>;

/** The share of a limit, on the same steps as utilisation. */
function shareHeat(value: number, limit: number, text: string): CardHeat {
	const share = limit > 0 ? Math.min(1, value / limit) : 0;
	return { level: heatOf(share), share, text };
}

/** The values at which the steps begin. */
function stepsUpTo(limit: number, format: (value: number) => string): readonly string[] {
	return [0, HEAT_FROM.warm, HEAT_FROM.hot, HEAT_FROM.critical].map((share) => format(share * limit));
}

/**
 * What 99 of 100 requests do not exceed; of clients with all that they wait for. Against the target, p95 where the system
 * gives only that; without one against the slowest.
 */
function responseTime({ current: { architecture, details } }: Measured, locale: Locale): Heats {
	const { system } = architecture;
	const target = (property: string) => system && numberOf(system, property);
	const percentile = target("latency-p99") === undefined && target("latency-p95") !== undefined ? "p95" : "p99";
	const latencies = details.latencies();
	const timeOf = (component: Component): number | "unstable" | undefined => {
		if (component.kind === "client") {
			const latency = latencies.get(component.id);
			return latency?.kind === "unstable" ? "unstable" : latency?.[percentile];
		}
		const { responseTime, queueing } = details.of(component);
		return queueing?.stable === false ? "unstable" : responseTime?.[percentile];
	};
	const times = new Map(
		architecture.components.filter(({ kind }) => takesTraffic(kind)).map((one) => [one, timeOf(one)]),
	);
	const declared = target(`latency-${percentile}`);
	const limit = declared ?? Math.max(0, ...[...times.values()].filter((time) => typeof time === "number"));
	const time = (seconds: number) => formatDuration(seconds, locale);
	return {
		scale: {
			measure: "responseTime",
			title: say(declared === undefined ? "slowest" : "latencyTarget", locale, { percentile, time: time(limit) }),
			steps: stepsUpTo(limit, time),
		},
		of(component) {
			if (!times.has(component)) return undefined;
			const seconds = times.get(component);
			if (seconds === undefined) return unknown(locale);
			if (seconds === "unstable") return { level: "critical", share: 1, text: say("unstable", locale) };
			return { ...shareHeat(seconds, limit, `${percentile} ${time(seconds)}`), brief: time(seconds) };
		},
	};
}

const SECONDS_PER_YEAR = 365 * 86_400;
/** Unavailabilities at which the steps begin without a target, and the ends of their bar. */
const NINES = { warm: 1e-4, hot: 1e-3, critical: 1e-2, least: 1e-6, most: 1e-1 };

/**
 * Of a component alone, of a client with all that it needs, over everything that may happen: what is down for a trial changes
 * nothing about it. Against the downtime that the target allows; without one by nines.
 */
function availability({ normal: { architecture, details } }: Measured, locale: Locale): Heats {
	const availabilities = details.availabilities();
	const isQuick = architecture.components.length <= QUICK_FOR_CLIENTS;
	const target = architecture.system && numberOf(architecture.system, "availability");
	const allowed = target === undefined ? undefined : 1 - target;
	const heat = (unavailability: number): CardHeat => {
		const text = formatAvailability(unavailability);
		if (allowed !== undefined && allowed > 0) return shareHeat(unavailability, allowed, text);
		const { warm, hot, critical, least, most } = NINES;
		const level =
			unavailability >= critical ? "critical" : unavailability >= hot ? "hot" : unavailability >= warm ? "warm" : "ok";
		const share = Math.log(Math.max(unavailability, least) / least) / Math.log(most / least);
		return { level, share: Math.min(1, share), text };
	};
	return {
		scale: {
			measure: "availability",
			...(allowed !== undefined && allowed > 0
				? {
						title: say("availabilityTarget", locale, {
							target: formatAvailability(allowed),
							time: formatDuration(allowed * SECONDS_PER_YEAR, locale),
						}),
						steps: stepsUpTo(allowed, formatAvailability),
					}
				: {
						title: say("nines", locale),
						steps: ["100 %", ...[NINES.warm, NINES.hot, NINES.critical].map(formatAvailability)],
					}),
		},
		of(component) {
			if (!takesTraffic(component.kind)) return undefined;
			const isClient = component.kind === "client";
			// In large designs that of clients takes too long for a picture; the hover has it.
			if (isClient && !isQuick) return unknown(locale);
			const own = (isClient ? availabilities.clients : availabilities.components).get(component);
			return own ? heat(own.unavailability) : unknown(locale);
		},
	};
}

/** Dollars a month, from declared prices, against the most expensive. */
function cost({ current: { architecture, details } }: Measured, locale: Locale): Heats {
	const costs = new Map(architecture.components.map((component) => [component, details.of(component).cost]));
	const limit = Math.max(0, ...[...costs.values()].filter((dollars) => dollars !== undefined));
	const dollars = (amount: number) => `$${formatCount(amount)}`;
	return {
		scale: {
			measure: "cost",
			...(limit > 0
				? { title: say("mostExpensive", locale), steps: stepsUpTo(limit, dollars) }
				: { title: say("noPrices", locale), steps: [] }),
		},
		of(component) {
			if (!takesTraffic(component.kind) || component.kind === "client") return undefined;
			const amount = costs.get(component);
			return amount === undefined ? unknown(locale, "noPrice") : shareHeat(amount, limit, dollars(amount));
		},
	};
}

function unknown(locale: Locale, why: "unknown" | "noPrice" = "unknown"): CardHeat {
	return { level: "none", share: undefined, text: say(why, locale) };
}

function say(key: keyof typeof TEXTS, locale: Locale, data: Readonly<Record<string, string>> = {}): string {
	return fill(TEXTS[key][locale], data);
}

const TEXTS = {
	unknown: { en: "unknown", ko: "알 수 없음" },
	noPrice: { en: "no price", ko: "가격 없음" },
	unstable: { en: "unstable", ko: "불안정" },
	latencyTarget: { en: "response time ({percentile}), target {time}", ko: "응답 시간({percentile}), 목표 {time}" },
	slowest: {
		en: "response time ({percentile}), the slowest {time}",
		ko: "응답 시간({percentile}), 가장 느린 것 {time}",
	},
	availabilityTarget: {
		en: "availability, target {target} ({time} of downtime a year)",
		ko: "가용성, 목표 {target}(연간 중단 시간 {time})",
	},
	nines: { en: "availability, by nines", ko: "가용성, 9의 개수 기준" },
	noPrices: { en: "cost a month: nothing has a price", ko: "월 비용: 가격이 선언된 것이 없음" },
	mostExpensive: {
		en: "cost a month, in proportion to the most expensive",
		ko: "월 비용, 가장 비싼 것 대비(선형)",
	},
} satisfies Record<string, Localized>;
