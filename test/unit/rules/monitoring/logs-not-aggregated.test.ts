import { logsNotAggregated as rule } from "../../../../src/rules/monitoring/logs-not-aggregated.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

describe("logs-not-aggregated", () => {
	it("reports three servers or more that keep their own logs", () => {
		checkReports(
			rule,
			"service web x2\ndatabase db\nmonitoring watch { <|logs: per-server|> }\n",
			"`watch` leaves the logs on each of 3 servers.",
		);
	});

	it("warns where the servers stand in several data centers", () => {
		checkReports(
			rule,
			"datacenter us {\n  service web x2\n}\ndatacenter eu like us\nmonitoring watch { <|logs: per-server|> }\n",
			"`watch` leaves the logs on each of 4 servers.",
			"warning",
		);
	});

	it("is silent about one or two servers, collected logs, none at all, and development", () => {
		checkSilent(rule, "service web x2\nmonitoring watch { logs: per-server }\n");
		checkSilent(rule, "service web x2\ndatabase db\nmonitoring watch { logs: per-server, watches: [db] }\n");
		checkSilent(rule, "service web x5\nmonitoring watch { logs: aggregated }\n");
		checkSilent(rule, "service web x5\nmonitoring watch\n");
		checkSilent(rule, "system { environment: dev }\nservice web x5\nmonitoring watch { logs: per-server }\n");
	});

	it("collects them", () => {
		checkFix(
			rule,
			"aggregate",
			"service web x3\nmonitoring watch { logs: per-server }\n",
			"service web x3\nmonitoring watch { logs: aggregated }\n",
		);
	});
});
