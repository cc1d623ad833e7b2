import { formatPercent } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { capacityAssumptions } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { heldBy } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { shardedStores, shardLoadOf, shardsOf } from "./shards.ts";

/** Shards for what one node could do. */
export const prematureSharding = defineRule<"name" | "shards" | "busy", "merge">({
	id: "premature-sharding",
	group: "sharding",
	since: "0.1.0",
	severity: "info",
	statements: [],
	text: {
		en: {
			title: "Shards that nothing needs",
			message:
				"One node would do for `{name}`: all of its load is {busy} of what one carries, and it has {shards} shards.",
			why: "Shards multiply what a database can write and store, and nothing here comes near to a limit. Their price is paid all the same: no joins and transactions across them, more nodes to run, and a key that is hard to change.",
			technique:
				"**Shard last.** Caches, replicas and a larger machine come first; keep one database while it has room.",
			tradeOff: "Merging shards moves data too: it pays when the design is young.",
			exceptions: "Right where growth is declared, or where tenants or countries have to be kept apart (`pinned`).",
			fixes: { merge: "Keep `{name}` in one database instead of {shards} shards" },
		},
		ko: {
			title: "필요 없는 샤드",
			message:
				"`{name}`은(는) 노드 하나로 충분합니다. 전체 부하가 노드 하나 용량의 {busy}인데 샤드가 {shards}개입니다.",
			why: "샤드는 쓰기와 저장 용량을 늘려 주지만 여기서는 어느 한계에도 가깝지 않습니다. 그런데도 대가는 치릅니다. 샤드를 넘는 조인과 트랜잭션을 쓸 수 없고, 운영할 노드가 늘고, 키를 바꾸기 어렵습니다.",
			technique:
				"**샤딩은 마지막에.** 캐시, 복제본, 더 큰 서버가 먼저입니다. 여유가 있는 동안은 데이터베이스 하나로 둡니다.",
			tradeOff: "샤드를 합칠 때도 데이터를 옮겨야 하므로 설계가 아직 어릴 때 이득입니다.",
			exceptions: "데이터가 늘어나거나, 고객이나 나라별로 나누어 두어야 하면(`pinned`) 지금 그대로 괜찮습니다.",
			fixes: { merge: "`{name}`을(를) 샤드 {shards}개 대신 데이터베이스 하나로 두기" },
		},
	},
	safety: { merge: "suggestion" },
	example: {
		bad: `data posts { key: author, size: 1KB, items: 1M }
client app { rate: 100rps }
service feed x2 {
  timeout: 1s
  reads posts
  writes posts 10%
}
database db {
  holds: posts
  shards: 8
  storage: 1TB
  read-capacity: 10k/s
  write-capacity: 2k/s
  replicas: 2
  failover: automatic
  backup: 1d
}

app -> feed -> db
`,
		good: `data posts { key: author, size: 1KB, items: 1M }
client app { rate: 100rps }
service feed x2 {
  timeout: 1s
  reads posts
  writes posts 10%
}
database db {
  holds: posts
  storage: 1TB
  read-capacity: 10k/s
  write-capacity: 2k/s
  replicas: 2
  failover: automatic
  backup: 1d
}

app -> feed -> db
`,
	},
	*check(context) {
		for (const database of context.each(shardedStores(context.architecture))) {
			const load = shardLoadOf(context, database);
			if (!load || load.reads + load.writes === 0 || hasReason(database)) continue;
			const busy = load.reads / load.readCapacity + load.writes / load.writeCapacity;
			if (busy >= LITTLE_LOAD || !(storedOnOne(context, database) < LITTLE_DATA)) continue;
			const { id } = database;
			const assumed = capacityAssumptions(context, database);
			yield {
				element: database,
				at: database.properties.get("shards")!.at,
				...(assumed.length > 0 && { assumed }),
				data: { name: id, shards: shardsOf(database), busy: formatPercent(busy) },
				fixes: [
					fixOf(context, {
						id: "merge",
						steps: [
							({ architecture }) => {
								const found = architecture.elements.get(id);
								return found && [{ type: "unset", of: found, property: "shards" }];
							},
						],
						subject: id,
					}),
				],
			};
		}
	},
});

const LITTLE_LOAD = 0.2;
const LITTLE_DATA = 0.1;

function hasReason(database: Component): boolean {
	return heldBy(database).some((data) => (numberOf(data, "growth") ?? 0) > 0 || data.properties.has("pinned"));
}

/** All data, as a share of the storage of one node; not a number where that is not known. */
function storedOnOne({ analysis }: RuleContext, database: Component): number {
	const { storage } = analysis.details.of(database);
	const each = numberOf(database, "storage");
	if (!storage || each === undefined || !(each > 0)) return Number.NaN;
	return storage.bytes / (1 + (numberOf(database, "replicas") ?? 0)) / each;
}
