import { tightCoupling as rule } from "../../../../src/rules/decoupling/tight-coupling.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const chain = "client c\nservice a x2\nservice b x2\nservice d x2\nservice e x2\n\nc -> a -> b -> d -> e\n";

describe("tight-coupling", () => {
	it("reports the end of four services that wait for one another", () => {
		checkReports(
			rule,
			chain.replace("service e", "service <|e|>"),
			"`e` is the last of 4 services that wait for one another.",
		);
	});

	it("reports a service with five neighbours that wait", () => {
		checkReports(
			rule,
			"client c\nservice <|hub|> x2\nservice a\nservice b\nservice d\nservice e\nexternal f\nc -> hub -> a, b, d, e, f\n",
			"`hub` waits for, or is waited for by, 5 others.",
		);
	});

	it("reports a hot service with several unrelated data sets", () => {
		const text = (rate: number): string =>
			`data x\ndata y\ndata z\nclient c { rate: ${rate}rps }\nservice <|all|> {\n  capacity: 100rps\n  reads x\n  reads y\n  writes z\n}\ndatabase db { holds: [x, y, z] }\nc -> all -> db\n`;
		checkReports(rule, text(80), "`all` handles 3 unrelated data sets, and is hot.");
		checkSilent(rule, text(20).replace(/<\||\|>/g, ""));
	});

	it("is silent about short chains, queues between, calls that nobody waits for, and cycles", () => {
		checkSilent(rule, "client c\nservice a\nservice b\nservice d\nc -> a -> b -> d\n");
		checkSilent(rule, chain.replace("d -> e", "d\nqueue q\nd -> q -> e"));
		checkSilent(rule, chain.replace("d -> e", "d\nd -> e { async: true }"));
		checkSilent(rule, "client c\nservice a\nservice b\nc -> a -> b -> a\n");
	});

	it("puts a queue before the last one", () => {
		checkFix(
			rule,
			"queue",
			chain,
			"client c\nservice a x2\nservice b x2\nservice d x2\nqueue jobs x3 { durable: true, replicas: 3, dead-letter: true }\nservice e x2\n\nc -> a -> b -> d -> jobs -> e\n",
		);
	});
});
