import assert from "node:assert/strict";
import { noMonitoring as rule } from "../../../../src/rules/monitoring/no-monitoring.ts";
import { findingMessage } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf, inspectText } from "../../../support/rules.ts";

describe("no-monitoring", () => {
	it("reports a design that nobody watches, at its system or its first component", () => {
		checkReports(
			rule,
			'system <|shop|> "Shop"\nclient c\nservice web\ndatabase db\nc -> web -> db\n',
			"Nothing watches the 2 components of this design: you will learn of an outage from your users.",
		);
		checkReports(
			rule,
			"client c\nservice <|web|>\nc -> web\n",
			"Nothing watches the one component of this design: you will learn of an outage from your users.",
		);
		assert.equal(
			findingMessage(findingsOf(rule, "client c\nservice web\ndatabase db\nc -> web -> db\n")[0]!, "ko"),
			"이 설계의 컴포넌트 2개를 지켜보는 것이 없어서, 장애를 사용자에게서 듣게 됩니다.",
		);
	});

	it("is silent with monitoring, without users or components, and in development", () => {
		checkSilent(rule, "client c\nservice web\nc -> web\nmonitoring m\n");
		checkSilent(rule, "service web\ndatabase db\nweb -> db\n");
		checkSilent(rule, "client c\ndata d\n");
		checkSilent(rule, "");
		checkSilent(rule, "system { environment: dev }\nclient c\nservice web\nc -> web\n");
	});

	it("counts monitoring of an imported file", () => {
		const { findings } = inspectText({
			"main.arch": 'import "./ops.arch"\nclient c\nservice web\nc -> web\n',
			"ops.arch": "monitoring m\n",
		});
		assert.ok(!findings.some((finding) => finding.rule.id === rule.id));
	});

	it("adds all of it behind the last declaration, under a free name", () => {
		checkFix(
			rule,
			"add",
			"client c\nservice monitoring x2\n\nc -> monitoring\n",
			`client c
service monitoring x2
monitoring watch { logs: aggregated, metrics: [host, tier, business], alerts: true }

c -> monitoring
`,
		);
	});
});
