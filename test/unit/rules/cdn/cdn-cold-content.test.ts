import assert from "node:assert/strict";
import { cdnColdContent as rule } from "../../../../src/rules/cdn/cdn-cold-content.ts";
import { findingWhy } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (cdn: string, { rate = 100, data = "items: 50M, skew: 0.2" } = {}): string =>
	`data scans { kind: static, ${data} }\nclient c {\n  rate: ${rate}rps\n  reads scans\n}\ncdn edge { holds: scans${cdn} }\nstorage files { holds: scans }\n\nc -> edge -> files\n`;

describe("cdn-cold-content", () => {
	it("reports content that expires before it is asked for again", () => {
		checkReports(
			rule,
			design(", ttl: 1h").replace("cdn edge", "cdn <|edge|>"),
			"`edge` answers only 0.8 % of the reads of `scans` itself, since they come too rarely.",
		);
		const [finding] = findingsOf(rule, design(", ttl: 1h"));
		// 100 reads a second for 3,600 s over 50 million items.
		assert.match(findingWhy(finding!, "en"), /is asked for 0\.007\d* times on average/);
	});

	it("reports what costs more than the origin alone", () => {
		checkReports(
			rule,
			design(", hit-ratio: 60%, egress-price: $0.08/GB, fetch-price: $0.09/GB").replace("cdn edge", "cdn <|edge|>"),
			"`edge` answers only 60 % of the reads of `scans` itself, which costs more than the origin alone.",
		);
	});

	it("is silent where most reads hit, and where nothing is known", () => {
		checkSilent(rule, design(", ttl: 24h", { rate: 10_000, data: "items: 10k, skew: 0.8" }));
		checkSilent(rule, design(", hit-ratio: 95%, egress-price: $0.08/GB, fetch-price: $0.09/GB"));
		checkSilent(rule, design(", ttl: 24h", { data: "size: 2MB" }));
		checkSilent(rule, design(""));
	});

	it("keeps it longer if that is allowed and helps, else takes it off or shares one copy", () => {
		checkFix(rule, "longer", design(", ttl: 1h"), design(", ttl: 30d"));
		const two = (holds: string, more = ""): string =>
			`data logos { kind: static, items: 10 }\n${design(", ttl: 1h", { data: "items: 50M, skew: 0.2, freshness: 1h" }).replace("cdn edge { holds: scans", `cdn edge { holds: ${holds}`).replace("storage files { holds: scans }", "storage files { holds: [scans, logos] }")}${more}`;
		checkFix(rule, "take-off", two("[scans, logos]"), two("logos", "c -> files\n"));
		const many = ", ttl: 365d, pops: 200";
		const rare = { data: "items: 5M, skew: 0.2", rate: 1 };
		checkFix(rule, "shield", design(many, rare), design(`${many}, shield: true`, rare));
	});
});
