import { syncHeavyWork as rule } from "../../../../src/rules/decoupling/sync-heavy-work.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (service: string, links = "web -> resizer 10%"): string =>
	`client c { rate: 50rps }\nservice web x2\nservice resizer x4 ${service}\n\nc -> web\n${links}\n`;

describe("sync-heavy-work", () => {
	it("reports long work for which the caller waits", () => {
		checkReports(
			rule,
			design("{ <|service-time: 2s|> }"),
			"`resizer` does 2 s of work for each request while its callers wait.",
		);
	});

	it("reports a few requests that take a large part of the time", () => {
		checkReports(
			rule,
			"client c { rate: 50rps }\nservice web x9 { service-time: 20ms, <|heavy: 5%|>, heavy-time: 1s }\nc -> web\n",
			"`web` does 1 s of work for 5 % of the requests while its callers wait.",
		);
	});

	it("is silent about short work, results that the user needs, and what is behind a queue", () => {
		checkSilent(rule, design("{ service-time: 200ms }"));
		checkSilent(rule, design("{ service-time: 2s, interactive: true }"));
		checkSilent(rule, design("{ service-time: 2s }", "queue jobs x3\nweb -> jobs 10%\njobs -> resizer"));
		checkSilent(rule, design("{ service-time: 2s }", "web -> resizer 10% { async: true }"));
		checkSilent(
			rule,
			"client c { rate: 50rps }\nservice web x9 { service-time: 20ms, heavy: 30%, heavy-time: 100ms }\nc -> web\n",
		);
		checkSilent(rule, "service resizer { service-time: 2s }\n");
	});

	it("puts a queue between, or hands the heavy requests to workers", () => {
		checkFix(
			rule,
			"queue",
			design("{ service-time: 2s }"),
			"client c { rate: 50rps }\nservice web x2\nqueue jobs x3 { durable: true, replicas: 3, dead-letter: true }\nservice resizer x4 { service-time: 2s }\n\nc -> web\nweb -> jobs 10% -> resizer\n",
		);
		checkFix(
			rule,
			"worker",
			"client c { rate: 50rps }\nservice web x9 { service-time: 20ms, heavy: 5%, heavy-time: 1s }\nc -> web\n",
			"client c { rate: 50rps }\nqueue jobs x3 { durable: true, replicas: 3, dead-letter: true }\nservice web x9 { service-time: 20ms, heavy-time: 1s }\nworker worker x2 { service-time: 1s }\nc -> web\nweb -> jobs 5%\njobs -> worker\n",
		);
	});
});
