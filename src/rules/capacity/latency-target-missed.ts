import type { Assumption } from "../../analysis/analysis.ts";
import type { TimeSpent } from "../../analysis/latency/time-spent.ts";
import type { ResponseTime } from "../../analysis/reports.ts";
import type { Localized } from "../../language/locale.ts";
import { formatPercent } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { duration, listed } from "../describe.ts";
import { faster, type Speedup } from "../repairs/faster.ts";
import { type Goal, oneWay, severalWays } from "../repairs/toward-target.ts";
import { defineRule, type RuleContext } from "../rule.ts";

const percentiles = [
	["latency-p95", "p95", 95],
	["latency-p99", "p99", 99],
] as const;

/** Requests take longer than the design promises. */
export const latencyTargetMissed = defineRule<
	"client" | "percent" | "computed" | "target" | "largest" | "mean" | "times",
	Speedup | "several"
>({
	id: "latency-target-missed",
	group: "capacity",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	patient: true,
	text: {
		en: {
			title: "Slower than the target",
			message:
				"{percent} of 100 requests of `{client}` are answered within {computed} and not within {target}; the largest part of their time goes to {largest}.",
			why: "A request takes {mean} on average: {times}. Percentiles do not add up along the way, so {computed} comes from the distributions of all of these together. Waiting grows as 1 / (1 − ρ): what is nearly full is what makes the slow ones slow.",
			technique:
				"**Shorten what takes longest.** More instances or replicas where requests wait, a cache where they read, calls at the same time where one does not need the answer of the other. What is fast already is not worth the trouble.",
			tradeOff:
				"More instances shorten the waiting and never the work itself; a cache gives stale answers; parallel calls meet the slowest of them, and put their load on all targets at once.",
			exceptions: "Not needed where nobody waits for the answer; then put a queue before it.",
			fixes: {
				instances: "Raise the instances of `{name}` from {from} to {to}{also}",
				replicas: "Raise the replicas of `{name}` from {from} to {to}{failover}",
				cache: "Put a look-aside cache `{cache}` x2 in front of the reads of `{name}`",
				parallel: "Let `{name}` make its calls at the same time",
				several: "Shorten what takes longest until the target is reached ({changes})",
			},
		},
		ko: {
			title: "목표보다 느린 응답",
			message:
				"`{client}`의 요청 100개 중 {percent}개가 응답을 받는 시간은 {computed}(으)로, 목표 {target}을(를) 넘습니다. 시간이 가장 많이 드는 곳은 {largest}입니다.",
			why: "요청 하나에는 평균 {mean} 걸립니다: {times}. 경로의 백분위수는 각 부분의 합이 아니므로 {computed}은(는) 이 모든 분포를 합쳐 얻은 값입니다. 대기 시간은 1 / (1 − ρ)에 비례해 늘어나므로, 거의 찬 곳이 느린 요청을 느리게 합니다.",
			technique:
				"**가장 오래 걸리는 곳 줄이기.** 요청이 기다리는 곳에는 인스턴스나 복제본을, 읽는 곳에는 캐시를 더하고, 서로의 응답이 필요 없는 호출은 동시에 합니다. 이미 빠른 곳은 손댈 가치가 없습니다.",
			tradeOff:
				"인스턴스를 늘리면 대기 시간만 줄고 작업 시간은 그대로입니다. 캐시는 오래된 값을 줄 수 있고, 동시에 하는 호출은 가장 느린 것을 기다리며 모든 대상에 한꺼번에 부하를 줍니다.",
			exceptions: "아무도 응답을 기다리지 않는다면 필요 없습니다. 그럴 때는 앞에 큐를 둡니다.",
			fixes: {
				instances: "`{name}`의 인스턴스를 {from}개에서 {to}개로 늘리기{also}",
				replicas: "`{name}`의 복제본을 {from}개에서 {to}개로 늘리기{failover}",
				cache: "`{name}`의 읽기 앞에 look-aside 캐시 `{cache}` x2 두기",
				parallel: "`{name}`의 호출을 동시에 하기",
				several: "목표에 이를 때까지 가장 오래 걸리는 곳 줄이기({changes})",
			},
		},
	},
	safety: {
		instances: "suggestion",
		replicas: "suggestion",
		cache: "suggestion",
		parallel: "suggestion",
		several: "suggestion",
	},
	example: {
		bad: `system { latency-p99: 160ms }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x2 { capacity: 250rps, service-time: 32ms }

browser -> lb -> web
`,
		good: `system { latency-p99: 160ms }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x3 { capacity: 250rps, service-time: 32ms }

browser -> lb -> web
`,
	},
	*check(context) {
		const { system } = context.architecture;
		for (const [property, percentile, percent] of percentiles) {
			const target = system && numberOf(system, property);
			const slowest = target === undefined ? undefined : slowestClient(context, percentile);
			if (!system || target === undefined || !slowest || slowest.time[percentile] <= target) continue;
			const { client, time } = slowest;
			const spent = context.analysis.details.timeSpentFor(client);
			const assumed = assumptionsOf(context, spent);
			const goal = goalOf(target, percentile);
			yield {
				element: system,
				at: system.properties.get(property)!.at,
				...(assumed.length > 0 && { assumed }),
				data: {
					client: client.id,
					percent,
					computed: goal.shown(context),
					target: goal.target,
					largest: spent[0] ? placeText(spent[0]) : { en: "", ko: "" },
					mean: duration(time.mean),
					times: timesText(spent, time.mean),
				},
				fixes: [
					...faster(context, client).map((ways) => oneWay(context, goal, ways)),
					severalWays(context, goal, "several", (current) => {
						const found = slowestClient(current, percentile);
						return found ? faster(current, found.client) : [];
					}),
				],
			};
		}
	},
});

type Percentile = (typeof percentiles)[number][1];

interface Slowest {
	readonly client: Component;
	readonly time: ResponseTime;
}

/** Undefined where nothing is known, or nothing can be said of it because a queue on the way grows without end. */
function slowestClient({ architecture, analysis }: RuleContext, percentile: Percentile): Slowest | undefined {
	let slowest: Slowest | undefined;
	for (const [id, time] of analysis.details.latencies()) {
		const client = architecture.elements.get(id);
		if (time.kind === "unstable" || client?.type !== "component") return undefined;
		if (!slowest || time[percentile] > slowest.time[percentile]) slowest = { client, time };
	}
	return slowest;
}

function goalOf(target: number, percentile: Percentile): Goal {
	const now = (context: RuleContext): number | undefined => slowestClient(context, percentile)?.time[percentile];
	return {
		excess: (context) => (now(context) ?? Number.POSITIVE_INFINITY) - target,
		shown: (context) => duration(now(context) ?? Number.POSITIVE_INFINITY),
		target: duration(target),
	};
}

function placeText({ at }: TimeSpent): Localized {
	if ("type" in at) return { en: `\`${at.id}\``, ko: `\`${at.id}\`` };
	const ends = `\`${at.from.id}\` -> \`${at.to.id}\``;
	return { en: `the network ${ends}`, ko: `네트워크 ${ends}` };
}

function timesText(spent: readonly TimeSpent[], mean: number): Localized {
	return listed(
		spent
			.filter(({ seconds }) => seconds >= LEAST_SHARE * mean)
			.map((one) => {
				const [place, time] = [placeText(one), duration(one.seconds)];
				const share = formatPercent(one.seconds / mean);
				return { en: `${place.en} ${time.en} (${share})`, ko: `${place.ko} ${time.ko}(${share})` };
			}),
	);
}

/** What takes less is not worth a word. */
const LEAST_SHARE = 0.01;

const OF_TIMES = new Set([
	"service-time",
	"capacity",
	"read-capacity",
	"write-capacity",
	"concurrency",
	"latency",
	"latency between data centers",
]);

/** Defaults of what takes longest. */
function assumptionsOf({ analysis }: RuleContext, [first]: readonly TimeSpent[]): readonly Assumption[] {
	if (!first) return [];
	const { at } = first;
	const id = "type" in at ? at.id : at.from.id;
	const isNetwork = !("type" in at);
	return analysis.assumptions.filter(
		({ component, property }) =>
			component === id && OF_TIMES.has(property) && property.startsWith("latency") === isNetwork,
	);
}
