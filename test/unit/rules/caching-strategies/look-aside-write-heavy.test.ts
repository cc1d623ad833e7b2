import assert from "node:assert/strict";
import { lookAsideWriteHeavy as rule } from "../../../../src/rules/caching-strategies/look-aside-write-heavy.ts";
import { checkFix, checkReports, checkSilent, findingsOf, fixed, fixNamed } from "../../../support/rules.ts";

const design = ({
	holds = "[posts, positions]",
	how = "read: look-aside, write: write-around, invalidate: delete",
	data = "kind: durable",
	web = "reads positions\n  writes positions x3",
	client = "rate: 100rps",
	store = "database db",
} = {}): string =>
	`data posts { kind: derived }
data positions { ${data} }
client u { ${client} }
loadbalancer lb x2
service web x2 {
  ${web}
}
cache c x2 { holds: ${holds}, replicas: 1, ${how} }
${store} { holds: [posts, positions] }
u -> lb -> web -> c, db
`;
const marked = (text: string): string => text.replace("cache c", "cache <|c|>");

describe("look-aside-write-heavy", () => {
	it("reports data that is written more than it is read", () =>
		checkReports(
			rule,
			marked(design()),
			"Of the operations on `positions` only 25 % are reads: most copies in `c` are out of date before they are read.",
		));

	it("is silent about data that is read as often, other strategies, and data that lives in the cache alone", () => {
		checkSilent(rule, design({ web: "reads positions\n  writes positions" }));
		checkSilent(rule, design({ how: "read: look-aside, write: write-back, flush: 1s" }));
		checkSilent(rule, design({ how: "read: read-through, write: write-around, invalidate: delete" }));
		checkSilent(rule, design({ client: "region: eu" }));
		checkSilent(rule, design({ how: "read: look-aside, write: write-around, hit-ratio: 90%" }));
		checkSilent(
			rule,
			"data n { kind: derived }\nclient u { rate: 1rps }\nservice w { reads n\n writes n x3 }\ncache c { holds: n, read: look-aside }\nu -> w -> c\n",
		);
	});

	it("keeps no copies of it, or collects the writes that may be lost", () => {
		checkFix(rule, "drop", design(), design({ holds: "posts" }));
		const data = "kind: derived";
		const [finding] = findingsOf(rule, design({ data }));
		assert.match(
			fixed(finding!, fixNamed(finding!, "back")),
			/write: write-back\n {2}invalidate: delete\n {2}flush: 2s/,
		);
		const ids = (text: string) => findingsOf(rule, text)[0]!.finding.fixes.map(({ id }) => id);
		assert.deepEqual(ids(design({ data, holds: "positions" })), ["back"]);
		assert.deepEqual(ids(design()), ["drop"]);
	});
});
