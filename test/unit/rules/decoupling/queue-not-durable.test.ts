import { queueNotDurable as rule } from "../../../../src/rules/decoupling/queue-not-durable.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (queue: string): string =>
	`client c { rate: 100rps }\nservice web x2\n${queue}\nworker w x20\n\nc -> web -> jobs -> w\n`;

describe("queue-not-durable", () => {
	it("reports messages that are in memory, on one broker, or nobody knows where", () => {
		checkReports(
			rule,
			design("queue jobs x3 { <|durable: false|>, replicas: 3 }"),
			"A restart of `jobs` loses the messages in it: it keeps them in memory only.",
		);
		checkReports(
			rule,
			design("queue jobs x3 { durable: true, <|replicas: 1|> }"),
			"A restart of `jobs` loses the messages in it: each of them is on one broker only.",
		);
		checkReports(
			rule,
			design("queue <|jobs|> x3 { replicas: 3 }"),
			"A restart of `jobs` loses the messages in it: nothing says that it keeps them on disk.",
		);
	});

	it("is silent about durable, lossy and managed queues, and where the broker is the problem", () => {
		checkSilent(rule, design("queue jobs x3 { durable: true, replicas: 3 }"));
		checkSilent(rule, design("queue jobs x3 { durable: true }"));
		checkSilent(rule, design("queue jobs x3 { durable: false, lossy: true }"));
		checkSilent(rule, design("queue jobs { managed: true }"));
		checkSilent(rule, design("queue jobs { durable: false }"));
	});

	it("keeps them on the disks of three brokers", () => {
		checkFix(
			rule,
			"durable",
			design("queue jobs x2 { durable: false }"),
			design("queue jobs x3 { durable: true, replicas: 3 }"),
		);
		checkFix(
			rule,
			"durable",
			design("queue jobs x3 { durable: true, replicas: 1 }"),
			design("queue jobs x3 { durable: true, replicas: 3 }"),
		);
	});
});
