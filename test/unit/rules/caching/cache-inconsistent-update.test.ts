import { cacheInconsistentUpdate as rule } from "../../../../src/rules/caching/cache-inconsistent-update.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (how: string, { data = "kind: durable", links = "web -> c, db", web = "writes posts" } = {}): string =>
	`data posts { ${data} }
service web x2 {
  reads posts
  ${web}
}
cache c x2 { holds: posts, ${how} }
database db { holds: posts }
${links}
`;

describe("cache-inconsistent-update", () => {
	it("reports a copy that its writer sets after the store", () =>
		checkReports(
			rule,
			design("ttl: 1h, <|invalidate: update|>"),
			"Writers put `posts` into the store and into `c` one after the other, so the older value can stay in the cache.",
		));

	it("reports a write-through that the writer does itself", () =>
		checkReports(rule, design("ttl: 1h, <|write: write-through|>")));

	it("is silent where the cache writes to the store, or follows it", () => {
		checkSilent(rule, design("ttl: 1h, write: write-through", { links: "web -> c -> db" }));
		checkSilent(rule, design("ttl: 1h, invalidate: cdc"));
		checkSilent(rule, design("ttl: 1h, invalidate: delete"));
		checkSilent(rule, design("ttl: 1h, write: write-back"));
	});

	it("is silent about versions and leases", () => {
		checkSilent(rule, design("ttl: 1h, invalidate: update, versioned: true"));
		checkSilent(rule, design("ttl: 1h, invalidate: update, stampede: lease"));
	});

	it("is silent about what may be as old as its copies, never changes, or nobody writes", () => {
		checkSilent(rule, design("ttl: 1h, invalidate: update", { data: "freshness: 1h" }));
		checkSilent(rule, design("ttl: 1h, invalidate: update", { data: "immutable: true" }));
		checkSilent(rule, design("ttl: 1h, invalidate: update", { web: "" }));
	});

	it("deletes the copy instead, follows the log, or gives it versions", () => {
		const update = design("ttl: 1h, invalidate: update");
		checkFix(rule, "delete", update, design("ttl: 1h, invalidate: delete"));
		checkFix(rule, "cdc", update, design("ttl: 1h, invalidate: cdc"));
		checkFix(rule, "versions", update, design("ttl: 1h, invalidate: update, versioned: true"));
		checkFix(
			rule,
			"delete",
			design("read: look-aside, write: write-through"),
			design("read: look-aside, write: write-around, invalidate: delete, ttl: 24h"),
		);
	});
});
