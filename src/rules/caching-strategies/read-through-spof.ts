import { flagOf } from "../../model/properties.ts";
import { callersOf, copiedData, copyCaches, storesBehind } from "../caching/copies.ts";
import { afterLoss } from "../caching/losses.ts";
import { availability, downtime, names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { connect, type Operation, set } from "../edit/operations.ts";
import { copiesOf, isManaged, isSynchronous } from "../graph.ts";
import { availabilityOf } from "../numbers.ts";
import { secondCacheNode } from "../repairs/second-cache-node.ts";
import { defineRule } from "../rule.ts";
import { leadsOn, readsThrough, writesThrough } from "./strategies.ts";

/** A single cache in series with the data. */
export const readThroughSpof = defineRule<
	"name" | "data" | "store" | "one" | "two" | "down" | "downWithTwo",
	"second-node" | "look-aside"
>({
	id: "read-through-spof",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "error",
	statements: ["N86", "N90"],
	production: true,
	text: {
		en: {
			title: "Read-through cache on one node",
			message: "`{name}` is a single node that every read of {data} goes through: when it stops, none gets to {store}.",
			why: "Read-through puts the cache in series with the data, so that availabilities multiply. One node is up {one} of the time, which is {down} away a year, even while {store} is well; of two at least one is up {two} of the time, {downWithTwo} away.",
			technique:
				"**A redundant provider.** Two nodes or more, so that one answers while the other is away. Or look-aside, where the code asks the store itself when the cache does not answer.",
			tradeOff:
				"A second node costs its memory. With look-aside each caller needs code for misses, and the store has to carry all reads while the cache is away.",
			exceptions:
				"Not needed for a managed cache (`managed: true`), nor where callers do without it and ask the store themselves (`optional: true` on the link to the cache, and a link to the store).",
			fixes: {
				"second-node": "Run `{name}` on two nodes{copies}",
				"look-aside": "Read `{name}` look-aside: on a miss or an outage, {store} is asked by {callers}",
			},
		},
		ko: {
			title: "노드가 하나뿐인 read-through 캐시",
			message: "{data}의 모든 읽기가 노드 하나뿐인 `{name}`을(를) 거치므로, 이 노드가 멈추면 {store}에 닿지 못합니다.",
			why: "Read-through에서는 캐시가 데이터와 직렬로 놓여 가용성이 곱해집니다. 노드 하나의 가용성은 {one}이고, {store}이(가) 정상이어도 1년에 {down} 멈춥니다. 둘 중 하나 이상이 살아 있을 확률은 {two}이고 1년에 {downWithTwo} 멈춥니다.",
			technique:
				"**이중화된 캐시.** 노드를 둘 이상 두어 하나가 멈춰도 다른 하나가 응답하게 합니다. 또는 캐시가 응답하지 않을 때 코드가 저장소에 직접 묻는 look-aside로 바꿉니다.",
			tradeOff:
				"노드를 더하면 그만큼 메모리가 듭니다. Look-aside에서는 호출하는 쪽마다 미스를 처리하는 코드가 필요하고, 캐시가 없는 동안 저장소가 모든 읽기를 감당해야 합니다.",
			exceptions:
				"관리형 캐시(`managed: true`)이거나, 호출하는 쪽이 캐시 없이 저장소에 직접 물을 수 있으면(캐시로 가는 연결에 `optional: true`, 저장소로 가는 연결이 따로 있음) 필요 없습니다.",
			fixes: {
				"second-node": "`{name}`을(를) 노드 두 개로 늘리기{copies}",
				"look-aside": "`{name}`을(를) look-aside로 읽기: 미스나 장애 때는 {callers}이(가) {store}에 묻기",
			},
		},
	},
	safety: { "second-node": "safe", "look-aside": "suggestion" },
	example: {
		bad: `data posts { kind: durable }

service web x2 { reads posts x10 }
cache cache { holds: posts, read: read-through, write: write-around, invalidate: delete }
database db { holds: posts, replicas: 1, failover: automatic }

web -> cache -> db
`,
		good: `data posts { kind: durable }

service web x2 { reads posts x10 }
cache cache x2 { holds: posts, read: read-through, write: write-around, invalidate: delete }
database db { holds: posts, replicas: 1, failover: automatic }

web -> cache -> db
`,
	},
	*check(context) {
		const { architecture } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (!readsThrough(cache) || !leadsOn(cache) || copiesOf(cache) > 1 || isManaged(cache)) continue;
			const callers = callersOf(cache);
			if (callers.length === 0) continue;
			const stores = storesBehind(architecture, cache);
			const { id } = cache;
			const incoming = cache.incoming.filter(isSynchronous);
			const asksStore = ({ outgoing }: (typeof callers)[number]): boolean =>
				outgoing.some(({ to, replication }) => !replication && stores.includes(to));
			if (incoming.every((link) => flagOf(link, "optional") === true) && callers.every(asksStore)) continue;
			const one = availabilityOf(cache);
			const two = 1 - (1 - one) ** 2;
			const loss = afterLoss(context, cache, 1);
			const breaks = loss !== undefined && loss.after >= 1;
			const data = copiedData(architecture, cache);
			const lookAside: Step = (now) => {
				const found = now.architecture.elements.get(id);
				if (found?.type !== "component") return undefined;
				const target = storesBehind(now.architecture, found)[0];
				if (!target) return undefined;
				const links = callersOf(found)
					.filter(({ outgoing }) => !outgoing.some(({ to }) => to === target))
					.map((caller): Operation => {
						const link = caller.outgoing.find(({ to }) => to === found);
						return connect(caller, target, link ? { behind: link } : {});
					});
				const onward = found.outgoing.filter(({ to }) => to === target);
				return [
					set(found, "read", "look-aside"),
					...onward.map((link): Operation => ({ type: "disconnect", link })),
					...links,
				];
			};
			yield {
				element: cache,
				data: {
					name: id,
					data: data.length > 0 ? names(data) : { en: "its data", ko: "데이터" },
					store: names(stores),
					one: availability(one),
					two: availability(two),
					down: downtime(one),
					downWithTwo: downtime(two),
				},
				fixes: [
					fixOf(context, {
						id: "second-node",
						safe: true,
						data: {
							copies: breaks ? { en: ", with a copy of each item", ko: ", 항목마다 복제본 두기" } : { en: "", ko: "" },
						},
						steps: [secondCacheNode(id, { copies: breaks })],
						subject: id,
					}),
					// A store that does not carry all reads is no way out, nor is one that writes reach by way of the cache alone.
					...(breaks || writesThrough(cache)
						? []
						: [
								fixOf(context, {
									id: "look-aside" as const,
									data: () => ({ callers: names(callers) }),
									steps: [lookAside],
									subject: id,
								}),
							]),
				],
			};
		}
	},
});
