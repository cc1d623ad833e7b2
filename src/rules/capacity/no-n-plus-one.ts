import type { ComponentAnalysis } from "../../analysis/analysis.ts";
import type { Localized } from "../../language/locale.ts";
import { formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { capacityAssumptions, utilizationText } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { times } from "../edit/operations.ts";
import { drainsEachDay } from "../numbers.ts";
import { balance } from "../repairs/balance.ts";
import { companions, onlyNumbers } from "../repairs/scale-out.ts";
import { shareSessions } from "../repairs/share-sessions.ts";
import { defineRule, type Fix, type RuleContext } from "../rule.ts";
import { loadAfterLoss, lostAtOnce, mayLoseOne, survivingInstances, type ZoneBeside, zoneBeside } from "../survival.ts";

/** Redundancy that cannot carry the load of what it is there to replace. */
export const noNPlusOne = defineRule<
	"name" | "utilization" | "loss" | "others" | "after" | "arithmetic" | "consequence",
	"scale-out"
>({
	id: "no-n-plus-one",
	group: "capacity",
	since: "0.1.0",
	severity: "warning",
	statements: ["N17", "N18"],
	production: true,
	exclusive: "capacity",
	mutedBy: ["component-saturated"],
	text: {
		en: {
			title: "Too few instances for a failure",
			message: "`{name}` is {utilization} busy at the peak: when {loss} is lost, {others} {after} busy.",
			why: "{arithmetic}. {consequence}. Two servers at 70 % are one at 140 %: redundancy that cannot carry what is left only turns one failure into a cascade.",
			technique:
				"**n + 1.** Run one instance more than the load needs at 90 %, and with zones so many that it can do without one of them: z / (z − 1) times the load. Health checks and this spare capacity together are what makes scaling out recover by itself.",
			tradeOff:
				"The spare capacity is paid for and idle until something fails; the larger the tier, the smaller its part.",
			exceptions:
				"Not needed for a worker whose queue keeps the jobs until it has caught up, or for a tier that replaces an instance before its queue is full (`mttr`, `max-connections`).",
			fixes: { "scale-out": "Run {to} instances of `{name}` (now {from}){also}" },
		},
		ko: {
			title: "장애를 견디기에 부족한 인스턴스",
			message: "`{name}`의 피크 사용률이 {utilization}이어서, {loss}만 잃어도 {others} 사용률이 {after}가 됩니다.",
			why: "{arithmetic}입니다. {consequence}. 70 %인 서버 두 대는 140 %인 한 대입니다. 남은 것이 감당하지 못하는 이중화는 하나의 장애를 연쇄 장애로 바꿀 뿐입니다.",
			technique:
				"**n + 1.** 90 %에서 부하에 필요한 것보다 인스턴스를 하나 더 두고, 가용 영역이 있으면 하나가 없어도 되도록 부하의 z / (z − 1)배를 둡니다. 상태 확인과 이 여유가 함께 있어야 스케일 아웃이 자동 복구가 됩니다.",
			tradeOff: "여유는 장애가 날 때까지 놀면서 비용이 듭니다. 계층이 클수록 그 비율은 작아집니다.",
			exceptions:
				"따라잡을 때까지 큐가 작업을 보관하는 워커나, 대기열이 차기 전에 인스턴스를 바꿔 넣는 계층(`mttr`, `max-connections`)에는 필요 없습니다.",
			fixes: { "scale-out": "`{name}`의 인스턴스를 {to}개로 늘리기(현재 {from}개){also}" },
		},
	},
	safety: { "scale-out": "varies" },
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x2 { capacity: 350rps }

browser -> lb -> web
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x3 { capacity: 350rps }

browser -> lb -> web
`,
	},
	*check(context) {
		for (const component of context.each(context.analysis.components.keys())) {
			const analysis = context.analysis.components.get(component)!;
			const { utilization } = analysis;
			if (!mayLoseOne(component) || utilization === undefined || utilization >= 1) continue;
			const beside = zoneBeside(context, component);
			const factor = loadAfterLoss(component, analysis.instances, beside);
			const after = utilization * (factor ?? 0);
			if (factor === undefined || after <= context.thresholds.afterFailure) continue;
			if (drainsEachDay(context, component, after) || isReplacedInTime(component, analysis, factor)) continue;
			yield {
				element: component,
				severity: after >= 1 && !hasReserve(component, analysis) ? "error" : "warning",
				assumed: capacityAssumptions(context, component),
				data: {
					name: component.id,
					utilization: formatPercent(utilization),
					...lossText(component, analysis, beside),
					after: utilizationText(after),
					arithmetic: arithmetic(component, analysis, beside, after),
					consequence: consequence(analysis, utilization, after),
				},
				fixes: [enlarge(context, component, analysis)],
			};
		}
	},
});

/** What is lost, and what is left: before "are 120 % busy" in English, before the utilisation in Korean. */
function lossText(
	component: Component,
	{ instances }: ComponentAnalysis,
	beside: ZoneBeside | undefined,
): Record<"loss" | "others", Localized> {
	if (beside) {
		const name = `\`${beside.zone.id}\``;
		return { loss: { en: `the zone ${name}`, ko: `가용 영역 ${name}` }, others: { en: "it is", ko: "이곳의" } };
	}
	const lost = lostAtOnce(component, instances);
	const left = instances - lost;
	const zones = numberOf(component, "zones");
	return {
		loss:
			lost > 1
				? { en: `one of ${zones} zones`, ko: `가용 영역 ${zones}곳 가운데 한 곳` }
				: { en: `one of ${instances}`, ko: `${instances}개 가운데 하나` },
		others:
			left === 1
				? { en: "the other one is", ko: "남은 하나의" }
				: { en: `the other ${left} are`, ko: `남은 ${left}개의` },
	};
}

function arithmetic(
	component: Component,
	{ instances, utilization = 0 }: ComponentAnalysis,
	beside: ZoneBeside | undefined,
	after: number,
): Localized {
	const lost = lostAtOnce(component, instances);
	const formula = beside
		? `ρ × λ / (λ − λ₁) = ${formatPercent(utilization)} × ${formatRate(beside.total)} / ${formatRate(beside.left)}`
		: `ρ × n / (n − ${lost}) = ${formatPercent(utilization)} × ${instances} / ${instances - lost}`;
	const { en, ko } = utilizationText(after);
	return { en: `${formula} = ${en}`, ko: `${formula} = ${ko}` };
}

/** It may start another instance in the place of one that is lost. */
function hasReserve({ instances }: Component, analysis: ComponentAnalysis): boolean {
	return instances.max > analysis.instances;
}

/**
 * Another instance is there, after as long as a repair takes, before too many requests wait: as many as the connections
 * of the others hold, else what they work off while somebody has patience.
 */
function isReplacedInTime(component: Component, analysis: ComponentAnalysis, factor: number): boolean {
	const { instances, capacity = 0, utilization = 0 } = analysis;
	if (!hasReserve(component, analysis)) return false;
	const left = capacity / factor;
	const growth = capacity * utilization - left;
	if (growth <= 0) return true;
	const repair = numberOf(component, "mttr");
	const connections = numberOf(component, "max-connections");
	const held = connections === undefined ? left * PATIENCE_SECONDS : connections * (instances / factor);
	return repair !== undefined && growth * repair < held;
}

/** After that hardly anyone waits for a page any more. */
const PATIENCE_SECONDS = 60;

function consequence({ capacity = 0 }: ComponentAnalysis, utilization: number, after: number): Localized {
	if (after < 1) {
		return {
			en: "What is left still carries it, but has no room for a burst, and requests wait",
			ko: "남은 것이 아직 감당은 하지만 순간적인 증가를 견딜 여유가 없고 대기가 길어집니다",
		};
	}
	const missing = formatRate(capacity * utilization * (1 - 1 / after));
	return {
		en: `${missing} of requests too many pile up until somebody repairs it`,
		ko: `고칠 때까지 초과한 요청이 ${missing}씩 쌓입니다`,
	};
}

function enlarge(context: RuleContext, component: Component, analysis: ComponentAnalysis): Fix<"scale-out"> {
	const { id } = component;
	const { min, max } = component.instances;
	const scales = min < max;
	const to = survivingInstances(context, component, analysis);
	// Of one that scales itself it is the least number that has to grow: else it would run as few again.
	const run: Step = ({ architecture }) => {
		const found = architecture.elements.get(id);
		if (found?.type !== "component" || to === undefined) return undefined;
		return [scales ? times(found, to, Math.max(max, to)) : times(found, to)];
	};
	return fixOf(context, {
		id: "scale-out",
		safe: onlyNumbers(component),
		data: { from: scales ? analysis.instances : min, to: to ?? min, also: companions(component) },
		steps: [run, balance(id), shareSessions(id)],
		subject: id,
	});
}
