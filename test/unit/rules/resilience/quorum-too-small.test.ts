import { quorumTooSmall as rule } from "../../../../src/rules/resilience/quorum-too-small.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const quorum = (rest: string): string => `database db { replication: quorum, ${rest} }\n`;
const held = (rest: string, consistency = "strong"): string =>
	`data d { consistency: ${consistency} }\nservice web x2 {\n  reads d\n}\ndatabase db { holds: d, replication: quorum, ${rest} }\nweb -> db\n`;

describe("quorum-too-small", () => {
	it("reports two voters, which one failure stops", () => {
		checkReports(rule, quorum("<|voters: 2|>"), "`db` is a quorum of 2 voters, which one failure stops.");
		checkReports(rule, quorum("<|replicas: 1|>"));
	});

	it("reports reads that may miss the last write of data that must be current", () =>
		checkReports(
			rule,
			held("voters: 3, <|read-quorum: 1|>"),
			"`db` may read old values of `d`, which must be current: R + W = 1 + 2 of 3.",
		));

	it("is silent about three, overlapping quorums, data that may be old, managed databases, and development", () => {
		checkSilent(rule, quorum("voters: 3"));
		checkSilent(rule, quorum("replicas: 2"));
		checkSilent(rule, held("voters: 3, read-quorum: 1, write-quorum: 3"));
		checkSilent(rule, held("voters: 3, read-quorum: 1", "eventual"));
		checkSilent(rule, quorum("voters: 2, managed: true"));
		checkSilent(rule, "database db { replicas: 1, failover: automatic }\n");
		checkSilent(rule, `system { environment: dev }\n${quorum("voters: 2")}`);
	});

	it("has three vote, and majorities meet", () => {
		checkFix(rule, "three", quorum("voters: 2"), quorum("voters: 3"));
		checkFix(rule, "three", quorum("replicas: 1"), quorum("replicas: 2"));
		checkFix(rule, "majorities", held("voters: 3, read-quorum: 1"), held("voters: 3, read-quorum: 2, write-quorum: 2"));
	});
});
