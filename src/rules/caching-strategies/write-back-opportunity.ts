import { formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { flagOf, wordOf } from "../../model/properties.ts";
import { copiedData, copyCaches, isWritten, storesBehind } from "../caching/copies.ts";
import { busy, capacityAssumptions, duration, names } from "../describe.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { assumedFor } from "./strategies.ts";
import { coalescedShare, flushInterval, writeBackEvery } from "./write-back.ts";

/** Writes of a busy database that a cache could make a few of. */
export const writeBackOpportunity = defineRule<
	"name" | "data" | "store" | "busy" | "writes" | "left" | "saved" | "every",
	"back"
>({
	id: "write-back-opportunity",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "hint",
	statements: ["N95"],
	mutedBy: ["write-through-write-heavy", "look-aside-write-heavy"],
	text: {
		en: {
			title: "Writes that a cache could collect",
			message: "`{store}` is {busy}, and {saved} of its writes of {data} could become one with others in `{name}`.",
			why: "{writes} of writes go to few items. If `{name}` wrote each item that changed once every {every}, {left} of writes would be left: the sum over the items of (1 − e^(−wτ)) / τ.",
			technique:
				"**Write-back.** The cache takes the writes and hands the last value of each item on at intervals, so that the store sees one write of an item instead of many. For counters, views and likes.",
			tradeOff: "A crash of the cache loses the writes of up to one interval, and the store lags by as much.",
			exceptions:
				"Not for data whose last writes must not be lost, nor where other systems read the store and need the newest value.",
			fixes: { back: "Collect the writes in `{name}` and write them to `{store}` every {interval}" },
		},
		ko: {
			title: "캐시가 모아 쓸 수 있는 쓰기",
			message: "`{store}`의 {busy}인데, {data} 쓰기의 {saved}는 `{name}`에서 다른 쓰기와 합칠 수 있습니다.",
			why: "쓰기 {writes}이(가) 몇몇 항목에 몰립니다. `{name}`이(가) 바뀐 항목을 {every}마다 한 번씩만 쓰면 {left}만 남습니다. 항목마다 (1 − e^(−wτ)) / τ를 더한 값입니다.",
			technique:
				"**Write-back.** 캐시가 쓰기를 받아 두고 간격마다 항목의 마지막 값만 넘기므로, 저장소는 한 항목의 여러 쓰기 대신 하나만 처리합니다. 카운터, 조회 수, 좋아요에 알맞습니다.",
			tradeOff: "캐시에 장애가 나면 한 간격만큼의 쓰기를 잃고, 저장소의 값은 그만큼 늦습니다.",
			exceptions:
				"마지막 쓰기를 잃으면 안 되는 데이터나, 다른 시스템이 저장소에서 최신 값을 읽어야 하는 경우에는 쓰지 않습니다.",
			fixes: { back: "쓰기를 `{name}`에 모아 {interval}마다 `{store}`에 쓰기" },
		},
	},
	safety: { back: "suggestion" },
	example: {
		bad: `data views { kind: derived, items: 10k, skew: 1, max-loss: 1min }

client app { rate: 1500rps }
service web x4 {
  capacity: 1000rps
  reads views x3
  writes views
}
cache cache x2 { holds: views, read: look-aside, write: write-around, invalidate: delete, hit-ratio: 75%, replicas: 1 }
database db { holds: views, replicas: 1, failover: automatic, write-capacity: 2500/s, read-capacity: 10k/s }

app -> web -> cache, db
`,
		good: `data views { kind: derived, items: 10k, skew: 1, max-loss: 1min }

client app { rate: 1500rps }
service web x4 {
  capacity: 1000rps
  reads views x3
  writes views
}
cache cache x2 {
  holds: views
  read: look-aside
  write: write-back
  invalidate: delete
  hit-ratio: 75%
  replicas: 1
  flush: 30s
}
database db { holds: views, replicas: 1, failover: automatic, write-capacity: 2500/s, read-capacity: 10k/s }

app -> web -> cache, db
`,
	},
	*check(context) {
		const { architecture, analysis, thresholds } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (!cache.properties.has("write") || wordOf(cache, "write") === "write-back") continue;
			const store = storesBehind(architecture, cache).find((one) => busyWithWrites(context, cache, one));
			const interval = store && flushInterval(context, cache);
			const left = interval && coalescedShare(context, cache, interval);
			if (!store || !interval || left === undefined || left > FEW_LEFT) continue;
			const data = copiedData(architecture, cache).filter(
				(one) => isWritten(architecture, one) && flagOf(one, "immutable") !== true,
			);
			const primary = analysis.components.get(store)!.roles.find(({ role }) => role === "primary")!;
			const rates = analysis.details.writesTo(cache);
			const writes = data.reduce((sum, one) => sum + (rates.get(one) ?? 0), 0);
			const assumed = [...capacityAssumptions(context, store), ...data.flatMap((one) => assumedFor(one, "skew"))];
			yield {
				element: cache,
				at: cache.properties.get("write")!.at,
				...(assumed.length > 0 && { assumed }),
				data: {
					name: cache.id,
					data: names(data),
					store: store.id,
					busy: busy(primary.utilization ?? thresholds.worthCaching),
					writes: formatRate(writes),
					left: formatRate(writes * left),
					saved: formatPercent(1 - left),
					every: duration(interval),
				},
				fixes: [writeBackEvery(context, { id: "back", cache, interval })],
			};
		}
	},
});

/** Share of the writes that may still reach the store. */
const FEW_LEFT = 0.5;
/** Share of the writes of a store that those of the cache have to be. */
const MOST_OF_THEM = 0.5;

function busyWithWrites(
	{ architecture, analysis, thresholds }: RuleContext,
	cache: Component,
	store: Component,
): boolean {
	const numbers = analysis.components.get(store);
	const primary = numbers?.roles.find(({ role }) => role === "primary");
	if (!numbers || !primary?.utilization || primary.utilization < thresholds.worthCaching) return false;
	const writes = copiedData(architecture, cache).reduce((sum, data) => sum + (numbers.writesByData.get(data) ?? 0), 0);
	// Reads beside them would keep it busy.
	return writes > 0 && writes >= MOST_OF_THEM * numbers.writes && primary.writesPerSecond >= primary.readsPerSecond;
}
