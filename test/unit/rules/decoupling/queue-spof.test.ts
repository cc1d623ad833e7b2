import { queueSpof as rule } from "../../../../src/rules/decoupling/queue-spof.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (queue: string): string =>
	`client c { rate: 100rps }\nservice web x2\n${queue}\nworker w x20\n\nc -> web -> jobs -> w\n`;

describe("queue-spof", () => {
	it("reports a single broker, with who depends on it", () => {
		checkReports(
			rule,
			design("queue <|jobs|> { durable: true }"),
			"`jobs` is a single broker: when it fails, `web` can hand over nothing, and what is in it is out of reach.",
		);
	});

	it("is silent about several brokers, managed queues, producers with an outbox, queues that nobody feeds, and development", () => {
		checkSilent(rule, design("queue jobs x3"));
		checkSilent(rule, design("queue jobs { managed: true }"));
		checkSilent(rule, design("queue jobs { replicas: 3 }"));
		checkSilent(rule, "service web { outbox: true }\nqueue jobs\nworker w\nweb -> jobs -> w\n");
		checkSilent(rule, "queue jobs\nworker w\njobs -> w\n");
		checkSilent(rule, `system { environment: dev }\n${design("queue jobs")}`);
	});

	it("runs three brokers, or uses a managed queue", () => {
		checkFix(
			rule,
			"three",
			design("queue jobs { durable: true }"),
			design("queue jobs x3 { durable: true, replicas: 3 }"),
		);
		checkFix(rule, "managed", design("queue jobs"), design("queue jobs { managed: true }"));
	});
});
