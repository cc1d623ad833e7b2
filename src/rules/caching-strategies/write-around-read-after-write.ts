import { formatPercent, formatRate } from "../../language/numbers.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { ages, copiedData, copyCaches, storesBehind } from "../caching/copies.ts";
import { duration, names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { copiesOf } from "../graph.ts";
import { writeThrough } from "../repairs/store-first.ts";
import { defineRule } from "../rule.ts";
import { leadsOn, ratesOf } from "./strategies.ts";

/** What is read right after it was written, and has just been deleted from the cache. */
export const writeAroundReadAfterWrite = defineRule<
	"name" | "data" | "after" | "share" | "writes" | "reads" | "store",
	"update" | "through"
>({
	id: "write-around-read-after-write",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "info",
	statements: ["N91"],
	mutedBy: ["look-aside-write-heavy"],
	text: {
		en: {
			title: "Write-around before an immediate read",
			message: "`{data}` is read {after} after each write, which is always a miss in `{name}`: {share} of its reads.",
			why: "Each of {writes} of writes goes around the cache, so that the read that follows it finds nothing, waits for {store} and fills the cache: {writes} of {reads} of reads.",
			technique:
				"**Fill on write.** Put the new value into the cache with the write (write-through, or an update with versions that keep an older value out), and the read that follows is a hit.",
			tradeOff:
				"Each write takes the time of the cache as well, and what nobody reads again takes memory until it expires.",
			exceptions:
				"Right as it is where the first read may wait for the store, and where what is written is seldom read soon.",
			fixes: {
				update: "Put the new value into `{name}` on each write, with versions",
				through: "Write through `{name}`, so that it has the new value at once",
			},
		},
		ko: {
			title: "쓰자마자 읽는 데이터의 write-around",
			message:
				"`{data}`은(는) 쓴 지 {after} 만에 다시 읽는데, 그 읽기가 `{name}`에서 항상 미스입니다. 읽기의 {share}입니다.",
			why: "쓰기 {writes}이(가) 모두 캐시를 거치지 않으므로 뒤따르는 읽기는 캐시에서 찾지 못하고 {store}을(를) 기다려 캐시를 채웁니다. 읽기 {reads} 가운데 {writes}입니다.",
			technique:
				"**쓸 때 채우기.** 쓰면서 새 값을 캐시에도 넣으면(write-through, 또는 옛 값을 막는 버전을 붙인 갱신) 뒤따르는 읽기가 적중합니다.",
			tradeOff: "쓸 때마다 캐시에 쓰는 시간이 더 들고, 다시 읽지 않는 것도 만료될 때까지 메모리를 차지합니다.",
			exceptions: "첫 읽기가 저장소를 기다려도 되거나, 쓴 것을 곧바로 읽는 일이 드물면 지금 그대로 괜찮습니다.",
			fixes: {
				update: "쓸 때마다 새 값을 버전과 함께 `{name}`에 넣기",
				through: "바로 새 값을 갖도록 `{name}`을(를) 거쳐 쓰기(write-through)",
			},
		},
	},
	safety: { update: "suggestion", through: "suggestion" },
	example: {
		bad: `data posts { kind: durable, items: 10M, read-after: 1s }

client app { rate: 500rps }
service web x4 {
  capacity: 500rps
  reads posts x4
  writes posts
}
cache cache x2 { holds: posts, read: look-aside, write: write-around, invalidate: delete, replicas: 1 }
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
		good: `data posts { kind: durable, items: 10M, read-after: 1s }

client app { rate: 500rps }
service web x4 {
  capacity: 500rps
  reads posts x4
  writes posts
}
cache cache x2 { holds: posts, read: look-aside, write: write-around, invalidate: update, replicas: 1, versioned: true }
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
	},
	*check(context) {
		const { architecture } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			const invalidate = wordOf(cache, "invalidate");
			if (wordOf(cache, "write") !== "write-around" || (invalidate !== "delete" && invalidate !== "cdc")) continue;
			const found = copiedData(architecture, cache).flatMap((data) => {
				const after = numberOf(data, "read-after");
				if (after === undefined || !ages(data)) return [];
				const rates = ratesOf(context, cache, data);
				if (!rates || !(rates.reads > 0) || rates.writes < MANY_MISSES * rates.reads) return [];
				return [{ data, after, ...rates, share: Math.min(1, rates.writes / rates.reads) }];
			});
			const [worst] = found.sort((a, b) => b.share - a.share);
			if (!worst) continue;
			const { id } = cache;
			const update: Step = (now) => {
				const element = now.architecture.elements.get(id);
				return element && [set(element, "invalidate", "update"), set(element, "versioned", "true")];
			};
			yield {
				element: cache,
				at: cache.properties.get("write")!.at,
				data: {
					name: id,
					data: worst.data.id,
					after: duration(worst.after),
					share: formatPercent(worst.share),
					writes: formatRate(worst.writes),
					reads: formatRate(worst.reads),
					store: names(storesBehind(architecture, cache)),
				},
				fixes: [
					// A single cache would be what writes depend on.
					leadsOn(cache) && copiesOf(cache) > 1
						? fixOf(context, { id: "through", steps: [writeThrough(id)], subject: id })
						: fixOf(context, { id: "update", steps: [update], subject: id }),
				],
			};
		}
	},
});

/** Share of the reads that a write has made a miss. */
const MANY_MISSES = 0.1;
