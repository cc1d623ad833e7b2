import { shardsTouched } from "../../analysis/models/shards.ts";
import { formatPercent, formatRate } from "../../language/numbers.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { fixOf } from "../edit/fix.ts";
import { cacheAside } from "../repairs/cache-aside.ts";
import { defineRule } from "../rule.ts";
import { saltedStores, uncached } from "./hottest.ts";

/** Reads of a salted key, which have to ask for all of its suffixes. */
export const saltedKeyScatterGather = defineRule<"name" | "data" | "salt" | "touched" | "slow" | "reads", "cache">({
	id: "salted-key-scatter-gather",
	group: "hot-keys",
	since: "0.1.0",
	severity: "info",
	statements: ["N111", "N112"],
	mutedBy: ["salt-read-hot-key"],
	text: {
		en: {
			title: "Reads that ask all suffixes",
			message: "Each read of a salted key of `{data}` in `{name}` asks for {salt} suffixes on {touched} shards.",
			why: "The answer is there when the last of {salt} is: if one read in a hundred is slow, {slow} of these are, 1 - 0.99^{salt}. `{data}` is read {reads}.",
			technique:
				"**Few suffixes, merged once.** Use only as many suffixes as the writes need, add them up in the background, or cache the merged answer.",
			tradeOff: "Fewer suffixes bring the writes of the key together again; a merged answer may be a little old.",
			exceptions: "Right as it is for counters that are written all the time and added up offline.",
			fixes: {
				cache: "Cache the merged answers for `{data}` in front of `{name}`",
			},
		},
		ko: {
			title: "모든 접미사를 조회하는 읽기",
			message:
				"`{name}`에서 접미사를 붙인 `{data}` 키를 읽을 때마다 샤드 {touched}개에서 접미사 {salt}개를 조회합니다.",
			why: "{salt}개 가운데 마지막 응답이 와야 끝납니다. 읽기 백 번 중 한 번이 느리다면 이런 읽기는 {slow}이(가) 느립니다(1 - 0.99^{salt}). `{data}`의 읽기는 {reads}입니다.",
			technique:
				"**적은 접미사, 한 번만 합치기.** 쓰기에 필요한 만큼만 접미사를 쓰고, 뒤에서 합산하거나 합친 결과를 캐시합니다.",
			tradeOff: "접미사를 줄이면 그 키의 쓰기가 다시 모이고, 합친 결과는 조금 오래된 것일 수 있습니다.",
			exceptions: "계속 쓰기만 하고 나중에 합산하는 카운터라면 지금 그대로 괜찮습니다.",
			fixes: {
				cache: "`{name}` 앞에 `{data}`의 합친 결과를 캐시하기",
			},
		},
	},
	safety: { cache: "suggestion" },
	example: {
		bad: `data likes { key: post, keys: 10M, size: 100B, items: 10M, skew: 0.9 }
client app { rate: 500rps }
service feed x4 {
  capacity: 500rps
  reads likes 50%
  writes likes
}
database db { holds: likes, shards: 10, salt: 10, replicas: 2, failover: automatic, backup: 1d }

app -> feed -> db
`,
		good: `data likes { key: post, keys: 10M, size: 100B, items: 10M, skew: 0.9 }
client app { rate: 500rps }
service feed x4 {
  capacity: 500rps
  reads likes 50%
  writes likes
}
cache cache x2 {
  holds: likes
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  eviction: lru
  memory: 1GB
}
database db { holds: likes, shards: 10, salt: 10, replicas: 2, failover: automatic, backup: 1d }

app -> feed -> cache, db
`,
	},
	*check(context) {
		for (const store of context.each(saltedStores(context))) {
			const [most] = uncached(context, store)
				.filter(({ reads }) => reads > 0)
				.sort((a, b) => b.reads - a.reads);
			if (!most) continue;
			const { id } = store;
			const salt = numberOf(store, "salt")!;
			const shards = numberOf(store, "shards")!;
			const touched =
				wordOf(store, "salt-placement") === "round-robin" ? Math.min(salt, shards) : shardsTouched(salt, shards);
			yield {
				element: store,
				at: store.properties.get("salt")!.at,
				data: {
					name: id,
					data: most.data.id,
					salt,
					touched: String(Number(touched.toPrecision(2))),
					slow: formatPercent(1 - 0.99 ** salt),
					reads: formatRate(most.reads),
				},
				fixes: [fixOf(context, { id: "cache", steps: [cacheAside(id, [most.data.id])], subject: id })],
			};
		}
	},
});
