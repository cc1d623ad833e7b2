import { formatRate } from "../../language/numbers.ts";
import { wordOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { heldBy } from "../graph.ts";
import { shardKey } from "../repairs/shard.ts";
import { defineRule } from "../rule.ts";
import { keyOf, shardedStores, shardsOf } from "./shards.ts";

/** Data that is divided by nothing. */
export const shardKeyMissing = defineRule<"name" | "data" | "shards" | "reads" | "asked" | "key", "key">({
	id: "shard-key-missing",
	group: "sharding",
	since: "0.1.0",
	severity: "error",
	statements: ["N62"],
	text: {
		en: {
			title: "Shards without a sharding key",
			message: "Nothing says by which key {data} is divided over the {shards} shards of `{name}`.",
			why: "Without a key a query cannot know its shard and has to ask all {shards}: {reads} reads become {asked}, and more shards make it worse.",
			technique:
				"**A sharding key.** A field that every query has and that spreads evenly, such as the user that the data belongs to, decides where a row is stored.",
			tradeOff: "Queries without that field ask all shards, and changing the key later moves all data.",
			exceptions: "Not needed where a directory says where each row is (`placement: directory`).",
			fixes: { key: "Divide `{name}` by `{key}`" },
		},
		ko: {
			title: "샤딩 키가 없는 샤드",
			message: "`{name}`의 샤드 {shards}개에 {data}을(를) 어떤 키로 나누는지 적혀 있지 않습니다.",
			why: "키가 없으면 질의가 어느 샤드로 가야 할지 몰라 {shards}개에 모두 물어야 합니다. 읽기 {reads}이(가) {asked}이(가) 되고, 샤드를 늘릴수록 나빠집니다.",
			technique:
				"**샤딩 키.** 모든 질의에 있고 고르게 분산되는 필드(예: 데이터의 주인인 사용자)로 저장할 샤드를 정합니다.",
			tradeOff: "그 필드가 없는 질의는 모든 샤드에 묻고, 나중에 키를 바꾸면 모든 데이터를 옮겨야 합니다.",
			exceptions: "행마다 위치를 디렉터리에 적어 두면(`placement: directory`) 필요 없습니다.",
			fixes: { key: "`{name}`을(를) `{key}` 기준으로 나누기" },
		},
	},
	safety: { key: "suggestion" },
	example: {
		bad: `database db { shards: 4, replicas: 2, failover: automatic, backup: 1d }
`,
		good: `database db { shards: 4, replicas: 2, failover: automatic, backup: 1d, shard-key: user_id }
`,
	},
	*check(context) {
		for (const database of context.each(shardedStores(context.architecture))) {
			if (wordOf(database, "placement") === "directory") continue;
			const held = heldBy(database);
			const without = held.filter((data) => keyOf(data, database) === undefined);
			if (held.length > 0 ? without.length === 0 : keyOf(undefined, database) !== undefined) continue;
			const { id } = database;
			const shards = shardsOf(database);
			const reads = context.analysis.components.get(database)?.reads ?? 0;
			const key = shardKey(database);
			yield {
				element: database,
				at: database.properties.get("shards")!.at,
				data: {
					name: id,
					data: held.length > 0 ? names(without) : { en: "its data", ko: "데이터" },
					shards,
					reads: formatRate(reads),
					asked: formatRate(reads * shards),
					key,
				},
				fixes: [fixOf(context, { id: "key", steps: [change(id, ["shard-key", key])], subject: id })],
			};
		}
	},
});
