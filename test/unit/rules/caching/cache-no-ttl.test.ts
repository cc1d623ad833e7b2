import assert from "node:assert/strict";
import { cacheNoTtl as rule } from "../../../../src/rules/caching/cache-no-ttl.ts";
import { checkFix, checkReports, checkSilent, inspectText } from "../../../support/rules.ts";

const design = (how = "", { data = "kind: durable", web = "reads posts\n  writes posts" } = {}): string =>
	`data posts { ${data} }
service web x2 {
  ${web}
}
cache c x2 { holds: posts${how} }
database db { holds: posts }
web -> c, db
`;

describe("cache-no-ttl", () => {
	it("reports copies that nothing takes away", () => {
		checkReports(
			rule,
			design().replace("cache c", "cache <|c|>"),
			"Copies of `posts` in `c` never expire, and no write takes them away.",
		);
		checkReports(rule, design(", invalidate: none").replace("cache c", "cache <|c|>"));
		checkReports(
			rule,
			"service web\ncache <|c|>\ndatabase db\nweb -> c, db\n",
			"Copies of what is read often in `c` never expire, and no write takes them away.",
		);
	});

	it("is silent about an expiry, invalidation, and caches that every write goes through", () => {
		checkSilent(rule, design(", ttl: 1h"));
		for (const how of ["invalidate: delete", "invalidate: update", "invalidate: cdc", "write: write-through"]) {
			checkSilent(rule, design(`, ${how}`));
		}
	});

	it("is silent about data that never changes, and a cache that is the store", () => {
		checkSilent(rule, design("", { data: "kind: durable, immutable: true" }));
		checkSilent(rule, "data d { kind: derived }\nservice web { reads d }\ncache c { holds: d }\nweb -> c\n");
		checkSilent(rule, "service web { sessions: c }\ncache c\n");
	});

	it("speaks for write-around as well, where copies of what is written never go", () => {
		const { findings } = inspectText(design(", read: look-aside, write: write-around"));
		const ids = findings.map(({ rule }) => rule.id).filter((id) => id.startsWith("cache-") || id.startsWith("write-"));
		assert.deepEqual(ids, ["cache-no-ttl"]);
	});

	it("deletes copies on a write, with an expiry as a backstop", () =>
		checkFix(rule, "invalidate", design(), design(", invalidate: delete, ttl: 24h, jitter: 10%")));

	it("sets an expiry alone where that is fresh enough, or nobody writes", () => {
		const fresh = { data: "kind: durable, freshness: 5min" };
		checkFix(rule, "expire", design("", fresh), design(", ttl: 5min, jitter: 10%", fresh));
		const read = { web: "reads posts" };
		checkFix(rule, "expire", design(", jitter: 20%", read), design(", jitter: 20%, ttl: 24h", read));
	});
});
