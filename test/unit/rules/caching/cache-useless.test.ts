import { cacheUseless as rule } from "../../../../src/rules/caching/cache-useless.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({ cache = "", data = "items: 500M, skew: 0.4", end = "c -> web -> k, db" } = {}): string =>
	`data posts { kind: durable, size: 2KB, ${data} }
client c { rate: 200rps }
service web x2 {
  reads posts x2
}
cache k x2 { holds: posts, ttl: 24h, invalidate: delete${cache} }
database db { holds: posts }
${end}
`;

describe("cache-useless", () => {
	it("reports a cache that hardly hits", () =>
		checkReports(
			rule,
			design().replace("cache k", "cache <|k|>"),
			"`k` answers 9 % of its reads: it takes 36/s of 400/s off `db`.",
		));

	it("is silent about one that hits, was measured, or of which too little is known", () => {
		checkSilent(rule, design({ data: "items: 1M, skew: 0.9" }));
		checkSilent(rule, design({ cache: ", hit-ratio: 10%" }));
		checkSilent(rule, design({ data: "skew: 0.4" }));
		checkSilent(rule, design().replace("rate: 200rps", ""));
	});

	it("leaves it to the rule that knows what it lacks", () => {
		checkSilent(rule, design({ data: "items: 50M, skew: 0.9", cache: ", memory: 1MB" }));
		checkSilent(rule, design({ data: "items: 1M, skew: 0.5" }).replace("ttl: 24h", "ttl: 1s"));
	});

	it("takes it out, unless its readers have no other way", () => {
		checkFix(rule, "remove", design(), design({ end: "c -> web -> db" }).replace(/^cache k.*\n/m, ""));
		const through = design({ end: "c -> web -> k -> db", cache: ", read: read-through" });
		checkReports(rule, through.replace("cache k", "cache <|k|>"));
	});

	it("keeps what is worth it", () => {
		const two = design()
			.replace("client c", "data tags { kind: durable, size: 100B, items: 1000, skew: 0.9 }\nclient c")
			.replace("reads posts x2", "reads posts x2\n  reads tags 1%")
			.replace("db { holds: posts }", "db { holds: [posts, tags] }");
		const before = two.replace("k x2 { holds: posts", "k x2 { holds: [posts, tags]");
		checkFix(rule, "restrict", before, before.replace("k x2 { holds: [posts, tags]", "k x2 { holds: tags"));
	});
});
