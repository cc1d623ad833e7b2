import assert from "node:assert/strict";
import { noLoadBalancer as rule } from "../../../../src/rules/redundancy/no-load-balancer.ts";
import { fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

describe("no-load-balancer", () => {
	it("reports several instances that clients reach directly", () =>
		checkReports(
			rule,
			"client c\nclient d\nservice <|web|> x4\nc, d -> web\n",
			"`web` has 4 instances, but nothing spreads the requests of `c` and `d` over them.",
		));

	it("reports an inner tier, one behind a CDN, and one that scales itself", () => {
		checkReports(rule, "client c\nloadbalancer lb x2\nservice web x2\nservice <|api|> x3\nc -> lb -> web -> api\n");
		checkReports(rule, "client c\ncdn e\nservice <|web|> x1..4\nc -> e -> web\n");
	});

	it("is silent behind a balancer or a gateway, with one instance, and for managed services", () => {
		checkSilent(rule, "client c\nloadbalancer lb x2\nservice web x4\nc -> lb -> web\n");
		checkSilent(rule, "client c\ngateway g x2\nservice web x4\nc -> g -> web\n");
		checkSilent(rule, "client c\nservice web\nc -> web\n");
		checkSilent(rule, "client c\nservice web x4 { managed: true }\nc -> web\n");
	});

	it("is silent about workers, queues, calls that nobody waits for, and what no client reaches", () => {
		checkSilent(rule, "client c\nservice web\nqueue q x3\nworker w x4\nc -> web -> q -> w\n");
		checkSilent(rule, "client c\nservice web\nservice log x4\nc -> web\nweb -> log { async: true }\n");
		checkSilent(rule, "service a\nservice b x4\na -> b\n");
	});

	it("only mentions DNS round robin that leaves out what is down", () => {
		checkReports(rule, "client c\ndns n { health-checks: true }\nservice <|web|> x2\nc -> n -> web\n", undefined);
		const severity = (dns: string) =>
			findingsOf(rule, `client c\ndns n${dns}\nservice web x2\nc -> n -> web\n`)[0]!.severity;
		assert.equal(severity(" { health-checks: true }"), "info");
		assert.equal(severity(""), "error");
	});

	it("puts a pair of balancers into the links", () =>
		checkFix(
			rule,
			"insert",
			`client c
// The site.
service web x4
database db
c -> web x3 -> db // all of it
`,
			`client c
loadbalancer lb x2
// The site.
service web x4
database db
c -> lb x3 -> web -> db // all of it
`,
		));

	it("does so in the place of the service, and for its copies elsewhere", () => {
		const before = `client c
dns n
datacenter us {
  service web x4
  database db

  web -> db
}
datacenter eu like us
c -> n -> us.web 60%, eu.web 40% "all"
`;
		checkFix(
			rule,
			"insert",
			before,
			`client c
dns n
datacenter us {
  loadbalancer lb x2
  service web x4
  database db

  lb -> web -> db
}
datacenter eu like us
c -> n -> us.lb 60%, eu.lb 40% "all"
`,
		);
		const [finding] = findingsOf(rule, before);
		assert.deepEqual(
			finding!.elements.map(({ id }) => id),
			["us.web", "eu.web"],
		);
		assert.equal(fixTitle(finding!, finding!.finding.fixes[0]!, "ko"), "`us.web` 앞에 로드 밸런서 `lb` 한 쌍 넣기");
	});

	it("names the balancer of an inner tier after it", () =>
		checkFix(
			rule,
			"insert",
			'client c\nloadbalancer lb x2\nservice web\nservice api x2\nc -> lb -> web\nweb -> api 5% "search"\n',
			`client c
loadbalancer lb x2
service web
loadbalancer api-lb x2
service api x2
c -> lb -> web
web -> api-lb 5% "search"
api-lb -> api
`,
		));
});
