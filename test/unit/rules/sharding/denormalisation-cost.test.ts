import { denormalisationCost as rule } from "../../../../src/rules/sharding/denormalisation-cost.ts";
import { checkReports, checkSilent } from "../../../support/rules.ts";

const design = (profiles: string, writes = "1%", posts = "embeds: profiles"): string =>
	`data posts { key: author, items: 100M, ${posts} }\ndata profiles { key: user_id, ${profiles} }\nclient app { rate: 1000rps }\nservice feed x4 {\n  reads posts\n  writes profiles ${writes}\n}\ndatabase db { holds: [posts, profiles], shards: 4, write-capacity: 2k/s }\n\napp -> feed -> db\n`;

describe("denormalisation-cost", () => {
	it("reports copies whose updates are more than a tenth of what the store writes", () => {
		// 10 changes a second x 100 copies = 1,000 of 8,000 writes.
		checkReports(
			rule,
			design("items: 1M", "1%", "<|embeds: profiles|>"),
			"Each change of `profiles` updates 100 copies in `posts`: 1k/s writes on `db`, 13 % of what it carries.",
		);
	});

	it("is silent about few changes, what never changes, no copies, and where nothing is known", () => {
		checkSilent(rule, design("items: 1M", "0.1%"));
		checkSilent(rule, design("items: 1M, immutable: true"));
		checkSilent(rule, design("items: 1M", "1%", "size: 1KB"));
		checkSilent(rule, design("size: 1KB"));
	});
});
