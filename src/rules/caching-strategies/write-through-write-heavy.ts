import { formatPercent, formatRate } from "../../language/numbers.ts";
import { wordOf } from "../../model/properties.ts";
import { copiedData, copyCaches, storesBehind } from "../caching/copies.ts";
import { names } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { writeAround } from "../repairs/store-first.ts";
import { defineRule } from "../rule.ts";
import { ratesOf, storesKeepUp } from "./strategies.ts";
import { flushInterval, writeBackEvery } from "./write-back.ts";

/** Data that is written often, twice each time. */
export const writeThroughWriteHeavy = defineRule<
	"name" | "data" | "store" | "share" | "reads" | "writes" | "both" | "each",
	"around" | "back"
>({
	id: "write-through-write-heavy",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "warning",
	statements: ["N93", "N97", "N100"],
	text: {
		en: {
			title: "Write-through for frequent writes",
			message: "{share} of the operations on {data} are writes, and each of them goes to `{name}` and to {store}.",
			why: "{writes} of writes become {both}, and each waits for both. In return {reads} of reads find what was written: {each} for each write.",
			technique:
				"**Write-around.** Writes go to the store only and delete the copy, and only what is read again comes into the cache. Where the last writes may be lost, write-back makes one of several writes of an item.",
			tradeOff:
				"With write-around the first read after each write is a miss. Write-back loses up to a flush interval of writes in a crash.",
			exceptions: "Right as it is where what is written is read at once: say so with `read-after` on the data.",
			fixes: {
				around: "Write {data} to {store} only, and delete the copy in `{name}`",
				back: "Collect the writes in `{name}` and write them to {store} every {interval}",
			},
		},
		ko: {
			title: "쓰기가 잦은 데이터의 write-through",
			message: "{data}에 대한 작업의 {share}가 쓰기이고, 쓸 때마다 `{name}`에도 {store}에도 씁니다.",
			why: "쓰기 {writes}이(가) {both}이(가) 되고 쓸 때마다 둘 다 기다립니다. 그 대신 쓴 것을 찾는 읽기는 {reads}, 쓰기 한 번에 {each}번입니다.",
			technique:
				"**Write-around.** 저장소에만 쓰면서 사본을 지우고, 다시 읽히는 것만 캐시에 담습니다. 마지막 쓰기를 잃어도 되면 write-back으로 같은 항목의 여러 쓰기를 하나로 합칩니다.",
			tradeOff:
				"Write-around에서는 쓴 뒤의 첫 읽기가 미스입니다. Write-back은 장애 때 기록 간격만큼의 쓰기를 잃을 수 있습니다.",
			exceptions: "쓴 것을 바로 읽는다면 지금 그대로 괜찮습니다. 데이터에 `read-after`를 적습니다.",
			fixes: {
				around: "{data}을(를) {store}에만 쓰고 `{name}`의 사본 지우기",
				back: "쓰기를 `{name}`에 모아 {interval}마다 {store}에 쓰기",
			},
		},
	},
	safety: { around: "suggestion", back: "suggestion" },
	example: {
		bad: `data carts { kind: durable, items: 1M }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  reads carts
  writes carts
}
cache cache x2 { holds: carts, read: read-through, write: write-through, ttl: 1h, replicas: 1 }
database db { holds: carts, replicas: 1, failover: automatic, write-capacity: 5k/s, read-capacity: 5k/s }

app -> web -> cache -> db
`,
		good: `data carts { kind: durable, items: 1M }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  reads carts
  writes carts
}
cache cache x2 { holds: carts, read: read-through, write: write-around, ttl: 1h, replicas: 1, invalidate: delete }
database db { holds: carts, replicas: 1, failover: automatic, write-capacity: 5k/s, read-capacity: 5k/s }

app -> web -> cache -> db
web -> db
`,
	},
	*check(context) {
		const { architecture, thresholds } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (wordOf(cache, "write") !== "write-through") continue;
			const heavy = copiedData(architecture, cache).flatMap((data) => {
				const rates = data.properties.has("read-after") ? undefined : ratesOf(context, cache, data);
				return rates && rates.writeShare > thresholds.writeHeavy ? [{ data, ...rates }] : [];
			});
			if (heavy.length === 0) continue;
			const { id } = cache;
			const data = heavy.map((one) => one.data);
			const reads = heavy.reduce((sum, one) => sum + one.reads, 0);
			const writes = heavy.reduce((sum, one) => sum + one.writes, 0);
			const interval = flushInterval(context, cache);
			yield {
				element: cache,
				at: cache.properties.get("write")!.at,
				data: {
					name: id,
					data: names(data),
					store: names(storesBehind(architecture, cache)),
					share: formatPercent(writes / (reads + writes)),
					reads: formatRate(reads),
					writes: formatRate(writes),
					both: formatRate(2 * writes),
					each: (reads / writes).toFixed(1),
				},
				fixes: [
					fixOf(context, { id: "around", steps: [writeAround(id)], subject: id, until: storesKeepUp(context, cache) }),
					...(interval === undefined ? [] : [writeBackEvery(context, { id: "back" as const, cache, interval })]),
				],
			};
		}
	},
});
