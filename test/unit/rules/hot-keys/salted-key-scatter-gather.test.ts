import { saltedKeyScatterGather as rule } from "../../../../src/rules/hot-keys/salted-key-scatter-gather.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (access: string, db = "salt: 10", more = "", to = "db"): string =>
	`data likes { key: post, keys: 10M, skew: 0.8 }
client app { rate: 500rps }
service feed x4 {
  ${access}
}
${more}database db { holds: likes, shards: 10, ${db} }

app -> feed -> ${to}
`;
const written = "reads likes 50%\n  writes likes";

describe("salted-key-scatter-gather", () => {
	it("says what a read of a salted key costs", () => {
		// 10 (1 - 0.9^10) = 6.5 shards.
		checkReports(
			rule,
			design(written, "<|salt: 10|>"),
			"Each read of a salted key of `likes` in `db` asks for 10 suffixes on 6.5 shards.",
		);
		checkReports(
			rule,
			design(written, "<|salt: 10|>, salt-placement: round-robin"),
			"Each read of a salted key of `likes` in `db` asks for 10 suffixes on 10 shards.",
		);
	});

	it("is silent about counters that are only written, cached answers, and where salting is wrong anyway", () => {
		checkSilent(rule, design("writes likes"));
		checkSilent(
			rule,
			design(written, "salt: 10", "cache redis x2 { holds: likes, read: look-aside, ttl: 1h }\n", "redis, db"),
		);
		checkSilent(rule, design("reads likes x2\n  writes likes"));
		checkSilent(rule, design(written, "replicas: 1"));
	});

	it("caches the merged answer", () => {
		checkFix(
			rule,
			"cache",
			design(written),
			design(
				written,
				"salt: 10",
				"cache cache x2 {\n  holds: likes\n  read: look-aside\n  write: write-around\n  invalidate: delete\n  ttl: 24h\n  eviction: lru\n}\n",
				"cache, db",
			),
		);
	});
});
