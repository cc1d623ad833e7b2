import { cdnTtlMismatch as rule } from "../../../../src/rules/cdn/cdn-ttl-mismatch.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (data: string, cdn: string): string =>
	`data d { ${data} }\nclient c\ncdn edge { holds: d${cdn} }\nc -> edge\n`;

describe("cdn-ttl-mismatch", () => {
	it("reports content without an expiry", () => {
		checkReports(
			rule,
			"data d { kind: static }\ncdn <|edge|> { holds: d }\n",
			"The CDN `edge` does not say when its content expires.",
		);
	});

	it("reports an expiry longer than the content is right", () => {
		checkReports(
			rule,
			design("kind: static, freshness: 5min", ", <|ttl: 24h|>"),
			"The CDN `edge` keeps `d` for 1 d, although it is right for 5 min only.",
		);
	});

	it("reports files that do not change and are thrown away within a minute", () => {
		checkReports(
			rule,
			design("kind: static", ", <|ttl: 30s|>"),
			"The CDN `edge` throws files away after 30 s that do not change.",
		);
		checkReports(rule, design("kind: static, immutable: true", ", <|ttl: 30s|>"));
	});

	it("is silent where the expiry fits, about versioned files, and about dynamic content of seconds", () => {
		checkSilent(rule, design("kind: static, freshness: 24h", ", ttl: 24h"));
		checkSilent(rule, design("kind: static", ", ttl: 24h"));
		checkSilent(rule, design("kind: static, immutable: true, freshness: 1min", ", ttl: 365d"));
		checkSilent(rule, design("kind: derived, freshness: 10s", ", ttl: 5s"));
		checkSilent(rule, design("kind: static, freshness: 10s", ", ttl: 5s"));
		checkSilent(rule, "client c\ncdn edge\nc -> edge\n");
	});

	it("sets one that fits", () => {
		checkFix(
			rule,
			"ttl",
			design("kind: static, freshness: 90s", ", ttl: 24h"),
			design("kind: static, freshness: 90s", ", ttl: 90s"),
		);
		checkFix(rule, "ttl", design("kind: static", ""), design("kind: static", ", ttl: 24h"));
		checkFix(
			rule,
			"ttl",
			design("kind: static, immutable: true", ""),
			design("kind: static, immutable: true", ", ttl: 365d"),
		);
	});
});
