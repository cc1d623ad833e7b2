import type { Localized } from "../../language/locale.ts";
import { formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { capacityAssumptions, utilizationText } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { isQuorum } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { mustBeCurrent, rolesWith } from "./replicas.ts";

/** Replicas that idle while the primary is busy with reads. */
export const readsOnPrimary = defineRule<
	"name" | "primary" | "reads" | "rate" | "share" | "replicas" | "without",
	"replicas"
>({
	id: "reads-on-primary",
	group: "replication",
	since: "0.1.0",
	severity: "warning",
	statements: ["N26", "N27"],
	production: true,
	mutedBy: ["db-no-replica"],
	text: {
		en: {
			title: "Reads on a busy primary",
			message: "The primary of `{name}` is {primary} busy, of which {reads} are reads, while {replicas}.",
			why: "{share} of its operations are reads ({rate}), and all of them go to the only node that can take writes. Without them it would be {without} busy.",
			technique:
				"**Read replicas.** Send the writes to the primary and spread the reads over the replicas: more queries run in parallel.",
			tradeOff:
				"Reads from replicas are older by the lag. Move only those that tolerate it; with `reads-from: pinned` whoever has just written reads from the primary.",
			exceptions:
				"Not for data that has to be current (`consistency`), or as long as a standby that is free to take over at once is worth more than the load that it could carry.",
			fixes: { replicas: "Read from the replicas of `{name}`" },
		},
		ko: {
			title: "바쁜 프라이머리에서 읽기",
			message: "`{name}`의 프라이머리 사용률은 {primary}이고 그중 {reads}이(가) 읽기인데, {replicas}.",
			why: "연산의 {share}이(가) 읽기이고({rate}), 모두 쓰기를 받을 수 있는 유일한 노드로 갑니다. 읽기가 없으면 사용률은 {without}입니다.",
			technique:
				"**읽기 복제본.** 쓰기는 프라이머리로 보내고 읽기는 복제본에 나눕니다. 더 많은 질의를 동시에 처리합니다.",
			tradeOff:
				"복제본에서 읽은 값은 지연만큼 오래된 것입니다. 그래도 되는 읽기만 옮깁니다. `reads-from: pinned`이면 방금 쓴 사용자는 프라이머리에서 읽습니다.",
			exceptions:
				"최신이어야 하는 데이터(`consistency`)이거나, 언제든 이어받도록 비워 둔 대기 노드가 나누어 맡을 부하보다 중요하다면 해당하지 않습니다.",
			fixes: { replicas: "`{name}`의 복제본에서 읽기" },
		},
	},
	safety: { replicas: "suggestion" },
	example: {
		bad: `data posts { kind: durable }

client app { rate: 2000rps }
loadbalancer lb x2
service web x8 {
  timeout: 1s
  reads posts x3
  writes posts 10%
}
database db {
  holds: posts
  read-capacity: 10k/s
  write-capacity: 2k/s
  replicas: 2
  failover: automatic
  reads-from: primary
}

app -> lb -> web -> db
`,
		good: `data posts { kind: durable }

client app { rate: 2000rps }
loadbalancer lb x2
service web x8 {
  timeout: 1s
  reads posts x3
  writes posts 10%
}
database db {
  holds: posts
  read-capacity: 10k/s
  write-capacity: 2k/s
  replicas: 2
  failover: automatic
  reads-from: replicas
}

app -> lb -> web -> db
`,
	},
	*check(context) {
		for (const database of context.each(context.architecture.components)) {
			if (wordOf(database, "reads-from") !== "primary" || isQuorum(database)) continue;
			const replicas = numberOf(database, "replicas") ?? 0;
			const numbers = context.analysis.components.get(database);
			const primary = numbers?.roles.find(({ role }) => role === "primary");
			const busy = primary?.utilization;
			if (replicas === 0 || !numbers || busy === undefined || busy < BUSY) continue;
			const share = numbers.reads / (numbers.reads + numbers.writes);
			if (!(share >= MOSTLY_READS) || mustBeCurrent(context, database).length > 0) continue;
			const without = withoutReads(context, database) ?? 0;
			const { id } = database;
			const step = change(id, ["reads-from", "replicas"]);
			yield {
				element: database,
				at: database.properties.get("reads-from")!.at,
				assumed: capacityAssumptions(context, database),
				data: {
					name: id,
					primary: utilizationText(busy),
					reads: utilizationText(busy - without),
					rate: formatRate(numbers.reads),
					share: formatPercent(share),
					replicas: idleText(replicas),
					without: utilizationText(without),
				},
				fixes: [
					fixOf(context, {
						id: "replicas",
						steps: [step],
						subject: id,
						until: ({ architecture, analysis }) => {
							const found = architecture.elements.get(id);
							return found?.type === "component" && (analysis.components.get(found)?.utilization ?? 0) <= busy;
						},
					}),
				],
			};
		}
	},
});

/** From here on the reads are worth moving. Below, a standby that only waits is a choice. */
const BUSY = 0.5;
const MOSTLY_READS = 0.6;

function idleText(replicas: number): Localized {
	return replicas === 1
		? { en: "its replica answers none", ko: "복제본은 하나도 맡지 않습니다" }
		: { en: `its ${replicas} replicas answer none`, ko: `복제본 ${replicas}개는 하나도 맡지 않습니다` };
}

/** Utilisation of the primary by its writes alone. */
function withoutReads(context: RuleContext, database: Component): number | undefined {
	return rolesWith(context, database, { reads: 0 })?.find(({ role }) => role === "primary")?.utilization;
}
