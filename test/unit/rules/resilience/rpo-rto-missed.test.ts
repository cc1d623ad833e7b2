import { rpoRtoMissed as rule } from "../../../../src/rules/resilience/rpo-rto-missed.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (db: string, goals = "rpo: 1h"): string => `system { ${goals} }
client c { rate: 100rps }
data posts
service web x2 {
  writes posts
}
database db { holds: posts, ${db} }
c -> web -> db
`;

describe("rpo-rto-missed", () => {
	it("reports backups that are too far apart for what may be lost", () =>
		checkReports(rule, design("<|backup: 1d|>"), "`db` loses up to the last 1 d, and no more than 1 h may be lost."));

	it("reports copies that lag too far behind", () =>
		checkReports(
			rule,
			design("replicas: 2, failover: automatic, <|lag: 10s|>", "rpo: 1s"),
			"`db` loses up to the last 10 s, and no more than 1 s may be lost.",
		));

	it("reports backups that are too far apart for what copies repeat", () => {
		const copied = "replicas: 1, failover: automatic, lag: 1s";
		checkReports(
			rule,
			design(`${copied}, <|backup: 1d|>`),
			"`db` is backed up every 1 d, and no more than 1 h may be lost.",
		);
		checkSilent(rule, design(`${copied}, backup: 1h`));
		checkFix(rule, "backup", design(`${copied}, backup: 1d`), design(`${copied}, backup: 1h`));
	});

	it("reports a failover that takes too long", () =>
		checkReports(
			rule,
			design("replicas: 2, failover: manual, <|failover-time: 30min|>", "rto: 5min"),
			"`db` takes 30 min to be back, and 5 min are allowed.",
		));

	it("is silent within the objectives, without any, and about what can be computed again", () => {
		checkSilent(rule, design("backup: 1h"));
		checkSilent(rule, design("backup: 1d", "availability: 99%"));
		checkSilent(rule, design("replicas: 2, lag: 1s"));
		checkSilent(rule, design("replicas: 2, failover: automatic, failover-time: 1min", "rto: 5min"));
		checkSilent(rule, design("backup: 1d").replace("data posts", "data posts { kind: derived }"));
		checkSilent(rule, design("backup: 1d, managed: true"));
		checkSilent(rule, `system { environment: dev, rpo: 1h }\n${design("backup: 1d").replace(/^system.*\n/, "")}`);
	});

	it("backs up more often, or lets a copy confirm each write", () => {
		checkFix(rule, "backup", design("backup: 1d"), design("backup: 1h"));
		const near = "replicas: 2, failover: automatic, lag: 10s";
		checkFix(rule, "semi-sync", design(near, "rpo: 1s"), design(`${near}, replication: semi-sync`, "rpo: 1s"));
	});
});
