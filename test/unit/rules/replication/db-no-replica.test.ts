import assert from "node:assert/strict";
import { dbNoReplica as rule } from "../../../../src/rules/replication/db-no-replica.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

describe("db-no-replica", () => {
	it("reports a database whose data exists once", () =>
		checkReports(
			rule,
			"data orders\ndata users { kind: durable }\ndatabase <|db|> { holds: [orders, users] }\n",
			"`db` holds the only copy of `orders` and `users`: when its machine fails, nobody can read or write.",
		));

	it("reports one that does not say what it holds", () => {
		checkReports(
			rule,
			"database <|db|>\n",
			"`db` holds the only copy of its data: when its machine fails, nobody can read or write.",
		);
		assert.equal(
			findingMessage(findingsOf(rule, "database db\n")[0]!, "ko"),
			"`db`이(가) 데이터의 하나뿐인 사본을 가지고 있어서, 서버가 고장 나면 아무도 읽거나 쓸 수 없습니다.",
		);
	});

	it("does not call it the only copy where another database holds the data", () => {
		const text = "data d\ndatabase <|a|> { holds: d }\ndatabase b { holds: d, replicas: 1, failover: automatic }\n";
		checkReports(
			rule,
			text,
			"`a` has no replica of its own, and nothing copies `d` from it to `b`: when its machine fails, what goes to it fails and what only it has is lost.",
		);
		assert.equal(
			findingMessage(findingsOf(rule, text.replace(/<\||\|>/g, ""))[0]!, "ko"),
			"`a`에 복제본이 없고 여기 있는 `d`을(를) `b`에 복제하는 것도 없어서, 서버가 고장 나면 이곳으로 오는 읽기와 쓰기가 실패하고 여기에만 있는 내용을 잃습니다.",
		);
		checkSilent(rule, "data d\ndatabase a { holds: d }\ndatabase b { holds: d }\na -> b\n");
	});

	it("names the data that it alone holds, each once", () => {
		checkReports(
			rule,
			"data d\ndata e\ndatabase <|a|> { holds: [d, e, e] }\ndatabase b { holds: d, replicas: 1, failover: automatic }\n",
			"`a` holds the only copy of `e`: when its machine fails, nobody can read or write.",
		);
		checkReports(
			rule,
			"data d\ndatabase <|a|> { holds: [d, d] }\n",
			"`a` holds the only copy of `d`: when its machine fails, nobody can read or write.",
		);
	});

	it("reports a quorum that is none, and leaves shards to a rule of their own", () => {
		checkReports(rule, "database <|db|> { replication: quorum }\n");
		checkSilent(rule, "database db { shards: 4, shard-key: id }\n");
	});

	it("is silent about replicas, a quorum, a managed database, and a copy elsewhere", () => {
		checkSilent(rule, "database db { replicas: 1 }\n");
		checkSilent(rule, "database db { replication: quorum, voters: 3 }\n");
		checkSilent(rule, "database db { replication: quorum, replicas: 1 }\n");
		checkSilent(rule, "database db { managed: true }\n");
		checkSilent(rule, "database a\ndatabase b\na -> b\n");
	});

	it("is silent about data that can be derived again, and in development", () => {
		checkSilent(rule, "data d { kind: derived }\ndatabase db { holds: d }\n");
		checkSilent(rule, "system { environment: dev }\ndatabase db\n");
	});

	it("adds a replica and promotes it", () => {
		checkFix(rule, "replica", "database db\n", "database db { replicas: 1, failover: automatic }\n");
		checkFix(rule, "replica", "database db {}\n", "database db { replicas: 1, failover: automatic }\n");
		checkFix(
			rule,
			"replica",
			"database db {\n  engine: postgres // the old one\n  replicas: 0\n}\n",
			"database db {\n  engine: postgres // the old one\n  replicas: 1\n  failover: automatic\n}\n",
		);
		checkFix(rule, "replica", "database db { failover: manual }\n", "database db { failover: manual, replicas: 1 }\n");
		checkFix(
			rule,
			"replica",
			"database db { replication: quorum }\n",
			"database db { replication: quorum, replicas: 2 }\n",
		);
		const [finding] = findingsOf(rule, "database db { failover: manual }\n");
		assert.equal(fixTitle(finding!, finding!.finding.fixes[0]!, "en"), "Add a replica to `db` (0 -> 1)");
	});
});
