import { formatPercent, formatRate } from "../../language/numbers.ts";
import { numberOf } from "../../model/properties.ts";
import { duration } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { defineRule } from "../rule.ts";
import { assumedOf, contentsOf, hitsAfter, missesOf } from "./contents.ts";
import { ages, copiedData, copyCaches, isWritten, learnsOfWrites, shortestFreshness } from "./copies.ts";
import { expire, TEN_POINTS, ttlThatCosts } from "./expiry.ts";

/** Copies that are thrown away while they are still right and wanted. */
export const cacheTtlTooShort = defineRule<
	"name" | "ttl" | "hits" | "without" | "misses" | "kept",
	"expire" | "invalidate"
>({
	id: "cache-ttl-too-short",
	group: "caching",
	since: "0.1.0",
	severity: "warning",
	statements: ["N36"],
	mutedBy: ["write-around-stale", "cache-ttl-too-long"],
	text: {
		en: {
			title: "Copies that expire too soon",
			message: "Copies in `{name}` expire after {ttl}: it answers {hits} of its reads instead of {without}.",
			why: "An item that is read λ times a second hits λT / (1 + λT) of the time: only what is read several times within {ttl} gains anything. {misses} go on to the store, most of them for what was there a moment ago; without an expiry it would be {kept}.",
			technique:
				"**A longer time to live.** As long as the data may be old, or longer where each write deletes the copy: then the expiry is only a backstop.",
			tradeOff: "A copy that a write does not reach is wrong for longer, and rarely read items take memory for longer.",
			exceptions:
				"Right where the data must not be older than that (`freshness`). A day or more is never too short here.",
			fixes: {
				expire: "Let copies in `{name}` expire after {longer} instead of {ttl}",
				invalidate: "Delete copies in `{name}` when the data is written, and let them expire after {longer}",
			},
		},
		ko: {
			title: "너무 일찍 만료되는 사본",
			message: "`{name}`의 사본이 {ttl} 뒤에 만료되어, 읽기의 {without}가 아니라 {hits}에만 응답합니다.",
			why: "초당 λ번 읽히는 항목의 적중률은 λT / (1 + λT)이므로 {ttl} 안에 여러 번 읽히는 항목만 효과를 봅니다. 저장소로 {misses}이(가) 넘어가는데, 대부분 조금 전까지 캐시에 있던 항목입니다. 만료가 없다면 {kept}입니다.",
			technique:
				"**더 긴 만료 시간.** 데이터가 오래되어도 되는 만큼 길게 둡니다. 쓸 때마다 사본을 지운다면 만료는 안전장치일 뿐이므로 더 길어도 됩니다.",
			tradeOff: "쓰기가 닿지 않은 사본이 더 오래 틀린 채로 남고, 드물게 읽히는 항목이 메모리를 더 오래 차지합니다.",
			exceptions:
				"데이터가 그보다 오래되면 안 될 때(`freshness`)는 알맞습니다. 하루가 넘는 만료 시간은 너무 짧다고 보지 않습니다.",
			fixes: {
				expire: "`{name}`의 사본을 {ttl} 대신 {longer} 뒤에 만료시키기",
				invalidate: "데이터를 쓸 때 `{name}`의 사본을 지우고 {longer} 뒤에 만료시키기",
			},
		},
	},
	safety: { expire: "safe", invalidate: "suggestion" },
	example: {
		bad: `data posts { kind: durable, items: 1M, skew: 0.9 }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  timeout: 1s
  reads posts x2
}
cache cache x2 { holds: posts, read: look-aside, write: write-around, invalidate: delete, ttl: 10s, replicas: 1 }
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
		good: `data posts { kind: durable, items: 1M, skew: 0.9 }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  timeout: 1s
  reads posts x2
}
cache cache x2 {
  holds: posts
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  replicas: 1
  jitter: 10%
}
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			const ttl = numberOf(cache, "ttl");
			if (ttl === undefined || ttl >= DAY) continue;
			const contents = contentsOf(context, cache);
			if (!contents) continue;
			const now = contents.state.hitRatio;
			const without = contents.other.hitRatioWithout("ttl");
			if (without - now < TEN_POINTS) continue;
			const data = copiedData(architecture, cache).filter(ages);
			const freshness = shortestFreshness(data)?.seconds ?? Number.POSITIVE_INFINITY;
			const longer = Math.min(freshness, ttlThatCosts(contents.other));
			if (!(longer > ttl)) continue;
			const { id } = cache;
			const invalidates =
				!Number.isFinite(freshness) && !learnsOfWrites(cache) && data.some((one) => isWritten(architecture, one));
			yield {
				element: cache,
				at: cache.properties.get("ttl")!.at,
				assumed: assumedOf(contents),
				data: {
					name: id,
					ttl: duration(ttl),
					hits: formatPercent(now),
					without: formatPercent(without),
					misses: formatRate(missesOf(context, cache, contents)),
					kept: formatRate((analysis.components.get(cache)?.reads ?? 0) * (1 - without)),
				},
				fixes: [
					fixOf(context, {
						id: invalidates ? "invalidate" : "expire",
						safe: !invalidates,
						data: { longer: duration(longer) },
						steps: [expire(id, { seconds: longer, invalidates })],
						effect: hitsAfter(id, contents),
					}),
				],
			};
		}
	},
});

const DAY = 86_400;
