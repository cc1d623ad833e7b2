import assert from "node:assert/strict";
import { capacityUnknown as rule } from "../../../../src/rules/capacity/capacity-unknown.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (search: string, client = "c { rate: 100rps }"): string =>
	`data listings { kind: derived }\nclient ${client}\nloadbalancer lb x2\nservice web x2 {\n  reads listings 20%\n}\nsearch ${search}\nc -> lb -> web -> index\n`;

describe("capacity-unknown", () => {
	it("reports what requests wait for and of which no capacity is known", () => {
		checkReports(
			rule,
			design("<|index|> x3 { holds: listings }"),
			"`index` gets 20/s at the peak, and nothing says how many it carries.",
			"hint",
		);
		checkReports(rule, "client c { rate: 10rps }\nservice web x2\nworker <|thumbs|> x2\nc -> web -> thumbs\n");
		assert.equal(
			findingMessage(findingsOf(rule, design("index x3 { holds: listings }"))[0]!, "ko"),
			"`index`의 부하는 피크 때 20/s인데 얼마나 감당하는지 적혀 있지 않습니다.",
		);
	});

	it("is silent where it is declared, assumed, or somebody else's", () => {
		checkSilent(rule, design("index x3 { holds: listings, capacity: 50rps }"));
		checkSilent(rule, design("index x3 { holds: listings, service-time: 20ms }"));
		checkSilent(rule, design("index { holds: listings, managed: true }"));
		checkSilent(rule, "client c { rate: 10rps }\nservice web x2\nexternal mail\ndatabase db\nc -> web -> mail, db\n");
	});

	it("is silent without load, and about what nobody waits for", () => {
		checkSilent(rule, design("index x3 { holds: listings }", "c"));
		checkSilent(rule, "client c { rate: 10rps }\nqueue jobs x3\nworker w x2\nc -> jobs -> w\n");
	});

	it("writes an assumption down that says that it is one", () => {
		const text = design("index x3 { holds: listings }");
		checkFix(
			rule,
			"assume",
			text,
			text.replace(
				"{ holds: listings }",
				"{\n  holds: listings\n  capacity: 100rps /* assumed; Stack Overflow 2016: 66/s on average for each of three nodes */\n}",
			),
		);
		const [finding] = findingsOf(rule, text);
		assert.equal(
			fixTitle(finding!, finding!.finding.fixes[0]!, "en"),
			"Assume `capacity: 100rps` for `index` until you have measured it",
		);
		const worker = "client c { rate: 10rps }\nservice web x2\nworker thumbs x2\nc -> web -> thumbs\n";
		checkFix(
			rule,
			"assume",
			worker,
			worker.replace("worker thumbs x2", "worker thumbs x2 {\n  service-time: 100ms /* assumed; measure it */\n}"),
		);
	});
});
