import type { ComponentAnalysis } from "../../analysis/analysis.ts";
import { busiestRole } from "../../analysis/capacity/capacity.ts";
import type { Localized } from "../../language/locale.ts";
import { formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set, times } from "../edit/operations.ts";
import { defineRule, type Fix, type RuleContext } from "../rule.ts";

/** Instances hinder each other so much that more of them carry less, or no number carries the load. */
export const scaleOutRetrograde = defineRule<
	"name" | "fault" | "alpha" | "beta" | "most" | "best" | "instances" | "now",
	"fewer"
>({
	id: "scale-out-retrograde",
	group: "redundancy",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	text: {
		en: {
			title: "Scaling out makes it slower",
			message: "`{name}` {fault}.",
			why: "By the Universal Scalability Law n instances carry C(n) = μ n / (1 + α (n − 1) + β n (n − 1)), with α = {alpha} of the work that only one can do at a time and β = {beta} for each pair that has to agree. That is {now} with {instances} here, and {most} at most{best}. Beyond n* = √((1 − α) / β) each further instance costs the others more than it brings.",
			technique:
				"**Less to share.** Divide what the instances contend for: shards with data of their own, caches, finer locks, queues in place of distributed transactions. Until then run no more than n* of them.",
			tradeOff: "Dividing the work is work on the software; fewer instances are a stopgap, and a smaller ceiling.",
			exceptions:
				"Both coefficients are fitted to measurements: far beyond the largest number that was measured they say little.",
			fixes: { fewer: "Run {to} of `{name}` instead of {instances}" },
		},
		ko: {
			title: "늘릴수록 느려지는 스케일 아웃",
			message: "`{name}`은(는) {fault}.",
			why: "보편 확장성 법칙에 따르면 인스턴스 n개의 용량은 C(n) = μ n / (1 + α (n − 1) + β n (n − 1))입니다. 한 번에 하나만 할 수 있는 작업의 비율이 α = {alpha}, 서로 맞춰야 하는 쌍마다 드는 비용이 β = {beta}이므로, 지금의 {instances}개로는 {now}이고 아무리 해도 {most}입니다{best}. n* = √((1 − α) / β)를 넘으면 인스턴스 하나를 더할 때마다 나머지가 잃는 것이 더 많습니다.",
			technique:
				"**공유 줄이기.** 인스턴스가 서로 다투는 것을 나눕니다. 저마다 데이터를 가진 샤드, 캐시, 더 잘게 나눈 잠금, 분산 트랜잭션 대신 큐가 그 방법입니다. 그때까지는 n*개를 넘기지 않습니다.",
			tradeOff: "나누는 일은 소프트웨어를 고치는 일입니다. 인스턴스를 줄이는 것은 임시방편이고 한계도 낮습니다.",
			exceptions: "두 계수는 측정값에 맞춘 것이므로, 측정한 최대 개수를 훨씬 넘는 곳에서는 믿을 만하지 않습니다.",
			fixes: { fewer: "`{name}`을(를) {instances}개 대신 {to}개로 운영하기" },
		},
	},
	safety: { fewer: "safe" },
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service booking x40 { capacity: 100rps, contention: 2%, coherency: 0.2% }

browser -> lb -> booking
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service booking x22 { capacity: 100rps, contention: 2%, coherency: 0.2% }

browser -> lb -> booking
`,
	},
	*check(context) {
		for (const component of context.each(context.analysis.components.keys())) {
			const analysis = context.analysis.components.get(component)!;
			const alpha = numberOf(component, "contention") ?? 0;
			const beta = numberOf(component, "coherency") ?? 0;
			if (alpha === 0 && beta === 0) continue;
			const { scaling } = context.analysis.details.of(component);
			const { capacity, utilization } = analysis;
			if (!scaling || capacity === undefined || utilization === undefined) continue;
			const instances = runningOf(component, analysis);
			const best = scaling.peakInstances === "unbounded" ? undefined : scaling.peakInstances;
			const tooMany = best !== undefined && instances > best;
			const load = capacity * utilization;
			const tooMuch = load > scaling.maxThroughput;
			if (!tooMany && !tooMuch) continue;
			const [most, now] = [formatRate(scaling.maxThroughput), formatRate(capacity)];
			yield {
				element: component,
				data: {
					name: component.id,
					fault: tooMuch ? tooMuchText(formatRate(load), most) : tooManyText(instances, best!, most, now),
					alpha: formatPercent(alpha),
					beta: formatPercent(beta),
					most,
					best: bestText(best),
					instances,
					now,
				},
				fixes: tooMuch || best === undefined ? [] : fewer(context, component, analysis, best),
			};
		}
	},
});

/** As many as may run; of a database, nodes of its busiest role. */
function runningOf(component: Component, analysis: ComponentAnalysis): number {
	return component.kind === "database" ? (busiestRole(analysis.roles)?.nodes ?? 1) : component.instances.max;
}

function tooManyText(instances: number, best: number, most: string, now: string): Localized {
	return {
		en: `carries ${now} with ${instances} instances, less than the ${most} of ${best}`,
		ko: `인스턴스 ${instances}개로 ${now}를 처리하는데, ${best}개일 때의 ${most}보다 적습니다`,
	};
}

function tooMuchText(load: string, most: string): Localized {
	return {
		en: `gets ${load}, and no number of its instances carries more than ${most}`,
		ko: `부하가 ${load}인데 인스턴스를 아무리 늘려도 ${most}를 넘지 못합니다`,
	};
}

function bestText(best: number | undefined): Localized {
	return best === undefined
		? { en: ", however many there are", ko: "(몇 개를 두든)" }
		: { en: `, with ${best}`, ko: `(${best}개일 때)` };
}

function fewer(context: RuleContext, component: Component, analysis: ComponentAnalysis, best: number): Fix<"fewer">[] {
	const { id } = component;
	const role = busiestRole(analysis.roles);
	// Of a sharded database neither number is the one that is too large by itself.
	if (component.kind === "database" && (role?.role !== "replica" || (numberOf(component, "shards") ?? 1) > 1))
		return [];
	const reduce: Step = ({ architecture }) => {
		const found = architecture.elements.get(id);
		if (found?.type !== "component") return undefined;
		if (found.kind === "database") return [set(found, "replicas", String(best))];
		return [times(found, Math.min(found.instances.min, best), best)];
	};
	return [fixOf(context, { id: "fewer", safe: true, data: { to: best }, steps: [reduce], subject: id })];
}
