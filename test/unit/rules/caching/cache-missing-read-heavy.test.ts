import assert from "node:assert/strict";
import { cacheMissingReadHeavy as rule } from "../../../../src/rules/caching/cache-missing-read-heavy.ts";
import { fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

/** 100 requests a second, so ten reads for each are 1,000 a second. */
const design = (
	options: { data?: string; accesses?: string; db?: string; more?: string; links?: string } = {},
): string => {
	const { data = "kind: durable", accesses = "reads posts x10", db = "read-capacity: 1500/s", more = "" } = options;
	return `data posts { ${data} }
client c { rate: 100rps }
loadbalancer lb x2
service web x2 {
  ${accesses}
}
${more}database db { holds: posts, replicas: 0, ${db} }
c -> lb -> web -> ${options.links ?? "db"}
`;
};
const mark = (text: string): string => text.replace("database db", "database <|db|>");

describe("cache-missing-read-heavy", () => {
	it("mentions reads that half fill a database", () =>
		checkReports(
			rule,
			mark(
				design({
					accesses: "reads posts x10\n  writes posts 10%",
					db: "read-capacity: 1500/s, write-capacity: 1000/s",
				}),
			),
			"`db` is 68 % busy, and 99 % of what it does for `posts` are reads that no cache answers.",
			"info",
		));

	it("warns where it is hot, one step more mildly where its capacity is assumed", () => {
		assert.equal(
			findingsOf(rule, design({ db: "read-capacity: 1300/s, write-capacity: 1000/s" }))[0]!.severity,
			"warning",
		);
		const assumed = design({ accesses: "reads posts x80", db: "engine: postgres" });
		assert.equal(findingsOf(rule, assumed)[0]!.severity, "info");
	});

	it("rests on no capacity for writes where nobody writes", () => {
		const hot = design({ db: "read-capacity: 1300/s" });
		checkReports(
			rule,
			mark(hot),
			"`db` is 77 % busy, and 100 % of what it does for `posts` are reads that no cache answers.",
			"warning",
		);
	});

	it("is silent about a database that is not busy", () => checkSilent(rule, design({ db: "read-capacity: 2100/s" })));

	it("is silent about data that is written often, must be read as written, is read evenly, or are sessions", () => {
		checkSilent(rule, design({ accesses: "reads posts x7\n  writes posts x2" }));
		checkSilent(rule, design({ data: "consistency: strong" }));
		checkSilent(rule, design({ data: "skew: 0.5" }));
		checkSilent(rule, design({ data: "kind: session" }));
	});

	it("is silent where a cache holds the data, and where nothing is known of it", () => {
		checkSilent(rule, design({ more: "cache k x2 { holds: posts, hit-ratio: 10% }\n", links: "k, db" }));
		checkSilent(rule, "client c { rate: 100rps }\nservice web\ndatabase db { read-capacity: 120/s }\nc -> web -> db\n");
	});

	it("puts a cache beside it that fits the data", () =>
		checkFix(
			rule,
			"look-aside",
			design({ data: "items: 20M, size: 1KB, freshness: 5min" }),
			design({
				data: "items: 20M, size: 1KB, freshness: 5min",
				more: `cache cache x2 {
  holds: posts
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 5min
  eviction: lru
  memory: 8GB
}
`,
				links: "cache, db",
			}),
		));

	it("links it to whoever reads, past a balancer of databases, in the same data center", () => {
		const before = `data posts
client c { rate: 100rps }
dns n { health-checks: true }
datacenter us {
  service web x2 {
    reads posts x20
    writes posts 1%
  }
  loadbalancer proxy x2
  database db { holds: posts, read-capacity: 1500/s }
  web -> proxy -> db
}
datacenter eu like us
c -> n -> us.web, eu.web
us.db -> eu.db { failover: automatic }
eu.web -> us.db // writes
`;
		checkFix(
			rule,
			"look-aside",
			before,
			before
				.replace(
					"  database db",
					`  cache cache x2 {
    holds: posts
    read: look-aside
    write: write-around
    invalidate: delete
    ttl: 24h
    eviction: lru
  }
  database db`,
				)
				.replace("web -> proxy -> db", "web -> cache, proxy\n  proxy -> db"),
		);
	});

	it("says what it buys", () => {
		const text = design().replace("rate: 100rps", "users: 432k, requests: 20/day, peak: 1x");
		const [finding] = findingsOf(rule, text);
		assert.equal(
			fixTitle(finding!, finding!.finding.fixes[0]!, "en"),
			"Put a look-aside cache `cache` x2 in front of the reads of `db`: saturates at 3.2M users instead of 648k; then `web` saturates first, at 4.3M".replace(
				/; then.*/,
				"",
			),
		);
	});
});
