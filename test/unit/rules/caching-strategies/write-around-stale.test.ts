import assert from "node:assert/strict";
import { writeAroundStale as rule } from "../../../../src/rules/caching-strategies/write-around-stale.ts";
import { findingMessage } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

/** 1,000 reads and 100 writes a second of 1,000 items that are equally popular: one write of each in 10 s. */
const design = (
	cache: string,
	{ data = "items: 1000, skew: 0", writes = "writes posts", links = "web -> c, db", read = "look-aside" } = {},
): string =>
	`data posts { ${data} }
client u { rate: 100rps }
loadbalancer lb x2
service web x2 {
  reads posts x10
  ${writes}
}
cache c x2 { holds: posts, read: ${read}, ${cache} }
database db { holds: posts, replicas: 1, failover: automatic }
u -> lb -> web
${links}
`;
const around = "write: write-around";
const marked = (text: string): string => text.replace(around, `<|${around}|>`);

describe("write-around-stale", () => {
	it("reports the share of the hits that is out of date", () =>
		checkReports(
			rule,
			marked(design(`${around}, ttl: 1min`)),
			"Writes of `posts` go around `c` and leave the old copy there: 83 % of the hits are out of date.",
		));

	it("reports copies that live for longer than they may be old, with read-through as well", () => {
		const data = "freshness: 1min";
		checkReports(
			rule,
			marked(design(`${around}, ttl: 1h`, { data })),
			"Writes of `posts` go around `c` and leave the old copy there: it is served for up to 1 h, and may be 1 min old.",
		);
		checkReports(rule, marked(design(`${around}, ttl: 1h`, { data, read: "read-through", links: "web -> c -> db" })));
		checkReports(
			rule,
			marked(design(`${around}, ttl: 1h, invalidate: none`, { data: "consistency: strong" })),
			"Writes of `posts` go around `c` and leave the old copy there: it is served for up to 1 h, and only the newest value will do.",
		);
	});

	it("is milder where the popularity is a default", () => {
		const [finding] = findingsOf(rule, design(`${around}, ttl: 1h`, { data: "items: 1000" }));
		assert.equal(finding!.severity, "info");
	});

	it("is silent about invalidation, other strategies, and what does not change or is not written", () => {
		for (const cache of ["invalidate: delete", "invalidate: update", "invalidate: cdc"])
			checkSilent(rule, design(`${around}, ttl: 1h, ${cache}`));
		checkSilent(rule, design("write: write-through, ttl: 1h"));
		checkSilent(rule, design(`${around}, ttl: 1h`, { data: "items: 1000, skew: 0, immutable: true" }));
		checkSilent(rule, design(`${around}, ttl: 1h`, { writes: "" }));
	});

	it("is silent where copies may be as old as they live, few hits are old, or nothing is known", () => {
		checkSilent(rule, design(`${around}, ttl: 1h`, { data: "items: 1000, skew: 0, freshness: 1h" }));
		checkSilent(rule, design(`${around}, ttl: 1s`));
		checkSilent(rule, design(`${around}, ttl: 1h`, { data: "kind: durable" }));
	});

	it("leaves copies that never expire to the rule for these, unless that is off", () => {
		checkSilent(rule, design(around));
		const [finding] = findingsOf(rule, design(around), { severities: { "cache-no-ttl": "off" } });
		assert.equal(
			findingMessage(finding!, "en"),
			"Writes of `posts` go around `c` and leave the old copy there: it is served until it is thrown out.",
		);
	});

	it("deletes the copy, lets it expire in time, or writes through the cache", () => {
		const data = "freshness: 1min";
		const before = design(`${around}, ttl: 1h`, { data });
		checkFix(rule, "invalidate", before, design(`${around}, ttl: 1h, invalidate: delete`, { data }));
		checkFix(rule, "expire", before, design(`${around}, ttl: 1min`, { data }));
		const through = { data, read: "read-through", links: "web -> c -> db" };
		checkFix(rule, "through", design(`${around}, ttl: 1h`, through), design("write: write-through, ttl: 1h", through));
	});

	it("offers an expiry only where somebody says how old a copy may be, and write-through only on the way", () => {
		const ids = (text: string) => findingsOf(rule, text)[0]!.finding.fixes.map(({ id }) => id);
		assert.deepEqual(ids(design(`${around}, ttl: 1min`)), ["invalidate"]);
	});
});
