import { prematureSharding as rule } from "../../../../src/rules/sharding/premature-sharding.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (db: string, { rate = 100, data = "items: 1M" } = {}): string =>
	`data posts { key: author, size: 1KB, ${data} }\nclient app { rate: ${rate}rps }\nservice feed x2 {\n  reads posts\n}\ndatabase db { holds: posts, ${db}storage: 1TB, read-capacity: 10k/s, write-capacity: 2k/s, replicas: 1 }\n\napp -> feed -> db\n`;

describe("premature-sharding", () => {
	it("reports shards for what one node could do", () => {
		checkReports(
			rule,
			design("<|shards: 8|>, "),
			"One node would do for `db`: all of its load is 1 % of what one carries, and it has 8 shards.",
		);
	});

	it("is silent about load, much data, growth, data that is kept apart, and where nothing is known", () => {
		checkSilent(rule, design("shards: 8, ", { rate: 3000 }));
		checkSilent(rule, design("shards: 8, ", { data: "items: 200M" }));
		checkSilent(rule, design("shards: 8, ", { data: "items: 1M, growth: 1k/day" }));
		checkSilent(
			rule,
			design("shards: 8, ", { data: "items: 1M, pinned: eu" }).replace("client", "datacenter eu {}\nclient"),
		);
		checkSilent(rule, design("shards: 8, ").replace("rate: 100rps", ""));
		checkSilent(rule, design(""));
	});

	it("keeps one database", () => {
		checkFix(rule, "merge", design("shards: 8, "), design(""));
	});
});
