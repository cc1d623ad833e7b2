import { defineRule } from "../rule.ts";
import { selfRun, unmeasured } from "./watch.ts";

/** Machines of which nobody watches the processor, memory and disk. */
export const noHostMetrics = defineRule<"components", "measure">({
	id: "no-host-metrics",
	group: "monitoring",
	since: "0.1.0",
	severity: "info",
	statements: ["N79"],
	production: true,
	text: {
		en: {
			title: "No metrics of the hosts",
			message: "Nothing measures processor, memory and disk of the hosts of {components}.",
			why: "The load that this model computes is an estimate; the host says what is true. Waiting grows as 1 / (1 - utilisation): between 70 % and 90 % busy a queue becomes more than three times as long, and a full disk or memory stops a component at once.",
			technique:
				"**Host metrics.** Collect processor, memory, disk space and disk I/O of each machine, and compare them with the utilisation that the design expects.",
			tradeOff: "One agent for each machine, and some storage. Host metrics alone do not say whether users are served.",
			exceptions: "Not needed for managed services, whose provider watches the hosts.",
			fixes: { measure: "Collect the host metrics of {components}" },
		},
		ko: {
			title: "호스트 지표 없음",
			message: "{components}의 호스트에서 CPU, 메모리, 디스크를 측정하는 것이 없습니다.",
			why: "이 모델이 계산한 부하는 추정이고, 실제 값은 호스트가 알려 줍니다. 대기는 1 / (1 - 사용률)로 늘어나므로 사용률이 70 %에서 90 %로 오르면 대기열은 세 배 넘게 길어지고, 디스크나 메모리가 가득 차면 컴포넌트가 바로 멈춥니다.",
			technique:
				"**호스트 지표.** 서버마다 CPU, 메모리, 디스크 용량과 디스크 I/O를 수집해 설계에서 예상한 사용률과 비교합니다.",
			tradeOff:
				"서버마다 에이전트가 하나씩 필요하고 저장 공간을 조금 씁니다. 호스트 지표만으로는 사용자가 서비스를 받고 있는지 알 수 없습니다.",
			exceptions: "제공자가 호스트를 살피는 관리형 서비스에는 필요 없습니다.",
			fixes: { measure: "{components}의 호스트 지표 수집하기" },
		},
	},
	safety: { measure: "safe" },
	example: {
		bad: `client browser { rate: 500rps }
loadbalancer lb x2
service web x2
database db { replicas: 2, failover: automatic, backup: 1d }
monitoring watch { logs: aggregated, metrics: [tier, business], alerts: true }
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
	check: (context) => unmeasured(context, "host", selfRun(context.architecture)),
});
