import assert from "node:assert/strict";
import { cacheStampede as rule } from "../../../../src/rules/caching-strategies/cache-stampede.ts";
import { checkFix, checkReports, checkSilent, findingsOf, fixed, fixNamed } from "../../../support/rules.ts";

/** The hottest item is asked for 2,000 times a second. */
const design = (
	how: string,
	{ data = "kind: derived, items: 100k, hottest: 20%", web = "reads feeds x10" } = {},
): string =>
	`data feeds { ${data} }
client u { rate: 1000rps }
loadbalancer lb x2
service web x2 {
  ${web}
}
cache c x2 { holds: feeds, read: look-aside, write: write-around, ${how} }
database db { holds: feeds, replicas: 1, failover: automatic }
u -> lb -> web -> c, db
`;

describe("cache-stampede", () => {
	it("reports how many compute the hottest item at once", () => {
		checkReports(
			rule,
			design("ttl: 1min, <|recompute: 500ms|>"),
			"Each time the most popular item of `c` is gone, 1k requests compute it anew at once.",
		);
		checkReports(rule, design("ttl: 1min, recompute: 500ms, <|stampede: none|>"));
	});

	it("reports items that writes delete, and is not content with jitter", () => {
		const web = "reads feeds x10\n  writes feeds";
		checkReports(rule, design("invalidate: delete, <|recompute: 500ms|>", { web }));
		checkReports(rule, design("ttl: 1min, jitter: 10%, <|recompute: 500ms|>"));
	});

	it("is milder where the popularity is a default", () => {
		const text = design("ttl: 1min, recompute: 500ms", { data: "kind: derived, items: 1k" });
		assert.equal(findingsOf(rule, text)[0]!.severity, "info");
	});

	it("is silent where one computes, few ask, nothing expires, or the time is not known", () => {
		for (const how of ["single-flight", "lease", "early-refresh", "stale-while-revalidate"])
			checkSilent(rule, design(`ttl: 1min, recompute: 500ms, stampede: ${how}`));
		checkSilent(rule, design("ttl: 1min, recompute: 4ms"));
		checkSilent(rule, design("recompute: 500ms"));
		checkSilent(rule, design("ttl: 1min"));
		checkSilent(rule, design("ttl: 1min, recompute: 500ms", { data: "kind: derived" }));
	});

	it("lets one compute, or serves the old value where that will do", () => {
		const before = design("ttl: 1min, recompute: 500ms");
		checkFix(rule, "single-flight", before, design("ttl: 1min, recompute: 500ms, stampede: single-flight"));
		const [finding] = findingsOf(rule, before);
		assert.match(fixed(finding!, fixNamed(finding!, "stale-while-revalidate")), /stampede: stale-while-revalidate\n}/);
		const strong = design("ttl: 1min, recompute: 500ms", { data: "items: 100k, hottest: 20%, consistency: strong" });
		assert.deepEqual(
			findingsOf(rule, strong)[0]!.finding.fixes.map(({ id }) => id),
			["single-flight"],
		);
	});
});
