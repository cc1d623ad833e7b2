import { tailAmplification as rule } from "../../../../src/rules/resilience/tail-amplification.ts";
import { checkReports, checkSilent } from "../../../support/rules.ts";

const design = (call: string): string => `client c { rate: 10rps }
service search x2
service index x40
c -> search
search -> index ${call}
`;

describe("tail-amplification", () => {
	it("mentions so many calls that one of them is slow", () =>
		checkReports(
			rule,
			design("x40 { parallel: true }").replace("-> index", "-> <|index|>"),
			"Each request at `search` waits for the slowest of 40 calls to `index`.",
		));

	it("is silent about few calls, and calls one after the other or that nobody waits for", () => {
		checkSilent(rule, design("x4 { parallel: true }"));
		checkSilent(rule, design("x40"));
		checkSilent(rule, design("x40 { parallel: true, async: true }"));
		checkSilent(rule, design("40% { parallel: true }"));
	});
});
