import { queueRequestReply as rule } from "../../../../src/rules/decoupling/queue-request-reply.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (queue: string): string =>
	`client c\nservice web x2\nqueue jobs x3 { ${queue} }\nworker w\n\nc -> web -> jobs -> w\n`;

describe("queue-request-reply", () => {
	it("reports senders that wait for the answer to a message", () => {
		checkReports(rule, design("<|awaits-reply: true|>"), "`web` wait for the answer to each message in `jobs`.");
	});

	it("is silent about senders that go on, and where no user waits", () => {
		checkSilent(rule, design("durable: true"));
		checkSilent(rule, design("awaits-reply: false"));
		checkSilent(rule, "service web\nqueue jobs { awaits-reply: true }\nworker w\nweb -> jobs -> w\n");
	});

	it("answers at once", () => {
		checkFix(rule, "poll", design("awaits-reply: true"), design("awaits-reply: false"));
	});
});
