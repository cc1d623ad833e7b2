import { noBackup as rule } from "../../../../src/rules/resilience/no-backup.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (
	database: string,
	{ kind = "kind: durable", system = "" } = {},
): string => `${system}data orders { ${kind} }
service web x2 { writes orders }
database ${database}
web -> db
`;

describe("no-backup", () => {
	it("reports durable data, with copies and without", () => {
		checkReports(
			rule,
			design("<|db|> { holds: orders }"),
			"`db` keeps `orders`, and nothing says that it is backed up.",
		);
		checkReports(
			rule,
			design("<|db|> { holds: orders, replicas: 2 }"),
			"`db` keeps `orders`, and nothing says that it is backed up.",
		);
	});

	it("is silent about what is backed up, computed again or of a session, managed, a copy, or not said", () => {
		checkSilent(rule, design("db { holds: orders, backup: 1d }"));
		checkSilent(rule, design("db { holds: orders }", { kind: "kind: derived" }));
		checkSilent(rule, design("db { holds: orders }", { kind: "kind: session" }));
		checkSilent(rule, design("db { holds: orders, managed: true }"));
		checkSilent(rule, design("db"));
		checkSilent(rule, design("db { holds: orders }", { system: "system { environment: dev }\n" }));
	});

	it("backs up each day, or as often as may be lost", () => {
		checkFix(rule, "backup", design("db { holds: orders }"), design("db { holds: orders, backup: 24h }"));
		const system = "system { rpo: 1h }\n";
		checkFix(
			rule,
			"backup",
			design("db { holds: orders }", { system }),
			design("db { holds: orders, backup: 1h }", { system }),
		);
	});
});
