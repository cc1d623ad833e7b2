import type { Localized } from "../../language/locale.ts";
import { formatCount, formatPercent } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { takesTraffic } from "../../model/kinds.ts";
import { numberOf } from "../../model/properties.ts";
import { listed } from "../describe.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** The declared prices add up to more than the design may cost. */
export const budgetExceeded = defineRule<"cost" | "budget" | "over" | "largest" | "unpriced" | "spare", never>({
	id: "budget-exceeded",
	group: "capacity",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	text: {
		en: {
			title: "Costs more than the budget",
			message: "The design costs {cost} a month and may cost {budget}: {over} too much.",
			why: "The sum of the declared prices, each times what the load needs of it: {largest}.{unpriced}{spare}",
			technique:
				"**Spend where the load is.** Run fewer instances where a tier is far from its target utilisation, let it grow and shrink with the load, take traffic off what is paid by volume with a cache or a content delivery network, and keep what is rarely read on cheaper storage.",
			tradeOff:
				"What looks spare is often there for the loss of an instance or of a data center, so look at the availability again after each cut.",
			exceptions:
				"Not needed where the budget is only a wish; then leave it out, so that it says something when it is there.",
			fixes: {},
		},
		ko: {
			title: "예산을 넘는 비용",
			message: "설계의 비용은 월 {cost}(으)로, 예산 {budget}보다 {over} 많습니다.",
			why: "적혀 있는 가격에 부하가 필요로 하는 양을 곱해 더한 값입니다: {largest}.{unpriced}{spare}",
			technique:
				"**부하가 있는 곳에 쓰기.** 목표 사용률에 한참 못 미치는 계층은 인스턴스를 줄이고, 부하에 따라 늘었다 줄게 합니다. 양만큼 돈을 내는 트래픽은 캐시나 CDN으로 덜고, 거의 읽지 않는 데이터는 더 싼 저장소에 둡니다.",
			tradeOff:
				"남아 보이는 것은 인스턴스나 데이터 센터를 잃을 때를 위한 것인 경우가 많으므로, 줄일 때마다 가용성을 다시 확인합니다.",
			exceptions: "예산이 희망 사항일 뿐이라면 필요 없습니다. 그렇다면 적지 않아야, 적었을 때 의미가 있습니다.",
			fixes: {},
		},
	},
	safety: {},
	noFix: {
		en: "None: what to give up for the money is a decision about the product. The finding says what costs most and which tiers have more than their load needs.",
		ko: "없습니다. 비용 때문에 무엇을 포기할지는 제품에 관한 결정입니다. 대신 가장 비싼 것과 부하보다 여유가 큰 계층을 알려 줍니다.",
	},
	example: {
		bad: `system { budget: $2000/month }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2 { cost: $50/month }
service web x16 { capacity: 250rps, cost: $150/month }

browser -> lb -> web
`,
		good: `system { budget: $2000/month }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2 { cost: $50/month }
service web x4 { capacity: 250rps, cost: $150/month }

browser -> lb -> web
`,
	},
	*check(context) {
		const { system } = context.architecture;
		const budget = system && numberOf(system, "budget");
		if (!system || budget === undefined) return;
		const cost = context.analysis.details.cost();
		if (cost === undefined || cost <= budget * (1 + ROUNDING)) return;
		yield {
			element: system,
			at: system.properties.get("budget")!.at,
			data: {
				cost: dollars(cost),
				budget: dollars(budget),
				over: dollars(cost - budget),
				largest: largestPosts(context, cost),
				unpriced: unpricedText(context),
				spare: spareText(context),
			},
			fixes: [],
		};
	},
});

const ROUNDING = 1e-9;

function dollars(amount: number): string {
	return `$${formatCount(amount)}`;
}

function largestPosts({ analysis }: RuleContext, total: number): Localized {
	const posts = [...analysis.details.costs()].filter(([, cost]) => cost > 0).sort(([, a], [, b]) => b - a);
	return listed(
		posts.map(([component, cost]) => {
			const text = `\`${component.id}\` ${dollars(cost)} (${formatPercent(cost / total)})`;
			return { en: text, ko: text };
		}),
	);
}

/** What runs somewhere and has no price makes the true sum larger. */
function unpricedText({ architecture, analysis }: RuleContext): Localized {
	const costs = analysis.details.costs();
	const count = architecture.components.filter(
		(component) => takesTraffic(component.kind) && component.kind !== "client" && !costs.has(component),
	).length;
	if (count === 0) return { en: "", ko: "" };
	return {
		en: ` ${count === 1 ? "One component has" : `${count} components have`} no price, so the true sum is higher.`,
		ko: ` 컴포넌트 ${count}개에는 가격이 없으므로 실제 합계는 더 큽니다.`,
	};
}

/** Tiers with a price that run more than the load needs at the target utilisation. */
function spareText({ analysis, thresholds }: RuleContext): Localized {
	const needed = analysis.details.instancesNeeded(thresholds.target);
	const spare = [...needed].flatMap(([component, count]): [Component, number, number][] => {
		const { instances = 0 } = analysis.components.get(component) ?? {};
		const least = Math.max(2, count);
		return instances > least && component.properties.has("cost") ? [[component, instances, least]] : [];
	});
	if (spare.length === 0) return { en: "", ko: "" };
	const list = listed(
		spare.map(([{ id }, from, to]) => ({
			en: `\`${id}\` runs ${from} instances where ${to} carry the peak`,
			ko: `\`${id}\` ${from}개(${to}개면 피크를 감당)`,
		})),
	);
	return { en: ` ${list.en}.`, ko: ` 여유가 있는 계층: ${list.ko}.` };
}
