import assert from "node:assert/strict";
import { asyncFailoverDataLoss as rule } from "../../../../src/rules/replication/async-failover-data-loss.ts";
import { findingMessage, findingWhy } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (db: string, data = "max-loss: 0", { access = "writes payments", system = "" } = {}): string =>
	`${system}data payments { kind: durable, ${data} }
client app { rate: 500rps }
service pay x4 {
  ${access}
}
database db { holds: payments, failover: automatic, ${db} }

app -> pay -> db
`;
const named = (text: string): string => text.replace("database db", "database <|db|>");

describe("async-failover-data-loss", () => {
	it("reports writes that the replicas do not have yet", () => {
		checkReports(
			rule,
			named(design("replicas: 2, lag: 2s")),
			"A failover of `db` loses up to 1k writes of `payments`, of which none may be lost.",
		);
		const [finding] = findingsOf(rule, design("replicas: 2, lag: 2s"));
		assert.match(findingWhy(finding!, "en"), /500\/s of writes × 2 s of lag = up to 1k writes /);
		assert.equal(
			findingMessage(finding!, "ko"),
			"`db`의 장애 조치로 `payments`의 쓰기 최대 1k건을 잃는데, 잃어도 되는 것은 없음입니다.",
		);
	});

	it("compares with a number and with a time", () => {
		checkReports(
			rule,
			design("replicas: 2, lag: 2s, <|replication: async|>", "max-loss: 500"),
			"A failover of `db` loses up to 1k writes of `payments`, of which 500 may be lost.",
		);
		checkSilent(rule, design("replicas: 2, lag: 2s", "max-loss: 1500"));
		checkReports(
			rule,
			named(design("replicas: 2, lag: 2s", "max-loss: 500ms")),
			"A failover of `db` loses up to 1k writes of `payments`, of which those of the last 500 ms may be lost.",
		);
		checkSilent(rule, design("replicas: 2, lag: 2s", "max-loss: 5s"));
	});

	it("is one step milder where the lag is assumed", () =>
		checkReports(
			rule,
			named(design("replicas: 2")),
			"A failover of `db` loses up to 500 writes of `payments`, of which none may be lost. Assumed: lag 1s.",
			"info",
		));

	it("is silent where a copy has each write, nothing is written, and where no bound is declared", () => {
		for (const replication of ["semi-sync", "sync", "quorum"]) {
			checkSilent(rule, design(`replicas: 2, lag: 2s, replication: ${replication}`));
		}
		checkSilent(rule, design("replicas: 2, lag: 2s", undefined, { access: "reads payments" }));
		checkSilent(rule, design("replicas: 2, lag: 2s", "size: 1KB"));
		checkSilent(rule, design("replicas: 0"));
		checkSilent(rule, design("replicas: 2, lag: 2s", undefined, { system: "system { environment: dev }\n" }));
	});

	it("waits for a replica", () =>
		checkFix(
			rule,
			"semi-sync",
			design("replicas: 2, lag: 2s, replication: async"),
			design("replicas: 2, lag: 2s, replication: semi-sync"),
		));
});
