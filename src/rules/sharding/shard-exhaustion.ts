import { formatPercent } from "../../language/numbers.ts";
import { duration } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { numberOr } from "../numbers.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { daysLeft, horizonDays, shardedStores, shardsOf } from "./shards.ts";

/** A shard that is full before its time. */
export const shardExhaustion = defineRule<"name" | "left" | "horizon" | "full" | "shards" | "double", "double">({
	id: "shard-exhaustion",
	group: "sharding",
	since: "0.1.0",
	severity: "warning",
	statements: ["N64", "N65"],
	text: {
		en: {
			title: "Shard that will be full",
			message: "The fullest shard of `{name}` is {full} full in {left}.",
			why: "At the declared growth that is within the {horizon} that this design looks ahead. Moving data to more shards takes weeks while the service runs, so it has to begin before.",
			technique:
				"**Reshard in time.** Double the shards, or move logical shards to new nodes, while there is room; move old data to an archive.",
			tradeOff: "Data that moves loads both sides, and for a time has to be looked for in two places.",
			exceptions: "Not needed where the data does not grow.",
			fixes: { double: "Divide `{name}` into {double} shards (now {shards})" },
		},
		ko: {
			title: "곧 차는 샤드",
			message: "`{name}`의 가장 찬 샤드가 {left} 뒤에 {full} 찹니다.",
			why: "선언된 증가 속도라면 이 설계가 내다보는 {horizon} 안의 일입니다. 서비스를 계속하면서 데이터를 새 샤드로 옮기려면 몇 주가 걸리므로 그 전에 시작해야 합니다.",
			technique:
				"**제때 재샤딩.** 여유가 있을 때 샤드를 두 배로 늘리거나 논리 샤드를 새 노드로 옮기고, 오래된 데이터는 보관소로 옮깁니다.",
			tradeOff: "데이터를 옮기는 동안 양쪽에 부하가 걸리고, 한동안 두 곳에서 찾아야 합니다.",
			exceptions: "늘어나지 않는 데이터라면 필요 없습니다.",
			fixes: { double: "`{name}`의 샤드를 {shards}개에서 {double}개로 늘리기" },
		},
	},
	safety: { double: "safe" },
	example: {
		bad: `data posts { key: author, size: 2KB, items: 400M, growth: 4M/day }
database db { holds: posts, shards: 4, storage: 500GB, replicas: 2, failover: automatic, backup: 1d }
`,
		good: `data posts { key: author, size: 2KB, items: 400M, growth: 4M/day }
database db { holds: posts, shards: 8, storage: 500GB, replicas: 2, failover: automatic, backup: 1d }
`,
	},
	*check(context) {
		for (const database of context.each(shardedStores(context.architecture))) {
			const left = soonFull(context, database);
			if (left === undefined) continue;
			const { id } = database;
			const shards = shardsOf(database);
			yield {
				element: database,
				at: database.properties.get("shards")!.at,
				data: {
					name: id,
					left: duration(Math.max(86_400, left * 86_400)),
					horizon: duration(horizonDays(context) * 86_400),
					full: formatPercent(numberOr(database, "full-at", 0.8)),
					shards,
					double: 2 * shards,
				},
				fixes: [
					fixOf(context, {
						id: "double",
						safe: true,
						steps: [change(id, ["shards", String(2 * shards)])],
						subject: id,
						until: (after) => {
							const found = after.architecture.elements.get(id);
							return found?.type === "component" && (daysLeft(after, found) ?? Number.POSITIVE_INFINITY) > left;
						},
					}),
				],
			};
		}
	},
});

function soonFull(context: RuleContext, database: Parameters<typeof daysLeft>[1]): number | undefined {
	if (!database.properties.has("storage")) return undefined;
	const left = daysLeft(context, database);
	return left !== undefined && left < horizonDays(context) ? left : undefined;
}
