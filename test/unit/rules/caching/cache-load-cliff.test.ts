import assert from "node:assert/strict";
import { cacheLoadCliff as rule } from "../../../../src/rules/caching/cache-load-cliff.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const HOW = "read: look-aside, ttl: 1h, hit-ratio: 80%";

/** 1,000 reads a second, of which the cache answers 80 %. */
const design = ({ cache = "cache c x4", how = HOW, db = "read-capacity: 800/s", web = "" } = {}): string =>
	`data posts { kind: durable }
client u { rate: 100rps }
loadbalancer lb x2
service web x2 {
  reads posts x10
  ${web}
}
${cache} { holds: posts, ${how} }
database db { holds: posts, replicas: 1, write-capacity: 100/s, ${db} }
u -> lb -> web
web -> c, db
`;
const marked = (text: string): string => text.replace("cache c", "cache <|c|>");

describe("cache-load-cliff", () => {
	it("reports a store that does not carry the reads of a lost cache", () =>
		checkReports(rule, marked(design()), "When `c` is lost, `db` is 125 % busy.", "error"));

	it("reports one that does not survive the loss of a single node", () => {
		checkReports(
			rule,
			marked(design({ cache: "cache c x2", db: "read-capacity: 500/s" })),
			"When one node of `c` is lost, `db` is 120 % busy.",
			"error",
		);
		// Of four nodes with modulo three quarters of the items are gone with one of them.
		checkReports(
			rule,
			marked(design({ how: `${HOW}, placement: modulo`, db: "read-capacity: 750/s" })),
			"When one node of `c` is lost, `db` is 107 % busy.",
		);
	});

	it("is milder where the capacity of the store is assumed", () => {
		const text = design({ db: "engine: postgres" }).replace("rate: 100rps", "rate: 1200rps");
		assert.equal(findingsOf(rule, text)[0]!.severity, "warning");
	});

	it("is silent where the store carries all reads, or copies keep the hits", () => {
		checkSilent(rule, design({ db: "read-capacity: 1100/s" }));
		checkSilent(rule, design({ how: `${HOW}, replicas: 1` }));
		checkSilent(rule, design({ how: `${HOW}, managed: true` }));
	});

	it("is silent where misses are merged and what is too much is refused", () => {
		checkSilent(rule, design({ how: `${HOW}, stampede: lease`, web: "rate-limit: 60rps" }));
		assert.equal(findingsOf(rule, design({ how: `${HOW}, stampede: lease` })).length, 1);
		assert.equal(findingsOf(rule, design({ web: "rate-limit: 60rps" })).length, 1);
	});

	it("is silent about a store that is full already, a cache of one node, without users, and in development", () => {
		checkSilent(rule, design({ db: "read-capacity: 150/s" }));
		checkSilent(rule, design({ cache: "cache c" }));
		checkSilent(rule, design().replace("rate: 100rps", ""));
		checkSilent(rule, `system { environment: dev }\n${design()}`);
	});

	it("keeps copies, sheds load, or gives the store replicas", () => {
		checkFix(rule, "copies", design(), design({ how: `${HOW}, replicas: 1` }));
		checkFix(
			rule,
			"copies",
			design({ how: `${HOW}, placement: modulo` }),
			design({ how: `${HOW}, placement: consistent-hash, replicas: 1` }),
		);
		checkFix(
			rule,
			"shed",
			design({ web: "capacity: 90rps" }),
			design({ web: "capacity: 90rps\n  rate-limit: true", how: `${HOW}, stampede: single-flight` }),
		);
		checkFix(
			rule,
			"replicas",
			design({ db: "failover: manual, read-capacity: 800/s" }),
			design({ db: "failover: manual, read-capacity: 800/s" }).replace("replicas: 1", "replicas: 2"),
		);
	});
});
