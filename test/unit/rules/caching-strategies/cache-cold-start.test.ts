import assert from "node:assert/strict";
import { cacheColdStart as rule } from "../../../../src/rules/caching-strategies/cache-cold-start.ts";
import { fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf, fixNamed } from "../../../support/rules.ts";

/** 10,000 reads a second, of which the cache answers nearly all and the database carries 4,000. */
const design = ({
	how = "ttl: 24h, replicas: 1",
	data = "items: 1M, size: 2KB, skew: 1",
	db = "read-capacity: 4k/s, write-capacity: 4k/s",
	web = "",
	cache = "cache c x2",
} = {}): string =>
	`data posts { ${data} }
client u { rate: 1000rps }
loadbalancer lb x2
service web x4 {
  reads posts x10
  ${web}
}
${cache} { holds: posts, read: look-aside, write: write-around, ${how} }
database db { holds: posts, replicas: 1, failover: automatic, ${db} }
u -> lb -> web -> c, db
`;
const marked = (text: string): string => text.replace("cache c", "cache <|c|>");

describe("cache-cold-start", () => {
	it("reports a store that does not carry the reads of an empty cache", () =>
		checkReports(
			rule,
			marked(design()),
			"When `c` starts cold, at a launch or after a flush, `db` is 250 % busy.",
			"warning",
		));

	it("is milder where the capacity of the store is a default", () => {
		const [finding] = findingsOf(
			rule,
			design({ db: "write-capacity: 4k/s", how: "ttl: 24h, replicas: 1, hit-ratio: 99%" }),
		);
		assert.equal(finding!.severity, "info");
	});

	it("is silent about a store that carries all reads, warm caches, snapshots, and refused requests", () => {
		checkSilent(rule, design({ db: "read-capacity: 11k/s, write-capacity: 4k/s" }));
		checkSilent(rule, design({ how: "ttl: 24h, replicas: 1, warm-up: 20%" }));
		checkSilent(rule, design({ how: "ttl: 24h, replicas: 1, persistence: snapshot" }));
		checkSilent(rule, design({ how: "ttl: 24h, replicas: 1, stampede: single-flight", web: "rate-limit: 300rps" }));
	});

	it("reports one that is not warm enough", () =>
		checkReports(rule, marked(design({ how: "ttl: 24h, replicas: 1, warm-up: 10" }))));

	it("leaves caches that may be lost to the rules for these", () => {
		checkSilent(rule, design({ how: "ttl: 24h" }));
		checkSilent(rule, design({ how: "ttl: 24h", cache: "cache c" }));
	});

	it("loads the hottest items, or keeps snapshots", () => {
		checkFix(rule, "warm", design(), design({ how: "ttl: 24h, replicas: 1, warm-up: 2%" }));
		const even = (how = "ttl: 24h, replicas: 1"): string => design({ how, data: "items: 1M, size: 2KB, skew: 0" });
		checkFix(rule, "warm", even(), even("ttl: 24h, replicas: 1, warm-up: 100%"));
		const [finding] = findingsOf(rule, even());
		assert.match(
			fixTitle(finding!, fixNamed(finding!, "warm"), "en"),
			/^Load all items into `c` before it takes traffic/,
		);
		assert.match(fixTitle(finding!, fixNamed(finding!, "warm"), "ko"), /^트래픽을 받기 전에 모든 항목/);
		checkFix(rule, "snapshot", design(), design({ how: "ttl: 24h, replicas: 1, persistence: snapshot" }));
		const ids = findingsOf(rule, design({ data: "kind: durable", how: "replicas: 1, ttl: 24h, hit-ratio: 95%" }));
		assert.deepEqual(
			ids[0]!.finding.fixes.filter((fix) => fix.edits().size > 0).map(({ id }) => id),
			["snapshot"],
		);
	});
});
