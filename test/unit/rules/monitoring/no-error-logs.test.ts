import { noErrorLogs as rule } from "../../../../src/rules/monitoring/no-error-logs.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (monitor: string): string => `client c\nservice web x2\ndatabase db\n${monitor}\nc -> web -> db\n`;

describe("no-error-logs", () => {
	it("reports monitoring that collects no logs, at what says so", () => {
		checkReports(
			rule,
			design("monitoring <|watch|> { metrics: [host], alerts: true }"),
			"Nothing collects the error logs of `web` and `db`.",
		);
		checkReports(rule, design("monitoring watch { <|logs: none|> }"));
	});

	it("reports what the monitors with logs do not watch", () => {
		checkReports(
			rule,
			design("monitoring watch { logs: aggregated, <|watches: [web]|> }"),
			"Nothing collects the error logs of `db`.",
		);
		checkSilent(
			rule,
			design(
				"monitoring watch { logs: aggregated, watches: [web] }\nmonitoring dba { logs: per-server, watches: [db] }",
			),
		);
	});

	it("is silent where logs are collected, where nothing is monitored at all, and in development", () => {
		checkSilent(rule, design("monitoring watch { logs: aggregated }"));
		checkSilent(rule, design("monitoring watch { logs: per-server }"));
		checkSilent(rule, design(""));
		checkSilent(rule, design("monitoring watch\nsystem { environment: dev }"));
		checkSilent(rule, "client c\nstorage s { managed: true }\nmonitoring watch\nc -> s\n");
	});

	it("collects them, from all that were left out", () => {
		checkFix(
			rule,
			"collect",
			"service web\nmonitoring watch { logs: none }\n",
			"service web\nmonitoring watch { logs: aggregated }\n",
		);
		checkFix(
			rule,
			"collect",
			"service web\ndatabase db\nmonitoring watch { logs: aggregated, watches: [web] }\n",
			"service web\ndatabase db\nmonitoring watch { logs: aggregated, watches: [web, db] }\n",
		);
	});
});
