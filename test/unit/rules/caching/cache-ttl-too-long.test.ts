import { cacheTtlTooLong as rule } from "../../../../src/rules/caching/cache-ttl-too-long.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({ cache = "ttl: 1h", data = "freshness: 1min", web = "writes posts 5%" } = {}): string =>
	`data posts { kind: durable, ${data} }
client c { rate: 100rps }
service web x4 {
  reads posts x10
  ${web}
}
cache k x2 { holds: posts, ${cache} }
database db { holds: posts }
c -> web -> k, db
`;

describe("cache-ttl-too-long", () => {
	it("reports an expiry beyond what readers accept", () =>
		checkReports(
			rule,
			design().replace("ttl: 1h", "<|ttl: 1h|>"),
			"Copies of `posts` in `k` live for 1 h, and no write reaches them: they may be 1 min old.",
		));

	it("reports more old hits than are right, where nobody says how old they may be", () => {
		const stale = design({ data: "items: 1000, skew: 0.8", web: "writes posts x1" });
		checkReports(
			rule,
			stale.replace("ttl: 1h", "<|ttl: 1h|>"),
			"Copies of `posts` in `k` live for 1 h, and no write reaches them: 100 % of the hits are old.",
		);
		checkReports(rule, stale.replace(", skew: 0.8", "").replace("ttl: 1h", "<|ttl: 1h|>"), undefined, "info");
		checkSilent(rule, stale.replace("writes posts x1", "writes posts 0.001%"));
	});

	it("is silent where writes reach the copies, nothing changes, or nobody writes", () => {
		for (const cache of ["ttl: 1h, invalidate: delete", "ttl: 1h, invalidate: cdc", "ttl: 1h, write: write-through"]) {
			checkSilent(rule, design({ cache }));
		}
		checkSilent(rule, design({ data: "freshness: 1min, immutable: true" }));
		checkSilent(rule, design({ web: "writes posts 0%" }));
		checkSilent(rule, design({ cache: "ttl: 1min" }));
		checkSilent(rule, design({ data: "freshness: 2h, items: 1000", web: "writes posts x1" }));
	});

	it("leaves it to write-around-stale where the strategy is said", () =>
		checkSilent(rule, design({ cache: "ttl: 1h, read: look-aside, write: write-around" })));

	it("shortens it to what is accepted, or deletes copies on a write", () => {
		checkFix(rule, "expire", design(), design({ cache: "ttl: 1min" }));
		checkFix(rule, "invalidate", design(), design({ cache: "ttl: 1h, invalidate: delete" }));
	});
});
