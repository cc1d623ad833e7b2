import assert from "node:assert/strict";
import { clientBypassesLb as rule } from "../../../../src/rules/redundancy/client-bypasses-lb.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const head = "client c { rate: 100rps }\nclient app { rate: 40rps }\nloadbalancer lb x2\nservice web x4\n";

describe("client-bypasses-lb", () => {
	it("reports a client that knows the servers behind a balancer", () => {
		const text = `${head}c -> lb -> web\napp -> <|web|>\n`;
		checkReports(
			rule,
			text,
			"Requests of `app` (40/s) reach `web` past `lb`, so they are neither balanced nor failed over.",
		);
		assert.equal(
			findingMessage(findingsOf(rule, text.replace(/<\||\|>/g, ""))[0]!, "ko"),
			"`app`의 요청 (40/s)이 `lb`을(를) 건너뛰고 `web`에 가서, 분산되지도 장애 조치되지도 않습니다.",
		);
	});

	it("reports names and networks that lead there", () => {
		checkReports(rule, `${head}dns names\nc -> names -> <|web|>\napp -> lb -> web\n`);
		checkReports(
			rule,
			`data pages { kind: static }\n${head}cdn edge { holds: pages }\nc -> edge -> <|web|>\napp -> lb -> web\n`,
		);
	});

	it("reports two clients at one place in the text once", () =>
		checkReports(
			rule,
			`${head}lb -> web\nc, app -> <|web|>\n`,
			"Requests of `c` and `app` (140/s) reach `web` past `lb`, so they are neither balanced nor failed over.",
		));

	it("says nothing of a load that is not known", () =>
		checkReports(
			rule,
			"client c\nloadbalancer lb x2\nservice web x4\nc -> lb -> web\nc -> <|web|>\n",
			"Requests of `c` reach `web` past `lb`, so they are neither balanced nor failed over.",
		));

	it("is silent about another service, another service's calls, and a service without a balancer", () => {
		checkSilent(rule, `${head}service admin\nc -> lb -> web\napp -> admin\n`);
		checkSilent(rule, `${head}service api x2\nc, app -> lb -> web\nlb -> api\nweb -> api\n`);
		checkSilent(rule, "client c\nservice web\nc -> web\n");
		checkSilent(rule, `client office { internal: true }\n${head}c, app -> lb -> web\noffice -> web\n`);
		checkSilent(rule, `${head}c, app -> lb -> web\n`);
	});

	it("is silent in development", () =>
		checkSilent(rule, `system { environment: dev }\n${head}c -> lb -> web\napp -> web\n`));

	it("sends them to the balancer", () => {
		const text = `${head}c -> lb -> web\napp -> web "direct"\n`;
		checkFix(rule, "reroute", text, text.replace('web "direct"', 'lb "direct"'));
		const [finding] = findingsOf(rule, text);
		assert.match(fixTitle(finding!, finding!.finding.fixes[0]!, "en"), /^Send `app` to `lb`/);
		assert.match(fixTitle(finding!, finding!.finding.fixes[0]!, "ko"), /^`app`의 요청을 `lb`\(으\)로 보내기/);
	});

	it("sends them to the balancer of their own data center", () =>
		checkFix(
			rule,
			"reroute",
			"client c\ndatacenter us {\n  loadbalancer lb x2\n  service web x4\n  lb -> web\n}\nc -> us.lb\nc -> us.web\n",
			"client c\ndatacenter us {\n  loadbalancer lb x2\n  service web x4\n  lb -> web\n}\nc -> us.lb\n",
		));

	it("joins the link that leads to the balancer already", () => {
		checkFix(rule, "reroute", `${head}c -> lb, web\nlb -> web\napp -> lb\n`, `${head}c -> lb\nlb -> web\napp -> lb\n`);
		const names = (targets: string): string => `${head}dns names\nc, app -> names -> ${targets}\nlb -> web\n`;
		checkFix(rule, "reroute", names("lb 70%, web 30%"), names("lb"));
		const three = (targets: string): string =>
			`${head}loadbalancer far x2\nservice old x2\nfar -> old\ndns names\nc, app -> names -> ${targets}\nlb -> web\n`;
		checkFix(rule, "reroute", three("far 50%, lb 30%, web 20%"), three("far, lb 50%"));
	});

	it("moves the link to a copy, and the link of an original for its copies too", () => {
		const places = (inside: string, links: string): string =>
			`client c { rate: 100rps }\nclient app { rate: 100rps }\ndatacenter us {\n  loadbalancer lb x2\n  service web x4\n  lb -> web\n${inside}}\ndatacenter eu like us\nc -> us.lb, eu.lb\n${links}`;
		checkFix(rule, "reroute", places("", "app -> eu.web\n"), places("", "app -> eu.lb\n"));
		const names = (to: string): string => places(`  dns names\n  names -> ${to}\n`, "app -> us.names, eu.names\n");
		checkFix(rule, "reroute", names("web"), names("lb"));
	});
});
