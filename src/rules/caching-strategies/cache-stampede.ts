import { formatCount, formatRate } from "../../language/numbers.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { copiedData, copyCaches, isWritten, storesBehind } from "../caching/copies.ts";
import { duration, names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { heldBy, ofKind } from "../graph.ts";
import { defineRule } from "../rule.ts";
import { assumedFor } from "./strategies.ts";

/** An item that is asked for so often that many compute it at once when it is gone. */
export const cacheStampede = defineRule<
	"name" | "count" | "rate" | "recompute" | "store",
	"single-flight" | "stale-while-revalidate"
>({
	id: "cache-stampede",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "warning",
	statements: ["N106"],
	text: {
		en: {
			title: "Cache stampede on a hot item",
			message: "Each time the most popular item of `{name}` is gone, {count} requests compute it anew at once.",
			why: "It is asked for {rate}, and computing it takes {recompute}: all {count} requests of that time miss as well, and {store} does the same work for each of them.",
			technique:
				"**Let one compute.** Single flight makes the others wait for its result; a lease gives one caller leave to fill the item; an early refresh computes it shortly before it expires; stale-while-revalidate serves the old value meanwhile. At Facebook leases brought a peak of 17,000 queries a second down to 1,300.",
			tradeOff:
				"Whoever waits waits for one computation, and for nothing if it fails. An old value is served a little longer.",
			exceptions:
				"Not where the cache already lets one compute (`stampede`). A random part of the time to live (`jitter`) keeps different items from expiring together and does nothing for a single one.",
			fixes: {
				"single-flight": "Let one request compute a missing item of `{name}`, and the others wait for it",
				"stale-while-revalidate": "Serve the old value from `{name}` while one request fetches the new one",
			},
		},
		ko: {
			title: "인기 항목의 캐시 스탬피드",
			message: "`{name}`에서 가장 인기 있는 항목이 사라질 때마다 요청 {count}개가 동시에 다시 계산합니다.",
			why: "그 항목의 요청은 {rate}이고 계산하는 데 {recompute} 걸립니다. 그동안 온 요청 {count}개가 모두 미스가 되어 {store}이(가) 같은 일을 그만큼 되풀이합니다.",
			technique:
				"**하나만 계산하기.** 단일 요청(single flight)은 나머지가 결과를 기다리게 하고, 리스는 한 호출자에게만 채울 권한을 주고, 이른 갱신은 만료되기 조금 전에 계산하고, stale-while-revalidate는 그동안 옛 값을 줍니다. 페이스북에서는 리스로 초당 17,000건이던 질의의 피크가 1,300건으로 줄었습니다.",
			tradeOff:
				"기다리는 요청은 계산이 끝날 때까지 기다리고, 계산이 실패하면 헛되이 기다립니다. 옛 값은 조금 더 오래 쓰입니다.",
			exceptions:
				"이미 하나만 계산하게 했다면(`stampede`) 해당하지 않습니다. 만료 시간에 섞는 임의의 비율(`jitter`)은 서로 다른 항목이 함께 만료되지 않게 할 뿐, 한 항목에는 소용이 없습니다.",
			fixes: {
				"single-flight": "`{name}`에 없는 항목은 요청 하나만 계산하고 나머지는 기다리게 하기",
				"stale-while-revalidate": "요청 하나가 새 값을 가져오는 동안 `{name}`의 옛 값 주기",
			},
		},
	},
	safety: { "single-flight": "suggestion", "stale-while-revalidate": "suggestion" },
	example: {
		bad: `data feeds { kind: derived, items: 100k, hottest: 2% }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  reads feeds
}
cache cache x2 { holds: feeds, read: look-aside, write: write-around, ttl: 1min, recompute: 500ms }
database db { holds: feeds, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
		good: `data feeds { kind: derived, items: 100k, hottest: 2% }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  reads feeds
}
cache cache x2 {
  holds: feeds
  read: look-aside
  write: write-around
  ttl: 1min
  recompute: 500ms
  stampede: single-flight
}
database db { holds: feeds, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		for (const cache of context.each(ofKind(architecture, "cache"))) {
			const recompute = numberOf(cache, "recompute");
			if (recompute === undefined) continue;
			const count = analysis.details.of(cache).cache?.stampede?.concurrentRecomputes ?? 0;
			if (count < MANY) continue;
			const held = heldBy(cache);
			const invalidates = ["delete", "cdc"].includes(wordOf(cache, "invalidate") ?? "");
			const deleted = invalidates && held.some((data) => isWritten(architecture, data));
			if (!cache.properties.has("ttl") && !deleted) continue;
			const { id } = cache;
			const assumed = held.flatMap((data) => (data.properties.has("hottest") ? [] : assumedFor(data, "skew")));
			const stores = copyCaches(architecture).includes(cache) ? storesBehind(architecture, cache) : [];
			const protect = (how: string): Step => change(id, ["stampede", how]);
			const newest = copiedData(architecture, cache).some((data) => wordOf(data, "consistency") === "strong");
			yield {
				element: cache,
				at: (cache.properties.get("stampede") ?? cache.properties.get("recompute")!).at,
				...(assumed.length > 0 && { assumed }),
				data: {
					name: id,
					count: formatCount(Math.round(count)),
					rate: formatRate(count / recompute),
					recompute: duration(recompute),
					store: stores.length > 0 ? names(stores) : { en: "what stands behind", ko: "뒤에 있는 것" },
				},
				fixes: [
					fixOf(context, { id: "single-flight", steps: [protect("single-flight")], subject: id }),
					...(newest
						? []
						: [
								fixOf(context, {
									id: "stale-while-revalidate" as const,
									steps: [protect("stale-while-revalidate")],
									subject: id,
								}),
							]),
				],
			};
		}
	},
});

/** Computations of one item at once. */
const MANY = 10;
