import type { ComponentAnalysis } from "../../analysis/analysis.ts";
import { busiestRole } from "../../analysis/capacity/capacity.ts";
import type { Localized } from "../../language/locale.ts";
import { formatCount, formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { capacityAssumptions, duration, limitText, nodeText } from "../describe.ts";
import { fetchesWork } from "../graph.ts";
import { type ReliefId, reliefSafety, reliefs, withReliefs } from "../repairs/relieve.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** Little is left at the peak, so requests wait and a burst or the loss of an instance saturates it. */
export const componentHot = defineRule<
	"name" | "node" | "load" | "capacity" | "utilization" | "close" | "limit" | "spare" | "alone" | "tail" | "waits",
	ReliefId
>({
	id: "component-hot",
	group: "capacity",
	since: "0.1.0",
	severity: "warning",
	statements: ["N14"],
	exclusive: "capacity",
	mutedBy: ["component-saturated"],
	text: withReliefs({
		en: {
			title: "Hot at the peak",
			message: "`{name}` is {utilization} busy at the peak{node}: {load} of {capacity}{close}{limit}.",
			why: "ρ = λ / C = {load} / {capacity} = {utilization}. Waiting grows with 1 / (1 − ρ): a single server at {utilization} answers after {alone} service times on average, and one request in a hundred after {tail}.{waits} {spare} more requests and the queue grows without end; a burst, a deployment or the loss of an instance brings them soon.",
			technique:
				"**Headroom.** Keep a tier below 70 % at its peak: with more instances, read replicas, a cache or shards, whichever the load asks for. A larger pool may run hotter: of many servers one is nearly always free.",
			tradeOff: "Headroom is paid for and idle most of the day; a tier that scales itself needs less of it.",
			exceptions:
				"A worker that nobody waits for may run up to 90 %, and a large pool as hot as it likes while hardly anyone waits and it survives the loss of an instance.",
		},
		ko: {
			title: "피크에 뜨거운 컴포넌트",
			message: "`{name}`{node}의 피크 사용률이 {utilization}입니다(용량 {capacity} 중 {load}){close}{limit}.",
			why: "ρ = λ / C = {load} / {capacity} = {utilization}입니다. 대기는 1 / (1 − ρ)에 따라 늘어납니다. 사용률이 {utilization}인 서버 하나는 평균적으로 서비스 시간의 {alone}배 만에 응답하고, 백 건에 한 건은 {tail}배가 걸립니다.{waits} 요청이 {spare} 더 늘면 대기열이 끝없이 길어지는데, 순간적인 증가나 배포, 인스턴스 하나의 장애로도 곧 그렇게 됩니다.",
			technique:
				"**여유 두기.** 인스턴스, 읽기 복제본, 캐시, 샤드 가운데 부하에 맞는 것으로 피크 사용률을 70 % 아래로 유지합니다. 풀이 크면 서버 가운데 하나는 거의 언제나 비어 있으므로 더 높아도 됩니다.",
			tradeOff: "여유는 하루의 대부분 놀면서 비용이 듭니다. 자동으로 확장하는 계층이라면 덜 필요합니다.",
			exceptions:
				"아무도 기다리지 않는 워커는 90 %까지, 큰 풀은 기다리는 요청이 거의 없고 인스턴스 하나를 잃어도 버틴다면 얼마든지 높아도 됩니다.",
		},
	}),
	safety: reliefSafety,
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 3x }
loadbalancer lb x2
service web x5 { capacity: 175rps }

browser -> lb -> web
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 3x }
loadbalancer lb x2
service web x6 { capacity: 175rps }

browser -> lb -> web
`,
	},
	*check(context) {
		const { hot, critical, busyBackground } = context.thresholds;
		for (const component of context.each(context.analysis.components.keys())) {
			const analysis = context.analysis.components.get(component)!;
			const { utilization } = analysis;
			if (component.kind === "client" || utilization === undefined || utilization >= 1) continue;
			if (utilization < (fetchesWork(component) ? busyBackground : hot)) continue;
			if (hasReserve(component, analysis) || hardlyWaits(context, component, analysis)) continue;
			const role = busiestRole(analysis.roles);
			const capacity = role?.capacity ?? analysis.capacity ?? 0;
			yield {
				element: component,
				assumed: capacityAssumptions(context, component),
				data: {
					name: component.id,
					node: nodeText(role),
					load: formatRate(capacity * utilization),
					capacity: formatRate(capacity),
					utilization: formatPercent(utilization),
					close: utilization >= critical ? CLOSE : NOTHING,
					// Found by a search, which waits until somebody reads it; so does what a formula of queues says of the waits.
					get limit() {
						return limitText(analysis);
					},
					spare: formatPercent(1 / utilization - 1),
					alone: formatCount(1 / (1 - utilization)),
					tail: formatCount(Math.log(100) / (1 - utilization)),
					get waits() {
						return waitsText(context, component);
					},
				},
				fixes: reliefs(context, component, analysis, hot),
			};
		}
	},
});

const NOTHING: Localized = { en: "", ko: "" };
const CLOSE: Localized = { en: ", close to saturation", ko: ". 포화가 가깝습니다" };

/** It starts more instances before it runs as hot as that. */
function hasReserve({ kind, instances }: Component, analysis: ComponentAnalysis): boolean {
	return kind !== "database" && instances.max > analysis.instances;
}

/** Part of the service time that one request in a hundred may wait for in a pool that is large enough. */
const SHORT_WAIT = 0.1;

/** Of many servers one is nearly always free (Erlang C), and the others carry the load when an instance is lost. */
function hardlyWaits({ analysis, thresholds }: RuleContext, component: Component, of: ComponentAnalysis): boolean {
	const { instances, utilization = 0 } = of;
	const isPool = of.roles.every(({ role }) => role === "instance") && component.kind !== "storage";
	if (!isPool || instances < 2 || (utilization * instances) / (instances - 1) > thresholds.afterFailure) return false;
	const { queueing, responseTime } = analysis.details.of(component);
	if (!queueing?.stable || queueing.waitP99 === undefined || !responseTime) return false;
	const serviceSeconds = responseTime.mean - (queueing.meanWait ?? 0);
	return queueing.waitP99 < SHORT_WAIT * serviceSeconds;
}

function waitsText({ analysis }: RuleContext, component: Component): Localized {
	const { queueing } = analysis.details.of(component);
	if (!queueing?.stable || queueing.waitP99 === undefined || queueing.servers < 2) return NOTHING;
	const [mean, tail] = [duration(queueing.meanWait ?? 0), duration(queueing.waitP99)];
	const servers = formatCount(queueing.servers);
	return {
		en: ` The ${servers} servers here share the work, so a request waits ${mean.en} on average and ${tail.en} in one case of a hundred.`,
		ko: ` 여기서는 서버 자리 ${servers}개가 나누어 처리하므로 평균 ${mean.ko}, 백 건에 한 건은 ${tail.ko} 기다립니다.`,
	};
}
