import type { Localized } from "../../language/locale.ts";
import type { Component } from "../../model/architecture.ts";
import { ages, callersOf, copiedData, copyCaches, learnsOfWrites, storesBehind } from "../caching/copies.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { defineRule } from "../rule.ts";
import { leadsOn } from "./strategies.ts";

/** A cache of which nobody says who fills it, or what a write does with it. */
export const cacheStrategyMissing = defineRule<"name" | "missing", "usual">({
	id: "cache-strategy-missing",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "hint",
	statements: ["N83", "N85", "N101"],
	text: {
		en: {
			title: "Cache without a strategy",
			message: "`{name}` does not say {missing}.",
			why: "What reaches the store, how old a read may be, and what is lost with the cache follow from it: after a write-through a copy is new, after a write-around it is old until it is deleted or expires, and a write-back loses what was not flushed.",
			technique:
				"**Look-aside with write-around.** The most common pair: the code asks the cache first and the store on a miss; a write goes to the store and deletes the copy. It keeps what is read, and reads survive the loss of the cache if the store carries them.",
			tradeOff: "The first read of an item, and the first after each write of it, is a miss.",
			exceptions: "How data is written does not matter to copies of what never changes (`immutable: true`).",
			fixes: { usual: "Declare {strategy} for `{name}`" },
		},
		ko: {
			title: "전략이 없는 캐시",
			message: "`{name}`에 {missing} 적혀 있지 않습니다.",
			why: "저장소에 닿는 부하, 읽은 값이 얼마나 오래될 수 있는지, 캐시를 잃을 때 무엇을 잃는지가 전략에 따라 다릅니다. Write-through 뒤의 사본은 새 값이고, write-around 뒤의 사본은 지워지거나 만료될 때까지 옛 값이며, write-back은 아직 저장소에 쓰지 않은 것을 잃습니다.",
			technique:
				"**Look-aside와 write-around.** 가장 흔한 조합입니다. 코드가 먼저 캐시를 보고 없으면 저장소에서 읽으며, 쓰기는 저장소로 가면서 사본을 지웁니다. 읽히는 것만 담기고, 저장소가 감당하는 한 캐시를 잃어도 읽을 수 있습니다.",
			tradeOff: "항목의 첫 읽기와 쓴 뒤의 첫 읽기는 미스입니다.",
			exceptions: "바뀌지 않는 데이터(`immutable: true`)의 사본에는 쓰기 전략이 필요 없습니다.",
			fixes: { usual: "`{name}`에 {strategy} 적기" },
		},
	},
	safety: { usual: "suggestion" },
	example: {
		bad: `data posts { kind: durable }

service web x2 {
  reads posts x10
  writes posts 5%
}
cache cache x2 { holds: posts, ttl: 24h, invalidate: delete }
database db { holds: posts, replicas: 1, failover: automatic }

web -> cache, db
`,
		good: `data posts { kind: durable }

service web x2 {
  reads posts x10
  writes posts 5%
}
cache cache x2 { holds: posts, ttl: 24h, invalidate: delete, read: look-aside, write: write-around }
database db { holds: posts, replicas: 1, failover: automatic }

web -> cache, db
`,
	},
	*check(context) {
		const { architecture } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			const data = copiedData(architecture, cache);
			const changes = data.length === 0 || data.some(ages);
			const read = !cache.properties.has("read");
			const write = !cache.properties.has("write") && changes;
			if (!read && !write) continue;
			const { id } = cache;
			const declared = (found: Component): readonly (readonly [property: string, value: string])[] => [
				...(read ? [["read", whoFetches(found)] as const] : []),
				...(write ? [["write", "write-around"] as const] : []),
				// What goes around the cache has to take the copy away.
				...(write && !learnsOfWrites(found) && !found.properties.has("invalidate")
					? [["invalidate", "delete"] as const]
					: []),
			];
			const usual: Step = (now) => {
				const found = now.architecture.elements.get(id);
				return found?.type === "component"
					? declared(found).map(([property, value]) => set(found, property, value))
					: undefined;
			};
			yield {
				element: cache,
				data: { name: id, missing: missingText(read, write) },
				fixes: [
					fixOf(context, {
						id: "usual",
						data: () => {
							const words = declared(cache).map(([property, value]) => `\`${property}: ${value}\``);
							return { strategy: words.join(", ") };
						},
						steps: [usual],
						subject: id,
					}),
				],
			};
		}

		/** Where the code has no way of its own to the store, the cache fetches what it lacks. */
		function whoFetches(cache: Component): string {
			if (!leadsOn(cache)) return "look-aside";
			const stores = storesBehind(architecture, cache).map(({ id }) => id);
			const beside = callersOf(cache).some(({ outgoing }) => outgoing.some(({ to }) => stores.includes(to.id)));
			return beside ? "look-aside" : "read-through";
		}
	},
});

function missingText(read: boolean, write: boolean): Localized {
	if (read && write) {
		return {
			en: "who fetches what it lacks, nor what a write does with the copy",
			ko: "없는 것을 누가 가져오는지와 쓰기가 사본을 어떻게 하는지",
		};
	}
	return read
		? { en: "who fetches what it lacks", ko: "없는 것을 누가 가져오는지" }
		: { en: "what a write does with the copy", ko: "쓰기가 사본을 어떻게 하는지" };
}
