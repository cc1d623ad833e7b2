import assert from "node:assert/strict";
import { singleInstanceTier as rule } from "../../../../src/rules/redundancy/single-instance-tier.ts";
import { findingWhy, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

describe("single-instance-tier", () => {
	it("reports each tier of one that requests need, and what fails without it", () =>
		checkReports(
			rule,
			`data posts
client c {
  reads posts
}
loadbalancer lb x2
service <|web|>
service <|auth|> { availability: 99.9% }
search <|index|> { holds: posts }
c -> lb -> web -> auth
c -> index
`,
			"`web` runs as a single instance: without it requests of `c` fail.",
		));

	it("shows the arithmetic", () => {
		const [finding] = findingsOf(rule, "client c\nservice web { availability: 99% }\nc -> web\n");
		assert.match(
			findingWhy(finding!, "en"),
			/is up \*a\* = 99 % of the time is down for 3\.7 d a year.* = 99\.99 % of/,
		);
		assert.match(findingWhy(finding!, "ko"), /가용성이 \*a\* = 99 %인 .* 1년에 3\.7일 멈춥니다/);
	});

	it("counts a tier that scales down to one", () =>
		checkReports(rule, "client c\nloadbalancer lb x2\nservice <|web|> x1..8\nc -> lb -> web\n"));

	it("names what several branches share as what it is: a tier of one", () =>
		checkReports(
			rule,
			"client c\nloadbalancer lb x2\nservice a x2\nservice b x2\nservice <|auth|>\nc -> lb -> a, b -> auth\n",
		));

	it("is silent about managed services, soft dependencies, work off the path, and development", () => {
		checkSilent(rule, "client c\nservice web { managed: true }\nc -> web\n");
		checkSilent(rule, "client c\nservice web x2\nservice ads\nc -> web\nweb -> ads { optional: true }\n");
		checkSilent(
			rule,
			"client c\nservice web x2\nqueue q x3\nworker w\nc -> web\nweb -> q { optional: true }\nq -> w\n",
		);
		checkSilent(rule, "client c\nservice web x2\nqueue q\nworker w x2\nc -> web -> q -> w\n");
		checkSilent(
			rule,
			"data d\nclient c\nservice web x2 {\n  reads d\n}\ncache k { holds: d, read: look-aside }\ndatabase db { holds: d, replicas: 1 }\nc -> web -> k, db\n",
		);
		checkSilent(rule, "system { environment: dev }\nclient c\nservice web\nc -> web\n");
		checkSilent(rule, "client c\ndns n\ncdn e\nexternal x\nc -> n -> x\nc -> e -> x\n");
		checkSilent(
			rule,
			"client c\nservice web x2\nmonitoring m { watches: web }\npipeline ci { deploys: web }\nservice report\nc -> web\n",
		);
	});

	it("is silent where another data center takes over", () =>
		checkSilent(
			rule,
			"client c\ndns n { health-checks: true }\ndatacenter a {\n  service web\n}\ndatacenter b like a\nc -> n -> a.web, b.web\n",
		));

	it("leaves databases, session stores and balancers to their own rules", () => {
		checkSilent(rule, "client c\nservice web x2\ndatabase db\nc -> web -> db\n");
		checkSilent(rule, "client c\nloadbalancer lb\nservice web x2\nc -> lb -> web\n");
		checkSilent(rule, "client c\nservice web x2 { sessions: s }\ncache s\nc -> web\n");
	});

	it("adds an instance", () => {
		const text = 'client c\nloadbalancer lb x2\nservice web "Web" { sessions: token }\nc -> lb -> web\n';
		checkFix(rule, "replica", text, text.replace('"Web"', '"Web" x2'));
		assert.equal(findingsOf(rule, text)[0]!.finding.fixes[0]!.safe, true);
	});

	it("keeps the most of a tier that scales itself", () => {
		const text = "client c\nloadbalancer lb x2\nservice web x1..8\nc -> lb -> web\n";
		checkFix(rule, "replica", text, text.replace("x1..8", "x2..8"));
	});

	it("adds the balancer that two instances need, in the place of the tier", () => {
		const before = `client c
datacenter us {
  service web // the site
  database db { replicas: 1, failover: automatic }
  web -> db
}
c -> us.web
`;
		checkFix(
			rule,
			"replica",
			before,
			`client c
datacenter us {
  loadbalancer lb x2
  service web x2 // the site
  database db { replicas: 1, failover: automatic }
  lb -> web -> db
}
c -> us.lb
`,
		);
		const [finding] = findingsOf(rule, before);
		const [fix] = finding!.finding.fixes;
		assert.equal(fix!.safe, false);
		assert.equal(fixTitle(finding!, fix!, "en"), "Add an instance of `us.web` (1 -> 2) behind a load balancer");
	});

	it("replicates a database of data that could be derived again", () => {
		const text = (more: string): string =>
			`data d { kind: derived }\nclient c {\n  reads d\n}\ndatabase db { holds: d${more} }\nc -> db\n`;
		checkFix(rule, "read-replica", text(""), text(", replicas: 1, failover: automatic"));
	});

	it("offers a managed service for files of one machine", () => {
		const text =
			"data f { kind: static }\nclient c {\n  reads f\n}\nstorage files { holds: f, managed: false }\nc -> files\n";
		checkFix(rule, "managed", text, text.replace("managed: false", "managed: true"));
		checkFix(rule, "replica", text, text.replace("storage files", "storage files x2"));
	});
});
