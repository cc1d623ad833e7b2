import assert from "node:assert/strict";
import { noHealthCheck as rule } from "../../../../src/rules/redundancy/no-health-check.ts";
import { findingMessage, findingWhy } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const balanced = (lb: string): string =>
	`client c { rate: 100rps }\nloadbalancer ${lb}\nservice web x4\nservice api x2\nc -> lb -> web, api\n`;
const named = (names: string): string => `client c { rate: 100rps }\ndns ${names}
zone a {\n  loadbalancer lb x2\n  service web x2\n  lb -> web\n}\nzone b like a\nc -> names -> a.lb, b.lb\n`;

describe("no-health-check", () => {
	it("reports a balancer that checks nothing", () => {
		checkReports(
			rule,
			balanced("<|lb|> x2 { health-checks: false }"),
			"`lb` does not check the 6 instances behind it: when one is down, 17 % of the requests go on failing there.",
		);
		const [finding] = findingsOf(rule, balanced("lb x2 { health-checks: false }"));
		assert.match(
			findingWhy(finding!, "en"),
			/some 4 h, 17 % of the requests fail, 240k of them instead of 500\. .* needs 30 s\./,
		);
		assert.equal(
			findingMessage(finding!, "ko"),
			"`lb`이(가) 뒤에 있는 인스턴스 6개의 상태를 확인하지 않아서, 하나가 멈추면 요청의 17 %가 계속 실패합니다.",
		);
	});

	it("reports a name with several targets", () => {
		checkReports(
			rule,
			named("<|names|> { routing: geo }"),
			"`names` does not check the 2 places that it leads to: when one is down, 50 % of the requests go on failing there.",
		);
		checkReports(rule, named("<|names|> { routing: geo, health-checks: false, ttl: 5min }"));
		const [finding] = findingsOf(rule, named("names { routing: geo, ttl: 5min }"));
		assert.match(findingWhy(finding!, "en"), /needs 5\.5 min, the time to live included\./);
	});

	it("is silent where targets are checked, by default or as declared", () => {
		checkSilent(rule, balanced("lb x2"));
		checkSilent(rule, balanced("lb { managed: true }"));
		checkSilent(rule, balanced("lb x2 { health-checks: true }"));
		checkSilent(rule, named("names { routing: geo, health-checks: true }"));
	});

	it("leaves names that lead to several data centers to the rule about these", () =>
		checkSilent(rule, named("names { routing: geo }").replaceAll("zone", "datacenter")));

	it("is silent about a name with one target, and in development", () => {
		checkSilent(rule, "client c\ndns names\nloadbalancer lb x2\nservice web x2\nc -> names -> lb -> web\n");
		checkSilent(rule, `system { environment: dev }\n${balanced("lb x2 { health-checks: false }")}`);
	});

	it("turns the checks on", () => {
		const text = balanced("lb x2 { health-checks: false }");
		checkFix(rule, "health-checks", text, text.replace("false", "true"));
		checkFix(
			rule,
			"health-checks",
			named("names { routing: geo }"),
			named("names { routing: geo, health-checks: true }"),
		);
	});
});
