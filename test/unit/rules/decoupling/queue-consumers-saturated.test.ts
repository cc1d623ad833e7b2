import assert from "node:assert/strict";
import { queueConsumersSaturated as rule } from "../../../../src/rules/decoupling/queue-consumers-saturated.ts";
import { findingWhy } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = ({ worker = "x2 { service-time: 200ms }", client = "rate: 1000rps", queue = "x3" } = {}): string =>
	`client c { ${client} }\nservice web x4\nqueue jobs ${queue}\nworker w ${worker}\n\nc -> web\nweb -> jobs 2%\njobs -> w\n`;
// A million users with 20 requests a day: 231 a second on average, three times that at the peak, 2 % of them messages.
const peaked = "users: 1M, requests: 20/day, peak: 3x";

describe("queue-consumers-saturated", () => {
	it("reports consumers that never catch up", () => {
		checkReports(
			rule,
			design().replace("worker w", "worker <|w|>"),
			"`w` never catches up: 20/s come in at the peak, and it handles 10/s.",
			"error",
		);
	});

	it("warns where messages wait past their deadline at the peak", () => {
		checkReports(
			rule,
			design({ client: peaked, worker: "x2 { service-time: 200ms, deadline: 30min }" }).replace(
				"worker w",
				"worker <|w|>",
			),
			"`w` falls behind at the peak: 14/s come in at the peak, and it handles 10/s.",
			"warning",
		);
	});

	it("is silent where they keep up, and where a deadline allows the wait", () => {
		checkSilent(rule, design({ worker: "x6 { service-time: 200ms }" }));
		checkSilent(rule, design({ client: peaked, worker: "x2 { service-time: 200ms, deadline: 12h }" }));
		checkSilent(rule, design({ client: peaked, queue: "x3 { deadline: 12h }" }));
		checkSilent(rule, design({ client: "" }));
	});

	it("says by how much the backlog grows", () => {
		const [finding] = findingsOf(rule, design());
		assert.match(
			findingWhy(finding!, "en"),
			/20\/s come in and 10\/s are handled, so 864k messages more wait each day/,
		);
	});

	it("adds consumers", () => {
		checkFix(rule, "scale-out", design(), design({ worker: "x6 { service-time: 200ms }" }));
	});
});
