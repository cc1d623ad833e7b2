import type { Localized } from "../../language/locale.ts";
import { formatPercent } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { busy, capacityAssumptions, downtime, names } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { copiesOf, heldBy, isManaged } from "../graph.ts";
import { availabilityOf } from "../numbers.ts";
import { secondCacheNode } from "../repairs/second-cache-node.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { callersOf, copyCaches, storesBehind } from "./copies.ts";
import { afterLoss, degradesGracefully } from "./losses.ts";

/** A cache of one node: its loss is a load on the store behind it. */
export const cacheSpof = defineRule<"name" | "consequence" | "hits" | "store" | "downtime", "second-node">({
	id: "cache-spof",
	group: "caching",
	since: "0.1.0",
	severity: "warning",
	statements: ["N39", "N40"],
	production: true,
	mutedBy: ["single-instance-tier", "session-store-spof", "read-through-spof"],
	text: {
		en: {
			title: "Cache on a single node",
			message: "`{name}` is a single node: when it stops, {consequence}.",
			why: "{hits} of the reads never get to {store} while `{name}` is up. A node is down for about {downtime} a year, and begins empty after each restart: then {store} has to answer all of them.",
			technique:
				"**Several cache nodes.** Items are divided over nodes in different failure domains by consistent hashing, so that one that is lost takes its part of the items only; with a copy of each item on another node, none.",
			tradeOff: "Copies cost the memory again, and clients have to know which nodes there are.",
			exceptions:
				"Less pressing where the store behind a look-aside cache carries all reads by itself, and then a matter of latency.",
			fixes: { "second-node": "Run `{name}` on two nodes{copies}" },
		},
		ko: {
			title: "노드가 하나뿐인 캐시",
			message: "`{name}`의 노드가 하나뿐이어서, 멈추면 {consequence}.",
			why: "`{name}`이(가) 동작하는 동안 읽기의 {hits}는 {store}에 닿지 않습니다. 노드 하나는 1년에 약 {downtime} 멈추고, 다시 시작할 때마다 비어 있습니다. 그때는 {store}이(가) 모든 읽기에 응답해야 합니다.",
			technique:
				"**여러 캐시 노드.** 안정 해시로 장애 영역이 다른 노드들에 항목을 나누면 노드 하나를 잃어도 그 몫만 잃습니다. 항목의 복제본을 다른 노드에 두면 아무것도 잃지 않습니다.",
			tradeOff: "복제본은 메모리를 그만큼 더 쓰고, 클라이언트는 어떤 노드가 있는지 알아야 합니다.",
			exceptions:
				"Look-aside 캐시 뒤의 저장소가 모든 읽기를 스스로 감당할 수 있으면 덜 급합니다. 그때는 지연 시간의 문제입니다.",
			fixes: { "second-node": "`{name}`을(를) 노드 두 개로 늘리기{copies}" },
		},
	},
	safety: { "second-node": "safe" },
	example: {
		bad: `data posts { kind: durable, size: 2KB, items: 1M, skew: 0.9 }

client browser { rate: 1000rps }
loadbalancer lb x2
service web x4 {
  capacity: 500rps
  reads posts x10
}
cache cache { holds: posts, read: look-aside, write: write-around, invalidate: delete, ttl: 24h }
database db { holds: posts, replicas: 1, failover: automatic, read-capacity: 4000/s }

browser -> lb -> web -> cache, db
`,
		good: `data posts { kind: durable, size: 2KB, items: 1M, skew: 0.9 }

client browser { rate: 1000rps }
loadbalancer lb x2
service web x4 {
  capacity: 500rps
  reads posts x10
}
cache cache x2 { holds: posts, read: look-aside, write: write-around, invalidate: delete, ttl: 24h, replicas: 1 }
database db { holds: posts, replicas: 1, failover: automatic, read-capacity: 4000/s }

browser -> lb -> web -> cache, db
`,
	},
	*check(context) {
		const { architecture, analysis, thresholds } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (copiesOf(cache) > 1 || isManaged(cache) || hasTwin(cache) || callersOf(cache).length === 0) continue;
			const { id } = cache;
			const loss = afterLoss(context, cache, 1);
			const breaks = loss !== undefined && loss.after >= 1 && loss.before < 1;
			const isCliff = breaks && !degradesGracefully(architecture, cache);
			const carries = loss !== undefined && loss.after < thresholds.afterFailure;
			const assumed = loss && (isCliff || carries) ? capacityAssumptions(context, loss.store) : [];
			yield {
				element: cache,
				severity: isCliff ? "error" : carries ? (assumed.length > 0 ? "warning" : "info") : "warning",
				...(assumed.length > 0 && { assumed }),
				data: {
					name: id,
					consequence: consequenceOf(context, cache),
					hits: formatPercent(analysis.components.get(cache)?.hitRatio ?? 0.8),
					store: names(storesBehind(architecture, cache)),
					downtime: downtime(availabilityOf(cache)),
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
				],
			};
		}
	},
});

/** Everyone who asks it has another cache of the same data. */
function hasTwin(cache: Component): boolean {
	const held = heldBy(cache);
	const callers = callersOf(cache);
	return (
		held.length > 0 &&
		callers.length > 0 &&
		callers.every(({ outgoing }) =>
			outgoing.some(({ to }) => {
				if (to === cache || to.kind !== "cache") return false;
				const others = heldBy(to);
				return held.every((data) => others.includes(data));
			}),
		)
	);
}

function consequenceOf(context: RuleContext, cache: Component): Localized {
	const loss = afterLoss(context, cache, 1);
	const stores = names(loss ? [loss.store] : storesBehind(context.architecture, cache));
	if (!loss) return { en: `all reads fall on ${stores.en}`, ko: `모든 읽기가 ${stores.ko}(으)로 갑니다` };
	const { en, ko } = busy(loss.after);
	return {
		en: `all reads fall on ${stores.en}, which is then ${en}`,
		ko: `모든 읽기가 ${stores.ko}(으)로 가서 그 ${ko}가 됩니다`,
	};
}
