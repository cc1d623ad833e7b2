import { declaredFact, Facts } from "../../analysis/facts.ts";
import type { Localized } from "../../language/locale.ts";
import { formatCount, formatRate } from "../../language/numbers.ts";
import type { Component, DataSet } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { duration } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { dataKind, heldBy, ofKind } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** A failover that loses more of the latest writes than is allowed. */
export const asyncFailoverDataLoss = defineRule<"name" | "data" | "lost" | "allowed" | "rate" | "lag", "semi-sync">({
	id: "async-failover-data-loss",
	group: "replication",
	since: "0.1.0",
	severity: "warning",
	statements: ["N23"],
	production: true,
	mutedBy: ["db-no-replica"],
	text: {
		en: {
			title: "Failover loses writes",
			message: "A failover of `{name}` loses {lost} of `{data}`, of which {allowed} may be lost.",
			why: "With asynchronous replication the primary answers before a copy has the write: {rate} of writes × {lag} of lag = {lost} that users were told are safe.",
			technique:
				"**Semi-synchronous replication.** The primary answers when one replica has received the write. What was acknowledged then survives the loss of one node.",
			tradeOff:
				"Each write waits for one round trip, and for a replica that is slow or away: keep two replicas within the region, and replicate asynchronously to others.",
			exceptions: "Not needed for data of which some of the latest may be lost: say so with `max-loss`.",
			fixes: { "semi-sync": "Let writes of `{name}` wait until one replica has them" },
		},
		ko: {
			title: "쓰기를 잃는 장애 조치",
			message: "`{name}`의 장애 조치로 `{data}`의 {lost}을(를) 잃는데, 잃어도 되는 것은 {allowed}입니다.",
			why: "비동기 복제에서는 사본이 쓰기를 받기 전에 프라이머리가 응답합니다. 쓰기 {rate} × 지연 {lag} = {lost}이(가) 사용자에게 저장되었다고 알린 뒤에 사라집니다.",
			technique:
				"**반동기 복제.** 복제본 하나가 쓰기를 받은 뒤에 프라이머리가 응답합니다. 응답한 쓰기는 노드 하나를 잃어도 남습니다.",
			tradeOff:
				"쓰기마다 왕복 한 번을 기다리고, 복제본이 느리거나 없으면 더 기다립니다. 리전 안에 복제본을 둘 두고 다른 리전에는 비동기로 복제합니다.",
			exceptions: "최근 것을 조금 잃어도 되는 데이터에는 필요 없습니다. 얼마나 되는지 `max-loss`에 적습니다.",
			fixes: { "semi-sync": "`{name}`의 쓰기가 복제본 하나에 닿을 때까지 기다리기" },
		},
	},
	safety: { "semi-sync": "suggestion" },
	example: {
		bad: `data payments { kind: durable, max-loss: 0 }

client app { rate: 500rps }
loadbalancer lb x2
service pay x4 {
  timeout: 1s
  writes payments
}
database db { holds: payments, replicas: 2, failover: automatic, lag: 2s }

app -> lb -> pay -> db
`,
		good: `data payments { kind: durable, max-loss: 0 }

client app { rate: 500rps }
loadbalancer lb x2
service pay x4 {
  timeout: 1s
  writes payments
}
database db { holds: payments, replicas: 2, failover: automatic, lag: 2s, replication: semi-sync }

app -> lb -> pay -> db
`,
	},
	*check(context) {
		for (const database of context.each(ofKind(context.architecture, "database"))) {
			const loss = worstLoss(context, database);
			if (!loss) continue;
			const { id } = database;
			const step = change(id, ["replication", "semi-sync"]);
			const near = (numberOf(database, "replicas") ?? 0) > 0;
			const assumed = declaredFact(database, "lag") ? undefined : new Facts().of(database, "lag")?.assumed;
			const at = database.properties.get("replication")?.at;
			yield {
				element: database,
				others: [loss.data],
				...(at && { at }),
				assumed: near && assumed ? [assumed] : [],
				data: {
					name: id,
					data: loss.data.id,
					lost: writesText(loss.writes),
					allowed: loss.allowed,
					rate: formatRate(loss.rate),
					lag: duration(loss.lag),
				},
				related: [{ at: loss.data.properties.get("max-loss")!.at, element: loss.data }],
				fixes: near ? [fixOf(context, { id: "semi-sync", steps: [step], subject: id })] : [],
			};
		}
	},
});

interface Loss {
	readonly data: DataSet;
	readonly lag: number;
	readonly rate: number;
	readonly writes: number;
	readonly allowed: Localized;
}

/** Of its data with a bound, that of which a failover loses the most beyond it. */
function worstLoss({ analysis }: RuleContext, database: Component): Loss | undefined {
	const bounded = heldBy(database).filter((data) => dataKind(data) === "durable" && data.properties.has("max-loss"));
	const hasCopies =
		(numberOf(database, "replicas") ?? 0) > 0 || database.outgoing.some(({ replication }) => replication);
	if (bounded.length === 0 || !hasCopies) return undefined;
	const lag = analysis.details.of(database).consistency?.rpo?.seconds ?? 0;
	let worst: Loss | undefined;
	for (const data of bounded) {
		const bound = data.properties.get("max-loss")!.value;
		const rate = analysis.components.get(database)?.writesByData.get(data) ?? 0;
		const writes = rate * lag;
		if (bound.type !== "number" || writes === 0) continue;
		const inTime = bound.dimension === "time";
		const beyond = inTime ? lag > bound.value : writes > bound.value;
		if (!beyond || (worst && worst.writes >= writes)) continue;
		const allowed = inTime && bound.value > 0 ? lastText(bound.value) : allowedText(bound.value);
		worst = { data, lag, rate, writes, allowed };
	}
	return worst;
}

function writesText(count: number): Localized {
	const about = count < 1 ? "1" : formatCount(count);
	return {
		en: about === "1" ? "up to one write" : `up to ${about} writes`,
		ko: `쓰기 최대 ${about}건`,
	};
}

function allowedText(count: number): Localized {
	if (count === 0) return { en: "none", ko: "없음" };
	return { en: formatCount(count), ko: `${formatCount(count)}건` };
}

function lastText(seconds: number): Localized {
	const { en, ko } = duration(seconds);
	return { en: `those of the last ${en}`, ko: `마지막 ${ko} 동안의 쓰기` };
}
