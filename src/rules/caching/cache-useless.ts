import { formatCount, formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { heldBy, isSynchronous } from "../graph.ts";
import { removeComponent } from "../repairs/remove.ts";
import { defineRule } from "../rule.ts";
import { assumedOf, type Contents, contentsOf } from "./contents.ts";
import { copyCaches, storesBehind } from "./copies.ts";

/** A cache that hardly ever has what it is asked for, and would not with more memory or time. */
export const cacheUseless = defineRule<"name" | "store" | "hits" | "reads" | "saved" | "reason", "restrict" | "remove">(
	{
		id: "cache-useless",
		group: "caching",
		since: "0.1.0",
		severity: "info",
		statements: ["N32"],
		mutedBy: ["cache-memory-small", "cache-ttl-too-short", "cache-write-heavy-data", "cache-cold-data"],
		text: {
			en: {
				title: "Cache that hardly helps",
				message: "`{name}` answers {hits} of its reads: it takes {saved} of {reads} off {store}.",
				why: "Every read asks the cache first, and nearly every one has to go on to the store: one more hop, one more copy that may be old, one more thing that can fail. {reason}",
				technique:
					"**Cache what is rarely written and often read**, and nothing else: fewer data sets, or no cache at all.",
				tradeOff: "What little it answered comes to the store as well.",
				exceptions: "Not where it is there for the latency of the few reads that hit.",
				fixes: {
					restrict: "Keep only {worth} in `{name}`",
					remove: "Take `{name}` out: its readers ask {store} directly",
				},
			},
			ko: {
				title: "거의 쓸모없는 캐시",
				message: "`{name}`은(는) 읽기의 {hits}에만 응답하여, {reads} 가운데 {saved}만 {store}에서 덜어 줍니다.",
				why: "읽을 때마다 캐시에 먼저 묻지만 거의 모두 저장소까지 가야 합니다. 거쳐 갈 곳, 오래될 수 있는 사본, 고장 날 수 있는 것이 하나씩 늘 뿐입니다. {reason}",
				technique: "**드물게 쓰고 자주 읽는 것만 캐시하기.** 데이터 세트를 줄이거나 캐시를 없앱니다.",
				tradeOff: "조금이나마 응답하던 것도 저장소로 갑니다.",
				exceptions: "적중하는 몇몇 읽기의 지연 시간을 줄이려고 둔 것이라면 괜찮습니다.",
				fixes: {
					restrict: "`{name}`에 {worth}만 두기",
					remove: "`{name}`을(를) 없애고 {store}에 바로 묻기",
				},
			},
		},
		safety: { restrict: "suggestion", remove: "suggestion" },
		example: {
			bad: `data posts { kind: durable, size: 2KB, items: 500M, skew: 0.4 }

client app { rate: 200rps }
service web x2 {
  capacity: 500rps
  timeout: 1s
  reads posts x2
}
cache cache x2 { holds: posts, read: look-aside, write: write-around, invalidate: delete, ttl: 24h }
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
			good: `data posts { kind: durable, size: 2KB, items: 500M, skew: 0.4 }

client app { rate: 200rps }
service web x2 {
  capacity: 500rps
  timeout: 1s
  reads posts x2
}
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> db
`,
		},
		*check(context) {
			const { architecture, analysis, thresholds } = context;
			for (const cache of context.each(copyCaches(architecture))) {
				const contents = contentsOf(context, cache);
				if (!contents || contents.state.hitRatio >= USELESS) continue;
				const { id } = cache;
				const reads = analysis.components.get(cache)?.reads ?? 0;
				const stores = storesBehind(architecture, cache);
				const worth = contents.cached.sets.filter(
					(_, i) => contents.state.sets[i]!.hitRatio >= thresholds.worthCaching,
				);
				const restrict: Step = (now) => {
					const found = now.architecture.elements.get(id);
					const kept = worth.flatMap(({ data }) => now.architecture.elements.get(data.id) ?? []);
					return found && [set(found, "holds", kept)];
				};
				yield {
					element: cache,
					assumed: assumedOf(contents),
					data: {
						name: id,
						store: names(stores),
						hits: formatPercent(contents.state.hitRatio),
						reads: formatRate(reads),
						saved: formatRate(reads * contents.state.hitRatio),
						reason: reasonOf(contents),
					},
					fixes: [
						...(worth.length > 0 && worth.length < heldBy(cache).length
							? [
									fixOf(context, {
										id: "restrict" as const,
										data: { worth: names(worth.map(({ data }) => data)) },
										steps: [restrict],
									}),
								]
							: []),
						...(answersAlone(cache) ? [] : [fixOf(context, { id: "remove" as const, steps: [removeComponent(id)] })]),
					],
				};
			}
		},
	},
);

const USELESS = 0.2;

/** Readers have no other way to the store. */
function answersAlone(cache: Component): boolean {
	return cache.outgoing.some(isSynchronous);
}

function reasonOf({ cached }: Contents) {
	const items = cached.sets.reduce((sum, set) => sum + set.items, 0);
	const reads = cached.sets.reduce((sum, set) => sum + set.readsPerSecond, 0);
	const days = items / reads / 86_400;
	return {
		en: `With ${formatCount(items)} items an item is read once in ${days.toPrecision(2)} days on average.`,
		ko: `항목이 ${formatCount(items)}개라 항목 하나는 평균 ${days.toPrecision(2)}일에 한 번 읽힙니다.`,
	};
}
