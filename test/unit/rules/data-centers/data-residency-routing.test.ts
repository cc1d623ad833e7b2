import { dataResidencyRouting as rule } from "../../../../src/rules/data-centers/data-residency-routing.ts";
import { checkReports, checkSilent } from "../../../support/rules.ts";

const design = (us: string, data = "pinned: eu"): string =>
	`data patients { ${data} }\ndatacenter eu {\n  database db { holds: patients }\n}\ndatacenter us {\n  ${us}\n}\nus.x -> eu.db\n`;

describe("data-residency-routing", () => {
	it("reports what uses or keeps data outside of its place", () => {
		checkReports(
			rule,
			design("service <|x|> {\n    reads patients\n  }"),
			"`us.x` uses `patients`, which must not leave `eu`.",
		);
		checkReports(
			rule,
			design("cache <|x|> { holds: patients }"),
			"`us.x` keeps `patients`, which must not leave `eu`.",
		);
	});

	it("is silent about data that may go anywhere, what stays in its place, and what stands in none", () => {
		checkSilent(rule, design("service x {\n    reads patients\n  }", "size: 1KB"));
		checkSilent(rule, design("service x"));
		checkSilent(
			rule,
			"data d { pinned: eu }\ndatacenter eu {\n  database db { holds: d }\n}\nclient c {\n  reads d\n}\nc -> eu.db\n",
		);
	});
});
