import { formatPercent, formatRate } from "../../language/numbers.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { copiedData, copyCaches, storesBehind } from "../caching/copies.ts";
import { names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { heldBy } from "../graph.ts";
import { defineRule } from "../rule.ts";
import { ratesOf, writesThrough } from "./strategies.ts";
import { flushInterval, writeBackEvery } from "./write-back.ts";

/** Copies that are deleted more often than they are read. */
export const lookAsideWriteHeavy = defineRule<
	"name" | "data" | "store" | "readShare" | "reads" | "writes",
	"drop" | "back"
>({
	id: "look-aside-write-heavy",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "info",
	statements: ["N84"],
	text: {
		en: {
			title: "Look-aside for frequent writes",
			message:
				"Of the operations on {data} only {readShare} are reads: most copies in `{name}` are out of date before they are read.",
			why: "{writes} of writes stand against {reads} of reads. Look-aside pays off where one read fills the cache for many others: where each write deletes the copy, no more than {readShare} of the reads can be hits, and each write takes one more call.",
			technique:
				"**Cache what is read.** Leave data that is mostly written to its store. Where the last writes may be lost, let the cache collect them (write-back), which takes writes off the store as well.",
			tradeOff:
				"Without copies each read goes to the store. Write-back loses up to a flush interval of writes in a crash.",
			exceptions:
				"Not for counters and rate limits that live in the cache on purpose, and nowhere else; nor where other items are written than those that are read, so that the measured `hit-ratio` is higher.",
			fixes: {
				drop: "Read {data} from {store}, and keep no copies of it in `{name}`",
				back: "Collect the writes in `{name}` and write them to {store} every {interval}",
			},
		},
		ko: {
			title: "쓰기가 잦은 데이터의 look-aside",
			message: "{data}에 대한 작업 중 읽기는 {readShare}뿐이어서, `{name}`의 사본은 대부분 읽히기 전에 옛 값이 됩니다.",
			why: "쓰기는 {writes}이고 읽기는 {reads}입니다. Look-aside는 한 번 읽어 채운 것을 여러 번 읽을 때 이득입니다. 쓸 때마다 사본을 지우면 읽기의 {readShare}까지만 적중할 수 있고, 쓰기마다 호출이 한 번 더 듭니다.",
			technique:
				"**읽히는 것만 캐시하기.** 주로 쓰기만 하는 데이터는 저장소에 맡깁니다. 마지막 쓰기를 잃어도 되면 캐시가 모아서 쓰게 하여(write-back) 저장소의 쓰기도 줄입니다.",
			tradeOff:
				"사본이 없으면 모든 읽기가 저장소로 갑니다. Write-back은 장애 때 기록 간격만큼의 쓰기를 잃을 수 있습니다.",
			exceptions:
				"일부러 캐시에만 두는 카운터나 처리율 제한 값에는 해당하지 않습니다. 쓰는 항목과 읽는 항목이 달라 측정한 `hit-ratio`가 더 높은 경우에도 해당하지 않습니다.",
			fixes: {
				drop: "{data}은(는) {store}에서 읽고 `{name}`에는 사본을 두지 않기",
				back: "쓰기를 `{name}`에 모아 {interval}마다 {store}에 쓰기",
			},
		},
	},
	safety: { drop: "suggestion", back: "suggestion" },
	example: {
		bad: `data posts { kind: durable, items: 1M }
data positions { kind: durable, items: 1M }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  reads posts x5
  reads positions
  writes positions x2
}
cache cache x2 {
  holds: [posts, positions]
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  replicas: 1
}
database db { holds: [posts, positions], replicas: 1, failover: automatic, write-capacity: 5k/s, read-capacity: 9k/s }

app -> web -> cache, db
`,
		good: `data posts { kind: durable, items: 1M }
data positions { kind: durable, items: 1M }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  reads posts x5
  reads positions
  writes positions x2
}
cache cache x2 {
  holds: posts
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  replicas: 1
}
database db { holds: [posts, positions], replicas: 1, failover: automatic, write-capacity: 5k/s, read-capacity: 9k/s }

app -> web -> cache, db
`,
	},
	*check(context) {
		const { architecture } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (wordOf(cache, "read") !== "look-aside" || writesThrough(cache)) continue;
			// Measured to hit more often than that: what is written is not what is read.
			const measured = numberOf(cache, "hit-ratio") ?? 0;
			const heavy = copiedData(architecture, cache).flatMap((data) => {
				const rates = ratesOf(context, cache, data);
				if (!rates || !(rates.reads > 0) || !(rates.writeShare > 0.5)) return [];
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
			const interval = flushInterval(context, cache);
			yield {
				element: cache,
				data: {
					name: id,
					data: names(data),
					store: names(storesBehind(architecture, cache)),
					readShare: formatPercent(reads / (reads + writes)),
					reads: formatRate(reads),
					writes: formatRate(writes),
				},
				fixes: [
					...(heldBy(cache).length > data.length
						? [fixOf(context, { id: "drop" as const, steps: [drop], subject: id })]
						: []),
					...(interval === undefined ? [] : [writeBackEvery(context, { id: "back" as const, cache, interval })]),
				],
			};
		}
	},
});
