import { writeThroughWriteHeavy as rule } from "../../../../src/rules/caching-strategies/write-through-write-heavy.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({
	how = "write: write-through",
	data = "kind: durable",
	web = "reads carts\n  writes carts",
	links = "web -> c -> db",
	client = "rate: 500rps",
} = {}): string =>
	`data carts { ${data} }
client u { ${client} }
loadbalancer lb x2
service web x2 {
  ${web}
}
cache c x2 { holds: carts, read: read-through, replicas: 1, ${how} }
database db { holds: carts, replicas: 1, failover: automatic }
u -> lb -> web
${links}
`;
const marked = (text: string): string => text.replace("write: write-through", "<|write: write-through|>");

describe("write-through-write-heavy", () => {
	it("reports data that is written often", () =>
		checkReports(
			rule,
			marked(design()),
			"50 % of the operations on `carts` are writes, and each of them goes to `c` and to `db`.",
		));

	it("is silent about data that is read more, or at once, about other strategies, and without traffic", () => {
		checkSilent(rule, design({ web: "reads carts x7\n  writes carts x3" }));
		checkSilent(rule, design({ data: "read-after: 1s" }));
		checkSilent(rule, design({ how: "write: write-around, invalidate: delete" }));
		checkSilent(rule, design({ how: "write: write-back" }));
		checkSilent(rule, design({ client: "region: eu" }));
	});

	it("writes around the cache, or collects what may be lost", () => {
		checkFix(
			rule,
			"around",
			design(),
			design({ how: "write: write-around, invalidate: delete", links: "web -> c -> db\nweb -> db" }),
		);
		const data = "kind: derived";
		checkFix(rule, "back", design({ data }), design({ data, how: "write: write-back, flush: 2s" }));
	});
});
