import { queuePartitionLimit as rule } from "../../../../src/rules/decoupling/queue-partition-limit.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (queue: string, worker = "worker w x6"): string =>
	`service web\nqueue jobs x3 { ${queue} }\n${worker}\nweb -> jobs -> w\n`;

describe("queue-partition-limit", () => {
	it("reports consumers for which there is no partition", () => {
		checkReports(
			rule,
			design("partitions: 4", "worker <|w|> x6"),
			"2 of the 6 instances of `w` stand idle: `jobs` has 4 partitions.",
		);
	});

	it("is silent where there are enough, where consumers compete, and where one order is wanted", () => {
		checkSilent(rule, design("partitions: 6"));
		checkSilent(rule, design("durable: true"));
		checkSilent(rule, design("partitions: 1, ordering: total"));
	});

	it("adds partitions", () => {
		checkFix(rule, "partitions", design("partitions: 4"), design("partitions: 6"));
	});
});
