import { shardKeySequential as rule } from "../../../../src/rules/sharding/shard-key-sequential.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (placement: string, { data = "sequential-key: true", writes = "5%" } = {}): string =>
	`data orders { key: order_id, ${data} }\nclient app { rate: 500rps }\nservice shop x4 {\n  reads orders\n  writes orders ${writes}\n}\ndatabase db { holds: orders, shards: 4, ${placement} }\n\napp -> shop -> db\n`;

describe("shard-key-sequential", () => {
	it("reports keys that count upwards in ranges", () => {
		checkReports(
			rule,
			design("<|placement: range|>"),
			"All new rows of `orders` go to the last of the 4 shards of `db`.",
			"warning",
		);
	});

	it("is an error where much is written", () => {
		checkReports(
			rule,
			design("<|placement: range|>", { writes: "x1" }),
			"All new rows of `orders` go to the last of the 4 shards of `db`.",
			"error",
		);
	});

	it("is silent about hashed keys, keys that do not count, and one database", () => {
		checkSilent(rule, design("placement: hash"));
		checkSilent(rule, design("replicas: 1"));
		checkSilent(rule, design("placement: range", { data: "sequential-key: false" }));
		checkSilent(rule, design("placement: range").replace("shards: 4", "shards: 1"));
	});

	it("hashes the key, or makes it random", () => {
		checkFix(rule, "hash", design("placement: range"), design("placement: hash"));
		checkFix(rule, "random", design("placement: range"), design("placement: range", { data: "sequential-key: false" }));
	});
});
