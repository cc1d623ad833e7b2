import { loadBalancerSpof as rule } from "../../../../src/rules/redundancy/load-balancer-spof.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (balancer: string): string => `client c\n${balancer}\nservice web x4\nc -> lb -> web\n`;

describe("load-balancer-spof", () => {
	it("reports a balancer that stands alone", () =>
		checkReports(
			rule,
			design("loadbalancer <|lb|>"),
			"`lb` is a single load balancer: without it requests of `c` fail.",
		));

	it("is silent about a pair, a managed one, one without clients, and development", () => {
		checkSilent(rule, design("loadbalancer lb x2"));
		checkSilent(rule, design("loadbalancer lb { managed: true }"));
		checkSilent(rule, "loadbalancer lb\nservice web x4\nlb -> web\n");
		checkSilent(rule, `system { environment: dev }\n${design("loadbalancer lb")}`);
	});

	it("is silent where DNS spreads clients over several", () => {
		checkSilent(rule, "client c\ndns n\nloadbalancer a\nloadbalancer b\nservice web x4\nc -> n -> a, b -> web\n");
		checkSilent(
			rule,
			"client c\ndns n { routing: anycast }\nloadbalancer a\nloadbalancer b\nservice web x4\nc -> n -> a, b -> web\n",
		);
		checkReports(rule, "client c\ndns n\nloadbalancer <|a|>\nservice web x4\nc -> n -> a -> web\n");
	});

	it("makes it a pair, or a managed one", () => {
		checkFix(rule, "pair", design('loadbalancer lb "Door"'), design('loadbalancer lb "Door" x2'));
		checkFix(rule, "managed", design("loadbalancer lb"), design("loadbalancer lb { managed: true }"));
	});
});
