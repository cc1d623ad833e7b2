import assert from "node:assert/strict";
import { sessionStoreSpof as rule } from "../../../../src/rules/web-tier/session-store-spof.ts";
import { findingMessage } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (store: string): string => `service web x4 { sessions: store }\n${store}\n`;

describe("session-store-spof", () => {
	it("reports a session store of one node", () =>
		checkReports(
			rule,
			design("cache <|store|>"),
			"`store` keeps the sessions of `web` on a single node: when it stops, everyone is logged out.",
		));

	it("reports a store that holds the sessions which a service reads", () =>
		checkReports(
			rule,
			"data s { kind: session }\nservice web x4 {\n  reads s\n}\ncache <|redis|> { holds: s }\nweb -> redis\n",
		));

	it("is silent about two nodes with copies, a copy, a managed store, and a copy elsewhere", () => {
		checkSilent(rule, design("cache store x2 { replicas: 1 }"));
		checkSilent(rule, design("cache store x2 { managed: true }"));
		checkSilent(rule, design("cache store { replicas: 1 }"));
		checkSilent(rule, design("cache store { managed: true }"));
		checkSilent(rule, design("database store { replicas: 1, failover: automatic }"));
		checkSilent(
			rule,
			"datacenter a {\n  service web x2 { sessions: store }\n  cache store\n}\ndatacenter b like a\na.store -> b.store\n",
		);
	});

	it("is silent where sessions are nowhere else than in a token, and in development", () => {
		checkSilent(rule, "service web x4 { sessions: token }\ncache store\n");
		checkSilent(rule, `system { environment: dev }\n${design("cache store")}`);
	});

	it("warns of several nodes that share the sessions out without copies, and adds them", () => {
		checkReports(
			rule,
			design("cache <|store|> x2"),
			"`store` keeps the sessions of `web` on 2 nodes without a copy of any: when one stops, 50 % of the users are logged out.",
			"warning",
		);
		assert.equal(
			findingMessage(findingsOf(rule, design("cache store x4"))[0]!, "ko"),
			"`store`이(가) `web`의 세션을 복제본 없이 노드 4개에 나누어 보관합니다. 하나가 멈추면 사용자의 25 %가 로그아웃됩니다.",
		);
		checkFix(
			rule,
			"copies",
			design("cache store x2 { ttl: 30min }"),
			design("cache store x2 { ttl: 30min, replicas: 1 }"),
		);
	});

	it("leaves a database to the rule for databases", () => checkSilent(rule, design("database store")));

	it("adds a node and a copy", () =>
		checkFix(
			rule,
			"second-node",
			design("cache store { ttl: 30min }"),
			design("cache store x2 { ttl: 30min, replicas: 1 }"),
		));

	it("adds a replica to a database of nothing but sessions", () =>
		checkFix(
			rule,
			"replica",
			`data s { kind: session }\n${design("database store { holds: s }")}`,
			`data s { kind: session }\n${design("database store { holds: s, replicas: 1, failover: automatic }")}`,
		));
});
