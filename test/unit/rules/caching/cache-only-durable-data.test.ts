import assert from "node:assert/strict";
import { cacheOnlyDurableData as rule } from "../../../../src/rules/caching/cache-only-durable-data.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (how = "", { data = "kind: durable", more = "", links = "web -> c" } = {}): string =>
	`data orders { ${data} }
service web x2 {
  reads orders
  writes orders 10%
}
cache c x2 { holds: orders${how} }
${more}${links}
`;
const marked = (text: string): string => text.replace("holds: orders", "<|holds: orders|>");

describe("cache-only-durable-data", () => {
	it("reports durable data that no store holds", () =>
		checkReports(
			rule,
			marked(design()),
			"`orders` must not be lost, but only the cache `c` has it: a restart loses all of it.",
			"error",
		));

	it("warns where some of it comes back, and says what is lost", () => {
		checkReports(
			rule,
			marked(design(", persistence: aof")),
			"`orders` must not be lost, but only the cache `c` has it: a crash loses up to a second of writes.",
			"warning",
		);
		checkReports(
			rule,
			marked(design(", persistence: snapshot")),
			"`orders` must not be lost, but only the cache `c` has it: a crash loses all that was written since the last snapshot.",
			"warning",
		);
		checkReports(rule, marked(design(", replicas: 1")), undefined, "warning");
		assert.equal(findingsOf(rule, design(", replicas: 1"))[0]!.severity, "warning");
	});

	it("is milder where nobody says that the data is durable", () =>
		checkReports(
			rule,
			marked(design("", { data: "size: 1KB" })),
			"`orders` must not be lost, but only the cache `c` has it: a restart loses all of it. Assumed: kind durable.",
			"warning",
		));

	it("is silent about sessions, what can be computed again, and copies", () => {
		checkSilent(rule, design("", { data: "kind: derived" }));
		checkSilent(rule, design("", { data: "kind: session" }));
		checkSilent(rule, design("", { more: "database db { holds: orders }\n", links: "web -> c, db" }));
	});

	it("is silent where a store beside it does not say what it holds", () =>
		checkSilent(rule, design("", { more: "database db\n", links: "web -> c, db" })));

	it("reports copies in two places once, and offers no store that nothing would replicate", () => {
		const text =
			"data orders { kind: durable }\ndatacenter a {\n  service web x2 { writes orders }\n  cache c { holds: orders }\n  web -> c\n}\ndatacenter b like a\n";
		const found = findingsOf(rule, text);
		assert.equal(found.length, 1);
		assert.equal(found[0]!.finding.fixes[0]!.edits().size, 0);
	});

	it("keeps it in a database, of which the cache has copies", () =>
		checkFix(
			rule,
			"database",
			design(", ttl: 1h"),
			design(", ttl: 1h, read: look-aside, write: write-around, invalidate: delete", {
				more: "database db { holds: orders, replicas: 1, failover: automatic, backup: 1d }\n",
				links: "web -> c, db",
			}),
		));
});
