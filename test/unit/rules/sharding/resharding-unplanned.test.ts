import { reshardingUnplanned as rule } from "../../../../src/rules/sharding/resharding-unplanned.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (db: string, data = "growth: 1M/day"): string =>
	`data posts { key: author, size: 2KB, items: 100M, ${data} }\ndatabase db { holds: posts, shards: 4, ${db} }\n`;

describe("resharding-unplanned", () => {
	it("reports remainders in data that grows", () => {
		checkReports(rule, design("<|placement: modulo|>"), "One more shard for `db` would move 80 % of its data.");
	});

	it("is silent about rings, hashes, logical shards, and data that does not grow", () => {
		checkSilent(rule, design("placement: consistent-hash"));
		checkSilent(rule, design("replicas: 1"));
		checkSilent(rule, design("placement: modulo, logical-shards: 480"));
		checkSilent(rule, design("placement: modulo", "skew: 0.5"));
	});

	it("uses a ring, or logical shards", () => {
		checkFix(rule, "consistent", design("placement: modulo"), design("placement: consistent-hash"));
		checkFix(rule, "logical", design("placement: modulo"), design("placement: modulo, logical-shards: 480"));
	});
});
