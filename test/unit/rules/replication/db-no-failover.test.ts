import assert from "node:assert/strict";
import { dbNoFailover as rule } from "../../../../src/rules/replication/db-no-failover.ts";
import { findingMessage, findingWhy } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

describe("db-no-failover", () => {
	it("reports replicas of which none is promoted", () => {
		checkReports(
			rule,
			"database <|db|> { replicas: 2 }\n",
			"`db` has 2 replicas, but nothing says what takes over when the primary fails.",
		);
		checkReports(
			rule,
			"database <|db|> { replicas: 1, failover: none }\n",
			"`db` has a replica, but nothing takes over when the primary fails.",
		);
	});

	it("warns of promotion by hand, with what it costs", () => {
		const text = "database <|db|> { replicas: 2, failover: manual }\n";
		checkReports(
			rule,
			text,
			"`db` has 2 replicas, but one must be promoted by hand when the primary fails.",
			"warning",
		);
		const [finding] = findingsOf(rule, text.replace(/<\||\|>/g, ""));
		// 365 / 30 failures of 4 h; or of 0.95 x 60 s + 0.05 x 4 h.
		assert.match(findingWhy(finding!, "en"), /every 30 d that is 2 d without writes a year against 2\.6 h\./);
		assert.equal(
			findingMessage(finding!, "ko"),
			"`db`에 복제본이 2개 있지만, 프라이머리가 멈추면 사람이 직접 승격해야 합니다.",
		);
	});

	it("is silent about automatic failover, a quorum, and a managed database", () => {
		checkSilent(rule, "database db { replicas: 2, failover: automatic }\n");
		checkSilent(rule, "database db { replicas: 2, failover: true }\n");
		checkSilent(rule, "database db { replicas: 2, replication: quorum }\n");
		checkSilent(rule, "database db { replicas: 2, managed: true }\n");
	});

	it("is silent about data that is only read, a database without replicas, and development", () => {
		checkSilent(
			rule,
			"data d\nclient c {\n  rate: 10rps\n  reads d\n}\ndatabase db { holds: d, replicas: 2 }\nc -> db\n",
		);
		checkSilent(rule, "database db { replicas: 0 }\n");
		checkSilent(rule, "system { environment: dev }\ndatabase db { replicas: 2 }\n");
	});

	it("promotes automatically", () => {
		checkFix(rule, "automatic", "database db { replicas: 2 }\n", "database db { replicas: 2, failover: automatic }\n");
		checkFix(
			rule,
			"automatic",
			"database db {\n  failover: none // yet\n  replicas: 2\n}\n",
			"database db {\n  failover: automatic // yet\n  replicas: 2\n}\n",
		);
	});
});
