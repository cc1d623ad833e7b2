import { multiDcWriteConflict as rule } from "../../../../src/rules/data-centers/multi-dc-write-conflict.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (there: string, back: string): string =>
	`data posts\ndatacenter us {\n  database db { holds: posts }\n}\ndatacenter eu like us\nus.db -> eu.db${there}\n${back}\n`;

describe("multi-dc-write-conflict", () => {
	it("reports two primaries without a rule, once", () => {
		checkReports(
			rule,
			design("", "eu.db -> us.db").replace("database db", "database <|db|>"),
			"`us.db` and `eu.db` both take writes of `posts`, and nothing says what holds when they differ.",
		);
	});

	it("is silent about a rule on either side, and one primary", () => {
		checkSilent(rule, design(" { conflicts: crdt }", "eu.db -> us.db"));
		checkSilent(rule, design("", "eu.db -> us.db { conflicts: last-write-wins }"));
		checkSilent(rule, design("", ""));
	});

	it("sets one on both sides", () => {
		checkFix(
			rule,
			"by-owner",
			design("", "eu.db -> us.db"),
			design(" { conflicts: by-owner }", "eu.db -> us.db { conflicts: by-owner }"),
		);
		checkFix(
			rule,
			"last",
			design("", "eu.db -> us.db"),
			design(" { conflicts: last-write-wins }", "eu.db -> us.db { conflicts: last-write-wins }"),
		);
	});
});
