import { quorumDcMajority as rule } from "../../../../src/rules/resilience/quorum-dc-majority.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const centers = "datacenter us\ndatacenter eu\n";
const quorum = (rest: string): string => `database db { replication: quorum, ${rest} }\n`;

describe("quorum-dc-majority", () => {
	it("reports the data center without which too few voters are left", () => {
		checkReports(
			rule,
			centers + quorum("voters: 5, <|voters-in: [us, eu]|>"),
			"Without `us` nothing can be written to `db`: 3 of its 5 voters stand there, and what is left (2) is less than the 3 that a write needs.",
		);
		checkReports(
			rule,
			centers + quorum("replicas: 2, <|voters-in: [eu, us]|>"),
			"Without `eu` nothing can be written to `db`: 2 of its 3 voters stand there, and what is left (1) is less than the 2 that a write needs.",
		);
	});

	it("reports two halves, of which neither is a majority", () => {
		checkReports(
			rule,
			centers + quorum("voters: 4, <|voters-in: [us, eu]|>"),
			"Without `us` nothing can be written to `db`: 2 of its 4 voters stand there, and what is left (2) is less than the 3 that a write needs.",
		);
	});

	it("reports a majority in one of three data centers, and quorums that are chosen larger", () => {
		checkReports(rule, `${centers}datacenter ap\n${quorum("voters: 5, <|voters-in: [us, us, us, eu, ap]|>")}`);
		checkReports(rule, `${centers}datacenter ap\n${quorum("voters: 3, write-quorum: 3, <|voters-in: [us, eu, ap]|>")}`);
	});

	it("reports all voters in one of two data centers", () => {
		checkReports(rule, centers + quorum("voters: 3, <|voters-in: us|>"));
	});

	it("is silent about a third site, and a quorum that what is left makes", () => {
		checkSilent(rule, `${centers}datacenter witness\n${quorum("voters: 3, voters-in: [us, eu, witness]")}`);
		checkSilent(rule, `${centers}datacenter witness\n${quorum("voters: 5, voters-in: [us, us, eu, eu, witness]")}`);
		checkSilent(rule, centers + quorum("voters: 4, write-quorum: 2, read-quorum: 3, voters-in: [us, eu]"));
	});

	it("is silent where nothing says where the voters stand, about a single data center, and in development", () => {
		checkSilent(rule, centers + quorum("voters: 5"));
		checkSilent(rule, `datacenter us\n${quorum("voters: 5, voters-in: us")}`);
		checkSilent(rule, `${centers}database db { replicas: 2, failover: automatic, voters-in: [us, eu] }\n`);
		checkSilent(rule, `system { environment: dev }\n${centers}${quorum("voters: 5, voters-in: [us, eu]")}`);
	});

	it("leaves it to another rule where there are too few voters", () => {
		checkSilent(rule, centers + quorum("voters: 2, voters-in: [us, eu]"));
	});

	it("has a witness vote in a third data center", () => {
		checkFix(
			rule,
			"witness",
			centers + quorum("voters: 5, voters-in: [us, eu]"),
			`${centers}datacenter witness\n${quorum("voters: 5, voters-in: [us, eu, witness]")}`,
		);
		checkFix(
			rule,
			"witness",
			centers + quorum("voters: 4, voters-in: [us, eu]"),
			`${centers}datacenter witness\n${quorum("voters: 5, voters-in: [us, eu, witness]")}`,
		);
	});

	it("takes a data center that is there", () => {
		const three = `${centers}datacenter ap\n`;
		checkFix(
			rule,
			"witness",
			three + quorum("replicas: 2, voters-in: [us, eu]"),
			three + quorum("replicas: 2, voters-in: [us, eu, ap]"),
		);
	});

	it("spreads them evenly over what there is", () => {
		const three = `${centers}datacenter ap\n`;
		checkFix(
			rule,
			"spread",
			three + quorum("voters: 5, voters-in: [us, us, us, eu, ap]"),
			three + quorum("voters: 5, voters-in: [us, eu, ap]"),
		);
	});
});
