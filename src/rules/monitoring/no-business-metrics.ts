import type { Component } from "../../model/architecture.ts";
import { isInternal, ofKind, requestPath } from "../graph.ts";
import type { RuleContext } from "../rule.ts";
import { defineRule } from "../rule.ts";
import { unmeasured } from "./watch.ts";

/** A product of which nobody watches how it does. */
export const noBusinessMetrics = defineRule<"components", "measure">({
	id: "no-business-metrics",
	group: "monitoring",
	since: "0.1.0",
	severity: "info",
	statements: ["N81"],
	production: true,
	text: {
		en: {
			title: "No business metrics",
			message: "Nothing measures what users do with {components}: active users, revenue, retention.",
			why: "A broken sign-up page answers quickly and without an error. Hosts and tiers look healthy then; only that fewer users come through shows it.",
			technique:
				"**Business metrics.** Watch daily active users, revenue and retention beside the technical metrics, and alert when they leave their usual range.",
			tradeOff: "They move with seasons and campaigns too, so an alert on them needs a baseline.",
			exceptions: "Not needed for a tool that is used inside a company only (`internal: true` of its clients).",
			fixes: { measure: "Collect business metrics of {components}" },
		},
		ko: {
			title: "비즈니스 지표 없음",
			message: "사용자가 {components}에서 무엇을 하는지(활성 사용자, 매출, 재방문) 측정하는 것이 없습니다.",
			why: "고장 난 가입 페이지도 오류 없이 빠르게 응답할 수 있습니다. 그때 호스트와 계층은 정상으로 보이고, 끝까지 마치는 사용자가 줄었다는 사실만이 문제를 알려 줍니다.",
			technique:
				"**비즈니스 지표.** 일일 활성 사용자, 매출, 재방문을 기술 지표와 함께 살피고 평소 범위를 벗어나면 알립니다.",
			tradeOff: "계절이나 행사에 따라서도 움직이므로 알림에는 기준선이 필요합니다.",
			exceptions: "회사 안에서만 쓰는 도구(클라이언트의 `internal: true`)에는 필요 없습니다.",
			fixes: { measure: "{components}의 비즈니스 지표 수집하기" },
		},
	},
	safety: { measure: "safe" },
	example: {
		bad: `client browser { rate: 500rps }
loadbalancer lb x2
service web x2
database db { replicas: 2, failover: automatic, backup: 1d }
monitoring watch { logs: aggregated, metrics: [host, tier], alerts: true }
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
	check: (context) => unmeasured(context, "business", publicServices(context)),
});

/** Services that work for users of the public. */
function publicServices({ architecture }: RuleContext): readonly Component[] {
	const clients = ofKind(architecture, "client");
	if (clients.every(isInternal)) return [];
	const path = requestPath(architecture);
	return architecture.components.filter((component) => component.kind === "service" && path.has(component));
}
