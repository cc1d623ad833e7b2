import { cacheTtlTooShort as rule } from "../../../../src/rules/caching/cache-ttl-too-short.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({ cache = "ttl: 10s, invalidate: delete", data = "items: 1M, skew: 0.9", web = "" } = {}): string =>
	`data posts { kind: durable, ${data} }
client c { rate: 1000rps }
service web x4 {
  reads posts x2
${web}}
cache k x2 { holds: posts, ${cache} }
database db { holds: posts }
c -> web -> k, db
`;

describe("cache-ttl-too-short", () => {
	it("reports an expiry that costs ten points of hits", () =>
		checkReports(
			rule,
			design().replace("ttl: 10s", "<|ttl: 10s|>"),
			"Copies in `k` expire after 10 s: it answers 38 % of its reads instead of 100 %.",
		));

	it("is one step milder where the popularity is assumed", () =>
		checkReports(rule, design({ data: "items: 1M" }).replace("ttl: 10s", "<|ttl: 10s|>"), undefined, "info"));

	it("is silent about an expiry that costs little, or is a day", () => {
		checkSilent(rule, design({ cache: "ttl: 6h, invalidate: delete" }));
		checkSilent(rule, design({ cache: "ttl: 24h, invalidate: delete", data: "items: 900M, skew: 0.9" }));
	});

	it("is silent where the data must not be older, something is not known, or hits were measured", () => {
		checkSilent(rule, design({ data: "items: 1M, skew: 0.9, freshness: 10s" }));
		checkSilent(rule, design({ data: "skew: 0.9" }));
		checkSilent(rule, design({ cache: "ttl: 10s, invalidate: delete, hit-ratio: 90%" }));
		checkSilent(rule, design().replace("c -> web", "web"));
	});

	it("is silent where it is the memory that keeps hits down", () =>
		checkSilent(rule, design({ cache: "ttl: 10s, invalidate: delete, memory: 1MB" })));

	it("lets them live for as long as that gains a point, or as long as the data may be old", () => {
		checkFix(rule, "expire", design(), design({ cache: "ttl: 24h, invalidate: delete, jitter: 10%" }));
		const fresh = "items: 1M, skew: 0.9, freshness: 10min";
		checkFix(
			rule,
			"expire",
			design({ cache: "ttl: 10s, jitter: 5%", data: fresh }),
			design({ cache: "ttl: 10min, jitter: 5%", data: fresh }),
		);
	});

	it("deletes them on a write, where nothing did", () =>
		checkFix(
			rule,
			"invalidate",
			design({ cache: "ttl: 10s, jitter: 5%", web: "  writes posts 0.01%\n" }),
			design({ cache: "ttl: 24h, jitter: 5%, invalidate: delete", web: "  writes posts 0.01%\n" }),
		));
});
