import { crossShardJoin as rule } from "../../../../src/rules/sharding/cross-shard-join.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (posts: string, profiles = "key: user_id", db = "holds: [posts, profiles], shards: 4"): string =>
	`data posts { ${posts} }\ndata profiles { ${profiles} }\ndatabase db { ${db} }\n`;

describe("cross-shard-join", () => {
	it("reports data that is read together and divided by different keys", () => {
		checkReports(
			rule,
			design("key: author, <|joins: [profiles]|>"),
			"`posts` is joined with `profiles`, but one is divided by `author` and the other by `user_id`.",
		);
	});

	it("is an error where users wait for much of it", () => {
		checkReports(
			rule,
			`${design("key: author, <|joins: [profiles]|>")}client c { rate: 2000rps }\nservice web {\n  reads posts\n}\nc -> web -> db\n`,
			"`posts` is joined with `profiles`, but one is divided by `author` and the other by `user_id`.",
			"error",
		);
	});

	it("is silent about the same key, a join on the key of both, the key of the store, one database, and no joins", () => {
		checkSilent(rule, design("key: user_id, joins: [profiles]"));
		checkSilent(rule, design("key: user_id, joins: [profiles], join-on: user_id"));
		checkSilent(
			rule,
			design("size: 1KB, joins: [profiles]", "size: 1KB", "holds: [posts, profiles], shards: 4, shard-key: user_id"),
		);
		checkSilent(rule, design("key: author, joins: [profiles]", "key: user_id", "holds: [posts, profiles]"));
		checkSilent(rule, design("key: author"));
	});

	it("denormalises, or divides both alike", () => {
		checkFix(rule, "denormalise", design("key: author, joins: [profiles]"), design("key: author, embeds: profiles"));
		checkFix(
			rule,
			"co-locate",
			design("key: author, joins: [profiles]"),
			design("key: author, joins: [profiles]", "key: author"),
		);
	});
});
