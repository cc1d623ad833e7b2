import { noRateLimit as rule } from "../../../../src/rules/resilience/no-rate-limit.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({ cdn = "", lb = "lb", web = "" } = {}): string => `client c
dns names
cdn edge${cdn}
loadbalancer ${lb}
service web x2${web}
c -> names -> edge -> lb -> web
`;

describe("no-rate-limit", () => {
	it("reports the first that could limit what comes in", () => {
		checkReports(rule, design({ lb: "<|lb|>" }), "`lb` lets through whatever `c` sends: nothing limits the rate.");
		checkReports(
			rule,
			"client c\nservice <|web|>\nc -> web\n",
			"`web` lets through whatever `c` sends: nothing limits the rate.",
		);
	});

	it("is silent where something in front or behind limits it, and inside a company", () => {
		checkSilent(rule, design({ cdn: " { rate-limit: 10krps }" }));
		checkSilent(rule, design({ web: " { rate-limit: true }" }));
		checkSilent(rule, "client c { internal: true }\nservice web\nc -> web\n");
		checkSilent(rule, "client c\nstorage files\nc -> files\n");
	});

	it("refuses what is above a limit", () =>
		checkFix(rule, "limit", design(), design({ lb: "lb { rate-limit: true }" })));
});
