import assert from "node:assert/strict";
import { singleDataCenter as rule } from "../../../../src/rules/data-centers/single-data-center.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const us = "datacenter us {\n  service web x2\n}\n";
const mark = (text: string): string => text.replace("datacenter us", "datacenter <|us|>");

describe("single-data-center", () => {
	it("reports one that is too few for the target", () =>
		checkReports(
			rule,
			mark(`system { availability: 99.95% }\nclient c\n${us}c -> us.web\n`),
			"Everything runs in the one data center `us`, which is not enough for an availability target of 99.95 %.",
		));

	it("reports one that is too few for its users, or for where they are", () => {
		checkReports(
			rule,
			mark(`client c { users: 2M }\n${us}c -> us.web\n`),
			"Everything runs in the one data center `us`, which is not enough for 2M daily users.",
		);
		checkReports(
			rule,
			mark(`client c { region: asia }\nclient d { region: europe }\n${us}c, d -> us.web\n`),
			"Everything runs in the one data center `us`, which is not enough for users in 2 regions.",
		);
	});

	it("reports a design without any at its system, or else at its first tier", () => {
		checkReports(
			rule,
			"<|system|> { availability: 99.99% }\nclient c\nservice web x2\nc -> web\n",
			"Everything runs in one place, which is not enough for an availability target of 99.99 %.",
		);
		const text = "client c { users: 5M }\nloadbalancer <|lb|> x2\nservice web x2\nc -> lb -> web\n";
		checkReports(rule, text);
		assert.equal(
			findingMessage(findingsOf(rule, text.replace(/<\||\|>/g, ""))[0]!, "ko"),
			"모든 것이 한 곳에서 실행되는데, 일일 사용자 5M명에는 부족합니다.",
		);
	});

	it("is silent about modest targets and users of one country, about two data centers, and in development", () => {
		checkSilent(rule, `client c { users: 900k }\n${us}c -> us.web\n`);
		checkSilent(rule, `system { availability: 99.9% }\nclient c { users: 2M, region: korea }\n${us}c -> us.web\n`);
		checkSilent(
			rule,
			`system { availability: 99.99% }\nclient c\ndns n { health-checks: true }\n${us}datacenter eu like us\nc -> n -> us.web, eu.web\n`,
		);
		checkSilent(rule, `system { availability: 99.99%, environment: dev }\nclient c\n${us}c -> us.web\n`);
		checkSilent(rule, "system { availability: 99.99% }\nservice web\n");
	});

	it("adds the second with all that belongs to it", () =>
		checkFix(
			rule,
			"second",
			`system { availability: 99.95% }
data posts
client c {
  rate: 10rps
}
dns names { ttl: 30s }
external mail

datacenter us {
  loadbalancer lb x2
  service web x2 {
    reads posts
    writes posts 10%
  }
  database db { holds: posts, replicas: 1 }
  lb -> web -> db
}

c -> names -> us.lb // everybody
us.web -> mail 1% "welcome"
pipeline ci { deploys: us, tests: [us] }
`,
			`system { availability: 99.95% }
data posts
client c {
  rate: 10rps
}
dns names { ttl: 30s, routing: geo, health-checks: true }
external mail

datacenter us {
  loadbalancer lb x2
  service web x2 {
    reads posts
    writes posts 10%
  }
  database db { holds: posts, replicas: 1 }
  lb -> web -> db
}
datacenter eu like us

c -> names -> us.lb, eu.lb // everybody
us.web, eu.web -> mail 1% "welcome"
us.db -> eu.db { failover: automatic }
eu.web -> us.db
pipeline ci { deploys: [us, eu], tests: [us, eu] }
`,
		));

	it("gives clients an address for both", () => {
		const before = `system { availability: 99.95% }
data posts
client c {
  rate: 10rps
}
datacenter seoul {
  loadbalancer lb x2
  service web x2
  lb -> web
}
c -> seoul.lb
`;
		checkFix(
			rule,
			"second",
			before,
			`system { availability: 99.95% }
data posts
client c {
  rate: 10rps
}
dns dns { routing: geo, health-checks: true, ttl: 60s }
datacenter seoul {
  loadbalancer lb x2
  service web x2
  lb -> web
}
datacenter seoul-2 like seoul
pipeline ci { deploys: [seoul, seoul-2], tests: [seoul, seoul-2] }
c -> dns -> seoul.lb, seoul-2.lb
`,
		);
		const [finding] = findingsOf(rule, before);
		assert.equal(
			fixTitle(finding!, finding!.finding.fixes[0]!, "en"),
			"Add a second data center `seoul-2` like `seoul`, with GeoDNS and health checks, replication and deployment",
		);
	});

	it("is silent about what a provider spreads over its own data centers", () => {
		checkSilent(
			rule,
			"data p { kind: static }\nclient c { users: 5M }\ncdn edge { holds: p }\nstorage files { holds: p, managed: true }\nc -> edge -> files\n",
		);
		checkSilent(rule, "client c { users: 5M }\nclient d { users: 5M }\ndns n\ncdn edge\nc -> n -> edge\n");
	});

	it("first puts the tiers of a design without data centers into one", () =>
		checkFix(
			rule,
			"both",
			`system { availability: 99.95% }
client c

// Shows the pages.
service web x2 // two of them
queue jobs x3
worker w x2
storage files
external mail
database db { replicas: 1, failover: automatic }
monitoring m { watches: [web, db] }

c -> web -> db // everything
web -> jobs 5% -> w
w -> files
web -> mail
`,
			`system { availability: 99.95% }
client c
dns dns { routing: geo, health-checks: true, ttl: 60s }

datacenter dc1 {
  // Shows the pages.
  service web x2 // two of them
  queue jobs x3
  worker w x2
  database db { replicas: 1, failover: automatic }

  web -> db
  web -> jobs 5% -> w
}
datacenter dc2 like dc1
storage files
external mail
monitoring m { watches: [dc1.web, dc1.db] }
pipeline ci { deploys: [dc1, dc2], tests: [dc1, dc2] }

c -> dns -> dc1.web, dc2.web // everything
dc1.w, dc2.w -> files
dc1.web, dc2.web -> mail
dc1.db -> dc2.db
`,
		));

	it("makes a data center of the group that holds everything", () => {
		const [finding] = findingsOf(
			rule,
			"system { availability: 99.95% }\nclient c\ngroup machine {\n  service web\n}\nc -> machine.web\n",
		);
		assert.equal(
			fixTitle(finding!, finding!.finding.fixes[0]!, "ko"),
			"계층들을 데이터 센터 `machine`에 넣고 같은 구성의 `machine-2` 추가(GeoDNS와 상태 확인, 복제, 배포 포함)",
		);
		checkFix(
			rule,
			"both",
			"system { availability: 99.95% }\nclient c\ngroup machine {\n  service web\n}\nc -> machine.web\n",
			`system { availability: 99.95% }
client c
dns dns { routing: geo, health-checks: true, ttl: 60s }
datacenter machine {
  service web
}
datacenter machine-2 like machine
pipeline ci { deploys: [machine, machine-2], tests: [machine, machine-2] }
c -> dns -> machine.web, machine-2.web
`,
		);
	});

	it("does not where something outside calls into the only one", () => {
		const [finding] = findingsOf(
			rule,
			"system { availability: 99.95% }\nclient c\nservice front x2\ndatacenter us {\n  service web x2\n}\nc -> front -> us.web\n",
		);
		assert.equal(finding!.finding.fixes[0]!.edits().size, 0);
	});
});
