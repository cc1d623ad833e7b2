import { retryWithoutBackoff as rule } from "../../../../src/rules/resilience/retry-without-backoff.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (web: string, link = ""): string => `client c
service web x2 { ${web} }
service stock x2
c -> web
web -> stock${link}
`;

describe("retry-without-backoff", () => {
	it("reports retries at once, and those that all come together", () => {
		checkReports(rule, design("<|retries: 3|>"), "`web` tries a failed call 3 times more, at once.");
		checkReports(
			rule,
			design("<|retries: 2|>, backoff: exponential"),
			"`web` tries a failed call 2 times more, after pauses that are the same for all callers.",
		);
	});

	it("reports those of one link", () => checkReports(rule, design("timeout: 1s", " { <|retries: 3|> }")));

	it("is silent about jitter, wherever it is said, and a single retry", () => {
		checkSilent(rule, design("retries: 3, backoff: jitter"));
		checkSilent(rule, design("backoff: jitter", " { retries: 3 }"));
		checkSilent(rule, design("retries: 1"));
	});

	it("waits longer each time, with a random part", () => {
		checkFix(rule, "backoff", design("retries: 3"), design("retries: 3, backoff: jitter"));
		checkFix(
			rule,
			"backoff",
			design("timeout: 1s", " { retries: 3 }"),
			design("timeout: 1s", " { retries: 3, backoff: jitter }"),
		);
	});
});
