import { shardSchemaMismatch as rule } from "../../../../src/rules/sharding/shard-schema-mismatch.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

describe("shard-schema-mismatch", () => {
	it("reports several versions of the schema, and keys on two shards", () => {
		checkReports(
			rule,
			"database db { shards: 4, <|schemas: 2|> }\n",
			"The shards of `db` have 2 versions of the schema.",
		);
		checkReports(
			rule,
			"database db { shards: 4, <|overlapping: true|> }\n",
			"The shards of `db` overlap in their keys.",
		);
	});

	it("is silent about one schema, a migration, and one database", () => {
		checkSilent(rule, "database db { shards: 4, schemas: 1, overlapping: false }\n");
		checkSilent(rule, "database db { shards: 4, schemas: 2, migrating: true }\n");
		checkSilent(rule, "database db { schemas: 2 }\n");
	});

	it("brings them together", () => {
		checkFix(rule, "schema", "database db { shards: 4, schemas: 2 }\n", "database db { shards: 4, schemas: 1 }\n");
		checkFix(
			rule,
			"ranges",
			"database db { shards: 4, overlapping: true }\n",
			"database db { shards: 4, overlapping: false }\n",
		);
	});
});
