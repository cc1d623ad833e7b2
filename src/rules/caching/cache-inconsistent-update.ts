import { flagOf, wordOf } from "../../model/properties.ts";
import { mayBeAsOld } from "../caching-strategies/strategies.ts";
import { names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { defineRule } from "../rule.ts";
import { ages, copiedData, copyCaches, isWritten } from "./copies.ts";
import { writesTwice } from "./expiry.ts";

/** A store and a cache that are written one after the other, so that two writers can cross. */
export const cacheInconsistentUpdate = defineRule<"name" | "data" | "until", "delete" | "cdc" | "versions">({
	id: "cache-inconsistent-update",
	group: "caching",
	since: "0.1.0",
	severity: "warning",
	statements: ["N38", "N104"],
	text: {
		en: {
			title: "Cache and store written apart",
			message:
				"Writers put {data} into the store and into `{name}` one after the other, so the older value can stay in the cache.",
			why: "The two writes are not one transaction. Of two writers that cross, A may be first at the store and last at the cache: then the cache has A's value and the store B's, {until}. The same if the second write fails alone.",
			technique:
				"**Invalidate, do not update.** Delete the copy after the store has committed, and let the next read fetch it: deleting may be repeated and cannot leave an old value behind. Or follow the log of the store (change data capture), or give copies versions, so that the cache refuses an older one.",
			tradeOff:
				"Deleting makes the next read a miss. Versions, leases and change data capture are moving parts; how stale a value may be decides how much they are worth.",
			exceptions:
				"Not a fault where a copy may be as old as it lives (`freshness` of the data at least the `ttl`), or where the cache itself writes to the store (write-through with a link from the cache to it).",
			fixes: {
				delete: "Delete the copy in `{name}` after the store has committed",
				cdc: "Let change data capture follow the log of the store and correct `{name}`",
				versions: "Give the copies in `{name}` versions: it refuses an older one",
			},
		},
		ko: {
			title: "캐시와 저장소를 따로 갱신",
			message: "{data}을(를) 저장소와 `{name}`에 따로따로 쓰므로 캐시에 옛 값이 남을 수 있습니다.",
			why: "두 쓰기는 하나의 트랜잭션이 아닙니다. 두 쓰기가 엇갈려 A가 저장소에는 먼저, 캐시에는 나중에 쓰면 캐시에는 A의 값, 저장소에는 B의 값이 남고 {until} 그대로입니다. 두 번째 쓰기만 실패해도 마찬가지입니다.",
			technique:
				"**갱신 대신 무효화.** 저장소에 커밋한 뒤 사본을 지우고 다음 읽기가 가져오게 합니다. 삭제는 여러 번 해도 되고 옛 값을 남기지 않습니다. 저장소의 변경 로그를 따르거나(CDC), 사본에 버전을 붙여 캐시가 더 오래된 값을 거절하게 할 수도 있습니다.",
			tradeOff:
				"지우면 다음 읽기는 미스가 됩니다. 버전, 리스, CDC는 관리할 것이 늘어납니다. 값이 얼마나 오래되어도 되는지에 따라 고릅니다.",
			exceptions:
				"사본이 만료될 때까지 오래되어도 되거나(데이터의 `freshness`가 `ttl` 이상), 캐시가 직접 저장소에 쓰는 경우(캐시에서 저장소로 연결된 write-through)에는 문제가 아닙니다.",
			fixes: {
				delete: "저장소에 커밋한 뒤 `{name}`의 사본 지우기",
				cdc: "저장소의 변경 로그를 따라(CDC) `{name}` 바로잡기",
				versions: "`{name}`의 사본에 버전을 붙여 더 오래된 값을 거절하게 하기",
			},
		},
	},
	safety: { delete: "suggestion", cdc: "suggestion", versions: "suggestion" },
	example: {
		bad: `data posts { kind: durable }

service web x2 {
  reads posts x10
  writes posts 5%
}
cache cache x2 { holds: posts, read: look-aside, write: write-around, invalidate: update, ttl: 24h }
database db { holds: posts, replicas: 1, failover: automatic }

web -> cache, db
`,
		good: `data posts { kind: durable }

service web x2 {
  reads posts x10
  writes posts 5%
}
cache cache x2 { holds: posts, read: look-aside, write: write-around, invalidate: delete, ttl: 24h }
database db { holds: posts, replicas: 1, failover: automatic }

web -> cache, db
`,
	},
	*check(context) {
		const { architecture } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (!writesTwice(cache) || flagOf(cache, "versioned") === true || wordOf(cache, "stampede") === "lease") continue;
			const held = copiedData(architecture, cache);
			const data = held.filter((one) => ages(one) && isWritten(architecture, one) && !mayBeAsOld(one, cache));
			if (data.length === 0 && cache.properties.has("holds")) continue;
			const { id } = cache;
			const through = wordOf(cache, "write") === "write-through";
			const invalidate =
				(how: string): Step =>
				(now) => {
					const found = now.architecture.elements.get(id);
					return (
						found && [
							...(through ? [set(found, "write", "write-around")] : []),
							set(found, "invalidate", how),
							...(found.properties.has("ttl") ? [] : [set(found, "ttl", "24h")]),
						]
					);
				};
			const versions = change(id, ["versioned", "true"]);
			yield {
				element: cache,
				at: cache.properties.get(through ? "write" : "invalidate")!.at,
				data: {
					name: id,
					data: data.length > 0 ? names(data) : { en: "what they write", ko: "쓰는 데이터" },
					until: cache.properties.has("ttl")
						? { en: "until the copy expires", ko: "사본이 만료될 때까지" }
						: { en: "for ever, since copies do not expire", ko: "사본이 만료되지 않으므로 계속" },
				},
				fixes: [
					fixOf(context, { id: "delete", steps: [invalidate("delete")], subject: id }),
					fixOf(context, { id: "cdc", steps: [invalidate("cdc")], subject: id }),
					fixOf(context, { id: "versions", steps: [versions], subject: id }),
				],
			};
		}
	},
});
