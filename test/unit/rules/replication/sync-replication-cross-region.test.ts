import { syncReplicationCrossRegion as rule } from "../../../../src/rules/replication/sync-replication-cross-region.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({
	goal = "latency-p99: 100ms",
	how = "replication: sync",
	link = "latency: 120ms",
} = {}): string => `system { ${goal} }
datacenter us {
  service web x2
  database db { ${how} }
  web -> db
}
datacenter eu {
  database copy
}
us.db -> eu.copy { ${link} }
`;
const mark = (text: string): string => text.replace("replication: sync", "<|replication: sync|>");

describe("sync-replication-cross-region", () => {
	it("warns of writes that wait longer than a request may take", () =>
		checkReports(
			rule,
			mark(design()),
			"Each write of `us.db` waits 120 ms for its copy `eu.copy`, and a request may take 100 ms.",
		));

	it("mentions it where it is a part of that, or nobody says what may be", () => {
		checkReports(rule, mark(design({ goal: "latency-p99: 400ms" })), undefined, "info");
		checkReports(rule, mark(design({ goal: "availability: 99%" })), undefined, "info");
	});

	it("is silent nearby, within a fifth of the target, and about copies that follow", () => {
		checkSilent(rule, design({ link: "latency: 5ms" }));
		checkSilent(rule, design({ goal: "latency-p99: 700ms" }));
		checkSilent(rule, design({ how: "replication: async" }));
		checkSilent(rule, "database db { replication: sync, replicas: 2 }\n");
	});

	it("lets the far copy follow, or a near one confirm", () => {
		checkFix(rule, "async", design(), design({ how: "replication: async" }));
		const near = "replication: sync, replicas: 1";
		checkFix(rule, "semi-sync", design({ how: near }), design({ how: "replication: semi-sync, replicas: 1" }));
	});
});
