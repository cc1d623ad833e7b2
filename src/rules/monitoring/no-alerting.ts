import { flagOf } from "../../model/properties.ts";
import { availability, downtime, names } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { defineRule } from "../rule.ts";
import { closeGap, gapIn, selfRun } from "./watch.ts";

/** Monitoring that wakes nobody. */
export const noAlerting = defineRule<"components" | "quick" | "late" | "quickDown" | "lateDown", "alert">({
	id: "no-alerting",
	group: "monitoring",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	production: true,
	text: {
		en: {
			title: "Monitoring without alerts",
			message: "Nobody is called when {components} fail or fill up.",
			why: "The time until somebody notices is part of every repair. With a failure each 30 days, an alert after five minutes and four hours to repair it is {quick}, {quickDown} of downtime a year; noticed by chance after four hours, {late} and {lateDown}.",
			technique:
				"**Alerts.** Call a person when users are affected, or when the error budget burns too fast to last (service level objectives).",
			tradeOff:
				"An alert that nobody has to act on teaches people to ignore the others: alert on symptoms, not on every cause.",
			exceptions: "Not needed for a prototype (`environment: dev`).",
			fixes: { alert: "Call somebody when {components} leave their range" },
		},
		ko: {
			title: "알림 없는 모니터링",
			message: "{components}에 장애가 나거나 한계에 이르러도 아무도 알림을 받지 않습니다.",
			why: "알아차릴 때까지 걸리는 시간도 복구 시간입니다. 30일에 한 번 고장 나고 5분 뒤에 알림을 받아 4시간 만에 복구하면 {quick}, 1년에 {quickDown} 멈춥니다. 네 시간 뒤에 우연히 알아차리면 {late}, {lateDown}입니다.",
			technique:
				"**알림.** 사용자가 영향을 받거나 오류 예산이 너무 빨리 줄어들 때(서비스 수준 목표) 담당자를 부릅니다.",
			tradeOff: "대응할 필요가 없는 알림은 다른 알림까지 무시하게 만듭니다. 원인마다가 아니라 증상에 대해 알립니다.",
			exceptions: "시제품(`environment: dev`)에는 필요 없습니다.",
			fixes: { alert: "{components}의 지표가 범위를 벗어나면 담당자에게 알리기" },
		},
	},
	safety: { alert: "safe" },
	example: {
		bad: `client browser { rate: 500rps }
loadbalancer lb x2
service web x2
database db { replicas: 2, failover: automatic, backup: 1d }
monitoring watch { logs: aggregated, metrics: [host, tier, business] }
pipeline ci { deploys: all, tests: all }

browser -> lb -> web -> db
`,
		good: `client browser { rate: 500rps }
loadbalancer lb x2
service web x2
database db { replicas: 2, failover: automatic, backup: 1d }
monitoring watch { logs: aggregated, metrics: [host, tier, business], alerts: true }
pipeline ci { deploys: all, tests: all }

browser -> lb -> web -> db
`,
	},
	*check(context) {
		const { architecture } = context;
		const gap = gapIn(architecture, selfRun(architecture), (monitor) => flagOf(monitor, "alerts") === true);
		if (!gap) return;
		const { monitor, components } = gap;
		const alerts = flagOf(monitor, "alerts") === true;
		const at = monitor.properties.get(alerts ? "watches" : "alerts")?.at;
		const quick = upWith(5 * 60);
		const late = upWith(4 * 3600);
		yield {
			element: monitor,
			...(at && { at }),
			data: {
				components: names(components),
				quick: availability(quick),
				late: availability(late),
				quickDown: downtime(quick),
				lateDown: downtime(late),
			},
			fixes: [
				fixOf(context, {
					id: "alert",
					safe: true,
					steps: [closeGap(gap, (found) => (flagOf(found, "alerts") ? undefined : set(found, "alerts", "true")))],
				}),
			],
		};
	},
});

/** MTBF / (MTBF + MTTR) with a failure each 30 days and four hours to repair, once somebody has noticed. */
function upWith(noticedAfterSeconds: number): number {
	const between = 30 * 86_400;
	return between / (between + 4 * 3600 + noticedAfterSeconds);
}
