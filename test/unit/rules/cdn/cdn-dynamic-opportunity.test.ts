import { cdnDynamicOpportunity as rule } from "../../../../src/rules/cdn/cdn-dynamic-opportunity.ts";
import { checkReports, checkSilent } from "../../../support/rules.ts";

const design = (data: string, { rate = 600, more = "" } = {}): string =>
	`data page { ${data} }\nclient c { rate: ${rate}rps }\nservice web x2 {\n  capacity: 500rps\n  reads page\n}\nstorage pages { holds: page }\n${more}\nc -> web -> pages\n`;

describe("cdn-dynamic-opportunity", () => {
	it("points to a busy tier with answers that all users share", () => {
		checkReports(
			rule,
			design("kind: derived, freshness: 10s").replace("service web", "service <|web|>"),
			"`web` is 60 % busy, also with `page`, which a CDN could keep for 10 s.",
		);
	});

	it("is silent about personal data, what must be new, what a CDN keeps already, and a tier with room", () => {
		checkSilent(rule, design("freshness: 10s, personal: true"));
		checkSilent(rule, design("freshness: 10s, kind: session"));
		checkSilent(rule, design("freshness: 0s"));
		checkSilent(rule, design("kind: derived"));
		checkSilent(rule, design("freshness: 10s", { more: "cdn edge { holds: page, ttl: 10s }\n" }));
		checkSilent(rule, design("freshness: 10s", { rate: 300 }));
	});
});
