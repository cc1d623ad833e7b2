import { formatPercent, formatRate } from "../../language/numbers.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { ratesOf, toleratesLoss, writesThrough } from "../caching-strategies/strategies.ts";
import { flushInterval, writeBackEvery } from "../caching-strategies/write-back.ts";
import { names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { heldBy } from "../graph.ts";
import { defineRule } from "../rule.ts";
import { contentsOf, hitsAfter } from "./contents.ts";
import { copiedData, copyCaches } from "./copies.ts";

/** Copies of what is written nearly as often as it is read. */
export const cacheWriteHeavyData = defineRule<
	"name" | "data" | "writeShare" | "ceiling" | "reads" | "writes",
	"update" | "drop" | "back"
>({
	id: "cache-write-heavy-data",
	group: "caching",
	since: "0.1.0",
	severity: "warning",
	statements: ["N32"],
	mutedBy: ["look-aside-write-heavy"],
	text: {
		en: {
			title: "Often written data in a cache",
			message:
				"{writeShare} of the operations on {data} are writes: `{name}` can answer no more than {ceiling} of their reads.",
			why: "Each write takes the copy away, and the next read has to fetch it: an item that is read λ and written ω times a second hits λ / (λ + ω) of the time at best, here {reads} against {writes}. A third of the cache clusters at Twitter are like that, so it may be right, but it is not what caches are good at.",
			technique:
				"**Cache what is read often and written rarely.** Leave out the rest, or let a write put the new value into the cache in place of taking the old one away; where the last writes may be lost, the cache can collect them.",
			tradeOff:
				"A cache that is updated on a write holds items that nobody reads, and needs versions so that two writes cannot cross.",
			exceptions:
				"Not for counters and rate limits that live in the cache on purpose, nor for a cache that collects writes (`write: write-back`).",
			fixes: {
				update: "Let writes put the new value into `{name}`, with versions that keep an older one out",
				drop: "Leave {data} out of `{name}`",
				back: "Let `{name}` collect writes and hand them on every {interval}",
			},
		},
		ko: {
			title: "자주 쓰는 데이터의 캐시",
			message: "{data}에 대한 연산의 {writeShare}가 쓰기라서 `{name}`은(는) 읽기의 {ceiling}까지만 응답할 수 있습니다.",
			why: "쓸 때마다 사본이 사라지고 다음 읽기가 다시 가져와야 합니다. 초당 λ번 읽고 ω번 쓰는 항목의 적중률은 기껏해야 λ / (λ + ω)입니다(여기서는 읽기 {reads}, 쓰기 {writes}). Twitter의 캐시 클러스터도 3분의 1은 이러하므로 틀렸다고 할 수는 없지만, 캐시가 잘하는 일은 아닙니다.",
			technique:
				"**자주 읽고 드물게 쓰는 것만 캐시하기.** 나머지는 빼거나, 쓸 때 옛 사본을 지우는 대신 새 값을 캐시에 넣습니다. 마지막 쓰기를 잃어도 된다면 캐시가 쓰기를 모을 수 있습니다.",
			tradeOff:
				"쓸 때 갱신하는 캐시에는 아무도 읽지 않는 항목도 들어가고, 두 쓰기가 엇갈리지 않도록 버전이 필요합니다.",
			exceptions:
				"일부러 캐시에 두는 카운터나 처리율 제한, 쓰기를 모으는 캐시(`write: write-back`)에는 해당하지 않습니다.",
			fixes: {
				update: "쓸 때 새 값을 `{name}`에 넣고, 버전으로 옛 값을 막기",
				drop: "`{name}`에서 {data} 빼기",
				back: "`{name}`이(가) 쓰기를 모아 {interval}마다 넘기기",
			},
		},
	},
	safety: { update: "suggestion", drop: "suggestion", back: "suggestion" },
	example: {
		bad: `data carts { kind: durable, items: 1M }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  timeout: 1s
  reads carts
  writes carts 60%
}
cache cache x2 {
  holds: carts
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  replicas: 1
}
database db { holds: carts, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
		good: `data carts { kind: durable, items: 1M }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  timeout: 1s
  reads carts
  writes carts 60%
}
cache cache x2 {
  holds: carts
  read: look-aside
  write: write-around
  invalidate: update
  ttl: 24h
  replicas: 1
  versioned: true
}
database db { holds: carts, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
	},
	*check(context) {
		const { architecture, thresholds } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (writesThrough(cache) || wordOf(cache, "invalidate") === "update") continue;
			const measured = numberOf(cache, "hit-ratio") ?? 0;
			const heavy = copiedData(architecture, cache).flatMap((data) => {
				const rates = toleratesLoss(data) ? undefined : ratesOf(context, cache, data);
				if (!rates || !(rates.reads > 0) || !(rates.writeShare > thresholds.writeHeavy)) return [];
				return measured > 1 - rates.writeShare ? [] : [{ data, ...rates }];
			});
			if (heavy.length === 0) continue;
			const { id } = cache;
			const data = heavy.map((one) => one.data);
			const reads = heavy.reduce((sum, one) => sum + one.reads, 0);
			const writes = heavy.reduce((sum, one) => sum + one.writes, 0);
			const ids = new Set(data.map((one) => one.id));
			const drop: Step = (now) => {
				const found = now.architecture.elements.get(id);
				if (found?.type !== "component") return undefined;
				const rest = heldBy(found).filter((one) => !ids.has(one.id));
				return rest.length === 0 ? undefined : [set(found, "holds", rest)];
			};
			const update: Step = (now) => {
				const found = now.architecture.elements.get(id);
				return found && [set(found, "invalidate", "update"), set(found, "versioned", "true")];
			};
			const interval = flushInterval(context, cache);
			const contents = contentsOf(context, cache);
			yield {
				element: cache,
				data: {
					name: id,
					data: names(data),
					writeShare: formatPercent(writes / (reads + writes)),
					ceiling: formatPercent(reads / (reads + writes)),
					reads: formatRate(reads),
					writes: formatRate(writes),
				},
				fixes: [
					...(heldBy(cache).length > data.length
						? [fixOf(context, { id: "drop" as const, steps: [drop], subject: id })]
						: []),
					fixOf(context, {
						id: "update" as const,
						steps: [update],
						...(contents && { effect: hitsAfter(id, contents) }),
					}),
					...(interval === undefined ? [] : [writeBackEvery(context, { id: "back" as const, cache, interval })]),
				],
			};
		}
	},
});
