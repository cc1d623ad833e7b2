import assert from "node:assert/strict";
import { scaleOutRetrograde as rule } from "../../../../src/rules/redundancy/scale-out-retrograde.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

/** n* = sqrt(0.98 / 0.002) = 22. */
const design = (rate: number, web: string, law = "contention: 2%, coherency: 0.2%"): string =>
	`client c { rate: ${rate}rps }\nloadbalancer lb x2\nservice ${web} { capacity: 100rps, ${law} }\nc -> lb -> web\n`;

describe("scale-out-retrograde", () => {
	it("reports more instances than carry most", () => {
		checkReports(rule, design(500, "<|web|> x40"), "`web` carries 816/s with 40 instances, less than the 939/s of 22.");
		assert.equal(
			findingMessage(findingsOf(rule, design(500, "web x40"))[0]!, "ko"),
			"`web`은(는) 인스턴스 40개로 816/s를 처리하는데, 22개일 때의 939/s보다 적습니다.",
		);
	});

	it("reports a load that no number of instances carries", () => {
		checkReports(
			rule,
			design(2000, "<|web|> x10"),
			"`web` gets 2k/s, and no number of its instances carries more than 939/s.",
		);
		checkReports(
			rule,
			design(2100, "<|web|> x60", "contention: 5%"),
			"`web` gets 2.1k/s, and no number of its instances carries more than 2k/s.",
		);
	});

	it("counts what an autoscaled tier may start", () => checkReports(rule, design(500, "<|web|> x5..40")));

	it("counts the replicas of a database", () => {
		const text = (replicas: number): string =>
			`client c { rate: 100rps }\ndatabase db { replicas: ${replicas}, failover: automatic, write-capacity: 100krps, contention: 5%, coherency: 2% }\nc -> db\n`;
		checkReports(rule, text(9).replace("database db", "database <|db|>"));
		checkFix(rule, "fewer", text(9), text(7));
	});

	it("is silent up to the best number, and where nothing is known of it", () => {
		checkSilent(rule, design(500, "web x22"));
		checkSilent(rule, design(500, "web x10"));
		checkSilent(
			rule,
			"client c { rate: 500rps }\nloadbalancer lb x2\nservice web x400 { capacity: 100rps }\nc -> lb -> web\n",
		);
		checkSilent(rule, "client c\nservice web x40 { contention: 2%, coherency: 0.2% }\nc -> web\n");
	});

	it("runs the best number", () => {
		checkFix(rule, "fewer", design(500, "web x40"), design(500, "web x22"));
		checkFix(rule, "fewer", design(500, "web x5..40"), design(500, "web x5..22"));
		const [finding] = findingsOf(rule, design(500, "web x40"));
		assert.equal(
			fixTitle(finding!, finding!.finding.fixes[0]!, "en"),
			"Run 22 of `web` instead of 40: 53 % of its capacity instead of 61 %",
		);
		assert.deepEqual(findingsOf(rule, design(2000, "web x40"))[0]!.finding.fixes, []);
	});
});
