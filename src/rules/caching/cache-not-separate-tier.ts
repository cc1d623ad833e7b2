import type { Component, DataSet } from "../../model/architecture.ts";
import { elementsOf, numberOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { cacheAside, newCache } from "../repairs/cache-aside.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { ages, holdersOf } from "./copies.ts";

/** Copies that live inside the instances of a service only. */
export const cacheNotSeparateTier = defineRule<"name" | "data" | "count", "cache">({
	id: "cache-not-separate-tier",
	group: "caching",
	since: "0.1.0",
	severity: "info",
	statements: ["N31"],
	text: {
		en: {
			title: "Cache inside the servers only",
			message:
				"Each of the {count} instances of `{name}` keeps copies of {data} of its own, and there is no shared cache.",
			why: "{count} instances hold everything {count} times, and each of them sees one request in {count}, so each has to fetch the same items for itself. They do not agree on what is current, a new instance begins empty, and the cache cannot grow without the servers.",
			technique:
				"**A cache as a tier of its own.** All instances ask the same one: an item is fetched once, and the cache is scaled by itself. A small cache with a short life inside the servers may stay in front of it for the hottest items.",
			tradeOff: "A hop over the network for what was in the memory of the server, and one more tier to run.",
			exceptions:
				"Right for small reference data that never changes (`immutable: true`), and in front of a shared cache.",
			fixes: { cache: "Put a shared look-aside cache `{cache}` x2 behind it, in front of `{store}`" },
		},
		ko: {
			title: "서버 안에만 있는 캐시",
			message: "`{name}`의 인스턴스 {count}개가 {data}의 사본을 저마다 갖고, 공유하는 캐시는 없습니다.",
			why: "인스턴스 {count}개가 같은 것을 {count}번 담고, 저마다 요청의 {count}분의 1만 보므로 같은 항목을 각자 가져와야 합니다. 무엇이 최신인지 서로 다르고, 새 인스턴스는 빈 채로 시작하며, 서버를 늘리지 않고는 캐시를 키울 수 없습니다.",
			technique:
				"**독립된 캐시 계층.** 모든 인스턴스가 같은 캐시에 물으면 항목을 한 번만 가져오고, 캐시를 따로 확장할 수 있습니다. 가장 뜨거운 항목을 위해 수명이 짧은 작은 캐시를 서버 안에 남겨 두어도 됩니다.",
			tradeOff: "서버 메모리에 있던 것을 네트워크 너머에 물어야 하고, 운영할 계층이 하나 늘어납니다.",
			exceptions: "바뀌지 않는 작은 참조 데이터(`immutable: true`)나, 공유 캐시 앞에 두는 경우에는 알맞습니다.",
			fixes: { cache: "뒤쪽 `{store}` 앞에 공유하는 look-aside 캐시 `{cache}` x2 두기" },
		},
	},
	safety: { cache: "suggestion" },
	example: {
		bad: `data posts { kind: durable, size: 2KB, items: 1M, skew: 0.9 }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  timeout: 1s
  local-cache: posts
  reads posts x2
}
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> db
`,
		good: `data posts { kind: durable, size: 2KB, items: 1M, skew: 0.9 }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  timeout: 1s
  local-cache: posts
  reads posts x2
}
cache cache x2 {
  holds: posts
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  eviction: lru
  memory: 1GB
}
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
	},
	*check(context) {
		for (const service of context.each(context.architecture.components)) {
			const { max } = service.instances;
			if (!service.properties.has("local-cache") || max < 2) continue;
			const data = elementsOf(service, "local-cache").filter(
				(one): one is DataSet => one.type === "data" && ages(one) && !isTiny(one) && !isShared(context, one),
			);
			const [first] = data;
			if (!first) continue;
			const store = storeOf(context, first);
			const held = data.filter((one) => storeOf(context, one) === store);
			yield {
				element: service,
				at: service.properties.get("local-cache")!.at,
				data: { name: service.id, data: names(data), count: max },
				fixes: store
					? [
							fixOf(context, {
								id: "cache",
								data: { cache: newCache(context.architecture, store, held).name, store: store.id },
								steps: [
									cacheAside(
										store.id,
										held.map(({ id }) => id),
									),
								],
								subject: store.id,
							}),
						]
					: [],
			};
		}
	},
});

/** A cache that all instances ask has it as well. */
function isShared({ architecture }: RuleContext, data: DataSet): boolean {
	return (
		holdersOf(architecture)
			.get(data)
			?.some(({ kind }) => kind === "cache" || kind === "cdn") ?? false
	);
}

/** All of it takes next to no memory and is fetched in a moment. */
function isTiny(data: DataSet): boolean {
	const items = numberOf(data, "items");
	const size = numberOf(data, "size");
	return items !== undefined && size !== undefined && items * size <= TINY;
}

const TINY = 1e6;

function storeOf({ architecture }: RuleContext, data: DataSet): Component | undefined {
	return holdersOf(architecture)
		.get(data)
		?.find(({ kind }) => kind === "database");
}
