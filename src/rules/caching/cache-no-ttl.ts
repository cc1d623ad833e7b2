import { duration, names } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { defineRule } from "../rule.ts";
import { ages, copiedData, copyCaches, learnsOfWrites } from "./copies.ts";
import { expire, expiryFor } from "./expiry.ts";

/** Copies that nothing ever takes away. */
export const cacheNoTtl = defineRule<"name" | "data", "expire" | "invalidate">({
	id: "cache-no-ttl",
	group: "caching",
	since: "0.1.0",
	severity: "warning",
	statements: ["N35"],
	text: {
		en: {
			title: "Copies that never expire",
			message: "Copies of {data} in `{name}` never expire, and no write takes them away.",
			why: "A copy that is wrong stays wrong until it is thrown out for lack of memory, and a popular one never is: it may be served for ever. And what nobody asks for any more goes on taking memory.",
			technique:
				"**Expiry (time to live).** Each copy is fetched anew after a time; a random part of it keeps copies that came in together from expiring together. It is a backstop: how new the data has to be is for invalidation to see to, which deletes the copy when the data is written.",
			tradeOff: "Each expiry costs a read of the store: up to one for each item and time to live.",
			exceptions:
				"Not needed for data that never changes under its key (`immutable: true`), nor where each write deletes or updates the copy.",
			fixes: {
				expire: "Let copies in `{name}` expire after {ttl}",
				invalidate: "Delete copies in `{name}` when the data is written, and let them expire after {ttl} in any case",
			},
		},
		ko: {
			title: "만료되지 않는 사본",
			message: "`{name}`에 있는 {data}의 사본은 만료되지 않고, 쓰기가 있어도 지워지지 않습니다.",
			why: "잘못된 사본은 메모리가 부족해 방출될 때까지 그대로 남는데, 인기 있는 사본은 방출되지 않으므로 영원히 쓰일 수도 있습니다. 더는 아무도 찾지 않는 사본도 계속 메모리를 차지합니다.",
			technique:
				"**만료 시간(TTL).** 일정 시간이 지나면 사본을 다시 가져옵니다. 임의의 시간을 섞으면 함께 들어온 사본이 한꺼번에 만료되지 않습니다. 만료 시간은 안전장치이며, 데이터가 얼마나 최신이어야 하는지는 쓸 때 사본을 지우는 무효화가 맡습니다.",
			tradeOff: "만료될 때마다 저장소를 한 번 읽습니다. 항목과 만료 시간마다 최대 한 번입니다.",
			exceptions:
				"같은 키의 값이 바뀌지 않는 데이터(`immutable: true`)나, 쓸 때마다 사본을 지우거나 갱신하는 경우에는 필요 없습니다.",
			fixes: {
				expire: "`{name}`의 사본을 {ttl} 뒤에 만료시키기",
				invalidate: "데이터를 쓸 때 `{name}`의 사본을 지우고, 그래도 남은 것은 {ttl} 뒤에 만료시키기",
			},
		},
	},
	safety: { expire: "safe", invalidate: "suggestion" },
	example: {
		bad: `data posts { kind: durable }

service web x2 {
  reads posts x10
  writes posts 5%
}
cache cache x2 { holds: posts, read: look-aside, write: write-around, eviction: lru }
database db { holds: posts, replicas: 1, failover: automatic }

web -> cache, db
`,
		good: `data posts { kind: durable }

service web x2 {
  reads posts x10
  writes posts 5%
}
cache cache x2 {
  holds: posts
  read: look-aside
  write: write-around
  eviction: lru
  invalidate: delete
  ttl: 24h
  jitter: 10%
}
database db { holds: posts, replicas: 1, failover: automatic }

web -> cache, db
`,
	},
	*check(context) {
		const { architecture } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (cache.properties.has("ttl") || learnsOfWrites(cache)) continue;
			const data = copiedData(architecture, cache).filter(ages);
			if (data.length === 0 && cache.properties.has("holds")) continue;
			const { id } = cache;
			const expiry = expiryFor(context, cache);
			yield {
				element: cache,
				data: {
					name: id,
					data: data.length > 0 ? names(data) : { en: "what is read often", ko: "자주 읽는 데이터" },
				},
				fixes: [
					fixOf(context, {
						id: expiry.invalidates ? "invalidate" : "expire",
						safe: !expiry.invalidates,
						data: { ttl: duration(expiry.seconds) },
						steps: [expire(id, expiry)],
						subject: id,
					}),
				],
			};
		}
	},
});
