import { hotKey as rule } from "../../../../src/rules/hot-keys/hot-key.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({
	data = "keys: 10M, skew: 0.6, hottest: 40%",
	rate = 2000,
	access = "writes posts",
	db = "write-capacity: 1000/s",
	more = "",
	to = "db",
} = {}): string =>
	`data posts { key: author, ${data} }
client app { rate: ${rate}rps }
service feed x8 {
  ${access}
}
${more}database db { holds: posts, shards: 8, ${db} }

app -> feed -> ${to}
`;

describe("hot-key", () => {
	it("reports a key that is near to what its shard carries", () => {
		// 2000 x (0.4 + 0.6 / 8) = 950 of 1000.
		checkReports(
			rule,
			design().replace("database db", "database <|db|>"),
			"The hottest key of `posts` makes its shard of `db` 95 % busy.",
			"warning",
		);
		checkReports(
			rule,
			design({ rate: 4000 }).replace("database db", "database <|db|>"),
			"The hottest key of `posts` makes its shard of `db` 190 % busy.",
			"error",
		);
	});

	it("is one step milder where the capacity is assumed", () => {
		checkReports(
			rule,
			design({ rate: 8000, db: "replicas: 1" }).replace("database db", "database <|db|>"),
			"The hottest key of `posts` makes its shard of `db` 190 % busy. Assumed: write-capacity 2000rps.",
			"warning",
		);
	});

	it("is silent where the shard has room, no key stands out, the key is salted, alone on its shard, or a cache answers for it", () => {
		checkSilent(rule, design({ rate: 1000 }));
		checkSilent(rule, design({ data: "keys: 10M, skew: 0", rate: 7500 }));
		checkSilent(rule, design({ db: "write-capacity: 1000/s, salt: 5, salt-placement: round-robin" }));
		checkSilent(rule, design({ rate: 1600, db: "write-capacity: 1000/s, placement: directory" }));
		const reads = { access: "reads posts", db: "read-capacity: 1000/s" };
		checkReports(rule, design(reads).replace("database db", "database <|db|>"));
		checkSilent(
			rule,
			design({ ...reads, more: "cache redis x2 { holds: posts, read: look-aside, ttl: 1h }\n", to: "redis, db" }),
		);
		checkSilent(rule, design().replace("shards: 8", "shards: 1"));
	});

	it("salts what is written, caches what is read, or gives the key a shard of its own", () => {
		checkFix(
			rule,
			"salt",
			design({ rate: 4000 }),
			design({ rate: 4000, db: "write-capacity: 1000/s, salt: 5, salt-placement: round-robin" }),
		);
		checkFix(
			rule,
			"directory",
			design({ rate: 1700 }),
			design({ rate: 1700, db: "write-capacity: 1000/s, placement: directory" }),
		);
		const reads = { access: "reads posts", db: "read-capacity: 1000/s" };
		checkFix(
			rule,
			"cache",
			design(reads),
			design({
				...reads,
				more: "cache cache x2 {\n  holds: posts\n  read: look-aside\n  write: write-around\n  invalidate: delete\n  ttl: 24h\n  eviction: lru\n}\n",
				to: "cache, db",
			}),
		);
	});
});
