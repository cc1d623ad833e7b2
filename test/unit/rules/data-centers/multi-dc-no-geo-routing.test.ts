import { multiDcNoGeoRouting as rule } from "../../../../src/rules/data-centers/multi-dc-no-geo-routing.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const two = "datacenter us {\n  loadbalancer lb x2\n  service web x2\n\n  lb -> web\n}\ndatacenter eu like us\n";

const design = (dns: string): string => `client c\ndns names ${dns}\n${two}\nc -> names -> us.lb, eu.lb\n`;

describe("multi-dc-no-geo-routing", () => {
	it("reports names and clients that send users anywhere", () => {
		checkReports(
			rule,
			design("{ <|routing: round-robin|> }"),
			"`names` sends users to `us` and `eu` by `round-robin`, wherever they are.",
		);
		checkReports(
			rule,
			design("").replace("dns names", "dns <|names|>"),
			"`names` sends users to `us` and `eu` wherever they are.",
		);
		checkReports(rule, `client <|c|>\n${two}\nc -> us.lb, eu.lb\n`);
	});

	it("is silent about geographic, latency and anycast routing, a standby, a global balancer, one data center, and development", () => {
		for (const routing of ["geo", "latency", "anycast", "failover"])
			checkSilent(rule, design(`{ routing: ${routing} }`));
		checkSilent(rule, `client c\nloadbalancer global { managed: true }\n${two}\nc -> global -> us.lb, eu.lb\n`);
		checkSilent(rule, design("").replace(", eu.lb", ""));
		checkSilent(rule, `system { environment: dev }\n${design("")}`);
	});

	it("routes by region, by a new name service where there is none", () => {
		checkFix(rule, "geo", design("{ routing: round-robin }"), design("{ routing: geo }"));
		checkFix(
			rule,
			"dns",
			`client c\n${two}\nc -> us.lb, eu.lb\n`,
			`client c\ndns dns { routing: geo, health-checks: true, ttl: 60s }\n${two}\nc -> dns\ndns -> us.lb\ndns -> eu.lb\n`,
		);
	});
});
