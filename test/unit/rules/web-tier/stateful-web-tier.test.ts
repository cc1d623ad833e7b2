import assert from "node:assert/strict";
import { statefulWebTier as rule } from "../../../../src/rules/web-tier/stateful-web-tier.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

describe("stateful-web-tier", () => {
	it("reports a service of several instances that keeps sessions", () =>
		checkReports(
			rule,
			"client c\nloadbalancer lb x2\nservice <|web|> x4 { sessions: local }\nc -> lb -> web\n",
			"`web` keeps sessions in the memory of its servers: losing one of 4 logs out 25 % of the users, and no other can serve them.",
		));

	it("is an error for one that scales itself, and for one behind a balancer", () => {
		checkReports(rule, "service <|web|> x1..4 { sessions: local }\n", undefined);
		const one = "loadbalancer lb x2\nservice web { sessions: local }\nlb -> web\n";
		assert.equal(findingsOf(rule, one)[0]!.severity, "error");
	});

	it("counts the instances that run at the present load", () => {
		const text =
			"client c { rate: 900rps }\nloadbalancer lb x2\nservice web x2..10 { capacity: 450rps, sessions: local }\nc -> lb -> web\n";
		checkReports(
			rule,
			text.replace("web x2", "<|web|> x2"),
			"`web` keeps sessions in the memory of its servers: losing one of 3 logs out 33 % of the users, and no other can serve them.",
		);
		assert.match(findingMessage(findingsOf(rule, text)[0]!, "ko"), /3대 가운데 하나를 잃으면 사용자의 33 %가/);
	});

	it("is a warning for a single server", () =>
		checkReports(
			rule,
			"service <|web|> { sessions: local }\n",
			"`web` keeps sessions in the memory of its servers: a restart logs everyone out, and a second server could not serve them.",
			"warning",
		));

	it("is silent where sessions are shared, in a token, or none", () => {
		for (const sessions of ["redis", "token", "none"]) {
			checkSilent(rule, `service web x4 { sessions: ${sessions} }\ncache redis x2\n`);
		}
		checkSilent(rule, "service web x4\n");
	});

	it("moves the sessions to a new store, and frees the balancer", () =>
		checkFix(
			rule,
			"shared-store",
			`client c
datacenter us {
  loadbalancer lb x2 { sticky: true } // remembers who belongs where
  service web "Web tier" x4 {
    capacity: 500rps // per instance
    sessions: local // so far
  }
  lb -> web
}
c -> us.lb
`,
			`client c
datacenter us {
  loadbalancer lb x2 { sticky: false } // remembers who belongs where
  service web "Web tier" x4 {
    capacity: 500rps // per instance
    sessions: sessions // so far
  }
  cache sessions x2 { replicas: 1, ttl: 30min }
  lb -> web
}
c -> us.lb
`,
		));

	it("keeps the balancer sticky for another service that still needs it", () =>
		checkFix(
			rule,
			"token",
			`loadbalancer lb x2 { sticky: true }
service web x4 { sessions: local }
service old { sessions: token }
worker far { sessions: local }
lb -> web, old, far
`,
			`loadbalancer lb x2 { sticky: true }
service web x4 { sessions: token }
service old { sessions: token }
worker far { sessions: local }
lb -> web, old, far
`,
		));

	it("places the sessions that are declared, for as long as they live", () =>
		checkFix(
			rule,
			"shared-store",
			"data sessions { kind: session, lifetime: 2h }\nservice web x4 { sessions: local }\n",
			`data sessions { kind: session, lifetime: 2h }
service web x4 { sessions: session-store }
cache session-store x2 { holds: sessions, replicas: 1, ttl: 2h }
`,
		));

	it("uses the store that is there", () => {
		const text = "service web x4 { sessions: local }\nservice api x4 { sessions: redis }\ncache redis x2\n";
		checkFix(rule, "shared-store", text, text.replace("local", "redis"));
		const [finding] = findingsOf(rule, text);
		const [fix] = finding!.finding.fixes;
		assert.equal(fixTitle(finding!, fix!, "en"), "Move the sessions of `web` to the shared store `redis`");
		assert.equal(fixTitle(finding!, fix!, "ko"), "`web`의 세션을 공유 저장소 `redis`(으)로 옮기기");
	});

	it("leaves a balancer alone that is not sticky, and speaks Korean", () => {
		const text = "loadbalancer lb x2\nservice web x4 { sessions: local }\nlb -> web\n";
		checkFix(rule, "token", text, text.replace("local", "token"));
		assert.equal(
			findingMessage(findingsOf(rule, text)[0]!, "ko"),
			"`web`이(가) 세션을 서버 메모리에 보관합니다. 4대 가운데 하나를 잃으면 사용자의 25 %가 로그아웃되고, 다른 서버가 대신할 수 없습니다.",
		);
	});
});
