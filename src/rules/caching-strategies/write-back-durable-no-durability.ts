import type { CacheReport } from "../../analysis/reports.ts";
import type { Localized } from "../../language/locale.ts";
import { formatCount } from "../../language/numbers.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { copiedData, copyCaches, storesBehind } from "../caching/copies.ts";
import { duration, names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { numberOr } from "../numbers.ts";
import { writeAround, writeThrough } from "../repairs/store-first.ts";
import { defineRule } from "../rule.ts";
import { leadsOn, mayBeWritten, ratesOf, storesKeepUp, toleratesLoss } from "./strategies.ts";

/** A volatile cache that has the only copy of acknowledged writes. */
export const writeBackDurableNoDurability = defineRule<
	"name" | "data" | "flush" | "store" | "lost",
	"durable" | "through" | "around"
>({
	id: "write-back-durable-no-durability",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "error",
	statements: ["N34", "N94"],
	text: {
		en: {
			title: "Write-back in volatile memory",
			message: "For up to {flush}, writes of {data} are in the memory of `{name}` alone, and a crash loses them.",
			why: "A write is acknowledged once `{name}` has it and reaches {store} with the next flush. Until then nothing else has it: no log on disk (`persistence: aof`) and no copy on another node (`replicas`).{lost}",
			technique:
				"**Persistence and copies.** The cache appends each write to a log on disk and keeps a copy on another node before it answers. Or write-through, where the store has it before the answer.",
			tradeOff:
				"Syncing the log at each write gives back most of the time that write-back saves; synced once a second it may lose that second. Write-through gives back its load on the store.",
			exceptions:
				"Right as it is for what may be lost: counters, views, likes (`kind: derived`), or with a `max-loss` that allows it.",
			fixes: {
				durable: "Log the writes of `{name}` on disk, and keep a copy of each item on another node",
				through: "Write through `{name}`: {store} has each write before the answer",
				around: "Write {data} to {store} at once and delete the copy in `{name}`",
			},
		},
		ko: {
			title: "휘발성 메모리의 write-back",
			message: "{data}의 쓰기가 최대 {flush} 동안 `{name}`의 메모리에만 있어, 장애가 나면 잃습니다.",
			why: "`{name}`에 들어가면 쓰기가 끝났다고 응답하고, {store}에는 다음에 모아 쓸 때 닿습니다. 그때까지는 디스크의 로그(`persistence: aof`)에도 다른 노드의 복제본(`replicas`)에도 없습니다.{lost}",
			technique:
				"**영속화와 복제.** 캐시가 응답하기 전에 쓰기를 디스크의 로그에 덧붙이고 다른 노드에도 둡니다. 또는 저장소에 쓴 뒤에 응답하는 write-through를 씁니다.",
			tradeOff:
				"쓸 때마다 로그를 동기화하면 write-back으로 줄인 시간이 대부분 되돌아갑니다. 1초에 한 번 동기화하면 그 1초를 잃을 수 있습니다. Write-through는 줄였던 저장소의 부하가 되돌아갑니다.",
			exceptions:
				"카운터, 조회 수, 좋아요처럼 잃어도 되는 데이터(`kind: derived`)이거나 `max-loss`가 허용하면 지금 그대로 괜찮습니다.",
			fixes: {
				durable: "`{name}`의 쓰기를 디스크의 로그에 남기고 항목마다 다른 노드에 복제본 두기",
				through: "`{name}`을(를) 거쳐 바로 쓰기(write-through): 응답 전에 {store}에도 기록",
				around: "{data}을(를) {store}에 바로 쓰고 `{name}`의 사본 지우기",
			},
		},
	},
	safety: { durable: "suggestion", through: "suggestion", around: "suggestion" },
	example: {
		bad: `data orders { kind: durable }

service web x2 {
  reads orders x5
  writes orders
}
cache cache x2 { holds: orders, read: look-aside, write: write-back, flush: 5s }
database db { holds: orders, replicas: 1, failover: automatic }

web -> cache, db
`,
		good: `data orders { kind: durable }

service web x2 {
  reads orders x5
  writes orders
}
cache cache x2 { holds: orders, read: look-aside, write: write-back, flush: 5s, persistence: aof, replicas: 1 }
database db { holds: orders, replicas: 1, failover: automatic }

web -> cache, db
`,
	},
	*check(context) {
		const { architecture, analysis, thresholds } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (wordOf(cache, "write") !== "write-back" || wordOf(cache, "persistence") === "aof") continue;
			if ((numberOf(cache, "replicas") ?? 0) > 0) continue;
			const data = copiedData(architecture, cache).filter(
				(one) => !toleratesLoss(one) && mayBeWritten(architecture, one),
			);
			if (data.length === 0) continue;
			const { id } = cache;
			const durable: Step = (now) => {
				const found = now.architecture.elements.get(id);
				return found && [set(found, "persistence", "aof"), set(found, "replicas", "1")];
			};
			const until = storesKeepUp(context, cache);
			const heavy = data.some((one) => (ratesOf(context, cache, one)?.writeShare ?? 0) > thresholds.writeHeavy);
			// Each of two parallel writes may fail alone, and what is written often is not written twice.
			const atOnce =
				leadsOn(cache) && !heavy
					? fixOf(context, { id: "through" as const, steps: [writeThrough(id)], subject: id, until })
					: fixOf(context, { id: "around" as const, steps: [writeAround(id)], subject: id, until });
			yield {
				element: cache,
				at: cache.properties.get("write")!.at,
				data: {
					name: id,
					data: names(data),
					flush: duration(numberOr(cache, "flush", 5)),
					store: names(storesBehind(architecture, cache)),
					lost: lostText(analysis.details.of(cache).cache?.lostUpdates),
				},
				fixes: [fixOf(context, { id: "durable", steps: [durable], subject: id }), atOnce],
			};
		}
	},
});

function lostText(lost: CacheReport["lostUpdates"]): Localized {
	if (!lost || lost.max < 1) return { en: "", ko: "" };
	const [max, mean] = [formatCount(lost.max), formatCount(lost.mean)];
	return {
		en: ` At the present load a crash loses up to ${max} writes, ${mean} on average.`,
		ko: ` 지금 부하에서 장애가 나면 최대 ${max}개, 평균 ${mean}개의 쓰기를 잃습니다.`,
	};
}
