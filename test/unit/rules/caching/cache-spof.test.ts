import assert from "node:assert/strict";
import { cacheSpof as rule } from "../../../../src/rules/caching/cache-spof.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

/** 1,000 reads a second, of which the cache answers 80 %. */
const design = ({
	data = "kind: durable",
	cache = "cache c",
	how = "read: look-aside, ttl: 1h, hit-ratio: 80%",
	db = "read-capacity: 800/s",
	web = "",
	links = "web -> c, db",
}: {
	data?: string;
	cache?: string;
	how?: string;
	db?: string;
	web?: string;
	links?: string;
} = {}): string =>
	`data posts { ${data} }
client u { rate: 100rps }
loadbalancer lb x2
service web x2 {
  reads posts x10
  ${web}
}
${cache} { holds: posts, ${how} }
database db { holds: posts, replicas: 0, write-capacity: 100/s, ${db} }
u -> lb -> web
${links}
`;
const marked = (text: string): string => text.replace("cache c", "cache <|c|>");

describe("cache-spof", () => {
	it("is an error where the store behind saturates without the cache", () =>
		checkReports(
			rule,
			marked(design()),
			"`c` is a single node: when it stops, all reads fall on `db`, which is then 125 % busy.",
			"error",
		));

	it("warns where the store would be nearly full, or nothing is known of it", () => {
		assert.equal(findingsOf(rule, design({ db: "read-capacity: 1050/s" }))[0]!.severity, "warning");
		checkReports(
			rule,
			"data posts\nservice web x2 { reads posts }\ncache <|c|> { holds: posts }\ndatabase db { holds: posts }\nweb -> c, db\n",
			"`c` is a single node: when it stops, all reads fall on `db`.",
			"warning",
		);
		checkReports(rule, "service web x2\ncache <|c|>\ndatabase db\nweb -> c, db\n");
	});

	it("mentions it only where the store carries all reads", () =>
		checkReports(
			rule,
			marked(design({ db: "read-capacity: 5000/s" })),
			"`c` is a single node: when it stops, all reads fall on `db`, which is then 20 % busy.",
			"info",
		));

	it("is no error where misses are merged and what is too much is refused", () => {
		const how = "read: look-aside, ttl: 1h, hit-ratio: 80%, stampede: single-flight";
		assert.equal(findingsOf(rule, design({ how, web: "rate-limit: 50rps" }))[0]!.severity, "warning");
		assert.equal(findingsOf(rule, design({ how }))[0]!.severity, "error");
	});

	it("is silent about several nodes, a copy, a managed cache, another one beside it, and in development", () => {
		checkSilent(rule, design({ cache: "cache c x2" }));
		checkSilent(rule, design({ how: "replicas: 1" }));
		checkSilent(rule, design({ how: "managed: true" }));
		checkSilent(rule, `${design({ links: "web -> c, d, db" })}cache d { holds: posts }\n`);
		checkSilent(rule, `system { environment: dev }\n${design()}`);
	});

	it("leaves what requests fail without, and session stores, to the rules for these", () => {
		checkSilent(rule, "data s { kind: session }\nservice web x2 { sessions: c }\ncache c\ndatabase db\nweb -> c, db\n");
		checkSilent(rule, "data d { kind: derived }\nservice web x2 { reads d }\ncache c { holds: d }\nweb -> c\n");
	});

	it("adds a node, with copies where the store needs the hits", () => {
		const how = "read: look-aside, ttl: 1h, hit-ratio: 80%";
		checkFix(rule, "second-node", design(), design({ cache: "cache c x2", how: `${how}, replicas: 1` }));
		const db = "read-capacity: 5000/s";
		checkFix(rule, "second-node", design({ db }), design({ db, cache: "cache c x2" }));
		checkFix(
			rule,
			"second-node",
			design({ db, how: "placement: modulo" }),
			design({ db, how: "placement: consistent-hash", cache: "cache c x2" }),
		);
	});
});
