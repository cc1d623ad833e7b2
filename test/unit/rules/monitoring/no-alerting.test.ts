import { noAlerting as rule } from "../../../../src/rules/monitoring/no-alerting.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

describe("no-alerting", () => {
	it("reports monitoring that calls nobody, at what says so", () => {
		checkReports(
			rule,
			"service web\nmonitoring <|watch|> { logs: aggregated }\n",
			"Nobody is called when `web` fail or fill up.",
		);
		checkReports(rule, "service web\nmonitoring watch { <|alerts: false|> }\n");
	});

	it("is silent where somebody is called, where nothing is monitored, and in development", () => {
		checkSilent(rule, "service web\nmonitoring watch { alerts: true }\n");
		checkSilent(rule, "service web\nmonitoring watch\nmonitoring pager { alerts: true }\n");
		checkSilent(rule, "service web\n");
		checkSilent(rule, "system { environment: dev }\nservice web\nmonitoring watch\n");
	});

	it("turns alerts on", () => {
		checkFix(
			rule,
			"alert",
			"service web\nmonitoring watch { alerts: false }\n",
			"service web\nmonitoring watch { alerts: true }\n",
		);
	});
});
