import assert from "node:assert/strict";
import { replicaWriteBound as rule } from "../../../../src/rules/replication/replica-write-bound.ts";
import { findingMessage, findingWhy } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (db: string, { rate = 5500, access = "reads events\n  writes events" } = {}): string =>
	`data events { kind: durable }
client app { rate: ${rate}rps }
service collector x20 {
  ${access}
}
database db { holds: events, read-capacity: 10k/s, write-capacity: 10k/s, failover: automatic, ${db} }

app -> collector -> db
`;
const named = (text: string): string => text.replace("database db", "database <|db|>");

describe("replica-write-bound", () => {
	it("reports replicas that repeat writes for half of their time", () => {
		const text = design("replicas: 3, replay-cost: 1");
		checkReports(rule, named(text), "Each replica of `db` is 55 % busy with repeating writes, however many there are.");
		const [finding] = findingsOf(rule, text);
		// 5,500 / 3 / 10,000 + 0.55.
		assert.match(findingWhy(finding!, "en"), /5\.5k\/s × 1 ÷ 10k\/s = 55 % .* R = 3, each is 73 % busy; no R /);
		assert.equal(
			findingMessage(finding!, "ko"),
			"`db`의 복제본은 몇 개를 두더라도 쓰기를 재생하는 데에만 각각 사용률 55 %을(를) 씁니다.",
		);
	});

	it("is one step milder where the cost of a replay is assumed", () =>
		checkReports(
			rule,
			named(design("replicas: 3")),
			"Each replica of `db` is 55 % busy with repeating writes, however many there are. Assumed: replay-cost 1.",
			"info",
		));

	it("is silent about few or cheap writes, standbys, no reads, no replicas and no numbers", () => {
		checkSilent(rule, design("replicas: 3, replay-cost: 1", { rate: 4000 }));
		checkSilent(rule, design("replicas: 3, replay-cost: 0.5"));
		checkSilent(rule, design("replicas: 3, replay-cost: 1, reads-from: primary", { rate: 4900 }));
		checkSilent(rule, design("replicas: 3, replay-cost: 1", { access: "writes events" }));
		checkSilent(rule, design("replicas: 0, replay-cost: 1", { rate: 4000 }));
		checkSilent(rule, "database db { replicas: 3, failover: automatic, replay-cost: 1 }\n");
	});

	it("divides the writes over shards", () =>
		checkFix(
			rule,
			"shard",
			design("replicas: 3, replay-cost: 1"),
			design("replicas: 3, replay-cost: 1, shards: 2, shard-key: user_id, placement: consistent-hash"),
		));
});
