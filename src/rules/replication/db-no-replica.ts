import type { Localized } from "../../language/locale.ts";
import { formatRate } from "../../language/numbers.ts";
import type { Architecture, Component } from "../../model/architecture.ts";
import { downtime, names } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { copiesOf, dataKind, heldBy, isManaged, isQuorum, isReplicated, keepsDurableData, ofKind } from "../graph.ts";
import { availabilityOf } from "../numbers.ts";
import { promotion, replicate } from "../repairs/scale-out.ts";
import { defineRule } from "../rule.ts";

/** A database whose data exists once. */
export const dbNoReplica = defineRule<"name" | "copies" | "effect" | "reads" | "writes" | "down", "replica">({
	id: "db-no-replica",
	group: "replication",
	since: "0.1.0",
	severity: "error",
	statements: ["N2", "N23"],
	production: true,
	mutedBy: ["shard-no-replica"],
	text: {
		en: {
			title: "Database without a replica",
			message: "`{name}` {copies}: when its machine fails, {effect}.",
			why: "One disk stands between you and an outage, and between you and the loss of everything since the last backup. A single node is down for about {down} a year. It also serves all {reads} of reads and {writes} of writes alone.",
			technique:
				"**Primary and replicas.** The primary takes the writes and passes them on; replicas serve reads, and one of them is promoted when the primary fails.",
			tradeOff:
				"Replicas lag behind, so a read may miss a write of a moment ago, and with asynchronous replication the last writes before a failover may be lost. They scale reads, never writes: each of them repeats every write. Put them into other failure domains.",
			exceptions:
				"Not needed for data that can be derived again, in development, or where a managed service or a quorum keeps copies already. A replica is no backup: it copies deletions too.",
			fixes: { replica: "Add {replicas} to `{name}` (0 -> {to}){failover}" },
		},
		ko: {
			title: "복제본이 없는 데이터베이스",
			message: "`{name}`{copies} 서버가 고장 나면 {effect}.",
			why: "디스크 하나가 고장 나면 서비스가 멈추고, 마지막 백업 이후의 데이터를 모두 잃을 수 있습니다. 노드 하나는 1년에 약 {down} 멈춥니다. 읽기 {reads}와 쓰기 {writes}도 혼자 감당합니다.",
			technique:
				"**프라이머리와 복제본.** 쓰기는 프라이머리가 받아 복제본에 전달하고, 읽기는 복제본이 나누어 맡습니다. 프라이머리가 멈추면 복제본 하나를 승격합니다.",
			tradeOff:
				"복제본은 조금 뒤처지므로 방금 쓴 내용이 보이지 않을 수 있고, 비동기 복제라면 장애 조치 직전의 쓰기를 잃을 수 있습니다. 모든 복제본이 모든 쓰기를 되풀이하므로 읽기만 확장되고 쓰기는 확장되지 않습니다. 복제본은 장애 영역이 다른 곳에 둡니다.",
			exceptions:
				"다시 만들어 낼 수 있는 데이터, 개발 환경, 관리형 서비스나 정족수 방식이 이미 복제본을 유지하는 경우에는 필요 없습니다. 삭제까지 그대로 복제되므로 백업을 대신하지는 못합니다.",
			fixes: { replica: "`{name}`에 {replicas} 추가(0 -> {to}){failover}" },
		},
	},
	safety: { replica: "safe" },
	example: {
		bad: `data orders { kind: durable }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x4 {
  reads orders x3
  writes orders 10%
}
database db { holds: orders }

browser -> lb -> web -> db
`,
		good: `data orders { kind: durable }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x4 {
  reads orders x3
  writes orders 10%
}
database db { holds: orders, replicas: 1, failover: automatic }

browser -> lb -> web -> db
`,
	},
	*check(context) {
		for (const database of context.each(ofKind(context.architecture, "database"))) {
			if (hasCopy(database) || !keepsDurableData(database)) continue;
			const { id } = database;
			const analysis = context.analysis.components.get(database);
			// Two of two would be all of them: a quorum begins with three.
			const to = isQuorum(database) ? 2 : 1;
			yield {
				element: database,
				data: {
					name: id,
					...copiesText(context.architecture, database),
					reads: formatRate(analysis?.reads ?? 0),
					writes: formatRate(analysis?.writes ?? 0),
					down: downtime(availabilityOf(database)),
				},
				fixes: [
					fixOf(context, {
						id: "replica",
						safe: true,
						data: { to, replicas: replicasText(to), failover: promotion(database) },
						steps: [replicate(id, to)],
						subject: id,
					}),
				],
			};
		}
	},
});

function hasCopy(database: Component): boolean {
	return isManaged(database) || isReplicated(database) || copiesOf(database) > 1;
}

function replicasText(count: number): Localized {
	return count === 1 ? { en: "a replica", ko: "복제본" } : { en: `${count} replicas`, ko: `복제본 ${count}개` };
}

/** What is lost with it: data that exists nowhere else, or what nothing has copied to the others that hold it as well. */
function copiesText(
	{ components }: Architecture,
	database: Component,
): { readonly copies: Localized; readonly effect: Localized } {
	const held = heldBy(database);
	const others = components.filter(
		(other) => other !== database && (other.kind === "database" || other.kind === "storage"),
	);
	const alone = held.filter((data) => !others.some((other) => heldBy(other).includes(data)));
	if (held.length === 0 || alone.some((data) => dataKind(data) === "durable")) {
		const data = held.length > 0 ? names(alone) : { en: "its data", ko: "데이터" };
		return {
			copies: { en: `holds the only copy of ${data.en}`, ko: `이(가) ${data.ko}의 하나뿐인 사본을 가지고 있어서,` },
			effect: { en: "nobody can read or write", ko: "아무도 읽거나 쓸 수 없습니다" },
		};
	}
	const shared = held.filter((data) => !alone.includes(data));
	const also = names(others.filter((other) => heldBy(other).some((data) => shared.includes(data))));
	const data = names(shared);
	return {
		copies: {
			en: `has no replica of its own, and nothing copies ${data.en} from it to ${also.en}`,
			ko: `에 복제본이 없고 여기 있는 ${data.ko}을(를) ${also.ko}에 복제하는 것도 없어서,`,
		},
		effect: {
			en: "what goes to it fails and what only it has is lost",
			ko: "이곳으로 오는 읽기와 쓰기가 실패하고 여기에만 있는 내용을 잃습니다",
		},
	};
}
