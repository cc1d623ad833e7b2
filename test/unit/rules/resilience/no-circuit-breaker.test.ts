import { noCircuitBreaker as rule } from "../../../../src/rules/resilience/no-circuit-breaker.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (web: string, targets = "a, b, c"): string => `service ${web}
service a x2
service b x2
service c x2
web -> ${targets}
`;

const payments = (web: string, available: string): string => `system { availability: 99.9% }
service ${web}
external payments { availability: ${available} }
web -> payments
`;

describe("no-circuit-breaker", () => {
	it("reports calls to many services", () =>
		checkReports(
			rule,
			design("<|web|> x2"),
			"`web` goes on calling `a`, `b` and `c` when they fail: one of 3 is ill now and then.",
		));

	it("reports calls to one that is up less than the whole is to be", () =>
		checkReports(
			rule,
			payments("<|web|> x2", "99.5%"),
			"`web` goes on calling `payments` when they fail: that is up less than the 99.9 % that the system is to be.",
		));

	it("is silent about few, reliable ones, and where it says so", () => {
		checkSilent(rule, design("web x2", "a, b"));
		checkSilent(rule, payments("web x2", "99.99%"));
		checkSilent(rule, design("web x2 { circuit-breaker: true }"));
	});

	it("stops calling what keeps failing", () =>
		checkFix(rule, "breaker", design("web x2"), design("web x2 { circuit-breaker: true }")));
});
