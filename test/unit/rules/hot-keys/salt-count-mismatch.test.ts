import { saltCountMismatch as rule } from "../../../../src/rules/hot-keys/salt-count-mismatch.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (db: string, rate = 4000): string =>
	`data likes { key: post, keys: 10M, skew: 0.5, hottest: 60% }
client app { rate: ${rate}rps }
service feed x12 {
  writes likes
}
database db { holds: likes, shards: 10, write-capacity: 1000/s, ${db} }

app -> feed -> db
`;

describe("salt-count-mismatch", () => {
	it("reports ten suffixes of which some meet on the same of ten shards", () => {
		// 4000 x 0.6 x 2.75 / 10 + 4000 x 0.4 / 10 = 820 of 1000.
		checkReports(
			rule,
			design("<|salt: 10|>"),
			"The 10 suffixes of a key in `db` reach 6.5 of 10 shards, and 2.7 of them meet on the worst one, which is 82 % busy.",
		);
	});

	it("is silent where they are dealt out in turn, where there are many, and where the worst shard has room", () => {
		checkSilent(rule, design("salt: 10, salt-placement: round-robin"));
		checkSilent(rule, design("salt: 500"));
		checkSilent(rule, design("salt: 10", 2000));
	});

	it("deals them out, or uses more of them", () => {
		checkFix(rule, "round-robin", design("salt: 10"), design("salt: 10, salt-placement: round-robin"));
		checkFix(rule, "more", design("salt: 10"), design("salt: 50"));
	});
});
