import { queueNoProducer as rule } from "../../../../src/rules/decoupling/queue-no-producer.ts";
import { checkReports, checkSilent } from "../../../support/rules.ts";

describe("queue-no-producer", () => {
	it("reports queues and workers that get nothing", () => {
		checkReports(rule, "queue <|jobs|> x3\nworker w\njobs -> w\n", "Nothing sends messages to `jobs`.");
		checkReports(rule, "worker <|w|>\n", "Nothing sends work to `w`.");
	});

	it("is silent about what is fed, started by the clock, or takes dead letters", () => {
		checkSilent(rule, "service web\nqueue jobs\nworker w\nweb -> jobs -> w\n");
		checkSilent(rule, 'worker w { schedule: "every night" }\n');
		checkSilent(rule, "service web\nqueue jobs { dead-letter: failed }\nqueue failed\nworker w\nweb -> jobs -> w\n");
	});
});
