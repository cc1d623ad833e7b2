import type { Localized } from "../../language/locale.ts";
import { takesTraffic } from "../../model/kinds.ts";
import { availability, downtime } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { declare } from "../edit/operations.ts";
import { defineRule } from "../rule.ts";

/** Nobody watches the design. */
export const noMonitoring = defineRule<"components" | "quick" | "late" | "quickDown" | "lateDown", "add">({
	id: "no-monitoring",
	group: "monitoring",
	since: "0.1.0",
	severity: "warning",
	statements: ["N8"],
	production: true,
	text: {
		en: {
			title: "No monitoring",
			message: "Nothing watches {components}: you will learn of an outage from your users.",
			why: "Availability is MTBF / (MTBF + MTTR), and the time until somebody notices is part of every repair. With a failure each 30 days and four hours to repair it is {quick}, {quickDown} of downtime a year; if it takes four more hours until somebody notices, {late} and {lateDown}.",
			technique:
				"**Continuous monitoring.** Collect the error logs of all instances in one place, metrics of hosts (processor, memory, disk), of tiers (hit ratio, replication lag, queue length) and of the business (active users, revenue, retention), and alert a person on symptoms that users feel.",
			tradeOff: "It costs storage and attention: an alert that nobody acts on teaches people to ignore the others.",
			exceptions: "Not needed for a prototype that nobody relies on.",
			fixes: { add: "Add monitoring with logs, metrics of hosts, tiers and business, and alerts" },
		},
		ko: {
			title: "모니터링 없음",
			message: "{components} 지켜보는 것이 없어서, 장애를 사용자에게서 듣게 됩니다.",
			why: "가용성은 MTBF / (MTBF + MTTR)이고, 누군가 알아차릴 때까지 걸리는 시간도 복구 시간입니다. 30일에 한 번 고장 나고 복구에 4시간이 걸리면 {quick}, 1년에 {quickDown} 멈춥니다. 알아차리는 데 4시간이 더 걸리면 {late}, {lateDown}이 됩니다.",
			technique:
				"**지속적인 모니터링.** 모든 인스턴스의 오류 로그를 한곳에 모으고, 호스트(CPU, 메모리, 디스크), 계층(적중률, 복제 지연, 대기열 길이), 비즈니스(활성 사용자, 매출, 재방문율) 지표를 수집하며, 사용자가 느끼는 증상에 대해 사람에게 알립니다.",
			tradeOff: "저장 공간과 주의력이 듭니다. 아무도 대응하지 않는 알림은 다른 알림까지 무시하게 만듭니다.",
			exceptions: "아무도 의존하지 않는 시제품에는 필요 없습니다.",
			fixes: { add: "로그, 호스트·계층·비즈니스 지표, 알림을 갖춘 모니터링 추가" },
		},
	},
	safety: { add: "suggestion" },
	example: {
		bad: `client browser
loadbalancer lb x2
service web x2

browser -> lb -> web
`,
		good: `client browser
loadbalancer lb x2
service web x2
monitoring monitoring { logs: aggregated, metrics: [host, tier, business], alerts: true }

browser -> lb -> web
`,
	},
	*check(context) {
		const { architecture } = context;
		const { components, system, files } = architecture;
		const watched = components.filter(({ kind }) => kind !== "client" && takesTraffic(kind));
		const clients = components.some(({ kind }) => kind === "client");
		if (!clients || watched.length === 0 || components.some(({ kind }) => kind === "monitoring")) return;
		const element = system ?? watched.find(({ file }) => file === files[0]) ?? watched[0]!;
		const quick = 30 / (30 + 4 / 24);
		const late = 30 / (30 + 8 / 24);
		const name = freeName(architecture, "monitoring", "watch");
		const properties = [
			["logs", "aggregated"],
			["metrics", "[host, tier, business]"],
			["alerts", "true"],
		] as const;
		yield {
			element,
			data: {
				components: countText(watched.length),
				quick: availability(quick),
				late: availability(late),
				quickDown: downtime(quick),
				lateDown: downtime(late),
			},
			fixes: [
				fixOf(context, {
					id: "add",
					steps: [() => [declare({ type: "new", kind: "monitoring", name, parent: undefined, properties })]],
				}),
			],
		};
	},
});

function countText(count: number): Localized {
	return count === 1
		? { en: "the one component of this design", ko: "이 설계의 컴포넌트를" }
		: { en: `the ${count} components of this design`, ko: `이 설계의 컴포넌트 ${count}개를` };
}
