import { queueNoDlq as rule } from "../../../../src/rules/decoupling/queue-no-dlq.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (queue: string): string =>
	`client c { rate: 100rps }\nservice web x2\n${queue}\nworker w x20\n\nc -> web -> jobs -> w\n`;

describe("queue-no-dlq", () => {
	it("reports a queue whose failed messages come back for ever", () => {
		checkReports(
			rule,
			design("queue <|jobs|> x3"),
			"A message of `jobs` that always fails is tried again without end.",
		);
		checkReports(rule, design("queue jobs x3 { <|dead-letter: false|> }"));
	});

	it("is silent where they are put aside or skipped, and where nobody reads", () => {
		checkSilent(rule, design("queue jobs x3 { dead-letter: true }"));
		checkSilent(rule, design("queue jobs x3 { dead-letter: failed }\nqueue failed"));
		checkSilent(rule, design("queue jobs x3 { skip-failed: true }"));
		checkSilent(rule, "service web\nqueue jobs\nweb -> jobs\n");
	});

	it("puts them aside", () => {
		checkFix(rule, "dead-letter", design("queue jobs x3"), design("queue jobs x3 { dead-letter: true }"));
		checkFix(
			rule,
			"dead-letter",
			design("queue jobs x3 { dead-letter: false }"),
			design("queue jobs x3 { dead-letter: true }"),
		);
	});
});
