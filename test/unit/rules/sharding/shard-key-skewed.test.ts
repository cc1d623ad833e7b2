import { shardKeySkewed as rule } from "../../../../src/rules/sharding/shard-key-skewed.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const skewed = (db: string, rate = 1500): string =>
	`data orders { key: customer, keys: 10M, skew: 1.05 }\nclient app { rate: ${rate}rps }\nservice shop x8 {\n  writes orders\n}\ndatabase db { holds: orders, shards: 16, write-capacity: 300/s, ${db} }\n\napp -> shop -> db\n`;

describe("shard-key-skewed", () => {
	it("reports keys with too few values", () => {
		checkReports(
			rule,
			"data orders { key: country, keys: 40 }\ndatabase db { holds: orders, <|shards: 16|> }\n",
			"`db` divides `orders` by only 40 values over 16 shards.",
		);
	});

	it("leaves what one hot key does to the rule about hot keys", () => {
		const text = skewed("placement: hash", 2500);
		checkSilent(rule, text);
	});

	it("is silent about many even keys, one database, and where nothing is known", () => {
		checkSilent(rule, "data orders { key: country, keys: 200 }\ndatabase db { holds: orders, shards: 16 }\n");
		checkSilent(rule, "data orders { key: country }\ndatabase db { holds: orders, shards: 16 }\n");
		checkSilent(rule, "data orders { key: country, keys: 4 }\ndatabase db { holds: orders }\n");
		checkSilent(rule, skewed("placement: hash", 100));
	});

	it("makes the key finer", () => {
		checkFix(
			rule,
			"compound",
			"data orders { key: country, keys: 40, items: 100M }\ndatabase db { holds: orders, shards: 16 }\n",
			"data orders { key: country_and_id, keys: 100M, items: 100M }\ndatabase db { holds: orders, shards: 16 }\n",
		);
	});
});
