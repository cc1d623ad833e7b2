import type { Localized } from "../../language/locale.ts";
import { familyOf } from "../../model/kinds.ts";
import { fixOf } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { declare } from "../edit/operations.ts";
import { defineRule } from "../rule.ts";

/** Code that people put on the servers by hand. */
export const noCicd = defineRule<"services" | "instances", "pipeline">({
	id: "no-cicd",
	group: "monitoring",
	since: "0.1.0",
	severity: "warning",
	statements: ["N9", "N82"],
	production: true,
	text: {
		en: {
			title: "No automated deployment",
			message: "Nothing deploys {services} to {instances} automatically.",
			why: "Whoever deploys by hand repeats each step on {instances}. If one step in a hundred goes wrong, a deployment of ten steps leaves one server in ten with something else than the others; and most outages follow a change.",
			technique:
				"**Continuous integration and deployment.** Every change is built and tested automatically, and the same result is rolled out to all servers, and taken back if it is bad.",
			tradeOff:
				"Automation spreads a bad change as fast as a good one: roll out to a few servers or one data center first.",
			exceptions: "Not needed for a prototype (`environment: dev`) or a single service on one or two servers.",
			fixes: { pipeline: "Build, test and deploy everything automatically, with rollback" },
		},
		ko: {
			title: "자동 배포 없음",
			message: "{services} 자동으로 {instances}에 배포하는 것이 없습니다.",
			why: "손으로 배포하면 모든 단계를 {instances}에서 되풀이합니다. 백 단계에 한 번 실수한다면 열 단계짜리 배포에서 서버 열 대 중 한 대는 다른 것과 달라지고, 장애는 대부분 변경 뒤에 일어납니다.",
			technique:
				"**지속적 통합과 배포.** 변경할 때마다 자동으로 빌드하고 시험해 같은 결과를 모든 서버에 배포하고, 문제가 있으면 되돌립니다.",
			tradeOff: "자동화는 나쁜 변경도 좋은 변경만큼 빨리 퍼뜨리므로 몇 대나 한 데이터 센터부터 차례로 배포합니다.",
			exceptions: "시제품(`environment: dev`)이나 서버 한두 대에서 도는 서비스 하나에는 필요 없습니다.",
			fixes: { pipeline: "모든 것을 자동으로 빌드, 시험, 배포하고 되돌릴 수 있게 하기" },
		},
	},
	safety: { pipeline: "suggestion" },
	example: {
		bad: `client browser
loadbalancer lb x2
service web x4
monitoring watch { logs: aggregated, metrics: [host, tier, business], alerts: true }

browser -> lb -> web
`,
		good: `client browser
loadbalancer lb x2
service web x4
monitoring watch { logs: aggregated, metrics: [host, tier, business], alerts: true }
pipeline ci { deploys: all, tests: all, rollback: true }

browser -> lb -> web
`,
	},
	*check(context) {
		const { architecture } = context;
		const { components, system, files } = architecture;
		const code = components.filter(({ kind }) => familyOf(kind) === "compute");
		const instances = code.reduce((sum, one) => sum + one.instances.min, 0);
		if (components.some(({ kind }) => kind === "pipeline") || (code.length < 2 && instances < 3)) return;
		const element = system ?? code.find(({ file }) => file === files[0]) ?? code[0]!;
		const name = freeName(architecture, "ci", "pipeline");
		const properties = [
			["deploys", "all"],
			["tests", "all"],
			["rollback", "true"],
		] as const;
		yield {
			element,
			data: { services: servicesText(code.length), instances: instancesText(instances) },
			fixes: [
				fixOf(context, {
					id: "pipeline",
					steps: [() => [declare({ type: "new", kind: "pipeline", name, parent: undefined, properties })]],
				}),
			],
		};
	},
});

function servicesText(count: number): Localized {
	return count === 1
		? { en: "the one service of this design", ko: "이 설계의 서비스를" }
		: { en: `the ${count} services and workers of this design`, ko: `이 설계의 서비스와 워커 ${count}개를` };
}

function instancesText(count: number): Localized {
	return { en: count === 1 ? "one server" : `${count} servers`, ko: `서버 ${count}대` };
}
