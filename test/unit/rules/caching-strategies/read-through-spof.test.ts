import assert from "node:assert/strict";
import { readThroughSpof as rule } from "../../../../src/rules/caching-strategies/read-through-spof.ts";
import { checkFix, checkReports, checkSilent, findingsOf, inspectText } from "../../../support/rules.ts";

const design = ({
	cache = "cache c",
	how = "read: read-through",
	links = "web -> c -> db",
	db = "replicas: 1",
	client = "",
} = {}): string =>
	`data posts { kind: durable }
service web x2 { reads posts x10 }
${cache} { holds: posts, ${how}, write: write-around, invalidate: delete, hit-ratio: 90% }
database db { holds: posts, ${db}, failover: automatic }
${links}
${client}`;
const client = "client u { rate: 100rps }\nloadbalancer lb x2\nu -> lb -> web\n";
const marked = (text: string): string => text.replace("cache c", "cache <|c|>");

describe("read-through-spof", () => {
	it("reports a single node in series with the data", () => {
		checkReports(
			rule,
			marked(design()),
			"`c` is a single node that every read of `posts` goes through: when it stops, none gets to `db`.",
		);
		checkReports(rule, marked(design({ client })));
		checkReports(rule, marked(design({ links: "web -> c -> db\nweb -> db" })));
	});

	it("stands for the rules on single instances and single caches", () => {
		for (const text of [design(), design({ client })]) {
			const rules = inspectText(text).findings.filter(({ finding }) => finding.element.name === "c");
			assert.deepEqual(
				rules.map((finding) => finding.rule.id),
				[rule.id],
			);
		}
	});

	it("is silent about several nodes, copies, managed caches, look-aside, and development", () => {
		checkSilent(rule, design({ cache: "cache c x2" }));
		checkSilent(rule, design({ how: "read: read-through, replicas: 1" }));
		checkSilent(rule, design({ how: "read: read-through, managed: true" }));
		checkSilent(rule, design({ how: "read: look-aside", links: "web -> c, db" }));
		checkSilent(rule, design({ links: "web -> c, db" }));
		checkSilent(rule, `system { environment: dev }\n${design()}`);
	});

	it("is silent where callers do without it", () => {
		checkSilent(rule, design({ links: "web -> c { optional: true }\nc -> db\nweb -> db" }));
	});

	it("adds a node, with copies where the store needs the hits", () => {
		checkFix(rule, "second-node", design(), design({ cache: "cache c x2" }));
		const db = "replicas: 1, read-capacity: 500/s, write-capacity: 1k/s";
		checkFix(
			rule,
			"second-node",
			`${design({ client, db })}`,
			design({ client, db, cache: "cache c x2" }).replace("90%", "90%, replicas: 1"),
		);
	});

	it("asks the store itself, if that carries all reads", () => {
		checkFix(rule, "look-aside", design(), design({ how: "read: look-aside", links: "web -> c, db" }));
		const db = "replicas: 1, read-capacity: 500/s, write-capacity: 1k/s";
		const ids = findingsOf(rule, design({ client, db }))[0]!.finding.fixes.map(({ id }) => id);
		assert.deepEqual(ids, ["second-node"]);
	});
});
