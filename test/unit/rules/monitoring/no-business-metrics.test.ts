import { noBusinessMetrics as rule } from "../../../../src/rules/monitoring/no-business-metrics.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (monitor: string, client = ""): string => `client c {${client}}\nservice web\n${monitor}\nc -> web\n`;

describe("no-business-metrics", () => {
	it("reports a product whose use nobody measures, at what says so", () => {
		checkReports(
			rule,
			design("monitoring watch { <|metrics: [host, tier]|> }"),
			"Nothing measures what users do with `web`: active users, revenue, retention.",
		);
		checkReports(rule, design("monitoring <|watch|> { alerts: true }"));
	});

	it("is silent where they are collected, about internal tools, without users, and in development", () => {
		checkSilent(rule, design("monitoring watch { metrics: [business] }"));
		checkSilent(rule, design("monitoring watch", " internal: true "));
		checkSilent(rule, "service web\nmonitoring watch\n");
		checkSilent(rule, design(""));
		checkSilent(rule, design("monitoring watch\nsystem { environment: dev }"));
	});

	it("adds them", () => {
		checkFix(
			rule,
			"measure",
			"client c\nservice web\nmonitoring watch { metrics: [host, tier] }\nc -> web\n",
			"client c\nservice web\nmonitoring watch { metrics: [host, tier, business] }\nc -> web\n",
		);
	});
});
