import assert from "node:assert/strict";
import { stickySessions as rule } from "../../../../src/rules/web-tier/sticky-sessions.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

describe("sticky-sessions", () => {
	it("reports a balancer that binds users to instances", () =>
		checkReports(
			rule,
			"client c\nloadbalancer <|lb|> x2 { sticky: true }\nservice web x4\nservice api x2\nc -> lb -> web, api\n",
			"`lb` binds each user to one of the 4 instances of `web` and `api`.",
		));

	it("is silent about one that does not", () => {
		checkSilent(rule, "client c\nloadbalancer lb x2 { sticky: false }\nservice web x4\nc -> lb -> web\n");
		checkSilent(rule, "client c\nloadbalancer lb x2\nservice web x4\nc -> lb -> web\n");
	});

	it("counts the instances that run, and has nothing to say about a single one", () => {
		const design = (web: string): string =>
			`client c { rate: 900rps }\nloadbalancer <|lb|> x2 { sticky: true }\nservice web ${web}\nc -> lb -> web\n`;
		checkReports(
			rule,
			design("x2..10 { capacity: 450rps }"),
			"`lb` binds each user to one of the 3 instances of `web`.",
		);
		const idle = design("x1..4 { capacity: 9000rps }");
		checkReports(rule, idle, "`lb` binds each user to one of up to 4 instances of `web`.");
		assert.equal(
			findingMessage(findingsOf(rule, idle.replace(/<\||\|>/g, ""))[0]!, "ko"),
			"`lb`이(가) 사용자를 `web`의 최대 4개의 인스턴스 가운데 하나에 묶습니다.",
		);
		checkSilent(rule, design("").replace(/<\||\|>/g, ""));
		checkSilent(rule, design("{ sessions: local }").replace(/<\||\|>/g, ""));
	});

	it("is silent about connections that stay open anyway", () =>
		checkSilent(
			rule,
			"client c { connections: 500k }\ndns n\nloadbalancer lb x2 { sticky: true }\nservice chat x4\nc -> n -> lb -> chat\n",
		));

	it("is silent about a balancer of something else than services, and off the request path", () => {
		checkSilent(rule, "client c\nloadbalancer lb x2 { sticky: true }\ndatabase db\nc -> lb -> db\n");
		checkSilent(rule, "loadbalancer lb x2 { sticky: true }\nservice web x4\nlb -> web\n");
	});

	it("lets the balancer choose where no session binds it", () => {
		const text = "client c\nloadbalancer lb x2 { sticky: true } // why?\nservice web x4\nc -> lb -> web\n";
		checkFix(rule, "off", text, text.replace("true", "false"));
	});

	it("first moves the sessions of every service behind it", () => {
		const text = `client c
loadbalancer lb x2 { sticky: true }
service web x4 { sessions: local }
service api x2 { sessions: local }
c -> lb -> web, api
`;
		checkFix(
			rule,
			"shared-store",
			text,
			`client c
loadbalancer lb x2 { sticky: false }
service web x4 { sessions: sessions }
cache sessions x2 { replicas: 1, ttl: 30min }
service api x2 { sessions: sessions }
c -> lb -> web, api
`,
		);
		checkFix(rule, "token", text, text.replace("true", "false").replaceAll("local", "token"));
		const [finding] = findingsOf(rule, text);
		assert.equal(
			fixTitle(finding!, finding!.finding.fixes[1]!, "ko"),
			"`web`, `api`의 세션을 서명한 토큰에 두고 `lb`의 고정 세션 끄기",
		);
	});
});
