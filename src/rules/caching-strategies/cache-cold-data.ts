import { cacheOptions } from "../../analysis/caches/cached-data.ts";
import { COARSE } from "../../analysis/caches/predicted-hit-ratio.ts";
import { cacheState } from "../../analysis/models/cache.ts";
import { unreadWrites } from "../../analysis/models/unread-writes.ts";
import { formatPercent, formatRate } from "../../language/numbers.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { copyCaches, storesBehind } from "../caching/copies.ts";
import { duration, names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { writeAround } from "../repairs/store-first.ts";
import { defineRule } from "../rule.ts";
import { assumedFor, writesThrough } from "./strategies.ts";

/** Writes that fill a cache with what nobody reads. */
export const cacheColdData = defineRule<
	"name" | "data" | "unread" | "reads" | "writes" | "life" | "store",
	"around" | "expire"
>({
	id: "cache-cold-data",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "info",
	statements: ["N96", "N99"],
	mutedBy: ["write-through-write-heavy"],
	text: {
		en: {
			title: "Cache full of unread data",
			message: "{unread} of the copies of {data} that writes put into `{name}` are never read.",
			why: "Each of {writes} of writes puts a copy into the cache, where it stays {life}. Against {reads} of reads, spread over all the items, most copies are gone or overwritten before anybody asks for them.",
			technique:
				"**Cache what is read.** Write around the cache, so that only a read brings an item in; or let copies expire soon, which leaves their memory to others.",
			tradeOff: "The first read after each write is then a miss.",
			exceptions:
				"Right as it is where what is written is read at once (`read-after`), and where copies expire soon in any case.",
			fixes: {
				around: "Write {data} to {store} only, and delete the copy in `{name}`",
				expire: "Let copies in `{name}` expire after {ttl}",
			},
		},
		ko: {
			title: "읽지 않는 데이터로 찬 캐시",
			message: "쓰기가 `{name}`에 넣은 {data} 사본의 {unread}는 한 번도 읽히지 않습니다.",
			why: "쓰기 {writes}마다 사본이 캐시에 들어가 {life} 남습니다. 읽기 {reads}은(는) 모든 항목에 퍼져 있어, 사본은 대부분 아무도 찾기 전에 사라지거나 덮어써집니다.",
			technique:
				"**읽히는 것만 캐시하기.** 캐시를 거치지 않고 써서 읽을 때만 들어오게 합니다. 또는 사본을 빨리 만료시켜 메모리를 다른 항목에 내어 줍니다.",
			tradeOff: "대신 쓴 뒤의 첫 읽기는 미스가 됩니다.",
			exceptions: "쓴 것을 바로 읽거나(`read-after`) 사본이 어차피 곧 만료되면 지금 그대로 괜찮습니다.",
			fixes: {
				around: "{data}을(를) {store}에만 쓰고 `{name}`의 사본 지우기",
				expire: "`{name}`의 사본을 {ttl} 뒤에 만료시키기",
			},
		},
	},
	safety: { around: "suggestion", expire: "safe" },
	example: {
		bad: `data posts { kind: durable, items: 50M, size: 2KB, skew: 0.3 }

client app { rate: 500rps }
service web x4 {
  capacity: 500rps
  reads posts x4
  writes posts
}
cache cache x2 { holds: posts, read: read-through, write: write-through, memory: 2GB, replicas: 1 }
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> cache -> db
`,
		good: `data posts { kind: durable, items: 50M, size: 2KB, skew: 0.3 }

client app { rate: 500rps }
service web x4 {
  capacity: 500rps
  reads posts x4
  writes posts
}
cache cache x2 { holds: posts, read: read-through, write: write-around, memory: 2GB, replicas: 1, invalidate: delete }
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> cache -> db
web -> db
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (!writesThrough(cache)) continue;
			const ttl = numberOf(cache, "ttl");
			if (ttl !== undefined && ttl <= SOON) continue;
			const cached = analysis.details.cached(cache);
			if (!cached) continue;
			const options = cacheOptions(cached, COARSE);
			const lifeSeconds = Math.min(ttl ?? Infinity, cacheState(options).characteristicSeconds ?? Infinity);
			const cold = cached.sets.flatMap(({ data, readsPerSecond, writesPerSecond }, i) => {
				// Collecting the writes of a counter is what a cache that writes back is for.
				if (wordOf(cache, "write") === "write-back" && writesPerSecond > readsPerSecond) return [];
				if (!(writesPerSecond > 0) || !(readsPerSecond > 0) || data.properties.has("read-after")) return [];
				const { popularity } = options.sets[i]!;
				const unread = unreadWrites({ popularity, readsPerSecond, writesPerSecond, lifeSeconds });
				return unread > MOST ? [{ data, readsPerSecond, writesPerSecond, unread }] : [];
			});
			if (cold.length === 0) continue;
			const { id } = cache;
			const data = cold.map((one) => one.data);
			const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
			const writes = sum(cold.map((one) => one.writesPerSecond));
			const assumed = data.flatMap((one) => [...assumedFor(one, "skew"), ...assumedFor(one, "size")]);
			const expire = change(id, ["ttl", "1min"]);
			yield {
				element: cache,
				at: cache.properties.get("write")!.at,
				...(assumed.length > 0 && { assumed }),
				data: {
					name: id,
					data: names(data),
					unread: formatPercent(sum(cold.map((one) => one.unread * one.writesPerSecond)) / writes),
					reads: formatRate(sum(cold.map((one) => one.readsPerSecond))),
					writes: formatRate(writes),
					life: lifeText(lifeSeconds),
					store: names(storesBehind(architecture, cache)),
				},
				fixes: [
					// What is written back is in the cache first in any case.
					...(wordOf(cache, "write") === "write-through"
						? [fixOf(context, { id: "around" as const, steps: [writeAround(id)], subject: id })]
						: []),
					...(wordOf(cache, "write") === "write-back"
						? [
								fixOf(context, {
									id: "expire" as const,
									safe: true,
									data: { ttl: duration(SOON) },
									steps: [expire],
									subject: id,
								}),
							]
						: []),
				],
			};
		}
	},
});

/** Share of the copies. */
const MOST = 0.5;
/** Copies that are gone so soon do not fill a cache: seconds. */
const SOON = 60;

function lifeText(seconds: number) {
	if (!Number.isFinite(seconds)) return { en: "until it is written again", ko: "다시 쓰일 때까지" };
	const { en, ko } = duration(seconds);
	return { en: `for up to ${en}`, ko: `최대 ${ko}` };
}
