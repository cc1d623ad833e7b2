import assert from "node:assert/strict";
import { readThroughLatency as rule } from "../../../../src/rules/caching-strategies/read-through-latency.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = ({
	how = "memory: 1GB",
	cache = "service-time: 1ms",
	read = "read-through",
	client = "rate: 500rps",
	db = "service-time: 2ms",
	links = "web -> c -> db",
} = {}): string =>
	`data posts { items: 50M, size: 2KB, skew: 0.8 }
client u { ${client} }
loadbalancer lb x2
service web x2 { reads posts }
cache c x2 { holds: posts, read: ${read}, replicas: 1, ${cache}, ${how} }
database db { holds: posts, replicas: 1, failover: automatic, ${db} }
u -> lb -> web
${links}
`;

describe("read-through-latency", () => {
	it("reports how much longer a miss takes", () => {
		const [finding] = findingsOf(rule, design());
		assert.equal(finding?.severity, "info");
		checkReports(rule, design({ how: "hit-ratio: 40%" }).replace("cache c", "cache <|c|>"));
	});

	it("is milder where a time is a default", () =>
		assert.equal(findingsOf(rule, design({ cache: "ttl: 7d" }))[0]!.severity, "hint"));

	it("is silent about hits enough, short ways, look-aside, and without traffic", () => {
		checkSilent(rule, design({ how: "memory: 64GB" }));
		checkSilent(rule, design({ how: "hit-ratio: 75%" }));
		checkSilent(rule, design({ db: "service-time: 50ms" }));
		checkSilent(rule, design({ read: "look-aside", links: "web -> c, db" }));
		checkSilent(rule, design({ client: "region: eu" }));
	});

	it("adds memory where that is what it lacks", () => {
		checkFix(rule, "memory", design(), design({ how: "memory: 32GB" }));
		assert.deepEqual(findingsOf(rule, design({ how: "hit-ratio: 40%" }))[0]!.finding.fixes, []);
	});
});
