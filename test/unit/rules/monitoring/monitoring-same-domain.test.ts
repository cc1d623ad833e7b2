import { monitoringSameDomain as rule } from "../../../../src/rules/monitoring/monitoring-same-domain.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

describe("monitoring-same-domain", () => {
	it("reports monitoring in the only data center that it watches", () => {
		checkReports(
			rule,
			"datacenter us {\n  service web\n  monitoring <|watch|>\n}\n",
			"`us.watch` stands in `us`, which it watches: when `us` fails, nobody is told.",
		);
	});

	it("is silent about monitoring outside, in another data center as well, or of another one", () => {
		checkSilent(rule, "datacenter us {\n  service web\n}\nmonitoring watch\n");
		checkSilent(rule, "datacenter us {\n  service web\n  monitoring watch\n}\ndatacenter eu like us\n");
		checkSilent(rule, "datacenter us {\n  service web\n  monitoring watch\n}\nmonitoring probe { alerts: true }\n");
		checkSilent(rule, "datacenter us {\n  service web\n}\ndatacenter eu {\n  monitoring watch { watches: [us] }\n}\n");
		checkSilent(rule, "group all {\n  service web\n  monitoring watch\n}\n");
		checkSilent(rule, "system { environment: dev }\ndatacenter us {\n  service web\n  monitoring watch\n}\n");
	});

	it("adds a probe under a free name", () => {
		checkFix(
			rule,
			"probe",
			"datacenter us {\n  service probe\n  monitoring watch\n}\n",
			"datacenter us {\n  service probe\n  monitoring watch\n}\nmonitoring outside-probe { metrics: [business], alerts: true }\n",
		);
	});
});
