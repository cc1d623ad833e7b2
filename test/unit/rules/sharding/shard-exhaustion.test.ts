import assert from "node:assert/strict";
import { shardExhaustion as rule } from "../../../../src/rules/sharding/shard-exhaustion.ts";
import { findingMessage } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (db: string, data = "growth: 4M/day", system = ""): string =>
	`${system}data posts { key: author, size: 2KB, items: 400M, ${data} }\ndatabase db { holds: posts, ${db}, storage: 500GB, replicas: 1 }\n`;

describe("shard-exhaustion", () => {
	it("reports a shard that is full within half a year", () => {
		const [finding] = findingsOf(rule, design("shards: 4"));
		assert.match(findingMessage(finding!, "en"), /^The fullest shard of `db` is 80 % full in \d+ d\.$/);
		checkReports(rule, design("<|shards: 4|>"));
	});

	it("looks as far ahead as the design does", () => {
		checkReports(rule, design("<|shards: 6|>", "growth: 4M/day", "system { horizon: 2y }\n"));
		checkSilent(rule, design("shards: 6"));
	});

	it("is silent where data does not grow, the disk is not known, and about one database", () => {
		checkSilent(rule, design("shards: 4", "skew: 0.5"));
		checkSilent(rule, design("shards: 4").replace(", storage: 500GB", ""));
		checkSilent(rule, design("shard-key: x"));
	});

	it("doubles the shards", () => {
		checkFix(rule, "double", design("shards: 4"), design("shards: 8"));
	});
});
