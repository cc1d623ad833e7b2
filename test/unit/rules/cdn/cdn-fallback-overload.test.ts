import assert from "node:assert/strict";
import { cdnFallbackOverload as rule } from "../../../../src/rules/cdn/cdn-fallback-overload.ts";
import { findingWhy } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = ({
	reads = 100,
	cdn = "fallback: origin",
	files = "capacity: 5000rps",
	more = "",
	link = "c -> edge",
} = {}): string =>
	`data photos { kind: static, size: 200KB, items: 10k, skew: 0.8 }
client c {
  rate: 100rps
  reads photos x${reads}
}
cdn edge { holds: photos, ttl: 24h, ${cdn} }
${more}storage files { holds: photos, partitions: 1, ${files} }

${link}
edge -> files
`;

describe("cdn-fallback-overload", () => {
	it("reports an origin that carries less than all reads", () => {
		checkReports(
			rule,
			design({ cdn: "<|fallback: origin|>" }),
			"When `edge` fails, its fallback `files` is 200 % busy.",
		);
	});

	it("is milder where the capacity is assumed", () => {
		checkReports(
			rule,
			design({ cdn: "<|fallback: origin|>", files: "backup: 1d" }),
			"When `edge` fails, its fallback `files` is 182 % busy. Assumed: read-capacity 5500rps.",
			"info",
		);
	});

	it("is silent about an origin that carries them, or sheds load, a second CDN, content that is optional, and no fallback", () => {
		checkSilent(rule, design({ reads: 40 }));
		checkSilent(
			rule,
			design({ cdn: "fallback: other", more: "cdn other { holds: photos }\n", link: "c -> edge\nother -> files" }),
		);
		checkSilent(rule, design({ link: "c -> edge { optional: true }" }));
		checkSilent(rule, design({ cdn: "fallback: none" }));
		checkSilent(rule, `system { environment: dev }\n${design()}`);
		checkSilent(rule, "client c\ncdn edge { fallback: origin }\nstorage files\nc -> edge -> files\n");
	});

	it("says what the origin gets and what it carries", () => {
		const [finding] = findingsOf(rule, design());
		assert.match(findingWhy(finding!, "en"), /Without it 10k\/s arrive there, while `files` carries 5k\/s/);
	});

	it("adds a second CDN, or partitions", () => {
		checkFix(
			rule,
			"second",
			design(),
			`${design({ cdn: "fallback: edge-2", more: "cdn edge-2 { holds: photos, ttl: 24h }\n" })}edge-2 -> files\n`,
		);
		checkFix(rule, "partitions", design(), design().replace("partitions: 1", "partitions: 3"));
	});
});
