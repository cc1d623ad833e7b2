import { popularityOf } from "../../analysis/caches/popularity.ts";
import { Facts } from "../../analysis/facts.ts";
import { topShare } from "../../analysis/models/zipf.ts";
import type { Localized } from "../../language/locale.ts";
import { formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { copyCaches } from "../caching/copies.ts";
import { degradesGracefully, withAllHits } from "../caching/losses.ts";
import { busy, capacityAssumptions, duration, utilizationText } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { heldBy } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** An empty cache sends all reads to a store that does not carry them. */
export const cacheColdStart = defineRule<
	"name" | "store" | "start" | "load" | "hits" | "now" | "until",
	"warm" | "snapshot"
>({
	id: "cache-cold-start",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "warning",
	statements: ["N105", "N106"],
	mutedBy: ["cache-load-cliff", "cache-spof", "read-through-spof"],
	text: {
		en: {
			title: "Cache that starts cold",
			message: "When `{name}` starts cold, at a launch or after a flush, `{store}` {start}.",
			why: "With {hits} of hits `{store}` is at {now}. A cold cache answers next to nothing: {load} of reads go on to the store in the first moment, and it warms up only as fast as the store answers them.{until}",
			technique:
				"**Cache warming.** Load the hottest items before the cache takes traffic: a few of them are asked for in most of the requests. Let traffic in by degrees, and let one of several requests for an item fetch it.",
			tradeOff: "What is loaded has to be known, and a deployment waits for it.",
			exceptions:
				"Not needed where the store carries all reads, where a restart finds its items again (`persistence`), and where requests for an item are merged and what is too much is refused (`stampede`, `rate-limit`).",
			fixes: {
				warm: "Load {which} items into `{name}` before it takes traffic",
				snapshot: "Keep snapshots of `{name}` on disk, so that it restarts with its items",
			},
		},
		ko: {
			title: "비어 있는 채로 시작하는 캐시",
			message: "출시할 때나 비운 뒤에 `{name}`이(가) 채워지지 않은 채 시작하면 `{store}`의 {start}.",
			why: "적중률이 {hits}일 때 `{store}`의 사용률은 {now}입니다. 채워지지 않은 캐시는 거의 응답하지 못해 처음에는 읽기 {load}이(가) 저장소로 가고, 저장소가 응답하는 만큼만 채워집니다.{until}",
			technique:
				"**캐시 예열.** 트래픽을 받기 전에 인기 항목을 미리 채웁니다. 몇 안 되는 항목이 요청의 대부분을 차지합니다. 트래픽을 조금씩 늘리고, 같은 항목을 찾는 요청은 하나만 가져오게 합니다.",
			tradeOff: "무엇을 채울지 알아야 하고, 배포가 그만큼 기다립니다.",
			exceptions:
				"저장소가 모든 읽기를 감당하거나, 재시작해도 항목이 남거나(`persistence`), 같은 항목의 요청을 합치고 넘치는 요청을 거절하면(`stampede`, `rate-limit`) 필요 없습니다.",
			fixes: {
				warm: "트래픽을 받기 전에 {which} 항목을 `{name}`에 채우기",
				snapshot: "재시작해도 항목이 남도록 `{name}`의 스냅샷을 디스크에 두기",
			},
		},
	},
	safety: { warm: "suggestion", snapshot: "suggestion" },
	example: {
		bad: `data posts { kind: durable, items: 1M, size: 2KB, skew: 1 }

client app { rate: 1000rps }
loadbalancer lb x2
service web x4 {
  capacity: 500rps
  reads posts x10
}
cache cache x2 { holds: posts, read: look-aside, write: write-around, ttl: 24h, replicas: 1 }
database db { holds: posts, replicas: 1, failover: automatic, read-capacity: 4k/s, write-capacity: 4k/s }

app -> lb -> web -> cache, db
`,
		good: `data posts { kind: durable, items: 1M, size: 2KB, skew: 1 }

client app { rate: 1000rps }
loadbalancer lb x2
service web x4 {
  capacity: 500rps
  reads posts x10
}
cache cache x2 { holds: posts, read: look-aside, write: write-around, ttl: 24h, replicas: 1, warm-up: 2% }
database db { holds: posts, replicas: 1, failover: automatic, read-capacity: 4k/s, write-capacity: 4k/s }

app -> lb -> web -> cache, db
`,
	},
	*check(context) {
		const { architecture, analysis, thresholds } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			const start = startOf(context, cache);
			if (!start) continue;
			const { id } = cache;
			const { store, before, hitRatio, load } = start;
			const warm = [...warmShares(context, cache)];
			const share = (
				warm.find(({ hits }) => start.busyAt(hits) < thresholds.target) ??
				warm.find(({ hits }) => start.busyAt(hits) < thresholds.afterFailure)
			)?.share;
			const until = (after: RuleContext): boolean => {
				const element = after.architecture.elements.get(id);
				return element?.type === "component" && startOf(after, element) === undefined;
			};
			const hot = (start.moments ?? []).find((moment) => start.busyAt(moment.hitRatio) < thresholds.hot);
			const guesses = analysis.components.get(cache)!.assumptions.filter(({ property }) => property === "hit-ratio");
			const assumed = [...capacityAssumptions(context, store), ...guesses];
			const { en, ko } = busy(start.busyAt(start.hitsAtStart));
			yield {
				element: cache,
				...(assumed.length > 0 && { assumed }),
				data: {
					name: id,
					store: store.id,
					start: { en: `is ${en}`, ko: `${ko}가 됩니다` },
					load: formatRate(load),
					hits: formatPercent(hitRatio),
					now: utilizationText(before),
					until: start.moments ? untilText(hot?.seconds, start.moments.at(-1)!.seconds) : { en: "", ko: "" },
				},
				fixes: [
					...(share === undefined
						? []
						: [
								fixOf(context, {
									id: "warm" as const,
									data: { which: whichText(share) },
									steps: [change(id, ["warm-up", `${100 * share}%`])],
									subject: id,
									until,
								}),
							]),
					fixOf(context, { id: "snapshot", steps: [change(id, ["persistence", "snapshot"])], subject: id, until }),
				],
			};
		}
	},
});

/** What the busiest store behind a cache gets when the cache starts, where that is more than it carries. */
function startOf(context: RuleContext, cache: Component) {
	const { architecture, analysis } = context;
	const reads = analysis.components.get(cache)?.reads ?? 0;
	// What any start could come to at most is quickly told; how it goes takes a while.
	const [worst] = [...withAllHits(context, cache)].sort((a, b) => b.after - a.after);
	if (!worst || worst.before >= 1 || worst.after < 1 || degradesGracefully(architecture, cache)) return undefined;
	const report = analysis.details.of(cache).cache;
	const load = report?.coldStartLoad;
	if (!report || load === undefined || !(reads > 0) || !(report.hitRatio > 0)) return undefined;
	const { hitRatio } = report;
	const hitsAtStart = Math.max(0, 1 - load / reads);
	if (hitsAtStart >= hitRatio) return undefined;
	const { store, before, after } = worst;
	const busyAt = (hits: number): number =>
		before + ((after - before) * (hitRatio - Math.min(hits, hitRatio))) / hitRatio;
	if (busyAt(hitsAtStart) < 1) return undefined;
	return { store, before, hitRatio, load, hitsAtStart, busyAt, moments: report.coldStart };
}

/** Parts of the items that one writes down, and the reads that they answer. */
function* warmShares(
	{ analysis }: RuleContext,
	cache: Component,
): Iterable<{ readonly share: number; readonly hits: number }> {
	const reads = analysis.components.get(cache)!.readsByData;
	const facts = new Facts();
	const sets = heldBy(cache).flatMap((data) => {
		const rate = reads.get(data) ?? 0;
		return rate > 0 ? [{ rate, popularity: popularityOf(data, facts) }] : [];
	});
	const total = sets.reduce((sum, { rate }) => sum + rate, 0);
	if (!(total > 0) || sets.some(({ popularity }) => !popularity)) return;
	for (const share of [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]) {
		const hits = sets.reduce(
			(sum, { rate, popularity }) => sum + rate * topShare(popularity!, popularity!.items * share),
			0,
		);
		yield { share, hits: hits / total };
	}
}

function untilText(seconds: number | undefined, longest: number): Localized {
	const { en, ko } = duration(seconds ?? longest);
	return seconds === undefined
		? {
				en: ` Even if it answered all of them, it would still be hot after ${en}.`,
				ko: ` 모두 응답한다고 해도 ${ko} 뒤까지 뜨겁습니다.`,
			}
		: {
				en: ` If it could answer all of them, it would be hot for some ${en}.`,
				ko: ` 모두 응답할 수 있다면 ${ko} 정도 뜨겁습니다.`,
			};
}

function whichText(share: number): Localized {
	if (share >= 1) return { en: "all", ko: "모든" };
	const part = formatPercent(share);
	return { en: `the hottest ${part} of the`, ko: `인기 상위 ${part}` };
}
