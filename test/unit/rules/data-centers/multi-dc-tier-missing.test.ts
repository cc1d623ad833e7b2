import { multiDcTierMissing as rule } from "../../../../src/rules/data-centers/multi-dc-tier-missing.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (eu: string, links: string): string =>
	`client c\ndns names { routing: geo, health-checks: true }\ndatacenter us {\n  service web x2\n  service prices x2\n\n  web -> prices\n}\ndatacenter eu {\n  service web x2\n${eu}}\n\nc -> names -> us.web, eu.web\n${links}`;

describe("multi-dc-tier-missing", () => {
	it("reports a tier that the other data center borrows", () => {
		checkReports(
			rule,
			design("", "eu.web -> us.prices\n").replace("service prices", "service <|prices|>"),
			"`eu.web` in `eu` calls `us.prices`, which stands in `us` only.",
		);
	});

	it("is silent where each has its own, about primaries of replicated data, and what nobody waits for", () => {
		checkSilent(rule, design("  service prices x2\n\n  web -> prices\n", "eu.web -> us.prices 1%\n"));
		checkSilent(rule, design("", "eu.web -> us.prices { async: true }\n"));
		checkSilent(
			rule,
			"data d\nclient c\ndatacenter us {\n  service web\n  database db { holds: d }\n  web -> db\n}\ndatacenter eu like us\nc -> us.web, eu.web\nus.db -> eu.db\neu.web -> us.db\n",
		);
		checkSilent(rule, `system { environment: dev }\n${design("", "eu.web -> us.prices\n")}`);
	});

	it("copies it", () => {
		checkFix(
			rule,
			"copy",
			design("", "eu.web -> us.prices\n"),
			design("  service eu-prices like us.prices\n", "eu.web -> eu.eu-prices\n"),
		);
	});
});
