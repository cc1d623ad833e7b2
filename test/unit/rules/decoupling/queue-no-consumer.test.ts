import { queueNoConsumer as rule } from "../../../../src/rules/decoupling/queue-no-consumer.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (queue: string, more = "", links = "c -> web -> jobs"): string =>
	`client c { rate: 100rps }\nservice web x2\n${queue}\n${more}\n${links}\n`;

describe("queue-no-consumer", () => {
	it("reports messages that nobody takes out", () => {
		checkReports(rule, design("queue <|jobs|> x3"), "Nothing takes messages out of `jobs`.");
	});

	it("is silent about queues with consumers, logs that are kept, dead letters, and queues without messages", () => {
		checkSilent(rule, design("queue jobs x3", "worker w x3\n", "c -> web -> jobs -> w"));
		checkSilent(rule, design("queue jobs x3 { retention: 7d }"));
		checkSilent(
			rule,
			design(
				"queue jobs x3 { dead-letter: failed }\nqueue failed x3",
				"worker w x20\n",
				"c -> web -> jobs -> w\njobs -> failed 1%",
			),
		);
		checkSilent(rule, "queue jobs\n");
	});

	it("adds workers under a free name", () => {
		checkFix(
			rule,
			"worker",
			design("queue jobs x3", "worker worker { schedule: nightly }\n"),
			design(
				"queue jobs x3\nworker jobs-worker x2",
				"worker worker { schedule: nightly }\n",
				"c -> web -> jobs\njobs -> jobs-worker",
			),
		);
	});
});
