import assert from "node:assert/strict";
import { budgetExceeded as rule } from "../../../../src/rules/capacity/budget-exceeded.ts";
import { findingWhy } from "../../../../src/rules/words.ts";
import { checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const priced = (budget: string, rest = ""): string => `system { ${budget} }
client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2 { cost: $50/month }
service web x16 { capacity: 250rps, cost: $150/month }
${rest}
browser -> lb -> web
`;

describe("budget-exceeded", () => {
	it("reports what the declared prices come to", () => {
		checkReports(
			rule,
			priced("<|budget: $2000/month|>"),
			"The design costs $2.5k a month and may cost $2k: $500 too much.",
		);
	});

	it("says what costs most, what has more than its load needs, and what has no price", () => {
		const [finding] = findingsOf(rule, priced("budget: $2000/month", "database db"));
		const why = findingWhy(finding!, "en");
		assert.match(why, /`web` \$2\.4k \(96 %\) and `lb` \$100 \(4 %\)\./);
		assert.match(why, /One component has no price/);
		assert.match(why, /`web` runs 16 instances where 3 carry the peak/);
		assert.deepEqual(finding!.finding.fixes, []);
	});

	it("follows the utilisation that is aimed at", () => {
		const [finding] = findingsOf(rule, priced("budget: $2000/month"), { thresholds: { target: 0.3 } });
		assert.match(findingWhy(finding!, "en"), /`web` runs 16 instances where 7 carry the peak/);
	});

	it("is silent within the budget, without one, and without prices", () => {
		checkSilent(rule, priced("budget: $2500/month"));
		checkSilent(rule, priced("availability: 99%"));
		checkSilent(rule, "system { budget: $1/month }\nclient browser\nservice web x4\nbrowser -> web\n");
	});
});
