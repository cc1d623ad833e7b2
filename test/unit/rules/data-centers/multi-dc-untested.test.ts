import { multiDcUntested as rule } from "../../../../src/rules/data-centers/multi-dc-untested.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const two = "datacenter us {\n  loadbalancer lb x2\n  service web x2\n\n  lb -> web\n}\ndatacenter eu like us\n";

const design = (pipeline: string): string =>
	`client c\ndns names { routing: geo, health-checks: true }\n${two}${pipeline}\n\nc -> names -> us.lb, eu.lb\n`;

describe("multi-dc-untested", () => {
	it("reports data centers in which nothing is tried", () => {
		checkReports(rule, design("pipeline <|ci|> { deploys: all }"), "`ci` does not test in `us` and `eu`.");
		checkReports(rule, design("pipeline ci { <|tests: us|> }"), "`ci` does not test in `eu`.");
	});

	it("is silent where all are tested, by one pipeline or several, without a pipeline, and about one data center", () => {
		checkSilent(rule, design("pipeline ci { tests: all }"));
		checkSilent(rule, design("pipeline ci { tests: [us, eu] }"));
		checkSilent(rule, design("pipeline ci { tests: us }\npipeline drill { tests: eu }"));
		checkSilent(rule, design(""));
		checkSilent(rule, "client c\ndatacenter us {\n  service web\n}\npipeline ci\nc -> us.web\n");
		checkSilent(rule, `system { environment: dev }\n${design("pipeline ci")}`);
	});

	it("tests everywhere", () => {
		checkFix(rule, "tests", design("pipeline ci { tests: us }"), design("pipeline ci { tests: all }"));
	});
});
