import assert from "node:assert/strict";
import { multiDcCapacity as rule } from "../../../../src/rules/data-centers/multi-dc-capacity.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = ({
	rate = 4400,
	web = "x6 { capacity: 500rps }",
	dns = "routing: geo, health-checks: true",
	more = "",
} = {}): string =>
	`client c { rate: ${rate}rps }
dns names { ${dns} }
datacenter us {
  loadbalancer lb x2
  service web ${web}
  lb -> web
}
datacenter eu like us
${more}c -> names -> us.lb, eu.lb${more ? ", asia.lb" : ""}
`;
const mark = (text: string): string => text.replace("service web", "service <|web|>");

describe("multi-dc-capacity", () => {
	it("reports what cannot carry the users of a data center that is lost", () =>
		checkReports(rule, mark(design()), "When `eu` is lost, `us.web` is 147 % busy instead of 73 %."));

	it("warns of what is too busy then", () => {
		checkReports(
			rule,
			mark(design({ rate: 2800 })),
			"When `eu` is lost, `us.web` is 93 % busy instead of 47 %.",
			"warning",
		);
		checkSilent(rule, design({ rate: 2600 }));
	});

	it("asks less of three", () => {
		const three = { more: "datacenter asia like us\n" };
		checkSilent(rule, design({ rate: 5000, ...three }));
		assert.equal(findingsOf(rule, design({ rate: 7000, ...three })).length, 1);
	});

	it("is one step milder where the capacity is assumed", () =>
		checkReports(rule, mark(design({ web: "x6" })), undefined, "warning"));

	it("is silent about one data center, a limit that refuses the rest, and what saturates already", () => {
		checkSilent(rule, design().replace("datacenter eu like us\n", "").replace(", eu.lb", ""));
		checkSilent(rule, design({ web: "x6 { capacity: 500rps, rate-limit: 3000rps }" }));
		checkSilent(rule, design({ rate: 9000 }));
		checkSilent(rule, `system { environment: dev }\n${design()}`);
	});

	it("adds instances in all of them", () =>
		checkFix(rule, "scale-out", design(), design({ web: "x10 { capacity: 500rps }" })));
});
