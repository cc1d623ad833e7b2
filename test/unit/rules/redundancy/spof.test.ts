import assert from "node:assert/strict";
import { spof as rule } from "../../../../src/rules/redundancy/spof.ts";
import { fixTitle, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const two = (dns: string, links = ""): string => `client c
dns n { ${dns} }
datacenter us {
  loadbalancer lb x2
  service web x2
  lb -> web
}
datacenter eu like us
c -> n -> us.lb, eu.lb
${links}`;

describe("spof", () => {
	it("reports data centers together that DNS does not leave out", () => {
		checkReports(
			rule,
			two("routing: geo").replace("datacenter us", "datacenter <|us|>"),
			"When one of the data centers `us` and `eu` is lost, requests of `c` fail, although others stand beside it.",
		);
		assert.deepEqual(
			findingsOf(rule, two("routing: geo"))[0]!.elements.map(({ id }) => id),
			["us", "eu"],
		);
	});

	it("reports a zone that holds the only store of some data", () =>
		checkReports(
			rule,
			`data d
client c
loadbalancer lb x2
zone <|a|> {
  service web x2 {
    reads d
  }
  database db { holds: d, replicas: 1, failover: automatic }
  web -> db
}
zone b {
  service web x2 {
    reads d
  }
  web -> a.db
}
c -> lb -> a.web, b.web
`,
			"When the zone `a` is lost, requests of `c` fail, although others stand beside it.",
		));

	it("reports the zone in which everything stands, beside one that takes nothing over", () => {
		const zones = `zone <|z1|> {
  loadbalancer lb x2
  service web x2
  lb -> web
}
zone z2 {
  service idle x2
}
`;
		const message = "When the zone `$` is lost, requests of `c` fail, although others stand beside it.";
		checkReports(rule, `client c\n${zones}c -> z1.lb\n`, message.replace("$", "z1"));
		const inside = `datacenter us {\n${zones.replace(/^(?=.)/gm, "  ")}}\n`;
		checkReports(rule, `client c\n${inside}c -> us.z1.lb\n`, message.replace("$", "us.z1"));
		checkSilent(rule, "client c\nzone z1 {\n  service web x2\n}\nzone z2\nc -> z1.web\n");
	});

	it("reports DNS without health checks once, not for each data center", () => {
		const [finding, ...more] = findingsOf(rule, two("routing: geo", "datacenter asia like us\nn -> asia.lb\n"));
		assert.deepEqual(more, []);
		assert.deepEqual(
			finding!.elements.map(({ id }) => id),
			["us", "eu", "asia"],
		);
	});

	it("reports a system of others on which several branches depend, more mildly", () =>
		checkReports(
			rule,
			"client c\nloadbalancer lb x2\nservice a x2\nservice b x2\nexternal <|login|>\nc -> lb -> a, b -> login\n",
			"When the external system `login` is lost, requests of `c` fail, although others stand beside it.",
			"warning",
		));

	it("is silent where the others take over", () => checkSilent(rule, two("routing: geo, health-checks: true")));

	it("is silent about one data center and one zone, which are told elsewhere", () => {
		checkSilent(rule, "client c\ndatacenter us {\n  service web x2\n}\nc -> us.web\n");
		checkSilent(rule, "client c\nzone a {\n  service web x2\n}\nc -> a.web\n");
	});

	it("is silent about tiers of one and of several instances", () => {
		checkSilent(rule, "client c\nloadbalancer lb x2\nservice a\nservice b\nservice auth\nc -> lb -> a, b -> auth\n");
		checkSilent(rule, "client c\nloadbalancer lb x2\nservice a\nservice b\nservice auth x2\nc -> lb -> a, b -> auth\n");
	});

	it("is silent about what is managed, optional, redundant, needed by one branch only, and in development", () => {
		const login = (declaration: string, body = ""): string =>
			`client c\nloadbalancer lb x2\nservice a x2\nservice b x2\n${declaration}\nc -> lb -> a, b\na, b -> login${body}\n`;
		checkSilent(rule, login("external login { managed: true }"));
		checkSilent(rule, login("external login x2"));
		checkSilent(rule, login("external login", " { optional: true }"));
		checkSilent(rule, "client c\nservice a x2\nexternal login\nc -> a -> login\n");
		checkSilent(rule, `system { environment: dev }\n${two("routing: geo")}`);
	});

	it("lets DNS leave out what is down", () =>
		checkFix(rule, "health-checks", two("routing: geo"), two("routing: geo, health-checks: true")));

	const stores = (dns: string, failover = ""): string =>
		two(dns, `us.db -> eu.db${failover}\neu.web -> us.db\n`)
			.replace("client c", "data d\nclient c")
			.replace("service web x2", "service web x2 {\n    reads d\n    writes d\n  }\n  database db { holds: d }")
			.replace("lb -> web\n", "lb -> web -> db\n");

	it("promotes the copies of what is lost with the place", () => {
		const before = stores("health-checks: true");
		checkReports(
			rule,
			before.replace("datacenter us", "datacenter <|us|>"),
			"When the data center `us` is lost, requests of `c` fail, although others stand beside it.",
		);
		checkFix(rule, "promote", before, stores("health-checks: true", " { failover: automatic }"));
	});

	it("offers only what repairs it", () => {
		const [finding] = findingsOf(rule, stores("routing: geo"));
		assert.deepEqual(
			offeredFixes(finding!).map((fix) => fixTitle(finding!, fix, "en")),
			["Let `n` leave out what is down, and promote the copies of `us.db`"],
		);
	});

	it("makes the calls to a system of others optional", () =>
		checkFix(
			rule,
			"optional",
			'client c\nloadbalancer lb x2\nservice a x2\nservice b x2\nexternal login\nc -> lb -> a, b -> login "sign in"\n',
			`client c
loadbalancer lb x2
service a x2
service b x2
external login
c -> lb -> a, b "sign in"
a, b -> login "sign in" { optional: true }
`,
		));
});
