import { noCicd as rule } from "../../../../src/rules/monitoring/no-cicd.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

describe("no-cicd", () => {
	it("reports two services, or one on three servers, that nothing deploys", () => {
		checkReports(
			rule,
			"service <|web|>\nworker resize\n",
			"Nothing deploys the 2 services and workers of this design to 2 servers automatically.",
		);
		checkReports(
			rule,
			"service <|web|> x3\n",
			"Nothing deploys the one service of this design to 3 servers automatically.",
		);
		checkReports(rule, 'system <|"Shop"|> {}\nservice web x3\n');
	});

	it("is silent about a single service on one or two servers, where there is a pipeline, and in development", () => {
		checkSilent(rule, "service web x2\ndatabase db { replicas: 4 }\n");
		checkSilent(rule, "service web x3\npipeline ci\n");
		checkSilent(rule, "system { environment: dev }\nservice web x3\n");
		checkSilent(rule, "");
	});

	it("adds a pipeline under a free name", () => {
		checkFix(
			rule,
			"pipeline",
			"service ci x3\n",
			"service ci x3\npipeline pipeline { deploys: all, tests: all, rollback: true }\n",
		);
	});
});
