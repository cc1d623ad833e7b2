import assert from "node:assert/strict";
import { sameZoneReplicas as rule } from "../../../../src/rules/replication/same-zone-replicas.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const declared = (web: string, lb = "zones: 2"): string => `loadbalancer lb x2 { ${lb} }
service web x4 { ${web} }
lb -> web
`;
const drawn = ({ a = "", b = "zone b like a", top = "", end = "lb -> a.web, b.web" } = {}): string => `client c
loadbalancer lb x2 { zones: 2 }
zone a {
  service web x2
${a}}
${b}
${top}c -> lb
${end}
`;

describe("same-zone-replicas", () => {
	it("reports what is said to stand in one zone, while others are spread", () =>
		checkReports(rule, declared("<|zones: 1|>"), "All 4 of `web` stand in one zone."));

	it("reports a database with its replicas in one of two zones", () => {
		const text = drawn({
			a: "  database <|db|> { replicas: 2 }\n  web -> db\n",
			b: "zone b {\n  service web x2\n}",
			end: "lb -> a.web, b.web\nb.web -> a.db",
		});
		checkReports(rule, text, "All 3 of `a.db` stand in the zone `a`.");
	});

	it("is silent about copies in both zones, by like, by name, behind the same router or by replication", () => {
		checkSilent(rule, drawn());
		checkSilent(rule, drawn({ b: "zone b {\n  service web x2\n}" }));
		checkSilent(rule, drawn({ b: "zone b {\n  service other x2\n}", end: "lb -> a.web, b.other" }));
		checkSilent(
			rule,
			drawn({
				a: "  database db { replicas: 1 }\n",
				b: "zone b {\n  service web x2\n  database copy { replicas: 1 }\n}",
				end: "lb -> a.web, b.web\na.db -> b.copy",
			}),
		);
	});

	it("is silent where there is one zone for everything, one instance, or nothing is said", () => {
		checkSilent(rule, declared("zones: 1", "zones: 1"));
		checkSilent(rule, declared("zones: 2"));
		checkSilent(rule, "loadbalancer lb x2\nservice web x4\nlb -> web\n");
		checkSilent(rule, drawn({ b: "", end: "lb -> a.web" }));
		checkSilent(rule, `system { environment: dev }\n${declared("zones: 1")}`);
	});

	it("spreads it over as many as the others", () => {
		checkFix(rule, "zones", declared("zones: 1", "zones: 2"), declared("zones: 2", "zones: 2"));
		const [finding] = findingsOf(rule, declared("zones: 1"));
		assert.equal(finding!.finding.fixes.length, 1);
	});
});
