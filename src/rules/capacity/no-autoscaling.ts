import { formatCount, formatPercent } from "../../language/numbers.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { times } from "../edit/operations.ts";
import { fetchesWork, keepsSessions, ofKind } from "../graph.ts";
import { averageToPeak } from "../numbers.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { leastInstances } from "../survival.ts";

/** A tier that is sized for the peak all day. */
export const noAutoscaling = defineRule<"name" | "count" | "peak" | "average" | "idle", "autoscale">({
	id: "no-autoscaling",
	group: "capacity",
	since: "0.1.0",
	severity: "info",
	statements: [],
	production: true,
	text: {
		en: {
			title: "Fixed size under a changing load",
			message: "`{name}` runs {count} instances all day, while the peak is {peak} times the average.",
			why: "On average {average} of them have enough to do, so {idle} of what is paid for waits for the peak; and a peak that is higher than planned saturates them all the same.",
			technique:
				"**Autoscaling.** Instances start with the load and stop when it is gone. Keep as many running as carry the load when a zone or data center is lost: starting them in that moment is what everybody does.",
			tradeOff:
				"New instances take minutes to start, so they follow a steep rise late; and what scales by itself has to be stateless.",
			exceptions: "Not for hardware that one owns, or where the peak lasts for most of the day.",
			fixes: { autoscale: "Run {least} to {most} instances of `{name}`, as many as the load takes" },
		},
		ko: {
			title: "변하는 부하에 고정된 크기",
			message: "`{name}`은(는) 피크가 평균의 {peak}배인데 인스턴스 {count}개를 종일 띄워 둡니다.",
			why: "평균적으로는 {average}개면 충분하므로 비용의 {idle}가 피크를 기다리며 놉니다. 그리고 피크가 예상보다 높으면 그래도 포화됩니다.",
			technique:
				"**자동 확장.** 부하에 따라 인스턴스를 띄우고 내립니다. 가용 영역이나 데이터 센터를 잃어도 부하를 감당할 만큼은 늘 띄워 둡니다. 그 순간에는 모두가 서버를 새로 띄우려고 합니다.",
			tradeOff: "새 인스턴스를 띄우는 데 몇 분이 걸려 가파른 증가에는 늦고, 스스로 확장하려면 무상태여야 합니다.",
			exceptions: "직접 소유한 하드웨어나, 피크가 하루의 대부분 이어지는 경우에는 해당하지 않습니다.",
			fixes: { autoscale: "`{name}`의 인스턴스를 부하에 따라 {least}~{most}개로 운영하기" },
		},
	},
	safety: { autoscale: "suggestion" },

	example: {
		bad: `client browser { users: 1M, requests: 100/day, peak: 5x }
loadbalancer lb x2
service web x20 { capacity: 500rps, sessions: none }

browser -> lb -> web
`,
		good: `client browser { users: 1M, requests: 100/day, peak: 5x }
loadbalancer lb x2
service web x4..20 { capacity: 500rps, sessions: none }

browser -> lb -> web
`,
	},
	*check(context) {
		const peak = 1 / averageToPeak(context);
		if (peak < VARIES || !declaresPeak(context)) return;
		for (const service of context.each(ofKind(context.architecture, "service"))) {
			const { min, max } = service.instances;
			if (min !== max || max < MANY || service.copyOf) continue;
			if (service.properties.has("scaling") || keepsSessions(service) || fetchesWork(service)) continue;
			const numbers = context.analysis.components.get(service);
			if (!numbers?.utilization || numbers.status === "saturated") continue;
			const { capacity, instances } = numbers;
			const utilization = numbers.utilization / peak;
			const onAverage = leastInstances(service, { capacity, instances, utilization }, context.thresholds.hot);
			if (onAverage === undefined || onAverage > max / 2) continue;
			const least = Math.max(2, Math.ceil(max / peak));
			const { id } = service;
			const step: Step = ({ architecture }) => {
				const found = architecture.elements.get(id);
				return found?.type === "component" ? [times(found, least, max)] : undefined;
			};
			yield {
				element: service,
				data: {
					name: id,
					count: max,
					peak: formatCount(peak),
					average: onAverage,
					idle: formatPercent(1 - onAverage / max),
				},
				fixes: [fixOf(context, { id: "autoscale", data: { least, most: max }, steps: [step], subject: id })],
			};
		}
	},
});

/** Busiest second against the average one. */
const VARIES = 3 - 1e-9;
/** Of fewer there is nothing to save. */
const MANY = 4;

/** An assumed peak says nothing of how the load changes. */
function declaresPeak({ architecture }: RuleContext): boolean {
	return ofKind(architecture, "client").some(({ properties }) => properties.has("peak"));
}
