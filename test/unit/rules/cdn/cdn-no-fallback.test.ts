import { cdnNoFallback as rule } from "../../../../src/rules/cdn/cdn-no-fallback.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (cdn: string, links = "c -> edge -> files"): string =>
	`data photos { kind: static }\nclient c {\n  rate: 10rps\n  reads photos\n}\n${cdn}\nstorage files { holds: photos }\n\n${links}\n`;

describe("cdn-no-fallback", () => {
	it("reports a CDN without which an operation of a client fails as an error", () => {
		checkReports(
			rule,
			design("cdn <|edge|> { holds: photos, ttl: 24h }"),
			"When `edge` fails, nothing says where users get `photos` instead.",
			"error",
		);
		checkReports(rule, design("cdn edge { holds: photos, ttl: 24h, <|fallback: none|> }"), undefined);
	});

	it("warns where users can do without it", () => {
		checkReports(
			rule,
			design("cdn <|edge|> { holds: photos, ttl: 24h }", "c -> edge { optional: true }\nedge -> files"),
			"When `edge` fails, nothing says where users get `photos` instead.",
			"warning",
		);
	});

	it("is silent about a fallback, a second CDN of the same content, one that nobody asks, and development", () => {
		checkSilent(rule, design("cdn edge { holds: photos, fallback: origin }"));
		checkSilent(
			rule,
			design(
				"cdn edge { holds: photos, fallback: other }\ncdn other { holds: photos }",
				"c -> edge -> files\nother -> files",
			),
		);
		checkSilent(
			rule,
			design("cdn edge { holds: photos }\ncdn other { holds: photos }", "c -> edge, other\nedge, other -> files"),
		);
		checkSilent(rule, design("cdn edge { holds: photos }", "c -> files"));
		checkSilent(rule, `system { environment: dev }\n${design("cdn edge { holds: photos }")}`);
	});

	it("falls back to the origin, or to a second CDN", () => {
		checkFix(
			rule,
			"origin",
			design("cdn edge { holds: photos, ttl: 24h, fallback: none }"),
			design("cdn edge { holds: photos, ttl: 24h, fallback: origin }"),
		);
		checkFix(
			rule,
			"second",
			design("cdn edge { holds: photos, ttl: 24h }"),
			design(
				"cdn edge { holds: photos, ttl: 24h, fallback: edge-2 }\ncdn edge-2 { holds: photos, ttl: 24h }",
				"c -> edge -> files\nedge-2 -> files",
			),
		);
	});
});
