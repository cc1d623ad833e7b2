import { Facts } from "../../analysis/facts.ts";
import { roundTrip } from "../../analysis/latency/round-trip.ts";
import { formatPercent } from "../../language/numbers.ts";
import type { Component, Link } from "../../model/architecture.ts";
import { gigabytes } from "../caching/contents.ts";
import { copyCaches, storesBehind } from "../caching/copies.ts";
import { duration } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { isSynchronous } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { leadsOn, readsThrough } from "./strategies.ts";

/** Many reads that ask the cache for nothing first. */
export const readThroughLatency = defineRule<
	"name" | "store" | "hits" | "misses" | "hop" | "miss" | "without" | "share",
	"memory"
>({
	id: "read-through-latency",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "info",
	statements: ["N89"],
	text: {
		en: {
			title: "Slow read-through misses",
			message:
				"{misses} of the reads of `{name}` are misses, and each takes {hop} longer than a read of `{store}` alone.",
			why: "A miss goes through the cache and then to the store, one after the other: {hop} + {without} = {miss}, of which the way through the cache is {share}. With {hits} of hits too many reads pay for it.",
			technique:
				"**Raise the hit ratio.** More memory, a longer time to live, or items that are loaded beforehand (`warm-up`). The time of a miss is the same with look-aside, which asks the cache first as well.",
			tradeOff: "Hit ratio grows roughly with the logarithm of memory: the last points are expensive.",
			exceptions:
				"Right as it is where the cache is there to take load off the store, and the time of a read matters little.",
			fixes: { memory: "Give each node of `{name}` {memory}, enough for 80 % of hits" },
		},
		ko: {
			title: "느린 read-through 미스",
			message: "`{name}` 읽기의 {misses}가 미스이고, 미스마다 `{store}`만 읽을 때보다 {hop} 더 걸립니다.",
			why: "미스는 캐시를 거친 다음 저장소로 갑니다. {hop} + {without} = {miss}이고, 캐시를 거치는 시간이 그중 {share}입니다. 적중률이 {hits}이면 이 시간을 치르는 읽기가 너무 많습니다.",
			technique:
				"**적중률 높이기.** 메모리를 늘리거나, 만료 시간을 늘리거나, 미리 채웁니다(`warm-up`). Look-aside도 먼저 캐시를 확인하므로 미스에 걸리는 시간은 같습니다.",
			tradeOff: "적중률은 대략 메모리의 로그에 비례하므로 마지막 몇 %가 비쌉니다.",
			exceptions: "저장소의 부하를 덜려고 둔 캐시이고 읽는 시간이 중요하지 않으면 지금 그대로 괜찮습니다.",
			fixes: { memory: "`{name}`의 노드마다 메모리를 {memory}로 늘려 80 % 적중시키기" },
		},
	},
	safety: { memory: "safe" },
	example: {
		bad: `data posts { kind: durable, items: 50M, size: 2KB, skew: 0.8 }

client app { rate: 500rps }
service web x4 {
  capacity: 500rps
  reads posts
}
cache cache x2 { holds: posts, read: read-through, write: write-around, invalidate: delete, memory: 1GB, replicas: 1 }
database db { holds: posts, replicas: 1, failover: automatic, service-time: 2ms }

app -> web -> cache -> db
`,
		good: `data posts { kind: durable, items: 50M, size: 2KB, skew: 0.8 }

client app { rate: 500rps }
service web x4 {
  capacity: 500rps
  reads posts
}
cache cache x2 { holds: posts, read: read-through, write: write-around, invalidate: delete, memory: 32GB, replicas: 1 }
database db { holds: posts, replicas: 1, failover: automatic, service-time: 2ms }

app -> web -> cache -> db
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (!readsThrough(cache) || !leadsOn(cache)) continue;
			const report = analysis.details.of(cache).cache;
			if (!report || report.origin === "assumed" || report.hitRatio >= ENOUGH_HITS) continue;
			if (!(analysis.components.get(cache)!.reads > 0)) continue;
			const [store] = storesBehind(architecture, cache);
			const hop = timeOf(context, cache, cache.incoming.find(isSynchronous));
			const without = store && timeOf(context, store, cache.outgoing.find(isSynchronous));
			if (hop === undefined || without === undefined || hop <= LONG_HOP * (hop + without)) continue;
			const { id } = cache;
			const assumed = analysis.assumptions.filter(
				({ component, property }) => property === "service-time" && (component === id || component === store!.id),
			);
			const needed = report.limitedBy === "memory" ? report.memoryForHitRatio?.["0.8"] : undefined;
			const memory = needed && gigabytes(needed / cache.instances.min);
			const more: Step = (now) => {
				const found = now.architecture.elements.get(id);
				return found && memory ? [set(found, "memory", memory)] : undefined;
			};
			yield {
				element: cache,
				...(assumed.length > 0 && { assumed }),
				data: {
					name: id,
					store: store!.id,
					hits: formatPercent(report.hitRatio),
					misses: formatPercent(1 - report.hitRatio),
					hop: duration(hop),
					without: duration(without),
					miss: duration(hop + without),
					share: formatPercent(hop / (hop + without)),
				},
				fixes: memory
					? [fixOf(context, { id: "memory", safe: true, data: { memory }, steps: [more], subject: id })]
					: [],
			};
		}
	},
});

const ENOUGH_HITS = 0.7;
/** Share of the time of a miss. */
const LONG_HOP = 0.1;

/** Of one call, on average: the way there and back, and the visit. */
function timeOf({ analysis }: RuleContext, component: Component, link: Link | undefined): number | undefined {
	const visit = analysis.details.of(component).responseTime?.mean;
	return visit === undefined || !link ? undefined : visit + roundTrip(link, new Facts());
}
