import { noTierMetrics as rule } from "../../../../src/rules/monitoring/no-tier-metrics.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

describe("no-tier-metrics", () => {
	it("reports monitoring without them, at what says so", () => {
		checkReports(
			rule,
			"database db\nmonitoring watch { <|metrics: [host, business]|> }\n",
			"Nothing measures `db` as whole tiers.",
		);
		checkReports(rule, "database db\nmonitoring <|watch|>\n");
	});

	it("is silent where they are collected, by whichever monitor", () => {
		checkSilent(rule, "database db\nmonitoring watch { metrics: [tier] }\n");
		checkSilent(
			rule,
			"database db\nmonitoring watch { metrics: [host, business] }\nmonitoring more { metrics: tier }\n",
		);
	});

	it("is silent where there is nothing to measure, where nothing is monitored, and in development", () => {
		checkSilent(rule, "service web x2\nmonitoring watch\n");
		checkSilent(rule, "database db\n");
		checkSilent(rule, "system { environment: dev }\ndatabase db\nmonitoring watch\n");
	});

	it("adds them in the order in which they are listed", () => {
		checkFix(
			rule,
			"measure",
			"database db\nmonitoring watch { metrics: [host, business] }\n",
			"database db\nmonitoring watch { metrics: [host, tier, business] }\n",
		);
		checkFix(rule, "measure", "database db\nmonitoring watch\n", "database db\nmonitoring watch { metrics: [tier] }\n");
	});
});
