import { formatPercent, formatRate } from "../../language/numbers.ts";
import { defaultOf } from "../../language/vocabulary/index.ts";
import type { Component, DataSet } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { busy, capacityAssumptions, names } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { dataKind, heldBy, ofKind } from "../graph.ts";
import { cacheAside, cachesBeside, newCache } from "../repairs/cache-aside.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** A busy database that answers the same reads again and again. */
export const cacheMissingReadHeavy = defineRule<
	"name" | "data" | "busy" | "readShare" | "reads" | "writes",
	"look-aside"
>({
	id: "cache-missing-read-heavy",
	group: "caching",
	since: "0.1.0",
	severity: "info",
	statements: ["N3", "N29", "N30"],
	text: {
		en: {
			title: "Read-heavy data without a cache",
			message: "`{name}` is {busy}, and {readShare} of what it does for {data} are reads that no cache answers.",
			why: "{reads} of reads against {writes} of writes, and popularity is uneven: a few items are read again and again. A cache that answers a share *h* of the reads leaves the database 1 − *h* of them: at *h* = 80 %, a fifth of {reads}. And it scales by itself, apart from the database.",
			technique:
				"**Look-aside cache.** The code asks the cache first and goes to the database on a miss; a write goes to the database and deletes the cached copy, and an expiry bounds what a missed deletion can do.",
			tradeOff:
				"The price is stale reads, code for invalidation, one more tier to run, and a cliff: a database sized for the misses does not survive the loss of the cache.",
			exceptions:
				"Not for data that must be read as it was written, is written as often as it is read, or is scanned rather than looked up, and not in front of a database that is idle.",
			fixes: { "look-aside": "Put a look-aside cache `{cache}` x2 in front of the reads of `{name}`" },
		},
		ko: {
			title: "캐시가 없는 읽기 위주 데이터",
			message: "`{name}`의 {busy}이고, {data}에 대한 작업의 {readShare}가 캐시 없이 처리하는 읽기입니다.",
			why: "쓰기는 {writes}인데 읽기는 {reads}이고, 인기가 고르지 않아 몇몇 항목만 거듭 읽힙니다. 캐시가 읽기의 *h*만큼 응답하면 데이터베이스에는 1 − *h*만 남습니다. *h* = 80 %라면 {reads}의 5분의 1입니다. 캐시는 데이터베이스와 따로 확장할 수도 있습니다.",
			technique:
				"**Look-aside 캐시.** 먼저 캐시를 보고, 없으면 데이터베이스에서 읽습니다. 쓰기는 데이터베이스로 가면서 캐시의 사본을 지우고, 만료 시간은 지우지 못한 사본이 남는 시간을 제한합니다.",
			tradeOff:
				"대신 오래된 값을 읽을 수 있고, 무효화 코드와 운영할 계층이 하나 늘며, 미스만 감당하도록 잡은 데이터베이스는 캐시를 잃으면 함께 무너집니다.",
			exceptions:
				"쓴 그대로 바로 읽어야 하는 데이터, 읽는 만큼 쓰는 데이터, 찾기보다 훑는 데이터, 한가한 데이터베이스에는 쓰지 않습니다.",
			fixes: { "look-aside": "`{name}`의 읽기 앞에 look-aside 캐시 `{cache}` x2 두기" },
		},
	},
	safety: { "look-aside": "suggestion" },
	example: {
		bad: `data posts { kind: durable, size: 2KB, items: 10M, skew: 0.9 }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x2 {
  capacity: 500rps
  reads posts x10
  writes posts 5%
}
database db { holds: posts, read-capacity: 8000rps, write-capacity: 2000rps }

browser -> lb -> web -> db
`,
		good: `data posts { kind: durable, size: 2KB, items: 10M, skew: 0.9 }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x2 {
  capacity: 500rps
  reads posts x10
  writes posts 5%
}
cache cache x2 {
  holds: posts
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  eviction: lru
  memory: 8GB
}
database db { holds: posts, read-capacity: 8000rps, write-capacity: 2000rps }

browser -> lb -> web -> cache, db
`,
	},
	*check(context) {
		const { architecture, analysis, thresholds } = context;
		for (const database of context.each(ofKind(architecture, "database"))) {
			const numbers = analysis.components.get(database);
			if (!numbers?.utilization) continue;
			if (numbers.utilization < thresholds.worthCaching) continue;
			const data = heldBy(database).filter((one) => isWorthCaching(context, database, one));
			if (data.length === 0) continue;
			const reads = sum(data.map((one) => numbers.readsByData.get(one) ?? 0));
			const writes = sum(data.map((one) => numbers.writesByData.get(one) ?? 0));
			const assumed = capacityAssumptions(context, database);
			const ids = data.map(({ id }) => id);
			yield {
				element: database,
				severity: numbers.utilization >= thresholds.hot ? "warning" : "info",
				...(assumed.length > 0 && { assumed }),
				data: {
					name: database.id,
					data: names(data),
					busy: busy(numbers.utilization),
					readShare: formatPercent(reads / (reads + writes)),
					reads: formatRate(reads),
					writes: formatRate(writes),
				},
				fixes: [
					fixOf(context, {
						id: "look-aside",
						data: () => ({ cache: newCache(architecture, database, data).name }),
						steps: [cacheAside(database.id, ids)],
						subject: database.id,
					}),
				],
			};
		}
	},
});

/** Read far more often than written, some items much more than others, and not wanted as fresh as it can be. */
function isWorthCaching(
	{ architecture, analysis, thresholds }: RuleContext,
	database: Component,
	data: DataSet,
): boolean {
	const numbers = analysis.components.get(database);
	const reads = numbers?.readsByData.get(data) ?? 0;
	const writes = numbers?.writesByData.get(data) ?? 0;
	if (reads === 0 || reads / (reads + writes) < thresholds.readHeavy) return false;
	if (wordOf(data, "consistency") === "strong" || dataKind(data) === "session") return false;
	const assumed = defaultOf("data", "skew", dataKind(data))?.value;
	const skew = numberOf(data, "skew") ?? (typeof assumed === "number" ? assumed : 0);
	return skew >= thresholds.skewed && cachesBeside(architecture, database, data).length === 0;
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
