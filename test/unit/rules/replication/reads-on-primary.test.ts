import assert from "node:assert/strict";
import { readsOnPrimary as rule } from "../../../../src/rules/replication/reads-on-primary.ts";
import { findingMessage, findingWhy } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (
	db: string,
	{ rate = 2000, access = "reads posts x3\n  writes posts 10%", data = "kind: durable", system = "" } = {},
): string =>
	`${system}data posts { ${data} }
client app { rate: ${rate}rps }
service web x8 {
  ${access}
}
database db { holds: posts, read-capacity: 10k/s, write-capacity: 2k/s, failover: automatic, ${db} }

app -> web -> db
`;
const primary = (replicas: number): string => `replicas: ${replicas}, reads-from: primary`;

describe("reads-on-primary", () => {
	it("reports replicas that idle beside a busy primary", () => {
		// 6,000 / 10,000 + 200 / 2,000.
		const message = "The primary of `db` is 70 % busy, of which 60 % are reads, while its 2 replicas answer none.";
		checkReports(rule, design("replicas: 2, <|reads-from: primary|>"), message);
		const [finding] = findingsOf(rule, design(primary(2)));
		assert.match(findingWhy(finding!, "en"), /^97 % of its operations are reads \(6k\/s\).* it would be 10 % busy\.$/);
		assert.equal(
			findingMessage(finding!, "ko"),
			"`db`의 프라이머리 사용률은 70 %이고 그중 60 %이(가) 읽기인데, 복제본 2개는 하나도 맡지 않습니다.",
		);
	});

	it("is one step milder where the capacity is assumed", () =>
		checkReports(
			rule,
			design("replicas: 1, <|reads-from: primary|>").replace(" read-capacity: 10k/s,", ""),
			"The primary of `db` is 70 % busy, of which 60 % are reads, while its replica answers none. Assumed: read-capacity 10000rps.",
			"info",
		));

	it("is silent about replicas that are read, none, an idle primary, and mostly writes", () => {
		checkSilent(rule, design("replicas: 2"));
		checkSilent(rule, design("replicas: 2, reads-from: pinned"));
		checkSilent(rule, design("replicas: 0, reads-from: primary"));
		checkSilent(rule, design(primary(2), { rate: 1000 }));
		checkSilent(rule, design(primary(2), { rate: 1000, access: "reads posts\n  writes posts x1.2" }));
	});

	it("is silent about data that has to be current, without numbers, and in development", () => {
		checkSilent(rule, design(primary(2), { data: "consistency: strong" }));
		checkSilent(rule, design(primary(2), { data: "consistency: read-your-writes" }));
		checkSilent(rule, "database db { replicas: 2, failover: automatic, reads-from: primary }\n");
		checkSilent(rule, design(primary(2), { system: "system { environment: dev }\n" }));
	});

	it("moves the reads", () =>
		checkFix(rule, "replicas", design(primary(2)), design("replicas: 2, reads-from: replicas")));
});
