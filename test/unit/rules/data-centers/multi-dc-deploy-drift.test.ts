import { multiDcDeployDrift as rule } from "../../../../src/rules/data-centers/multi-dc-deploy-drift.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const two = "datacenter us {\n  loadbalancer lb x2\n  service web x2\n\n  lb -> web\n}\ndatacenter eu like us\n";

const design = (pipeline: string): string =>
	`client c\ndns names { routing: geo, health-checks: true }\n${two}${pipeline}\nc -> names -> us.lb, eu.lb\n`;

describe("multi-dc-deploy-drift", () => {
	it("reports data centers to which nothing deploys", () => {
		checkReports(
			rule,
			design("pipeline ci { <|deploys: us|> }\n"),
			"Neither `ci` nor another pipeline deploys to `eu`: in time another version runs there.",
		);
		checkReports(
			rule,
			design("").replace("datacenter us", "datacenter <|us|>"),
			"Nothing automatic deploys to `us` and `eu`: in time another version runs there.",
		);
	});

	it("is silent where all are deployed to, about one data center, and in development", () => {
		checkSilent(rule, design("pipeline ci { deploys: all }\n"));
		checkSilent(rule, design("pipeline ci { deploys: [us, eu] }\n"));
		checkSilent(rule, "client c\ndatacenter us {\n  service web\n}\nc -> us.web\n");
		checkSilent(rule, `system { environment: dev }\n${design("")}`);
	});

	it("deploys everywhere", () => {
		checkFix(rule, "deploys", design("pipeline ci { deploys: us }\n"), design("pipeline ci { deploys: all }\n"));
		checkFix(rule, "deploys", design(""), design("pipeline ci { deploys: all, tests: all, rollback: true }\n"));
	});
});
