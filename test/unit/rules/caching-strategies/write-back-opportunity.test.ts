import { writeBackOpportunity as rule } from "../../../../src/rules/caching-strategies/write-back-opportunity.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({
	how = "write: write-around",
	data = "kind: derived, items: 10k, skew: 1, max-loss: 1min",
	db = "write-capacity: 2500/s",
	web = "reads views x3\n  writes views",
} = {}): string =>
	`data views { ${data} }
client u { rate: 1500rps }
loadbalancer lb x2
service web x4 {
  capacity: 1k/s
  ${web}
}
cache c x2 { holds: views, read: look-aside, replicas: 1, hit-ratio: 75%, ${how} }
database db { holds: views, replicas: 1, failover: automatic, read-capacity: 10k/s, ${db} }
u -> lb -> web -> c, db
`;
const marked = (text: string): string => text.replace("write: write-around", "<|write: write-around|>");

describe("write-back-opportunity", () => {
	it("says how many writes could become one with others", () =>
		checkReports(
			rule,
			marked(design({ how: "write: write-around, invalidate: delete" })),
			"`db` is 60 % busy, and 86 % of its writes of `views` could become one with others in `c`.",
		));

	it("is silent about data that must not be lost, an idle database, writes of many items, and caches that write back", () => {
		checkSilent(rule, design({ data: "kind: durable, items: 10k, skew: 1" }));
		checkSilent(rule, design({ db: "write-capacity: 10k/s" }));
		checkSilent(rule, design({ data: "kind: derived, items: 10M, skew: 0.2, max-loss: 1min" }));
		checkSilent(rule, design({ data: "kind: derived, items: 10k, skew: 1, max-loss: 100" }));
		checkSilent(rule, design({ how: "write: write-back, flush: 5s" }));
		checkSilent(rule, design({ data: "kind: derived, max-loss: 1min" }));
		checkSilent(rule, design({ web: "reads views x3" }));
	});

	it("collects them for as long as their loss is tolerable", () =>
		checkFix(rule, "back", design(), design({ how: "write: write-back, flush: 30s" })));
});
