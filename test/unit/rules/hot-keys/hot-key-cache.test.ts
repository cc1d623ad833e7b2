import { hotKeyCache as rule } from "../../../../src/rules/hot-keys/hot-key-cache.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({
	rate = 60_000,
	data = "items: 10M, hottest: 20%",
	cache = ", capacity: 80000rps",
	web = "",
	nodes = 8,
} = {}): string =>
	`data profiles { kind: durable, ${data} }
client c { rate: ${rate}rps }
service web x200 {
${web}  reads profiles x4
}
cache k x${nodes} { holds: profiles${cache} }
database db { holds: profiles }
c -> web -> k, db
`;

describe("hot-key-cache", () => {
	it("reports a key that takes half of its node", () =>
		checkReports(
			rule,
			design().replace("cache k", "cache <|k|>"),
			"The hottest item of `profiles` in `k` gets 48k/s: 60 % of what its node carries.",
		));

	it("reports a key with twice the share of a node, where that is noticeable", () => {
		checkReports(rule, design({ rate: 10_000, nodes: 20 }).replace("cache k", "cache <|k|>"));
		checkSilent(rule, design({ rate: 10_000, nodes: 4 }));
		checkSilent(rule, design({ rate: 100, nodes: 20 }));
	});

	it("is one step milder where the capacity or the popularity is assumed", () => {
		checkReports(rule, design({ cache: "" }).replace("cache k", "cache <|k|>"), undefined, "info");
		const skewed = design({ data: "items: 1000", rate: 200_000 }).replace("cache k", "cache <|k|>");
		checkReports(rule, skewed, undefined, "info");
	});

	it("is silent where several nodes or the servers have it, or nobody reads", () => {
		checkSilent(rule, design({ cache: ", capacity: 80000rps, hot-copies: 2" }));
		checkSilent(rule, design({ web: "  local-cache: profiles\n" }));
		checkSilent(rule, design({ cache: ", capacity: 80000rps, managed: true" }));
		checkSilent(rule, design().replace(/client.*\n/, "client c\n"));
	});

	it("keeps it on several nodes, or in the servers", () => {
		checkFix(rule, "copies", design(), design({ cache: ", capacity: 80000rps, hot-copies: 2" }));
		checkFix(rule, "local", design(), design({ web: "  local-cache: profiles\n" }));
	});
});
