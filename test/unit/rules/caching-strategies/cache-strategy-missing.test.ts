import { cacheStrategyMissing as rule } from "../../../../src/rules/caching-strategies/cache-strategy-missing.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (cache: string, { data = "kind: durable", links = "web -> c, db" } = {}): string =>
	`data posts { ${data} }
service web x2 {
  reads posts x10
  writes posts 5%
}
cache c x2 { holds: posts, ${cache} }
database db { holds: posts, replicas: 1, failover: automatic }
${links}
`;
const marked = (text: string): string => text.replace("cache c", "cache <|c|>");

describe("cache-strategy-missing", () => {
	it("reports a cache that does not say who fills it, what a write does, or either", () => {
		checkReports(
			rule,
			marked(design("ttl: 1h")),
			"`c` does not say who fetches what it lacks, nor what a write does with the copy.",
		);
		checkReports(
			rule,
			marked(design("write: write-around, invalidate: delete")),
			"`c` does not say who fetches what it lacks.",
		);
		checkReports(
			rule,
			marked(design("read: look-aside, ttl: 1h")),
			"`c` does not say what a write does with the copy.",
		);
	});

	it("reports one that does not even say what it holds", () =>
		checkReports(rule, "service web x2\ncache <|c|> x2\ndatabase db\nweb -> c, db\n"));

	it("is silent about a cache with both, about writes of what never changes, and about stores that are no copies", () => {
		checkSilent(rule, design("read: look-aside, write: write-around, ttl: 1h"));
		checkSilent(rule, design("read: look-aside, ttl: 1h", { data: "immutable: true" }));
		checkSilent(rule, "data s { kind: session }\nservice web x2 { sessions: c }\ncache c x2 { holds: s }\nweb -> c\n");
		checkSilent(rule, "data d { kind: derived }\nservice web x2 { reads d }\ncache c x2 { holds: d }\nweb -> c\n");
	});

	it("declares the usual pair with invalidation, and nothing anew that is declared", () => {
		const usual = "read: look-aside, write: write-around, invalidate: delete";
		checkFix(rule, "usual", design("ttl: 1h"), design(`ttl: 1h, ${usual}`));
		checkFix(
			rule,
			"usual",
			design("invalidate: cdc, read: look-aside"),
			design("invalidate: cdc, read: look-aside, write: write-around"),
		);
		checkFix(rule, "usual", design("write: write-through"), design("write: write-through, read: look-aside"));
	});

	it("says read-through where only the cache leads to the store", () => {
		const links = "web -> c -> db";
		checkFix(
			rule,
			"usual",
			design("write: write-through", { links }),
			design("write: write-through, read: read-through", { links }),
		);
	});
});
