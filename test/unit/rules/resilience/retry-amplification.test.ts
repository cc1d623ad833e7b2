import { retryAmplification as rule } from "../../../../src/rules/resilience/retry-amplification.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (web = 3, orders = 3): string => `client c
service web x2 { retries: ${web}, backoff: jitter }
service orders x2 { retries: ${orders}, backoff: jitter }
service stock x2
c -> web -> orders -> stock
`;

describe("retry-amplification", () => {
	it("reports retries that multiply, where they end", () =>
		checkReports(
			rule,
			design().replace("service stock", "service <|stock|>"),
			"When `stock` fails, one request becomes up to 16 attempts: `web` and `orders` try again.",
		));

	it("is silent about eight and fewer, and those of one layer", () => {
		checkSilent(rule, design(3, 1));
		checkSilent(rule, design(3, 0));
		checkSilent(rule, design(0, 0));
	});

	it("is silent behind a queue, where it begins anew", () =>
		checkSilent(
			rule,
			`client c
service web x2 { retries: 3 }
queue jobs x3
worker w x2 { retries: 3 }
service stock x2
c -> web -> jobs -> w -> stock
`,
		));

	it("leaves them at the layer nearest to the client", () => checkFix(rule, "once", design(), design(3, 0)));
});
