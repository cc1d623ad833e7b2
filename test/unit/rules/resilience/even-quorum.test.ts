import { evenQuorum as rule } from "../../../../src/rules/resilience/even-quorum.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const quorum = (rest: string): string => `database db { replication: quorum, ${rest} }\n`;

describe("even-quorum", () => {
	it("reports a voter that is of no use", () => {
		checkReports(rule, quorum("<|voters: 4|>"), "`db` has 4 voters, which survive 1 failed, as 3 do.");
		checkReports(rule, quorum("<|replicas: 5|>"), "`db` has 6 voters, which survive 2 failed, as 5 do.");
	});

	it("is silent about odd numbers, witnesses, chosen quorums, managed databases, others, and development", () => {
		checkSilent(rule, quorum("voters: 3"));
		checkSilent(rule, quorum("voters: 2"));
		checkSilent(rule, quorum("replicas: 3, voters: 5"));
		checkSilent(rule, quorum("voters: 4, write-quorum: 2"));
		checkSilent(rule, quorum("voters: 4, managed: true"));
		checkSilent(rule, "database db { replicas: 3, failover: automatic }\n");
		checkSilent(rule, `system { environment: dev }\n${quorum("voters: 4")}`);
	});

	it("has one more or one fewer vote", () => {
		checkFix(rule, "more", quorum("voters: 4"), quorum("voters: 5"));
		checkFix(rule, "fewer", quorum("voters: 4"), quorum("voters: 3"));
		checkFix(rule, "more", quorum("replicas: 3"), quorum("replicas: 4"));
		checkFix(rule, "more", quorum("replicas: 3, voters: 4"), quorum("replicas: 4, voters: 5"));
	});
});
