import { noHostMetrics as rule } from "../../../../src/rules/monitoring/no-host-metrics.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

describe("no-host-metrics", () => {
	it("reports monitoring without them, at what says so", () => {
		checkReports(
			rule,
			"service web\nmonitoring watch { <|metrics: [tier, business]|> }\n",
			"Nothing measures processor, memory and disk of the hosts of `web`.",
		);
		checkReports(rule, "service web\nmonitoring <|watch|>\n");
	});

	it("is silent where they are collected, by whichever monitor", () => {
		checkSilent(rule, "service web\nmonitoring watch { metrics: [host] }\n");
		checkSilent(
			rule,
			"service web\nmonitoring watch { metrics: [tier, business] }\nmonitoring more { metrics: host }\n",
		);
	});

	it("is silent where there is nothing to measure, where nothing is monitored, and in development", () => {
		checkSilent(rule, "storage s { managed: true }\ncache redis { managed: true }\nmonitoring watch\n");
		checkSilent(rule, "service web\n");
		checkSilent(rule, "system { environment: dev }\nservice web\nmonitoring watch\n");
	});

	it("adds them in the order in which they are listed", () => {
		checkFix(
			rule,
			"measure",
			"service web\nmonitoring watch { metrics: [tier, business] }\n",
			"service web\nmonitoring watch { metrics: [host, tier, business] }\n",
		);
		checkFix(rule, "measure", "service web\nmonitoring watch\n", "service web\nmonitoring watch { metrics: [host] }\n");
	});
});
