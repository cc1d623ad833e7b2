import { formatPercent, formatRate } from "../../language/numbers.ts";
import { numberOf } from "../../model/properties.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { heldBy } from "../graph.ts";
import { cacheAside } from "../repairs/cache-aside.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { shardedStores, shardLoadOf, shardsOf } from "./shards.ts";

/** Queries that ask every shard. */
export const scatterQuery = defineRule<"name" | "share" | "reads" | "busy" | "each", "index" | "cache">({
	id: "scatter-query",
	group: "sharding",
	since: "0.1.0",
	severity: "warning",
	statements: ["N70"],
	text: {
		en: {
			title: "Queries that ask every shard",
			message: "{share} of the reads of `{name}` ask every shard, which takes {busy} of each.",
			why: "A read without the sharding key goes to all shards: each gets Q (s + (1 - s) / K), {each} of {reads}. The part s does not shrink however many shards there are.",
			technique:
				"**An index by that field.** A secondary index, or a search index, that says which shard has the rows; or a cache for the answers.",
			tradeOff: "An index has to be written along with the data, and lags behind it.",
			exceptions: "Right as it is while these reads take less than half of a shard.",
			fixes: {
				index: "Add a global index to `{name}` for reads without the sharding key",
				cache: "Put a look-aside cache in front of the reads of `{name}`",
			},
		},
		ko: {
			title: "모든 샤드에 묻는 질의",
			message: "`{name}` 읽기의 {share}이(가) 모든 샤드에 물어, 샤드마다 용량의 {busy}을(를) 씁니다.",
			why: "샤딩 키가 없는 읽기는 모든 샤드로 갑니다. 샤드마다 Q (s + (1 - s) / K), 즉 {reads} 가운데 {each}을(를) 받습니다. s 부분은 샤드를 아무리 늘려도 줄지 않습니다.",
			technique:
				"**그 필드의 색인.** 행이 어느 샤드에 있는지 알려 주는 보조 색인이나 검색 색인을 두거나, 결과를 캐시합니다.",
			tradeOff: "색인은 데이터와 함께 써야 하고 조금 늦게 따라옵니다.",
			exceptions: "이런 읽기가 샤드 용량의 절반보다 적게 쓰면 지금 그대로 괜찮습니다.",
			fixes: {
				index: "샤딩 키가 없는 읽기를 위해 `{name}`에 전역 색인 두기",
				cache: "`{name}`의 읽기 앞에 look-aside 캐시 두기",
			},
		},
	},
	safety: { index: "suggestion", cache: "suggestion" },
	example: {
		bad: `data posts { key: author, keys: 10M }
client app { rate: 2000rps }
service feed x8 {
  timeout: 1s
  reads posts x5
}
database db {
  holds: posts
  shards: 4
  scatter: 80%
  replicas: 1
  failover: automatic
  backup: 1d
  read-capacity: 12k/s
}

app -> feed -> db
`,
		good: `data posts { key: author, keys: 10M }
client app { rate: 2000rps }
service feed x8 {
  timeout: 1s
  reads posts x5
}
database db {
  holds: posts
  shards: 4
  scatter: 0%
  replicas: 1
  failover: automatic
  backup: 1d
  read-capacity: 12k/s
}

app -> feed -> db
`,
	},
	*check(context) {
		for (const database of context.each(shardedStores(context.architecture))) {
			const scatter = numberOf(database, "scatter") ?? 0;
			const load = scatter > 0 ? shardLoadOf(context, database) : undefined;
			if (!load) continue;
			const busy = (scatter * load.reads) / load.readCapacity;
			if (!(busy >= MUCH)) continue;
			const { id } = database;
			const shards = shardsOf(database);
			const assumed = assumedReads(context, database);
			const data = heldBy(database).map((one) => one.id);
			yield {
				element: database,
				at: database.properties.get("scatter")!.at,
				...(assumed.length > 0 && { assumed }),
				data: {
					name: id,
					share: formatPercent(scatter),
					reads: formatRate(load.reads),
					busy: formatPercent(busy),
					each: formatRate(load.reads * (scatter + (1 - scatter) / shards)),
				},
				fixes: [
					fixOf(context, { id: "index", steps: [change(id, ["scatter", "0%"])], subject: id }),
					fixOf(context, {
						id: "cache",
						steps: [cacheAside(id, data)],
						subject: id,
						until: (after) => {
							const found = after.architecture.elements.get(id);
							const now = found?.type === "component" ? shardLoadOf(after, found) : undefined;
							return now !== undefined && (scatter * now.reads) / now.readCapacity < MUCH;
						},
					}),
				],
			};
		}
	},
});

/** Of what a shard carries. */
const MUCH = 0.5;

function assumedReads({ analysis }: RuleContext, database: Parameters<typeof shardLoadOf>[1]) {
	const assumptions = analysis.components.get(database)?.assumptions ?? [];
	return assumptions.filter(({ property }) => property === "read-capacity");
}
