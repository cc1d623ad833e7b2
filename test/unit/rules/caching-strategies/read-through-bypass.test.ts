import { readThroughBypass as rule } from "../../../../src/rules/caching-strategies/read-through-bypass.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({
	how = "read: read-through, write: write-through, ttl: 24h",
	data = "kind: durable",
	links = "web -> c -> db\njob -> db",
	job = "writes posts",
} = {}): string =>
	`data posts { ${data} }
service web x2 {
  reads posts x10
  writes posts 5%
}
worker job x2 { ${job} }
cache c x2 { holds: posts, ${how} }
database db { holds: posts, replicas: 1, failover: automatic }
${links}
`;
const marked = (text: string): string => text.replace("cache c", "cache <|c|>");
const said = "Writes of `posts` by `job` go to `db` past `c`, whose copies stay as they were.";

describe("read-through-bypass", () => {
	it("reports a writer that goes past the cache", () => {
		checkReports(rule, marked(design()), said);
		checkReports(rule, marked(design({ how: "read: look-aside, write: write-back, ttl: 24h, replicas: 1" })), said);
	});

	it("reports one that cannot delete the copy, since it does not know the cache", () => {
		const how = "read: read-through, write: write-around, invalidate: delete, ttl: 24h";
		checkReports(rule, marked(design({ how, links: "web -> c -> db\nweb -> db\njob -> db" })), said);
	});

	it("reports one that gets there through a queue or a router", () => {
		checkReports(rule, `${marked(design({ links: "web -> c -> db\njob -> q -> db" }))}queue q\n`, said);
		checkReports(rule, `${marked(design({ links: "web -> c -> db\njob -> g -> db" }))}gateway g x2\n`, said);
	});

	it("is silent where every writer goes through, or reaches the cache on as short a way", () => {
		checkSilent(rule, design({ links: "web -> c -> db\njob -> c" }));
		checkSilent(rule, design({ links: "web -> c -> db\njob -> c, db" }));
		checkSilent(rule, design({ links: "web -> c -> db\njob -> web" }));
		checkSilent(rule, design({ job: "reads posts" }));
	});

	it("is silent about change data capture, look-aside, and copies that may be old", () => {
		checkSilent(rule, design({ how: "read: read-through, write: write-through, invalidate: cdc, ttl: 24h" }));
		const links = "web -> c, db\njob -> db";
		checkSilent(rule, design({ how: "read: look-aside, write: write-around, invalidate: delete, ttl: 24h", links }));
		checkSilent(rule, design({ data: "freshness: 24h" }));
		checkSilent(rule, design({ data: "immutable: true" }));
	});

	it("leaves copies of which no write takes notice to write-around-stale", () => {
		const links = "web -> c -> db\nweb -> db\njob -> db";
		checkSilent(
			rule,
			design({ how: "read: read-through, write: write-around, ttl: 24h", data: "freshness: 1min", links }),
		);
	});

	it("sends the writes through the cache, or follows the log", () => {
		checkFix(rule, "through", design(), design({ links: "web -> c -> db\njob -> c, db" }));
		checkFix(
			rule,
			"cdc",
			design(),
			design({ how: "read: read-through, write: write-through, ttl: 24h, invalidate: cdc" }),
		);
	});
});
