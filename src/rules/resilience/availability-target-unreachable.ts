import type { Assumption } from "../../analysis/analysis.ts";
import type { Attainable } from "../../analysis/availability/attainable.ts";
import type { Localized } from "../../language/locale.ts";
import { formatPercent } from "../../language/numbers.ts";
import { numberOf } from "../../model/properties.ts";
import { availability, duration, listed } from "../describe.ts";
import { moreRedundant, optionalCalls, type Redundancy } from "../repairs/more-available.ts";
import { type Goal, oneWay, severalWays } from "../repairs/toward-target.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** The design promises more than what nothing replaces allows. */
export const availabilityTargetUnreachable = defineRule<
	"computed" | "target" | "down" | "allowed" | "contributions" | "product",
	Redundancy | "optional" | "several"
>({
	id: "availability-target-unreachable",
	group: "resilience",
	since: "0.1.0",
	severity: "error",
	statements: [],
	patient: true,
	production: true,
	text: {
		en: {
			title: "Availability below its target",
			message:
				"The design is up {computed} of the time and promises {target}: it is down for {down} a year, where {allowed} are allowed.",
			why: "Whatever every request needs takes its own downtime from all: a design is never more available than the product of what nothing replaces{product}. How much less it would be down in a year if one element never failed: {contributions}.",
			technique:
				"**Redundancy where the downtime comes from.** Start with the largest contributor: one more instance than the load needs, a replica that is promoted by itself, a second data center; or let callers go on without it. What contributes little is not worth a second machine.",
			tradeOff:
				"Each nine costs redundancy at one more level, and failover that has to be tested. A lower promise is often the better answer.",
			exceptions: "Not needed for a target that is a wish; promise what the design holds.",
			fixes: {
				instances: "Raise the instances of `{name}` from {from} to {to}{also}",
				replicas: "Raise the replicas of `{name}` from {from} to {to}{failover}",
				failover: "Promote a replica of `{name}` automatically",
				copy: "Keep a copy of `{name}` in `{copy}` that everybody can turn to",
				second:
					"Add a second data center `{second}` like `{first}`, with GeoDNS and health checks, replication and deployment",
				both: "Put the tiers into a data center `{first}` and add `{second}` like it, with GeoDNS and health checks, replication and deployment",
				optional: "Go on without `{name}`: make the calls to it optional",
				several: "Add redundancy until the target is reached ({changes})",
			},
		},
		ko: {
			title: "목표에 못 미치는 가용성",
			message:
				"설계의 가용성은 {computed}(으)로 목표 {target}에 못 미칩니다. 1년에 허용되는 시간은 {allowed}인데 {down} 멈춥니다.",
			why: "모든 요청에 필요한 요소는 자신이 멈춘 만큼 전체를 멈추게 합니다. 설계의 가용성은 대신할 것이 없는 요소들의 가용성을 곱한 값을 넘지 못합니다{product}. 요소 하나가 전혀 고장 나지 않는다면 1년에 줄어드는 시간: {contributions}.",
			technique:
				"**멈춤이 비롯되는 곳의 이중화.** 가장 크게 기여하는 요소부터 시작합니다. 부하에 필요한 것보다 인스턴스를 하나 더 두거나, 스스로 승격되는 복제본이나 두 번째 데이터 센터를 두거나, 그것 없이도 호출하는 쪽이 동작하게 합니다. 조금밖에 기여하지 않는 요소에는 한 대를 더 둘 가치가 없습니다.",
			tradeOff:
				"9를 하나 늘릴 때마다 한 단계 더 넓은 이중화와, 시험을 거친 장애 조치가 필요합니다. 약속을 낮추는 것이 더 나은 답일 때도 많습니다.",
			exceptions: "희망 사항일 뿐인 목표에는 필요 없습니다. 설계가 지킬 수 있는 만큼 약속합니다.",
			fixes: {
				instances: "`{name}`의 인스턴스를 {from}개에서 {to}개로 늘리기{also}",
				replicas: "`{name}`의 복제본을 {from}개에서 {to}개로 늘리기{failover}",
				failover: "`{name}`의 복제본을 자동으로 승격하기",
				copy: "`{name}`의 사본을 모두가 쓸 수 있게 `{copy}`에 두기",
				second: "`{first}`와(과) 같은 두 번째 데이터 센터 `{second}` 추가(GeoDNS와 상태 확인, 복제, 배포 포함)",
				both: "계층들을 데이터 센터 `{first}`에 넣고 같은 구성의 `{second}` 추가(GeoDNS와 상태 확인, 복제, 배포 포함)",
				optional: "`{name}` 없이도 동작하게 하기: 호출을 선택 사항으로 바꾸기",
				several: "목표에 이를 때까지 이중화하기({changes})",
			},
		},
	},
	safety: {
		instances: "suggestion",
		replicas: "suggestion",
		failover: "suggestion",
		copy: "suggestion",
		second: "suggestion",
		both: "suggestion",
		optional: "suggestion",
		several: "suggestion",
	},
	example: {
		bad: `system { availability: 99.9% }

client browser { users: 750k, requests: 20/day, peak: 2x }
loadbalancer lb { managed: true }
service web x2 { capacity: 250rps, availability: 99.5% }

browser -> lb -> web
`,
		good: `system { availability: 99.9% }

client browser { users: 750k, requests: 20/day, peak: 2x }
loadbalancer lb { managed: true }
service web x3 { capacity: 250rps, availability: 99.5% }

browser -> lb -> web
`,
	},
	*check(context) {
		const { system } = context.architecture;
		const target = system && numberOf(system, "availability");
		const attainable = target === undefined ? undefined : context.analysis.details.attainable();
		if (!system || target === undefined || !attainable) return;
		const { unavailability, plusMinus = 0 } = attainable.system;
		if (unavailability - plusMinus <= (1 - target) * (1 + ROUNDING)) return;
		const goal = goalOf(target);
		const assumed = assumptionsOf(context, attainable, target);
		yield {
			element: system,
			at: system.properties.get("availability")!.at,
			...(assumed.length > 0 && { assumed }),
			data: {
				computed: bounded(goal.shown(context), attainable.exact, { en: "at most", ko: "최대" }),
				target: goal.target,
				down: bounded(duration(unavailability * YEAR), attainable.exact, { en: "at least", ko: "적어도" }),
				allowed: duration((1 - target) * YEAR),
				contributions: contributionsText(attainable),
				product: attainable.exact ? { en: "", ko: "" } : PRODUCT_ALONE,
			},
			fixes: [
				...[...moreRedundant(context), ...optionalCalls(context)].map((ways) => oneWay(context, goal, ways)),
				severalWays(context, goal, "several", moreRedundant),
			],
		};
	},
});

const YEAR = 365 * 86_400;

/** 99.9 % is not quite 0.999. */
const ROUNDING = 1e-9;

const PRODUCT_ALONE: Localized = {
	en: ", which is all that is counted here, for the design is large",
	ko: "(설계가 커서 여기서는 이 곱만 계산했습니다)",
};

function goalOf(target: number): Goal {
	return {
		excess: ({ analysis }) => {
			const found = analysis.details.attainable();
			const excess = (found?.system.unavailability ?? 1) - (1 - target);
			return excess <= (1 - target) * ROUNDING ? 0 : excess;
		},
		shown: ({ analysis }) => {
			const text = apart(analysis.details.attainable()?.system.unavailability ?? 1, target);
			return { en: text, ko: text };
		},
		target: { en: availability(target), ko: availability(target) },
	};
}

/** With so many digits that it does not read like the target. */
function apart(unavailability: number, target: number): string {
	const usual = Math.max(0, Math.ceil(-Math.log10(unavailability)) - 1);
	for (let digits = usual; digits < 10; digits++) {
		const text = `${Number((100 * (1 - unavailability)).toFixed(digits))} %`;
		if (text !== availability(target)) return text;
	}
	return availability(1 - unavailability);
}

/** Of a bound from above. */
function bounded(text: Localized, exact: boolean, word: Localized): Localized {
	return exact ? text : { en: `${word.en} ${text.en}`, ko: `${word.ko} ${text.ko}` };
}

function contributionsText({ system, contributions }: Attainable): Localized {
	return listed(
		contributions
			.filter((one) => one.unavailability >= LEAST_SHARE * system.unavailability)
			.map(({ element, unavailability }) => {
				const time = duration(unavailability * YEAR);
				const share = formatPercent(unavailability / system.unavailability);
				return { en: `\`${element.id}\` ${time.en} (${share})`, ko: `\`${element.id}\` ${time.ko}(${share})` };
			}),
	);
}

/** What contributes less is not worth a word. */
const LEAST_SHARE = 0.001;

const OF_FAILURES = new Set([
	"availability",
	"mtbf",
	"mttr",
	"failover-time",
	"failover-coverage",
	"manual failover time",
]);

/** Defaults of what contributes most of all that rests on any; none where what is declared is too little by itself. */
function assumptionsOf(
	{ analysis }: RuleContext,
	{ contributions }: Attainable,
	target: number,
): readonly Assumption[] {
	const defaults = analysis.assumptions.filter(({ property }) => OF_FAILURES.has(property));
	const resting = new Set(defaults.map(({ component }) => component));
	const first = contributions.find(({ element }) => resting.has(element.id));
	const declared = contributions.filter(({ element }) => !resting.has(element.id));
	const alone = declared.reduce((sum, { unavailability }) => sum + unavailability, 0);
	return first && alone <= 1 - target ? defaults.filter(({ component }) => component === first.element.id) : [];
}
