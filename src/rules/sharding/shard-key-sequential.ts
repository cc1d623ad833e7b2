import { formatPercent, formatRate } from "../../language/numbers.ts";
import { flagOf, wordOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { heldBy } from "../graph.ts";
import { defineRule } from "../rule.ts";
import { shardedStores, shardsOf } from "./shards.ts";

/** Keys that count upwards, divided by ranges. */
export const shardKeySequential = defineRule<"name" | "data" | "shards" | "writeShare" | "writes", "hash" | "random">({
	id: "shard-key-sequential",
	group: "sharding",
	since: "0.1.0",
	severity: "warning",
	statements: ["N108", "N109"],
	text: {
		en: {
			title: "Sequential keys in ranges",
			message: "All new rows of {data} go to the last of the {shards} shards of `{name}`.",
			why: "The key grows with each row and shards hold ranges of it, so the last one gets {writes} writes, all of them, while the others only answer reads. Writes are {writeShare} of the operations.",
			technique:
				"**Hash the key, or use a random one.** A hash of the sequential number spreads rows as evenly as a UUID does, and keeps the number.",
			tradeOff:
				"Rows that were inserted together lie apart then: range scans ask all shards. Random keys also make indexes larger; a bucket in front of the time keeps part of both.",
			exceptions: "Not a fault where the key is hashed, or a bucket stands before the time.",
			fixes: {
				hash: "Place the rows of `{name}` by a hash of their key",
				random: "Use random keys such as UUIDs for {data}",
			},
		},
		ko: {
			title: "범위로 나눈 순차 키",
			message: "{data}의 새 행이 모두 `{name}`의 샤드 {shards}개 중 마지막 하나로 갑니다.",
			why: "키가 행마다 커지고 샤드는 키의 범위를 맡으므로, 마지막 샤드가 쓰기 {writes}을(를) 전부 받고 나머지는 읽기만 합니다. 쓰기는 연산의 {writeShare}입니다.",
			technique:
				"**키를 해시하거나 무작위 키 쓰기.** 순차 번호의 해시는 UUID만큼 고르게 퍼지면서 번호도 그대로 둡니다.",
			tradeOff:
				"함께 삽입한 행이 흩어지므로 범위 조회는 모든 샤드에 묻습니다. 무작위 키는 색인도 커집니다. 시간 앞에 버킷을 두면 둘을 절충할 수 있습니다.",
			exceptions: "키를 해시하거나 시간 앞에 버킷을 두었으면 문제가 아닙니다.",
			fixes: { hash: "`{name}`의 행을 키의 해시로 배치하기", random: "{data}에 UUID 같은 무작위 키 쓰기" },
		},
	},
	safety: { hash: "suggestion", random: "suggestion" },
	example: {
		bad: `data orders { key: order_id, sequential-key: true }
client app { rate: 500rps }
service shop x4 {
  timeout: 1s
  reads orders
  writes orders 20%
}
database db { holds: orders, shards: 4, placement: range, replicas: 2, failover: automatic, backup: 1d }

app -> shop -> db
`,
		good: `data orders { key: order_id, sequential-key: true }
client app { rate: 500rps }
service shop x4 {
  timeout: 1s
  reads orders
  writes orders 20%
}
database db { holds: orders, shards: 4, placement: hash, replicas: 2, failover: automatic, backup: 1d }

app -> shop -> db
`,
	},
	*check(context) {
		for (const database of context.each(shardedStores(context.architecture))) {
			if (wordOf(database, "placement") !== "range") continue;
			const sequential = heldBy(database).filter((data) => flagOf(data, "sequential-key") === true);
			if (sequential.length === 0) continue;
			const { id } = database;
			const ids = sequential.map((data) => data.id);
			const { reads = 0, writes = 0 } = context.analysis.components.get(database) ?? {};
			const share = reads + writes > 0 ? writes / (reads + writes) : 0;
			yield {
				element: database,
				at: database.properties.get("placement")!.at,
				severity: share >= context.thresholds.writeHeavy ? "error" : "warning",
				data: {
					name: id,
					data: names(sequential),
					shards: shardsOf(database),
					writeShare: formatPercent(share),
					writes: formatRate(writes),
				},
				fixes: [
					fixOf(context, { id: "hash", steps: [change(id, ["placement", "hash"])], subject: id }),
					fixOf(context, {
						id: "random",
						steps: [
							({ architecture }) =>
								ids.flatMap((one) => {
									const found = architecture.elements.get(one);
									return found ? [set(found, "sequential-key", "false")] : [];
								}),
						],
						subject: id,
					}),
				],
			};
		}
	},
});
