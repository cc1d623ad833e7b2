import { sessionStoreSpof as rule } from "../../../src/rules/session-store-spof.ts";
import { checkFix, checkReports, checkSilent } from "../../support/rules.ts";

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

	it("is silent about two nodes, a copy, a managed store, and a copy elsewhere", () => {
		checkSilent(rule, design("cache store x2"));
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
