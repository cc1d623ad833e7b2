import type { Localized } from "../../language/locale.ts";
import { formatPercent } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { duration } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { isManaged, ofKind } from "../graph.ts";
import { numberOr } from "../numbers.ts";
import { copiesText, shard, shardKey } from "../repairs/shard.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { daysLeft, horizonDays, shardLoadOf, shardsOf } from "./shards.ts";

/** A database that neither replicas nor caches can help any more. */
export const dbNeedsSharding = defineRule<"name" | "problem" | "arithmetic" | "shards" | "key", "shard">({
	id: "db-needs-sharding",
	group: "sharding",
	since: "0.1.0",
	severity: "warning",
	statements: ["N6", "N59"],
	mutedBy: ["component-saturated"],
	text: {
		en: {
			title: "Database that has to be divided",
			message: "`{name}` {problem}.",
			why: "{arithmetic}",
			technique:
				"**Sharding.** Divide the data over several databases of the same schema by a key, such as the user: each takes its part of the writes and of the storage.",
			tradeOff:
				"The last resort: joins, transactions and unique constraints across shards are gone, keys may be hot, and dividing further later takes months.",
			exceptions: "Not while a cache or replicas are enough, as for reads, or a larger machine.",
			fixes: { shard: "Divide `{name}` into {shards} shards by `{key}`{copies}" },
		},
		ko: {
			title: "나누어야 하는 데이터베이스",
			message: "데이터베이스 `{name}`{problem}.",
			why: "한계를 계산하면 이렇습니다. {arithmetic}",
			technique:
				"**샤딩.** 사용자 같은 키를 기준으로 데이터를 같은 스키마의 여러 데이터베이스에 나눕니다. 각각 쓰기와 저장 공간의 일부를 맡습니다.",
			tradeOff:
				"마지막 수단입니다. 샤드를 넘는 조인, 트랜잭션, 유일 제약을 쓸 수 없고, 핫 키가 생길 수 있으며, 나중에 더 나누려면 몇 달이 걸립니다.",
			exceptions: "읽기처럼 캐시나 복제본, 더 큰 서버로 충분하다면 쓰지 않습니다.",
			fixes: { shard: "`{name}`을(를) `{key}` 기준으로 샤드 {shards}개로 나누기{copies}" },
		},
	},
	safety: { shard: "suggestion" },
	example: {
		bad: `data events { size: 1KB, items: 10M }
client app { rate: 1600rps }
service collector x8 {
  timeout: 1s
  writes events
}
database db { holds: events, write-capacity: 2k/s, replicas: 2, failover: automatic, backup: 1d }

app -> collector -> db
`,
		good: `data events { size: 1KB, items: 10M }
client app { rate: 1600rps }
service collector x8 {
  timeout: 1s
  writes events
}
database db {
  holds: events
  write-capacity: 2k/s
  replicas: 2
  failover: automatic
  backup: 1d
  shards: 2
  shard-key: user_id
  placement: consistent-hash
}

app -> collector -> db
`,
	},
	*check(context) {
		for (const database of context.each(ofKind(context.architecture, "database"))) {
			if (shardsOf(database) > 1 || isManaged(database)) continue;
			const limit = writeLimit(context, database) ?? storageLimit(context, database);
			if (!limit) continue;
			const { id } = database;
			const assumed = limit.assumed ? assumedWrites(context, database) : [];
			yield {
				element: database,
				...(assumed.length > 0 && { assumed }),
				data: {
					name: id,
					problem: limit.problem,
					arithmetic: limit.arithmetic,
					shards: limit.shards,
					key: shardKey(database),
				},
				fixes: [
					fixOf(context, {
						id: "shard",
						data: { copies: copiesText(database, context.architecture) },
						steps: [shard(id, limit.shards)],
						subject: id,
						until: (after) => {
							const found = after.architecture.elements.get(id);
							return (
								found?.type === "component" &&
								(after.analysis.components.get(found)?.utilization ?? 0) <
									Math.max(1, context.analysis.components.get(database)?.utilization ?? 1)
							);
						},
					}),
				],
			};
		}
	},
});

interface Limit {
	readonly problem: Localized;
	readonly arithmetic: Localized;
	readonly shards: number;
	/** It rests on how many writes a node carries. */
	readonly assumed: boolean;
}

/** Writes alone make the primary hot: neither replicas nor caches take them away. */
function writeLimit(context: RuleContext, database: Component): Limit | undefined {
	const load = shardLoadOf(context, database);
	const busy = load ? load.writes / load.writeCapacity : 0;
	if (!(busy >= context.thresholds.hot)) return undefined;
	const used = formatPercent(busy);
	return {
		problem: {
			en: `is ${used} busy with writes alone`,
			ko: `의 사용률이 쓰기만으로 ${used}입니다`,
		},
		arithmetic: {
			en: `Replicas repeat every write and a cache passes it on: without a single read the primary would still be ${used} busy.`,
			ko: `복제본은 모든 쓰기를 되풀이하고 캐시는 쓰기를 그대로 넘깁니다. 읽기가 하나도 없어도 프라이머리의 사용률은 ${used}입니다.`,
		},
		shards: Math.max(2, Math.ceil((busy * SPARE) / context.thresholds.target)),
		assumed: true,
	};
}

function storageLimit(context: RuleContext, database: Component): Limit | undefined {
	const each = numberOf(database, "storage");
	const left = each === undefined ? undefined : daysLeft(context, database);
	if (left === undefined || left >= horizonDays(context)) return undefined;
	const full = formatPercent(numberOr(database, "full-at", 0.8));
	const [until, horizon] = [duration(Math.max(1, left) * 86_400), duration(horizonDays(context) * 86_400)];
	return {
		problem:
			left < 1
				? { en: `is more than ${full} full`, ko: `이(가) 이미 ${full} 넘게 찼습니다` }
				: { en: `is ${full} full in ${until.en}`, ko: `이(가) ${until.ko} 뒤에 ${full} 찹니다` },
		arithmetic: {
			en: `At the declared growth that is within the ${horizon.en} that this design looks ahead; one node holds no more than its disk.`,
			ko: `선언된 증가 속도라면 이 설계가 내다보는 ${horizon.ko} 안의 일이고, 노드 하나는 디스크보다 많이 담을 수 없습니다.`,
		},
		shards: 2,
		assumed: false,
	};
}

/** Shards are never quite alike. */
const SPARE = 1.2;

function assumedWrites({ analysis }: RuleContext, database: Component) {
	const assumptions = analysis.components.get(database)?.assumptions ?? [];
	return assumptions.filter(({ property }) => property === "write-capacity");
}
