import assert from "node:assert/strict";
import { replicaLagConsistency as rule } from "../../../../src/rules/replication/replica-lag-consistency.ts";
import { findingMessage, findingWhy } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (
	db: string,
	data = "consistency: read-your-writes, read-after: 50ms",
	access = "reads profile x3",
): string =>
	`data profile { ${data} }
client app { rate: 100rps }
service web x2 {
  ${access}
  writes profile 10%
}
database db { holds: profile, failover: automatic, ${db} }

app -> web -> db
`;

describe("replica-lag-consistency", () => {
	it("reports own writes that a replica may not have yet", () => {
		checkReports(
			rule,
			design("replicas: 2, <|lag: 100ms|>"),
			"`profile` must show users their own writes at once, but is read from replicas of `db` 100 ms behind.",
		);
		const [finding] = findingsOf(rule, design("replicas: 2, lag: 100ms"));
		assert.match(findingWhy(finding!, "en"), /: after 50 ms at a lag of 100 ms that is 61 % of such reads\./);
		assert.equal(
			findingMessage(finding!, "ko"),
			"`profile`에는 자신이 쓴 것이 바로 보여야 하는데, 읽는 곳인 복제본을 둔 `db`의 지연이 100 ms입니다.",
		);
	});

	it("reports data that must be current, also where own writes are read from the primary", () => {
		checkReports(
			rule,
			design("replicas: 1, <|reads-from: pinned|>", "consistency: strong"),
			"`profile` must always be current, but is read from the replica of `db` 1 s behind.",
		);
	});

	it("reports reads from a copy in another place", () =>
		checkReports(
			rule,
			`data profile { consistency: read-your-writes }
client app { rate: 100rps }
datacenter us {
  service web x2 {
    reads profile
    writes profile 10%
  }
  database db { holds: profile, replicas: 1, failover: automatic, replication: sync, reads-from: primary }
}
datacenter eu {
  service web x2 {
    reads profile
  }
  database <|db|> { holds: profile, lag: 2s }
}
app -> us.web, eu.web
us.web -> us.db
eu.web -> eu.db
us.db -> eu.db
`
				.replace("replication: sync, ", "")
				.replace("<|db|> { holds: profile, lag: 2s }", "db { holds: profile, <|lag: 2s|> }"),
			"`profile` must show users their own writes at once, but is read from the copy of `us.db` in `eu.db` 2 s behind.",
		));

	it("is silent where reads are current, or need not be", () => {
		checkSilent(rule, design("replicas: 2, reads-from: primary"));
		checkSilent(rule, design("replicas: 2, reads-from: pinned"));
		checkSilent(rule, design("replicas: 2, replication: sync"));
		checkSilent(rule, design("replicas: 2, lag: 0s"));
		checkSilent(rule, design("replicas: 0"));
		checkSilent(rule, design("replication: quorum, replicas: 2"));
		checkSilent(rule, design("replicas: 2", "consistency: eventual"));
		checkSilent(rule, design("replicas: 2", "kind: durable"));
		checkSilent(rule, design("replicas: 2", undefined, "writes profile"));
	});

	it("reads own writes, or everything, from the primary", () => {
		checkFix(rule, "pinned", design("replicas: 2"), design("replicas: 2, reads-from: pinned"));
		checkFix(rule, "primary", design("replicas: 2"), design("replicas: 2, reads-from: primary"));
		checkFix(
			rule,
			"sync",
			design("replicas: 2", "consistency: strong"),
			design("replicas: 2, replication: sync", "consistency: strong"),
		);
	});

	it("does not offer what the primary could not carry, or what is not enough", () => {
		const heavy = design("replicas: 4", "consistency: strong", "reads profile x150");
		assert.deepEqual(
			findingsOf(rule, heavy)[0]!
				.finding.fixes.filter((fix) => fix.edits().size > 0)
				.map(({ id }) => id),
			["sync"],
		);
	});
});
