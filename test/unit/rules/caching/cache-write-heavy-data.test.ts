import assert from "node:assert/strict";
import { cacheWriteHeavyData as rule } from "../../../../src/rules/caching/cache-write-heavy-data.ts";
import { lookAsideWriteHeavy } from "../../../../src/rules/caching-strategies/look-aside-write-heavy.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = ({ cache = "invalidate: delete", writes = "60%", data = "kind: durable" } = {}): string =>
	`data carts { ${data}, items: 1M }
client c { rate: 1000rps }
service web x4 {
  reads carts
  writes carts ${writes}
}
cache k x2 { holds: carts, read: look-aside, write: write-around, ${cache} }
database db { holds: carts }
c -> web -> k, db
`;

describe("cache-write-heavy-data", () => {
	it("reports data of which a third of the operations are writes", () =>
		checkReports(
			rule,
			design().replace("cache k", "cache <|k|>"),
			"38 % of the operations on `carts` are writes: `k` can answer no more than 63 % of their reads.",
		));

	it("is silent about fewer writes, and follows the threshold", () => {
		checkSilent(rule, design({ writes: "40%" }));
		checkSilent(rule, design(), { thresholds: { writeHeavy: 0.4 } });
		checkSilent(rule, design().replace("rate: 1000rps", ""));
	});

	it("is silent about data that may be lost, copies that are updated, and more hits measured", () => {
		checkSilent(rule, design({ data: "kind: derived" }));
		checkSilent(rule, design({ data: "kind: durable, max-loss: 10s" }));
		checkSilent(rule, design({ cache: "invalidate: update, versioned: true" }));
		checkSilent(rule, design({ cache: "invalidate: delete, hit-ratio: 80%" }));
		checkSilent(rule, design().replace("write-around", "write-back"));
	});

	it("leaves it to the rule of the strategy where most operations are writes", () => {
		checkSilent(rule, design({ writes: "x2" }));
		assert.equal(findingsOf(lookAsideWriteHeavy, design({ writes: "x2" })).length, 1);
	});

	it("puts the new value into the cache, with versions", () =>
		checkFix(rule, "update", design(), design({ cache: "invalidate: update, versioned: true" })));

	it("leaves the data out of a cache that has others", () => {
		const before = design()
			.replace("client c", "data tags { kind: durable }\nclient c")
			.replace("k x2 { holds: carts", "k x2 { holds: [tags, carts]")
			.replace("db { holds: carts", "db { holds: [tags, carts]")
			.replace("  reads carts", "  reads tags x5\n  reads carts");
		checkFix(rule, "drop", before, before.replace("k x2 { holds: [tags, carts]", "k x2 { holds: tags"));
	});
});
