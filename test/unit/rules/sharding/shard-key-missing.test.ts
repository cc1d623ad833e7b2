import { shardKeyMissing as rule } from "../../../../src/rules/sharding/shard-key-missing.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

describe("shard-key-missing", () => {
	it("reports data that is divided by nothing", () => {
		checkReports(
			rule,
			"database db { <|shards: 4|>, replicas: 1 }\n",
			"Nothing says by which key its data is divided over the 4 shards of `db`.",
		);
		checkReports(
			rule,
			"data posts { key: author }\ndata likes\ndatabase db { holds: [posts, likes], <|shards: 4|> }\n",
			"Nothing says by which key `likes` is divided over the 4 shards of `db`.",
		);
	});

	it("is silent where the store or all of its data has a key, about a directory, and about one database", () => {
		checkSilent(rule, "database db { shards: 4, shard-key: user_id }\n");
		checkSilent(rule, "data posts { key: author }\ndatabase db { holds: posts, shards: 4 }\n");
		checkSilent(rule, "data posts\ndatabase db { holds: posts, shards: 4, shard-key: author }\n");
		checkSilent(rule, "database db { shards: 4, placement: directory }\n");
		checkSilent(rule, "database db { shards: 1 }\n");
	});

	it("divides it by whom it belongs to, or by the key that is known", () => {
		checkFix(rule, "key", "database db { shards: 4 }\n", "database db { shards: 4, shard-key: user_id }\n");
		checkFix(
			rule,
			"key",
			"data posts { key: author }\ndata likes\ndatabase db { holds: [posts, likes], shards: 4 }\n",
			"data posts { key: author }\ndata likes\ndatabase db { holds: [posts, likes], shards: 4, shard-key: author }\n",
		);
	});
});
