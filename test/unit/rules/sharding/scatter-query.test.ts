import { scatterQuery as rule } from "../../../../src/rules/sharding/scatter-query.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (db: string, rate = 2000): string =>
	`data posts { key: author, keys: 10M }\nclient app { rate: ${rate}rps }\nservice feed x8 {\n  reads posts x5\n}\ndatabase db { holds: posts, shards: 4, read-capacity: 12k/s, ${db} }\n\napp -> feed -> db\n`;

describe("scatter-query", () => {
	it("reports reads that take more than half of every shard", () => {
		checkReports(
			rule,
			design("<|scatter: 80%|>"),
			"80 % of the reads of `db` ask every shard, which takes 67 % of each.",
		);
	});

	it("is silent where they take less, where every query has the key, and without load", () => {
		checkSilent(rule, design("scatter: 50%"));
		checkSilent(rule, design("scatter: 0%"));
		checkSilent(rule, design("replicas: 1"));
		checkSilent(rule, design("scatter: 80%").replace("rate: 2000rps", ""));
		checkSilent(rule, design("scatter: 80%").replace("shards: 4, ", ""));
	});

	it("adds an index, or a cache where that is enough", () => {
		checkFix(rule, "index", design("scatter: 80%"), design("scatter: 0%"));
	});
});
