import assert from "node:assert/strict";
import { failoverOverload as rule } from "../../../../src/rules/replication/failover-overload.ts";
import { findingMessage, findingWhy, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (db: string, { rate = 5000, access = "reads posts x3\n  writes posts 10%", system = "" } = {}): string =>
	`${system}data posts { kind: durable }
client app { rate: ${rate}rps }
service web x20 {
  ${access}
}
database db { holds: posts, read-capacity: 10k/s, write-capacity: 2k/s, ${db} }

app -> web -> db
`;

describe("failover-overload", () => {
	it("reports a promotion that leaves too few readers", () => {
		// (15,000 / 1 + 500) / 10,000, and 15,500 / 2 / 10,000 with both.
		checkReports(
			rule,
			design("<|replicas: 2|>, failover: automatic"),
			"When a node of `db` is lost, the replica that is left is 155 % busy.",
		);
		const [finding] = findingsOf(rule, design("replicas: 2, failover: automatic"));
		assert.match(findingWhy(finding!, "en"), /\(reads ÷ 1 \+ writes repeated\) ÷ μr = 155 %\. Now .* 80 % busy\./);
		assert.equal(findingMessage(finding!, "ko"), "`db`의 노드 하나를 잃으면 남은 복제본의 사용률이 155 %가 됩니다.");
	});

	it("reports a pair of which neither can do the work of both", () =>
		checkReports(
			rule,
			design("<|replicas: 1|>, failover: automatic", { rate: 2500, access: "reads posts x3\n  writes posts 40%" }),
			"When a node of `db` is lost, the one that is left is 125 % busy.",
		));

	it("is one step milder where the capacity is assumed", () =>
		checkReports(
			rule,
			design("<|replicas: 2|>, failover: automatic").replace(" read-capacity: 10k/s,", ""),
			"When a node of `db` is lost, the replica that is left is 155 % busy. Assumed: read-capacity 10000rps.",
			"warning",
		));

	it("is silent where what is left carries it, about standbys, quorums, too much load now, and development", () => {
		checkSilent(rule, design("replicas: 3, failover: automatic"));
		checkSilent(rule, design("replicas: 2, failover: automatic", { rate: 3000 }));
		checkSilent(rule, design("replicas: 2, failover: automatic, reads-from: primary", { rate: 2800 }));
		checkSilent(rule, design("replicas: 2, replication: quorum"));
		checkSilent(rule, design("replicas: 2, failover: automatic", { rate: 9000 }));
		checkSilent(rule, design("replicas: 0"));
		checkSilent(rule, "database db { replicas: 2, failover: automatic }\n");
		checkSilent(rule, design("replicas: 2, failover: automatic", { system: "system { environment: dev }\n" }));
	});

	it("adds a replica", () =>
		checkFix(rule, "replicas", design("replicas: 2, failover: automatic"), design("replicas: 3, failover: automatic")));

	it("has no fix where replicas do not help", () => {
		const text = design("replicas: 1, failover: automatic, replay-cost: 9", {
			rate: 1100,
			access: "reads posts\n  writes posts",
		});
		for (const finding of findingsOf(rule, text)) assert.deepEqual(offeredFixes(finding), []);
	});
});
