import { formatCount, formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { utilizationText } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { ofKind } from "../graph.ts";
import { numberOr } from "../numbers.ts";
import { shard, shardKey } from "../repairs/shard.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { rolesWith } from "./replicas.ts";

/** Replicas that are busy with repeating writes, however many of them there are. */
export const replicaWriteBound = defineRule<
	"name" | "floor" | "writes" | "cost" | "capacity" | "now" | "replicas",
	"shard"
>({
	id: "replica-write-bound",
	group: "replication",
	since: "0.1.0",
	severity: "warning",
	statements: ["N25"],
	mutedBy: ["component-saturated", "db-needs-sharding", "db-no-replica"],
	text: {
		en: {
			title: "Replicas busy with writes",
			message: "Each replica of `{name}` is {floor} busy with repeating writes, however many there are.",
			why: "A replica repeats every write: (reads ÷ R + writes × replay cost) ÷ capacity, with {writes} × {cost} ÷ {capacity} = {floor} for the second part. Now, with R = {replicas}, each is {now} busy; no R brings it below {floor}.",
			technique:
				"**Fewer writes for each node.** Divide the data into shards, each of which gets its part of the writes; or batch writes, write them back from a cache, take them in through a queue, or take larger machines. More replicas scale reads only.",
			tradeOff:
				"Shards cost joins and transactions across them and make later changes hard; batching and write-back may lose the last writes.",
			exceptions: "Not a problem where replicas only stand by, or repeat writes more cheaply (`replay-cost`).",
			fixes: { shard: "Divide `{name}` into {shards} shards by `{key}`" },
		},
		ko: {
			title: "쓰기로 바쁜 복제본",
			message: "`{name}`의 복제본은 몇 개를 두더라도 쓰기를 재생하는 데에만 각각 사용률 {floor}을(를) 씁니다.",
			why: "복제본은 모든 쓰기를 되풀이합니다. 사용률은 (읽기 ÷ R + 쓰기 × 재생 비용) ÷ 용량이고 뒤의 항은 {writes} × {cost} ÷ {capacity} = {floor}입니다. 지금 R = {replicas}에서 각각 {now}이고, R을 아무리 늘려도 {floor}보다 내려가지 않습니다.",
			technique:
				"**노드마다 쓰기 줄이기.** 데이터를 샤드로 나누어 각각 쓰기의 일부만 받게 합니다. 쓰기를 모아서 하거나, 캐시에서 write-back으로 쓰거나, 큐로 받거나, 더 큰 서버를 쓸 수도 있습니다. 복제본을 늘리면 읽기만 확장됩니다.",
			tradeOff:
				"샤드를 넘는 조인과 트랜잭션을 쓸 수 없고 나중에 바꾸기 어렵습니다. 쓰기를 모으거나 write-back을 쓰면 마지막 쓰기를 잃을 수 있습니다.",
			exceptions: "복제본이 대기만 하거나 쓰기를 더 싸게 재생한다면(`replay-cost`) 문제가 되지 않습니다.",
			fixes: { shard: "`{name}`을(를) `{key}` 기준으로 샤드 {shards}개로 나누기" },
		},
	},
	safety: { shard: "suggestion" },
	example: {
		bad: `data events { kind: durable }

client app { rate: 5500rps }
loadbalancer lb x2
service collector x20 {
  timeout: 1s
  reads events
  writes events
}
database db {
  holds: events
  read-capacity: 10k/s
  write-capacity: 10k/s
  replay-cost: 1
  replicas: 3
  failover: automatic
}

app -> lb -> collector -> db
`,
		good: `data events { kind: durable }

client app { rate: 5500rps }
loadbalancer lb x2
service collector x20 {
  timeout: 1s
  reads events
  writes events
}
database db {
  holds: events
  read-capacity: 10k/s
  write-capacity: 10k/s
  replay-cost: 1
  replicas: 3
  failover: automatic
  shards: 2
  shard-key: user_id
  placement: consistent-hash
}

app -> lb -> collector -> db
`,
	},
	*check(context) {
		for (const database of context.each(ofKind(context.architecture, "database"))) {
			if (wordOf(database, "reads-from") === "primary") continue;
			const numbers = context.analysis.components.get(database);
			const replica = numbers?.roles.find(({ role }) => role === "replica");
			const floor = replica?.utilization === undefined ? undefined : floorOf(context, database);
			if (!numbers || !replica || floor === undefined || floor < HALF || numbers.reads === 0) continue;
			const { id } = database;
			const shards = numberOf(database, "shards") ?? 1;
			const to = Math.max(shards + 1, Math.ceil((shards * floor * SPARE) / HALF));
			yield {
				element: database,
				assumed: numbers.assumptions.filter(({ property }) => OF_REPLAY.has(property)),
				data: {
					name: id,
					floor: utilizationText(floor),
					writes: formatRate(replica.writesPerSecond * (shards > 1 ? busiestShare(context, database) : 1)),
					cost: formatCount(numberOr(database, "replay-cost", 1)),
					capacity: formatRate(numberOr(database, "read-capacity", 0)),
					now: formatPercent(replica.utilization ?? floor),
					replicas: replica.nodes / shards,
				},
				fixes: [
					fixOf(context, {
						id: "shard",
						data: { shards: to, key: shardKey(database) },
						steps: [shard(id, to)],
						subject: id,
						until: (after) => {
							const found = after.architecture.elements.get(id);
							return found?.type === "component" && (floorOf(after, found) ?? 1) < HALF;
						},
					}),
				],
			};
		}
	},
});

/** From here on most of what another replica costs goes into repeating what the others do. */
const HALF = 0.5;
/** Shards are never quite alike. */
const SPARE = 1.2;
const OF_REPLAY = new Set(["replay-cost", "read-capacity"]);

/** Utilisation that infinitely many replicas would leave: that of one that serves no reads. */
function floorOf(context: RuleContext, database: Component): number | undefined {
	return rolesWith(context, database, { reads: 0 })?.find(({ role }) => role === "replica")?.utilization;
}

function busiestShare({ analysis }: RuleContext, database: Component): number {
	return analysis.details.of(database).shards?.maxShare ?? 1;
}
