import assert from "node:assert/strict";
import { cacheColdData as rule } from "../../../../src/rules/caching-strategies/cache-cold-data.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

/** 2,000 reads and 500 writes a second of 50 million items that are equally popular. */
const design = ({
	how = "write: write-through",
	memory = "memory: 2GB",
	data = "items: 50M, size: 2KB, skew: 0",
	web = "reads posts x4\n  writes posts",
	links = "web -> c -> db",
} = {}): string =>
	`data posts { kind: durable, ${data} }
client u { rate: 500rps }
loadbalancer lb x2
service web x4 {
  ${web}
}
cache c x2 { holds: posts, read: read-through, replicas: 1, ${memory}, ${how} }
database db { holds: posts, replicas: 1, failover: automatic }
u -> lb -> web
${links}
`;
const marked = (text: string): string => text.replace("write: write-through", "<|write: write-through|>");

describe("cache-cold-data", () => {
	it("reports copies that are thrown out before they are read", () => {
		checkReports(rule, marked(design()));
		assert.equal(findingsOf(rule, design())[0]!.severity, "info");
	});

	it("is silent about items that are read, copies that expire soon, and other strategies", () => {
		checkSilent(rule, design({ memory: "memory: 200GB" }));
		checkSilent(rule, design({ data: "items: 10k, size: 2KB, skew: 0" }));
		checkSilent(rule, design({ how: "write: write-through, ttl: 30s" }));
		checkSilent(rule, design({ how: "write: write-around, invalidate: delete" }));
		checkSilent(rule, design({ data: "items: 50M, size: 2KB, skew: 0, read-after: 1s" }));
		checkSilent(rule, design({ data: "size: 2KB" }));
		checkSilent(rule, design({ web: "reads posts x4" }));
	});

	it("leaves data that is mostly written to write-through-write-heavy", () =>
		checkSilent(rule, design({ web: "reads posts\n  writes posts" })));

	it("writes around the cache, or lets copies expire that are written back", () => {
		checkFix(
			rule,
			"around",
			design(),
			design({ how: "write: write-around, invalidate: delete", links: "web -> c -> db\nweb -> db" }),
		);
		checkFix(rule, "expire", design({ how: "write: write-back" }), design({ how: "write: write-back, ttl: 1min" }));
	});
});
