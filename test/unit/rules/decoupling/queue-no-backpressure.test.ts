import { queueNoBackpressure as rule } from "../../../../src/rules/decoupling/queue-no-backpressure.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (queue: string): string =>
	`client c { rate: 1000rps }\nservice web x4\nqueue jobs x3 { ${queue} }\nworker w x8 { service-time: 200ms }\n\nc -> web\nweb -> jobs 2%\njobs -> w\n`;

describe("queue-no-backpressure", () => {
	it("reports messages that are thrown away during a planned outage", () => {
		checkReports(
			rule,
			design("outage: 8h, <|retention: 2h|>"),
			"`jobs` throws messages away after 2 h, although its consumers may be away for 8 h.",
		);
	});

	it("reports a backlog without any limit", () => {
		checkReports(
			rule,
			design("outage: 8h").replace("queue jobs", "queue <|jobs|>"),
			"`jobs` says neither how long nor how many messages it keeps, although its consumers may be away.",
		);
	});

	it("is silent where messages outlast the outage or are refused, and where no outage is planned", () => {
		checkSilent(rule, design("outage: 8h, retention: 7d"));
		checkSilent(rule, design("outage: 8h, max-length: 1M"));
		checkSilent(rule, design("durable: true"));
	});

	it("keeps them longer, or refuses more", () => {
		checkFix(rule, "retention", design("outage: 8h, retention: 2h"), design("outage: 8h, retention: 16h"));
		checkFix(rule, "max-length", design("outage: 8h"), design("outage: 8h, max-length: 10000000"));
	});
});
