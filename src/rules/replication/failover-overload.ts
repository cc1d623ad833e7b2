import type { Localized } from "../../language/locale.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { capacityAssumptions, utilizationText } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { isQuorum, ofKind } from "../graph.ts";
import { promotion, replicate } from "../repairs/scale-out.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { rolesWith } from "./replicas.ts";

/** A failover after which what is left is too busy. */
export const failoverOverload = defineRule<"name" | "left" | "after" | "now" | "arithmetic", "replicas">({
	id: "failover-overload",
	group: "replication",
	since: "0.1.0",
	severity: "error",
	statements: ["N28"],
	production: true,
	exclusive: "capacity",
	mutedBy: ["db-no-replica", "component-saturated"],
	text: {
		en: {
			title: "Overload after a failover",
			message: "When a node of `{name}` is lost, {left} {after} busy.",
			why: "{arithmetic}. Now the busiest node is {now} busy. The failover succeeds, and then what is left breaks down under the load.",
			technique:
				"**A replica to spare.** Have so many replicas that what is left after a promotion, which takes one away from the readers, carries all reads.",
			tradeOff: "One more node to pay for, and it repeats every write as well.",
			exceptions:
				"Not where a standby outside the pool of readers takes over (`reads-from: primary` leaves all of them free).",
			fixes: { replicas: "Add read replicas to `{name}` ({from} -> {to}){failover}" },
		},
		ko: {
			title: "장애 조치 뒤의 과부하",
			message: "`{name}`의 노드 하나를 잃으면 {left} 사용률이 {after}가 됩니다.",
			why: "{arithmetic}. 지금 가장 바쁜 노드의 사용률은 {now}입니다. 장애 조치는 성공하지만 남은 노드가 부하를 이기지 못하고 무너집니다.",
			technique:
				"**여유 복제본.** 승격하면 읽는 노드가 하나 줄어듭니다. 그래도 남은 것이 모든 읽기를 감당할 만큼 복제본을 둡니다.",
			tradeOff: "노드 하나의 비용이 더 들고, 그 노드도 모든 쓰기를 되풀이합니다.",
			exceptions:
				"읽기를 맡지 않는 대기 노드가 이어받는다면 해당하지 않습니다(`reads-from: primary`이면 모두 비어 있습니다).",
			fixes: { replicas: "`{name}`의 읽기 복제본 늘리기({from} -> {to}){failover}" },
		},
	},
	safety: { replicas: "varies" },
	example: {
		bad: `data posts { kind: durable }

client app { rate: 5000rps }
loadbalancer lb x2
service web x20 {
  timeout: 1s
  reads posts x3
  writes posts 10%
}
database db { holds: posts, read-capacity: 10k/s, write-capacity: 2k/s, replicas: 2, failover: automatic }

app -> lb -> web -> db
`,
		good: `data posts { kind: durable }

client app { rate: 5000rps }
loadbalancer lb x2
service web x20 {
  timeout: 1s
  reads posts x3
  writes posts 10%
}
database db { holds: posts, read-capacity: 10k/s, write-capacity: 2k/s, replicas: 3, failover: automatic }

app -> lb -> web -> db
`,
	},
	*check(context) {
		for (const database of context.each(ofKind(context.architecture, "database"))) {
			if (isQuorum(database) || wordOf(database, "reads-from") === "primary") continue;
			const from = numberOf(database, "replicas") ?? 0;
			const now = context.analysis.components.get(database)?.utilization;
			// Losing a node at most doubles the reads of the others, or brings them together with the writes.
			if (from === 0 || now === undefined || now >= 1 || now < 1 / 3) continue;
			const after = afterLoss(context, database, from);
			if (after === undefined || after < 1) continue;
			const { id } = database;
			const to = enough(context, database, from);
			yield {
				element: database,
				at: database.properties.get("replicas")!.at,
				assumed: capacityAssumptions(context, database),
				data: {
					name: id,
					left: leftText(from),
					after: utilizationText(after),
					now: utilizationText(now),
					arithmetic: arithmetic(from, after),
				},
				fixes:
					to === undefined
						? []
						: [
								fixOf(context, {
									id: "replicas",
									safe: promotion(database).en === "",
									data: { from, to, failover: promotion(database) },
									steps: [replicate(id, to)],
									subject: id,
								}),
							],
			};
		}
	},
});

/** Of the busiest node that is left: with the last replica promoted, it has the reads and the writes. */
function afterLoss(context: RuleContext, database: Component, replicas: number): number | undefined {
	const roles = rolesWith(context, database, { replicas: replicas - 1 });
	const busy = roles?.flatMap(({ utilization }) => utilization ?? []);
	return busy && busy.length > 0 ? Math.max(...busy) : undefined;
}

function enough(context: RuleContext, database: Component, from: number): number | undefined {
	for (const limit of [context.thresholds.afterFailure, 1]) {
		for (let to = from + 1; to <= MOST_REPLICAS; to++) {
			const after = afterLoss(context, database, to);
			if (after !== undefined && after < limit) return to;
		}
	}
	return undefined;
}

/** Not more than a primary can feed. */
const MOST_REPLICAS = 15;

function leftText(replicas: number): Localized {
	if (replicas === 1) return { en: "the one that is left is", ko: "남은 하나의" };
	if (replicas === 2) return { en: "the replica that is left is", ko: "남은 복제본의" };
	const left = replicas - 1;
	return { en: `the ${left} replicas that are left are`, ko: `남은 복제본 ${left}개의` };
}

function arithmetic(replicas: number, after: number): Localized {
	const { en, ko } = utilizationText(after);
	if (replicas === 1) {
		return {
			en: `With the only replica promoted or lost, one node has all reads and all writes: reads ÷ μr + writes ÷ μw = ${en}`,
			ko: `하나뿐인 복제본이 승격되거나 없어지면 노드 하나가 모든 읽기와 쓰기를 맡습니다. 읽기 ÷ μr + 쓰기 ÷ μw = ${ko}입니다`,
		};
	}
	const left = replicas - 1;
	return {
		en: `A promotion takes one of ${replicas} replicas away from the readers, a loss as well: (reads ÷ ${left} + writes repeated) ÷ μr = ${en}`,
		ko: `승격하든 잃든 읽기를 맡는 복제본 ${replicas}개 가운데 하나가 줄어듭니다. (읽기 ÷ ${left} + 재생하는 쓰기) ÷ μr = ${ko}입니다`,
	};
}
