import { multiDcNoDataReplication as rule } from "../../../../src/rules/data-centers/multi-dc-no-data-replication.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({ data = "", db = "holds: orders", links = "" } = {}): string =>
	`data orders { ${data} }\nclient c\ndns names { routing: geo, health-checks: true }\ndatacenter us {\n  service web x2\n  database db { ${db} }\n\n  web -> db\n}\ndatacenter eu like us\n\nc -> names -> us.web, eu.web\n${links}`;

describe("multi-dc-no-data-replication", () => {
	it("reports databases of the same data in several data centers that know nothing of one another", () => {
		checkReports(
			rule,
			design().replace("database db", "database <|db|>"),
			"`orders` is kept in `us.db` and `eu.db` without replication between them.",
		);
		checkReports(rule, design({ db: "backup: 1d" }).replace("database db", "database <|db|>"));
	});

	it("is silent about replicated, pinned, derived and managed data, and about one data center", () => {
		checkSilent(rule, design({ links: "us.db -> eu.db\n" }));
		checkSilent(rule, design({ data: "pinned: us" }));
		checkSilent(rule, design({ data: "kind: derived" }));
		checkSilent(rule, design({ db: "holds: orders, managed: true" }));
		checkSilent(rule, design().replace("datacenter eu like us\n", "").replace(", eu.web", ""));
		checkSilent(rule, `system { environment: dev }\n${design()}`);
	});

	it("replicates, with failover", () => {
		checkFix(
			rule,
			"replicate",
			design(),
			design({
				db: "holds: orders, replicas: 1, failover: automatic",
				links: "us.db -> eu.db { failover: automatic }\n",
			}),
		);
		const db = "holds: orders, replicas: 1, failover: automatic";
		checkFix(rule, "replicate", design({ db }), design({ db, links: "us.db -> eu.db\n" }));
	});
});
