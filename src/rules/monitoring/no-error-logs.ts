import type { Localized } from "../../language/locale.ts";
import { formatCount } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { wordOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { averageToPeak } from "../numbers.ts";
import { defineRule } from "../rule.ts";
import { closeGap, gapIn, selfRun } from "./watch.ts";

/** Components whose errors nobody collects. */
export const noErrorLogs = defineRule<"components" | "failures", "collect">({
	id: "no-error-logs",
	group: "monitoring",
	since: "0.1.0",
	severity: "warning",
	statements: ["N77"],
	production: true,
	text: {
		en: {
			title: "Errors that nobody logs",
			message: "Nothing collects the error logs of {components}.",
			why: "Metrics say that something fails, a log says what. If one request in a hundred thousand fails, that is {failures} at the present load, and none of them leaves a trace.",
			technique:
				"**Error logs.** Each component writes what went wrong, with the request that it belongs to, and the logs are collected where one can search them.",
			tradeOff: "Logs cost storage in proportion to the load, and must not hold passwords or personal data.",
			exceptions: "Not needed for a prototype (`environment: dev`).",
			fixes: { collect: "Collect the logs of {components} in one place" },
		},
		ko: {
			title: "수집하지 않는 오류 로그",
			message: "{components}의 오류 로그를 아무것도 수집하지 않습니다.",
			why: "지표는 무언가 실패한다는 것을 알려 주고, 로그는 무엇이 실패했는지 알려 줍니다. 요청 10만 건 중 한 건이 실패하면 지금 부하에서 {failures}인데, 아무 흔적도 남지 않습니다.",
			technique: "**오류 로그.** 컴포넌트마다 무엇이 잘못되었는지 요청과 함께 기록하고, 검색할 수 있는 곳에 모읍니다.",
			tradeOff: "로그는 부하에 비례해 저장 공간을 쓰고, 암호나 개인 정보를 담아서는 안 됩니다.",
			exceptions: "시제품(`environment: dev`)에는 필요 없습니다.",
			fixes: { collect: "{components}의 로그를 한곳에 모으기" },
		},
	},
	safety: { collect: "safe" },
	example: {
		bad: `client browser { rate: 500rps }
loadbalancer lb x2
service web x2
monitoring watch { metrics: [host, tier, business], alerts: true }
pipeline ci { deploys: all, tests: all }

browser -> lb -> web
`,
		good: `client browser { rate: 500rps }
loadbalancer lb x2
service web x2
monitoring watch { metrics: [host, tier, business], alerts: true, logs: aggregated }
pipeline ci { deploys: all, tests: all }

browser -> lb -> web
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		const collects = (monitor: Component): boolean => (wordOf(monitor, "logs") ?? "none") !== "none";
		const gap = gapIn(architecture, selfRun(architecture), collects);
		if (!gap) return;
		const at = gap.monitor.properties.get(collects(gap.monitor) ? "watches" : "logs")?.at;
		yield {
			element: gap.monitor,
			...(at && { at }),
			data: {
				components: names(gap.components),
				failures: failuresText(analysis.requestsPerSecond * averageToPeak(context)),
			},
			fixes: [
				fixOf(context, {
					id: "collect",
					safe: true,
					steps: [closeGap(gap, (monitor) => (collects(monitor) ? undefined : set(monitor, "logs", "aggregated")))],
				}),
			],
		};
	},
});

/** One request in 100,000, in a day of this load. */
function failuresText(requestsPerSecond: number): Localized {
	const failures = formatCount((requestsPerSecond * 86_400) / 1e5);
	return requestsPerSecond > 0
		? { en: `${failures} a day`, ko: `하루 ${failures}건` }
		: { en: "some every day", ko: "매일 몇 건" };
}
