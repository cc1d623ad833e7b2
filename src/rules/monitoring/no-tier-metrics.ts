import type { Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import type { RuleContext } from "../rule.ts";
import { defineRule } from "../rule.ts";
import { unmeasured } from "./watch.ts";

/** Databases, caches and queues of which nobody watches the whole. */
export const noTierMetrics = defineRule<"components", "measure">({
	id: "no-tier-metrics",
	group: "monitoring",
	since: "0.1.0",
	severity: "info",
	statements: ["N80"],
	production: true,
	text: {
		en: {
			title: "No metrics of whole tiers",
			message: "Nothing measures {components} as whole tiers.",
			why: "A single host of a tier can look healthy while the tier is not: a hit ratio that falls from 90 % to 80 % doubles the reads on the database, a replica that lags serves old data, and a queue that grows will not be empty again by itself.",
			technique:
				"**Aggregated metrics.** Watch hit ratio and evictions of caches, queries, lag and connections of databases, length and age of queues, for each tier as a whole.",
			tradeOff: "Averages over a tier hide a single bad node; keep the host metrics beside them.",
			exceptions: "Not needed where there is no database, cache or queue.",
			fixes: { measure: "Collect the metrics of {components} as whole tiers" },
		},
		ko: {
			title: "계층 지표 없음",
			message: "{components}의 상태를 계층 전체로 측정하는 것이 없습니다.",
			why: "호스트 하나하나는 멀쩡해 보여도 계층 전체는 그렇지 않을 수 있습니다. 적중률이 90 %에서 80 %로 떨어지면 데이터베이스 읽기는 두 배가 되고, 지연된 복제본은 오래된 데이터를 내주며, 길어지는 대기열은 저절로 비지 않습니다.",
			technique:
				"**종합 지표.** 캐시의 적중률과 방출, 데이터베이스의 질의 수·복제 지연·연결 수, 큐의 길이와 대기 시간을 계층 단위로 살핍니다.",
			tradeOff: "계층 평균은 나쁜 노드 하나를 가리므로 호스트 지표와 함께 봅니다.",
			exceptions: "데이터베이스, 캐시, 큐가 없으면 필요 없습니다.",
			fixes: { measure: "{components}의 지표를 계층 전체로 수집하기" },
		},
	},
	safety: { measure: "safe" },
	example: {
		bad: `client browser { rate: 500rps }
loadbalancer lb x2
service web x2
database db { replicas: 2, failover: automatic, backup: 1d }
monitoring watch { logs: aggregated, metrics: [host, business], alerts: true }
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
	check: (context) => unmeasured(context, "tier", statefulTiers(context)),
});

/** Managed ones as well: their provider does not know what hit ratio or lag this design needs. */
function statefulTiers({ architecture }: RuleContext): readonly Component[] {
	return architecture.components.filter(
		({ kind }) => familyOf(kind) === "queue" || kind === "database" || kind === "cache",
	);
}
