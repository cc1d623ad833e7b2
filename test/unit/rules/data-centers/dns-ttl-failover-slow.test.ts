import { dnsTtlFailoverSlow as rule } from "../../../../src/rules/data-centers/dns-ttl-failover-slow.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const two = "datacenter us {\n  loadbalancer lb x2\n  service web x2\n\n  lb -> web\n}\ndatacenter eu like us\n";

const design = (ttl: string, system = "rto: 5min", routing = "geo"): string =>
	`system { ${system} }\nclient c\ndns names { routing: ${routing}, health-checks: true, ${ttl} }\n${two}\nc -> names -> us.lb, eu.lb\n`;

describe("dns-ttl-failover-slow", () => {
	it("reports addresses that are kept for longer than service may be away", () => {
		checkReports(
			rule,
			design("<|ttl: 1h|>"),
			"After a failure clients of `names` may use the old address for 1 h, longer than the 5 min in which service has to be back.",
		);
	});

	it("is silent about short times, anycast, and where nothing says how long service may be away", () => {
		checkSilent(rule, design("ttl: 60s"));
		checkSilent(rule, design("ttl: 1h", "rto: 5min", "anycast"));
		checkSilent(rule, design("ttl: 1h", "rpo: 5min"));
	});

	it("shortens it", () => {
		checkFix(rule, "ttl", design("ttl: 1h"), design("ttl: 30s"));
	});
});
