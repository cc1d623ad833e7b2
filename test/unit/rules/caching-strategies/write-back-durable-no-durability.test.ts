import assert from "node:assert/strict";
import { writeBackDurableNoDurability as rule } from "../../../../src/rules/caching-strategies/write-back-durable-no-durability.ts";
import { findingWhy } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (
	how = "write: write-back",
	{ data = "kind: durable", links = "web -> c, db", web = "reads orders x5\n  writes orders" } = {},
): string =>
	`data orders { ${data} }
client u { rate: 100rps }
loadbalancer lb x2
service web x2 {
  ${web}
}
cache c x2 { holds: orders, read: look-aside, ${how} }
database db { holds: orders, replicas: 1, failover: automatic }
u -> lb -> web
${links}
`;
const marked = (text: string): string => text.replace("write: write-back", "<|write: write-back|>");

describe("write-back-durable-no-durability", () => {
	it("reports durable data in the memory of the cache alone", () => {
		checkReports(
			rule,
			marked(design("write: write-back, flush: 10s")),
			"For up to 10 s, writes of `orders` are in the memory of `c` alone, and a crash loses them.",
		);
		assert.match(
			findingWhy(findingsOf(rule, design("write: write-back, flush: 10s"))[0]!, "en"),
			/up to 1k writes, 500 on average/,
		);
	});

	it("reports it without any load, with snapshots only, and where nobody says who writes", () => {
		checkReports(rule, marked(design().replace("client u { rate: 100rps }", "client u")));
		checkReports(rule, marked(design("write: write-back, persistence: snapshot")));
		checkReports(rule, marked(design("write: write-back", { web: "timeout: 1s" })));
	});

	it("is silent about a log, a copy, other strategies, and what may be lost or is not written", () => {
		checkSilent(rule, design("write: write-back, persistence: aof"));
		checkSilent(rule, design("write: write-back, replicas: 1"));
		checkSilent(rule, design("write: write-through"));
		checkSilent(rule, design("write: write-back", { data: "kind: derived" }));
		checkSilent(rule, design("write: write-back", { data: "max-loss: 10s" }));
		checkSilent(rule, design("write: write-back", { web: "reads orders" }));
	});

	it("logs and copies, or writes to the store at once", () => {
		const how = "write: write-back, flush: 10s";
		checkFix(rule, "durable", design(how), design(`${how}, persistence: aof, replicas: 1`));
		checkFix(rule, "around", design(how), design("write: write-around, invalidate: delete"));
		const through = { links: "web -> c -> db" };
		checkFix(rule, "through", design(how, through), design("write: write-through", through));
	});

	it("writes around the cache what is written often, past it to the store", () => {
		const web = "reads orders\n  writes orders x2";
		checkFix(
			rule,
			"around",
			design("write: write-back", { web, links: "web -> c -> db" }),
			design("write: write-around, invalidate: delete", { web, links: "web -> c -> db\nweb -> db" }),
		);
	});
});
