import { multiDcNoFailoverRouting as rule } from "../../../../src/rules/data-centers/multi-dc-no-failover-routing.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const two = "datacenter us {\n  loadbalancer lb x2\n  service web x2\n\n  lb -> web\n}\ndatacenter eu like us\n";

const design = (dns: string): string => `client c\ndns names { ${dns} }\n${two}\nc -> names -> us.lb, eu.lb\n`;

describe("multi-dc-no-failover-routing", () => {
	it("reports names that go on sending users to what is down", () => {
		checkReports(
			rule,
			design("routing: geo").replace("dns names", "dns <|names|>"),
			"`names` goes on sending users to `us` and `eu` when one of them is down.",
		);
		checkReports(rule, design("routing: geo, <|health-checks: false|>"));
	});

	it("is silent about health checks, anycast, one data center, and development", () => {
		checkSilent(rule, design("routing: geo, health-checks: true"));
		checkSilent(rule, design("routing: anycast"));
		checkSilent(rule, design("routing: geo").replace(", eu.lb", ""));
		checkSilent(rule, `system { environment: dev }\n${design("routing: geo")}`);
	});

	it("checks them", () => {
		checkFix(rule, "health-checks", design("routing: geo"), design("routing: geo, health-checks: true"));
	});
});
