import { dnsSingleProvider as rule } from "../../../../src/rules/resilience/dns-single-provider.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (name = "names", dns = "", system = "availability: 99.99%", client = ""): string =>
	`system { ${system} }\nclient c${client}\ndns ${name}${dns && ` { ${dns} }`}\nloadbalancer lb x2\nservice web x2\n\nc -> names -> lb -> web\n`;

describe("dns-single-provider", () => {
	it("reports one provider where hardly a minute may be lost", () => {
		checkReports(
			rule,
			design("<|names|>"),
			"One provider answers for the names of `names`, and the availability target of 99.99 % allows 53 min a year for everything that fails.",
		);
		checkReports(rule, design("<|names|>", "routing: geo", "availability: 99.995%"));
		checkReports(rule, design("names", "<|providers: 1|>"));
	});

	it("does not take several name servers for several providers", () => {
		checkReports(rule, design("<|names|> x2"));
		checkReports(rule, design("<|names|> x2", "managed: false"));
	});

	it("is silent about several providers, and one that is relied on", () => {
		checkSilent(rule, design("names", "providers: 2"));
		checkSilent(rule, design("names", "availability: 100%"));
	});

	it("is silent where more may be lost, or nothing says how much", () => {
		checkSilent(rule, design("names", "", "availability: 99.95%"));
		checkSilent(rule, design("names", "", "rto: 5min"));
	});

	it("is silent about names that only the company asks for, and in development", () => {
		checkSilent(rule, design("names", "", "availability: 99.99%", " { internal: true }"));
		checkSilent(rule, design("names", "", "availability: 99.99%, environment: dev"));
		checkSilent(
			rule,
			"system { availability: 99.99% }\nclient c\nservice web x2\ndns inside\nservice api x2\n\nc -> web -> inside -> api\n",
		);
	});

	it("has a second provider answer as well", () => {
		checkFix(rule, "second", design("names", "ttl: 60s"), design("names", "ttl: 60s, providers: 2"));
		checkFix(rule, "second", design("names", "providers: 1"), design("names", "providers: 2"));
	});
});
