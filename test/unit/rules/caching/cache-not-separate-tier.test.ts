import { cacheNotSeparateTier as rule } from "../../../../src/rules/caching/cache-not-separate-tier.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({ web = "x4", data = "items: 1M", cache = "", end = "c -> web -> db" } = {}): string =>
	`data posts { kind: durable, size: 2KB, ${data} }
client c { rate: 1000rps }
service web ${web} {
  local-cache: posts
  reads posts x2
}
${cache}database db { holds: posts }
${end}
`;

describe("cache-not-separate-tier", () => {
	it("mentions copies that each instance keeps for itself", () =>
		checkReports(
			rule,
			design().replace("local-cache: posts", "<|local-cache: posts|>"),
			"Each of the 4 instances of `web` keeps copies of `posts` of its own, and there is no shared cache.",
		));

	it("is silent about one instance, and data that is small or never changes", () => {
		checkSilent(rule, design({ web: "x1" }));
		checkSilent(rule, design({ data: "items: 100" }));
		checkSilent(rule, design({ data: "items: 1M, immutable: true" }));
	});

	it("is silent in front of a shared cache", () =>
		checkSilent(rule, design({ cache: "cache k x2 { holds: posts }\n", end: "c -> web -> k, db" })));

	it("puts a shared cache behind", () =>
		checkFix(
			rule,
			"cache",
			design(),
			design({
				cache: `cache cache x2 {
  holds: posts
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  eviction: lru
  memory: 1GB
}
`,
				end: "c -> web -> cache, db",
			}),
		));
});
