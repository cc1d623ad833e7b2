import { wordOf } from "../../model/properties.ts";
import { ages, copiedData, copyCaches, storesBehind } from "../caching/copies.ts";
import { names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { connect } from "../edit/operations.ts";
import { defineRule } from "../rule.ts";
import { leadsOn, mayBeAsOld, readsThrough, writersOf, writesPast, writesThrough } from "./strategies.ts";

/** A cache that is kept in step only with what passes through it, and a writer that does not. */
export const readThroughBypass = defineRule<"name" | "data" | "writers" | "store", "through" | "cdc">({
	id: "read-through-bypass",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "warning",
	statements: ["N87", "N88", "N98", "N103"],
	mutedBy: ["write-around-stale", "cache-no-ttl"],
	text: {
		en: {
			title: "Writes past the cache provider",
			message: "Writes of {data} by {writers} go to {store} past `{name}`, whose copies stay as they were.",
			why: "`{name}` and {store} are in step for what passes through `{name}`, and for nothing else: what is written by {writers} is seen by readers only when the old copy has expired.",
			technique:
				"**One way to write.** Let every writer go through the cache, or let the cache follow the log of the store (change data capture), which misses no writer.",
			tradeOff:
				"A bulk load through the cache fills it with what nobody reads; change data capture is one more process, and lags a little.",
			exceptions:
				"Not a fault where the cache follows the log of the store (`invalidate: cdc`), where a copy may be as old as it lives (`freshness` at least the `ttl`), or for data that never changes.",
			fixes: {
				through: "Tell `{name}` of the writes of {writers}",
				cdc: "Let change data capture follow the log of {store} and correct `{name}`",
			},
		},
		ko: {
			title: "캐시를 거치지 않는 쓰기",
			message: "{writers}의 {data} 쓰기가 `{name}`을(를) 거치지 않고 {store}에 바로 닿아, 사본이 옛 값으로 남습니다.",
			why: "`{name}`의 사본은 `{name}`을(를) 거쳐 쓴 것만 {store}의 값과 맞습니다. {writers}이(가) 쓴 것은 옛 사본이 만료된 뒤에야 보입니다.",
			technique:
				"**쓰는 길을 하나로.** 모든 쓰기가 캐시를 거치게 하거나, 캐시가 저장소의 변경 로그를 따르게(CDC) 합니다. 로그는 어떤 쓰기도 놓치지 않습니다.",
			tradeOff:
				"대량으로 적재할 때 캐시를 거치면 읽지 않는 데이터로 캐시가 찹니다. CDC는 운영할 프로세스가 하나 늘고 조금 늦습니다.",
			exceptions:
				"캐시가 저장소의 로그를 따르거나(`invalidate: cdc`), 사본이 만료될 때까지 오래되어도 되거나(`freshness`가 `ttl` 이상), 바뀌지 않는 데이터라면 문제가 아닙니다.",
			fixes: {
				through: "{writers}의 쓰기를 `{name}`에 알리기",
				cdc: "{store}의 변경 로그를 따라(CDC) `{name}` 바로잡기",
			},
		},
	},
	safety: { through: "suggestion", cdc: "suggestion" },
	example: {
		bad: `data posts { kind: durable }

service web x2 {
  reads posts x10
  writes posts 5%
}
worker importer x2 { writes posts }
cache cache x2 { holds: posts, read: read-through, write: write-through, ttl: 24h }
database db { holds: posts, replicas: 1, failover: automatic }

web -> cache -> db
importer -> db
`,
		good: `data posts { kind: durable }

service web x2 {
  reads posts x10
  writes posts 5%
}
worker importer x2 { writes posts }
cache cache x2 { holds: posts, read: read-through, write: write-through, ttl: 24h }
database db { holds: posts, replicas: 1, failover: automatic }

web -> cache -> db
importer -> cache, db
`,
	},
	*check(context) {
		const { architecture } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (!leadsOn(cache) || !(readsThrough(cache) || writesThrough(cache))) continue;
			if (wordOf(cache, "invalidate") === "cdc") continue;
			const stores = storesBehind(architecture, cache);
			const past = copiedData(architecture, cache).flatMap((data) =>
				ages(data) && !mayBeAsOld(data, cache)
					? writersOf(architecture, [data])
							.filter((writer) => writesPast(writer, data, { cache, stores }))
							.map((writer) => ({ data, writer }))
					: [],
			);
			if (past.length === 0) continue;
			const { id } = cache;
			const writers = [...new Set(past.map(({ writer }) => writer))];
			const through: Step = (now) => {
				const found = now.architecture.elements.get(id);
				if (found?.type !== "component") return undefined;
				return writers.flatMap((writer) => {
					const from = now.architecture.elements.get(writer.id);
					if (from?.type !== "component") return [];
					const link = from.outgoing.find(({ to }) => stores.some((store) => store.id === to.id));
					return [connect(from, found, link ? { before: link } : {})];
				});
			};
			const cdc = change(id, ["invalidate", "cdc"]);
			const store = names(stores);
			yield {
				element: cache,
				others: writers,
				data: { name: id, data: names(past.map(({ data }) => data)), writers: names(writers), store },
				fixes: [
					fixOf(context, { id: "through", steps: [through], subject: id }),
					fixOf(context, { id: "cdc", steps: [cdc], subject: id }),
				],
			};
		}
	},
});
