import { noTimeout as rule } from "../../../../src/rules/resilience/no-timeout.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (web: string, { link = "", system = "" } = {}): string => `${system}client c { rate: 10/s }
service ${web}
service stock x2 { capacity: 500rps }
c -> web
web -> stock${link}
`;

describe("no-timeout", () => {
	it("reports a service that waits for another, and for a store", () => {
		checkReports(rule, design("<|web|> x2"), "`web` waits for `stock` without a timeout.");
		checkReports(
			rule,
			"client c\nservice <|web|> x2\ndatabase db\nc -> web -> db\n",
			"`web` waits for `db` without a timeout.",
			"hint",
		);
	});

	it("is silent where the caller or the link has one, and where nobody waits", () => {
		checkSilent(rule, design("web x2 { timeout: 1s }"));
		checkSilent(rule, design("web x2", { link: " { timeout: 1s }" }));
		checkSilent(rule, design("web x2", { link: " { async: true }" }));
		checkSilent(rule, "client c\nservice web x2\nqueue q\nworker w x2\nc -> web -> q -> w\n");
		checkSilent(rule, design("web x2", { system: "system { environment: dev }\n" }));
	});

	it("gives up after some times what requests take, and no later than they may", () => {
		checkFix(rule, "timeout", design("web x2"), design("web x2 { timeout: 330ms }"));
		const system = "system { latency-p99: 200ms }\n";
		checkFix(rule, "timeout", design("web x2", { system }), design("web x2 { timeout: 200ms }", { system }));
	});
});
