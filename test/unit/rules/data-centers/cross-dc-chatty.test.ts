import { crossDcChatty as rule } from "../../../../src/rules/data-centers/cross-dc-chatty.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({ goal = "latency-p99: 400ms", call = "x3 { latency: 90ms }" } = {}): string => `system { ${goal} }
client c { rate: 100rps }
datacenter us { service web x2 }
datacenter eu { service prices x2 }
c -> us.web
us.web -> eu.prices ${call}
`;

describe("cross-dc-chatty", () => {
	it("reports calls that take more than a fifth of the target", () =>
		checkReports(
			rule,
			design().replace("eu.prices x3", "<|eu.prices|> x3"),
			"Each request at `us.web` waits 270 ms for calls to `eu.prices` in another data center: 68 % of the 400 ms that it may take.",
		));

	it("counts parallel calls once, and calls of few requests by their share", () => {
		checkSilent(rule, design({ goal: "latency-p99: 500ms", call: "x3 { latency: 90ms, parallel: true }" }));
		checkSilent(rule, design({ call: "5% { latency: 90ms }" }));
	});

	it("is silent without a target, inside a data center, and where nobody waits", () => {
		checkSilent(rule, design({ goal: "availability: 99%" }));
		checkSilent(rule, design({ call: "x3 { latency: 90ms, async: true }" }));
		checkSilent(rule, design({ call: "x3 { latency: 90ms, optional: true }" }));
		checkSilent(rule, design().replace("datacenter eu", "group eu"));
	});

	it("is silent about what workers do, unknown loads, and writes, which go where the primary is", () => {
		checkSilent(rule, design().replace("c -> us.web", "queue jobs x3\nc -> jobs\njobs -> us.web"));
		checkSilent(rule, design().replace("rate: 100rps", ""));
		const written = (operation: string): string => `system { latency-p99: 400ms }
data posts
client c { rate: 100rps }
datacenter us {
  service web x2 { ${operation} posts x3 }
}
datacenter eu {
  database db { holds: posts }
}
c -> us.web
us.web -> eu.db
`;
		checkSilent(rule, written("writes"));
		checkReports(rule, written("reads").replace("-> eu.db", "-> <|eu.db|>"));
	});

	it("does not wait for them", () =>
		checkFix(rule, "async", design(), design({ call: "x3 { latency: 90ms, async: true }" })));
});
