import { cacheMemoryNoHeadroom as rule } from "../../../../src/rules/caching/cache-memory-no-headroom.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (memory = "3500MB", more = ""): string =>
	`data posts { kind: durable, size: 2KB, items: 10M, skew: 0.9 }
client c { rate: 2000rps }
service web x8 {
  reads posts x2
}
cache k x2 { holds: posts, ttl: 24h, memory: ${memory}${more} }
database db { holds: posts }
c -> web -> k, db
`;

describe("cache-memory-no-headroom", () => {
	it("reports memory that is just enough", () =>
		checkReports(
			rule,
			design().replace(/memory: \w+/, "<|$&|>"),
			"`k` needs 86 % of its 3.5 GB a node to answer 80 % of its reads.",
		));

	it("is silent about room, too little memory, and hits that were measured", () => {
		checkSilent(rule, design("4GB"));
		checkSilent(rule, design("2GB"));
		checkSilent(rule, design("3500MB", ", hit-ratio: 90%"));
		checkSilent(rule, design().replace("items: 10M, ", ""));
	});

	it("follows the threshold", () => checkSilent(rule, design(), { thresholds: { memory: 0.9 } }));

	it("gives it a quarter more", () => checkFix(rule, "memory", design(), design("4GB")));
});
