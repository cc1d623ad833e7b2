import { noAutoscaling as rule } from "../../../../src/rules/capacity/no-autoscaling.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({
	web = "x20",
	peak = "peak: 5x",
	more = "",
} = {}): string => `client c { users: 1M, requests: 100/day, ${peak} }
loadbalancer lb x2
service web ${web} { capacity: 500rps, sessions: none${more} }
c -> lb -> web
`;

describe("no-autoscaling", () => {
	it("mentions a tier that is sized for the peak all day", () =>
		checkReports(
			rule,
			design().replace("service web", "service <|web|>"),
			"`web` runs 20 instances all day, while the peak is 5 times the average.",
		));

	it("is silent about one that scales itself, and a load that hardly changes", () => {
		checkSilent(rule, design({ web: "x4..20" }));
		checkSilent(rule, design({ peak: "peak: 2x" }));
	});

	it("is silent about a peak that is only assumed, or not known", () => {
		checkSilent(rule, design({ peak: "visits: true" }).replace(", visits: true", ""));
		checkSilent(rule, design().replace(/^client.*/, "client c { rate: 5000rps }"));
	});

	it("is silent about servers with state, a machine of one's own choice, few of them, and too few", () => {
		checkSilent(rule, design().replace("sessions: none", "sessions: local"));
		checkSilent(rule, design({ more: ", scaling: up" }));
		checkSilent(rule, design({ web: "x3" }));
		checkSilent(rule, design({ web: "x8" }));
	});

	it("lets it run as many as the load takes", () => checkFix(rule, "autoscale", design(), design({ web: "x4..20" })));
});
