import { zipfOf } from "../../analysis/caches/popularity.ts";
import { breakEven } from "../../analysis/models/bandwidth.ts";
import { cacheState } from "../../analysis/models/cache.ts";
import type { Localized } from "../../language/locale.ts";
import { formatCount, formatPercent } from "../../language/numbers.ts";
import type { Component, DataSet } from "../../model/architecture.ts";
import { flagOf, numberOf } from "../../model/properties.ts";
import { duration, names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { numberOr } from "../numbers.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { edgesOf, hitRatiosOf, takeOff } from "./edge.ts";

/** Content that is asked for so rarely that it expires before it is asked for again. */
export const cdnColdContent = defineRule<
	"name" | "content" | "hits" | "reason" | "arithmetic" | "longer",
	"longer" | "shield" | "take-off"
>({
	id: "cdn-cold-content",
	group: "cdn",
	since: "0.1.0",
	severity: "info",
	statements: ["N56"],
	text: {
		en: {
			title: "Rarely used content at the CDN",
			message: "`{name}` answers only {hits} of the reads of {content} itself, {reason}.",
			why: "{arithmetic} What misses is fetched from the origin, sent to the CDN and from there to the user, so it is paid for twice.",
			technique:
				"**Leave out what is rarely used.** Serve it from the origin; or let it stay longer, or put a shield between the points of presence and the origin, so that one copy serves all of them.",
			tradeOff: "Users far away wait longer for what is left out; what stays longer may be older.",
			exceptions: "It may be worth the price for short ways to the users, or as a shield against attacks.",
			fixes: {
				longer: "Keep the content of `{name}` for {longer}",
				shield: "Put an origin shield behind the points of presence of `{name}`",
				"take-off": "Take {content} off `{name}`: users get it from the origin",
			},
		},
		ko: {
			title: "CDN에 있는 드물게 쓰이는 콘텐츠",
			message: "`{name}`은(는) {content} 읽기의 {hits}에만 직접 응답합니다. {reason}.",
			why: "{arithmetic} 미스가 난 것은 원본 서버에서 CDN으로, 다시 사용자에게 보내므로 비용을 두 번 냅니다.",
			technique:
				"**드물게 쓰이는 것은 빼기.** 원본 서버에서 바로 제공합니다. 또는 더 오래 두거나, 접속 지점과 원본 서버 사이에 실드를 두어 사본 하나를 함께 쓰게 합니다.",
			tradeOff: "빼면 멀리 있는 사용자는 더 기다리고, 오래 두면 내용이 더 낡을 수 있습니다.",
			exceptions: "사용자와의 거리를 줄이거나 공격을 막는 것이 목적이라면 그만한 가치가 있을 수 있습니다.",
			fixes: {
				longer: "`{name}`의 콘텐츠를 {longer} 동안 보관하기",
				shield: "`{name}`의 접속 지점 뒤에 원본 실드 두기",
				"take-off": "`{name}`에서 {content} 빼기: 원본 서버에서 가져오기",
			},
		},
	},
	safety: { longer: "safe", shield: "suggestion", "take-off": "suggestion" },
	example: {
		bad: `data scans { kind: static, size: 2MB, items: 50M, skew: 0.2 }
client reader {
  rate: 100rps
  reads scans
}
cdn edge { holds: scans, ttl: 1h, fallback: origin }
storage archive { holds: scans }

reader -> edge -> archive
`,
		good: `data scans { kind: static, size: 2MB, items: 50M, skew: 0.2 }
client reader {
  rate: 100rps
  reads scans
}
cdn edge { holds: scans, ttl: 30d, fallback: origin }
storage archive { holds: scans }

reader -> edge -> archive
`,
	},
	*check(context) {
		for (const cdn of context.each(edgesOf(context.architecture))) {
			const cold = coldIn(context, cdn);
			if (cold.length === 0) continue;
			const { id } = cdn;
			const ids = cold.map(({ data }) => data.id);
			const [{ data, hitRatio, needed }] = cold as [Cold];
			const ttl = numberOf(cdn, "ttl");
			const longest = Math.min(YEAR, ...cold.map((one) => mostAge(one.data)));
			const until = (after: RuleContext): boolean => {
				const found = after.architecture.elements.get(id);
				return found?.type === "component" && coldIn(after, found).length === 0;
			};
			const longer = LONGER.find(
				([seconds]) =>
					ttl !== undefined && seconds > ttl && seconds <= longest && hitsWithin(seconds, context, cdn, data) >= needed,
			);
			const shielded = flagOf(cdn, "shield") === true || numberOr(cdn, "pops", 1) < 2;
			const isPrice = hitRatio >= HALF;
			yield {
				element: cdn,
				data: {
					name: id,
					content: names(cold.map((one) => one.data)),
					hits: formatPercent(hitRatio),
					reason: isPrice ? DEARER : RARE,
					arithmetic: isPrice ? priceText(needed) : rateText(context, cdn, data),
					longer: duration(longer?.[0] ?? 0),
				},
				fixes: [
					...(longer
						? [fixOf(context, { id: "longer" as const, safe: true, steps: [change(id, ["ttl", longer[1]])], until })]
						: []),
					...(shielded
						? []
						: [fixOf(context, { id: "shield" as const, steps: [change(id, ["shield", "true"])], until })]),
					fixOf(context, { id: "take-off", steps: [takeOff(id, ids)], until }),
				],
			};
		}
	},
});

interface Cold {
	readonly data: DataSet;
	readonly hitRatio: number;
	/** From which the CDN pays. */
	readonly needed: number;
}

function coldIn(context: RuleContext, cdn: Component): readonly Cold[] {
	const needed = Math.max(HALF, paysFrom(cdn));
	return [...hitRatiosOf(context, cdn)]
		.map(([data, hitRatio]) => ({ data, hitRatio, needed }))
		.filter(({ hitRatio }) => hitRatio < needed);
}

/** The hit ratio of a data set that stays so long, each point of presence with copies of its own. */
function hitsWithin(seconds: number, { analysis }: RuleContext, cdn: Component, data: DataSet): number {
	const items = numberOf(data, "items");
	if (items === undefined) return 0;
	const reads = analysis.components.get(cdn)?.readsByData.get(data) ?? 0;
	const set = {
		popularity: zipfOf(items, numberOf(data, "skew") ?? DEFAULT_SKEW, numberOf(data, "hottest")),
		readsPerSecond: reads / numberOr(cdn, "pops", 1),
		writesPerSecond: 0,
		onWrite: "nothing",
		ttl: seconds,
		itemBytes: 1,
	} as const;
	return cacheState({ sets: [set], eviction: "lru" }).hitRatio;
}

/** The hit ratio from which it costs less than the origin alone, where prices are declared. */
function paysFrom(cdn: Component): number {
	const price = numberOf(cdn, "egress-price");
	const origin = numberOf(cdn, "fetch-price");
	if (price === undefined || origin === undefined) return 0;
	const even = breakEven({ cdn: price, origin });
	return even.kind === "hit-ratio" ? even.hitRatio : 0;
}

function rateText({ analysis }: RuleContext, cdn: Component, data: DataSet): Localized {
	const reads = analysis.components.get(cdn)?.readsByData.get(data) ?? 0;
	const items = numberOf(data, "items");
	const ttl = numberOf(cdn, "ttl");
	if (items === undefined || ttl === undefined) {
		return { en: "More than half of the reads miss.", ko: "읽기의 절반 이상이 미스입니다." };
	}
	const each = formatCount((reads * ttl) / items / numberOr(cdn, "pops", 1));
	const age = duration(ttl);
	return {
		en: `An item of \`${data.id}\` is asked for ${each} times on average at a point of presence in the ${age.en} that it stays; with l such reads a copy hits l / (1 + l) of them.`,
		ko: `\`${data.id}\`의 항목은 보관되는 ${age.ko} 동안 접속 지점 한 곳에서 평균 ${each}번 요청됩니다. 요청이 l번이면 적중률은 l / (1 + l)입니다.`,
	};
}

function priceText(needed: number): Localized {
	const ratio = formatPercent(needed);
	return {
		en: `At the declared prices the CDN costs less than the origin alone from a hit ratio of ${ratio} on.`,
		ko: `선언된 가격에서는 적중률이 ${ratio} 이상이어야 CDN이 원본 서버만 쓰는 것보다 쌉니다.`,
	};
}

function mostAge(data: DataSet): number {
	return flagOf(data, "immutable") === true ? YEAR : (numberOf(data, "freshness") ?? YEAR);
}

const RARE: Localized = { en: "since they come too rarely", ko: "요청이 너무 드물기 때문입니다" };
const DEARER: Localized = {
	en: "which costs more than the origin alone",
	ko: "원본 서버만 쓰는 것보다 비용이 더 듭니다",
};
const DEFAULT_SKEW = 0.8;
const HALF = 0.5;
const DAY = 86_400;
const YEAR = 365 * DAY;
const LONGER = [
	[DAY, "24h"],
	[30 * DAY, "30d"],
	[YEAR, "365d"],
] as const;
