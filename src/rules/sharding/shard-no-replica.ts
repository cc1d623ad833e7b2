import { availability, downtime } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { lacksCopies } from "../graph.ts";
import { availabilityOf } from "../numbers.ts";
import { replicate } from "../repairs/scale-out.ts";
import { defineRule } from "../rule.ts";
import { shardedStores, shardsOf } from "./shards.ts";

/** Shards of which each is the only copy of its part. */
export const shardNoReplica = defineRule<"name" | "shards" | "one" | "all" | "down", "replica">({
	id: "shard-no-replica",
	group: "sharding",
	since: "0.1.0",
	severity: "error",
	statements: ["N2"],
	production: true,
	text: {
		en: {
			title: "Shards without replicas",
			message: "Each of the {shards} shards of `{name}` is the only copy of its part of the data.",
			why: "One node is up {one} of the time; all {shards} are up {all} of it, a^K. Some part of the data is away for {down} a year, and a disk that breaks takes its part along for good.",
			technique:
				"**Replicas for each shard.** Each shard is a primary with copies, one of which takes over when it fails.",
			tradeOff: "It doubles the nodes, and every copy repeats all writes of its shard.",
			exceptions: "Not needed for a quorum, a managed database, or data that can be computed again.",
			fixes: { replica: "Add a replica to each shard of `{name}` with automatic failover" },
		},
		ko: {
			title: "복제본이 없는 샤드",
			message: "`{name}`의 샤드 {shards}개는 각각 맡은 데이터의 유일한 사본입니다.",
			why: "노드 하나의 가용성이 {one}이면 {shards}개가 모두 살아 있을 확률은 {all}입니다(a^K). 데이터 일부는 1년에 {down} 동안 쓸 수 없고, 디스크가 고장 나면 그 부분을 영영 잃습니다.",
			technique: "**샤드마다 복제본.** 샤드마다 프라이머리와 사본을 두고, 멈추면 사본이 이어받습니다.",
			tradeOff: "노드가 두 배가 되고, 사본마다 그 샤드의 쓰기를 모두 되풀이합니다.",
			exceptions: "정족수 방식, 관리형 데이터베이스, 다시 계산할 수 있는 데이터에는 필요 없습니다.",
			fixes: { replica: "`{name}`의 샤드마다 복제본을 하나씩 두고 자동 장애 조치 켜기" },
		},
	},
	safety: { replica: "suggestion" },
	example: {
		bad: `database db { shards: 4, shard-key: user_id, backup: 1d }
`,
		good: `database db { shards: 4, shard-key: user_id, backup: 1d, replicas: 1, failover: automatic }
`,
	},
	*check(context) {
		for (const database of context.each(shardedStores(context.architecture))) {
			if (!lacksCopies(database)) continue;
			const { id } = database;
			const shards = shardsOf(database);
			const one = availabilityOf(database);
			yield {
				element: database,
				at: database.properties.get("shards")!.at,
				data: {
					name: id,
					shards,
					one: availability(one),
					all: availability(one ** shards),
					down: downtime(one ** shards),
				},
				fixes: [fixOf(context, { id: "replica", steps: [replicate(id, 1)], subject: id })],
			};
		}
	},
});
