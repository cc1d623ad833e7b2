import assert from "node:assert/strict";
import { writeBackLossWindow as rule } from "../../../../src/rules/caching-strategies/write-back-loss-window.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

/** 1,000 writes a second. */
const design = (how: string, { data = "kind: derived, max-loss: 2000", client = "rate: 500rps" } = {}): string =>
	`data views { ${data} }
client u { ${client} }
loadbalancer lb x2
service web x2 {
  writes views x2
}
cache c x2 { holds: views, read: look-aside, write: write-back, ${how} }
database db { holds: views, replicas: 1, failover: automatic }
u -> lb -> web -> c, db
`;

describe("write-back-loss-window", () => {
	it("reports more writes between two flushes than may be lost", () => {
		checkReports(
			rule,
			design("<|flush: 5s|>"),
			"A crash of `c` loses up to 5k writes of `views`, and 2k may be lost.",
			"warning",
		);
		checkReports(rule, design("<|flush: 5s|>", { data: "max-loss: 1s" }));
	});

	it("reports durable data whose log is synced once a second", () =>
		checkReports(
			rule,
			design("<|flush: 5s|>, persistence: aof", { data: "kind: durable" }),
			"A crash of `c` loses up to 1k writes of `views`, and none may be lost.",
			"warning",
		));

	it("is milder where nobody says how many may be lost, or how often the cache flushes", () => {
		assert.equal(findingsOf(rule, design("flush: 5s", { data: "kind: derived" }))[0]!.severity, "info");
		assert.equal(findingsOf(rule, design("ttl: 1h"))[0]!.severity, "info");
	});

	it("is silent where few are lost, none are, or nothing is known", () => {
		checkSilent(rule, design("flush: 2s"));
		checkSilent(rule, design("flush: 5s", { data: "max-loss: 5s" }));
		checkSilent(rule, design("flush: 5s, replicas: 1"));
		checkSilent(rule, design("flush: 500ms", { data: "kind: derived" }));
		checkSilent(rule, design("flush: 5s", { client: "region: eu" }));
	});

	it("leaves durable data in memory alone to write-back-durable-no-durability", () =>
		checkSilent(rule, design("flush: 5s", { data: "kind: durable" })));

	it("flushes more often, or keeps a copy", () => {
		checkFix(rule, "flush", design("flush: 5s"), design("flush: 2s"));
		checkFix(rule, "copies", design("flush: 5s"), design("flush: 5s, replicas: 1"));
		const [finding] = findingsOf(rule, design("flush: 5s, persistence: aof", { data: "kind: durable" }));
		assert.deepEqual(
			finding!.finding.fixes.map(({ id }) => id),
			["copies"],
		);
	});
});
