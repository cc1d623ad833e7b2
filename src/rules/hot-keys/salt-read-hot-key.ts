import { formatPercent, formatRate } from "../../language/numbers.ts";
import { numberOf } from "../../model/properties.ts";
import { fixOf } from "../edit/fix.ts";
import { cacheAside } from "../repairs/cache-aside.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { hottestKeyOf, saltedStores, uncached } from "./hottest.ts";

/** Suffixes on a key that is read more than it is written. */
export const saltReadHotKey = defineRule<
	"name" | "data" | "salt" | "readShare" | "reads" | "subreads",
	"cache" | "unsalt"
>({
	id: "salt-read-hot-key",
	group: "hot-keys",
	since: "0.1.0",
	severity: "warning",
	statements: ["N110", "N112"],
	text: {
		en: {
			title: "Salt on a read-heavy key",
			message: "`{name}` salts `{data}` with {salt} suffixes, although {readShare} of its operations are reads.",
			why: "Salting spreads writes. A read has to ask for all {salt} suffixes, so each of them still gets every read of the key, and {reads} reads of salted and other keys become {subreads} at the shards.",
			technique:
				"**Cache or replicate what is read.** A copy in a cache, or on several replicas, takes the reads away; a cached merged answer spares the {salt} questions.",
			tradeOff: "A copy may be old until it is invalidated or expires.",
			exceptions: "Right as it is where the merged answer is cached, or where the key is written more than it is read.",
			fixes: {
				cache: "Cache the merged answers for `{data}` in front of `{name}`",
				unsalt: "Write each key of `{name}` once, without suffixes",
			},
		},
		ko: {
			title: "읽기가 많은 키에 붙인 접미사",
			message: "`{name}`이(가) `{data}`의 키에 접미사 {salt}개를 붙이지만, 연산의 {readShare}이(가) 읽기입니다.",
			why: "솔팅은 쓰기를 분산합니다. 읽을 때는 접미사 {salt}개를 모두 조회해야 하므로 접미사마다 그 키의 읽기가 그대로 오고, 읽기 {reads}이(가) 샤드에서는 {subreads}이(가) 됩니다.",
			technique:
				"**읽히는 것은 캐시하거나 복제.** 캐시나 여러 복제본의 사본이 읽기를 덜어 주고, 합친 결과를 캐시하면 {salt}번 조회하지 않아도 됩니다.",
			tradeOff: "사본은 무효화되거나 만료될 때까지 오래된 값일 수 있습니다.",
			exceptions: "합친 결과를 캐시하고 있거나 읽기보다 쓰기가 많은 키라면 지금 그대로 괜찮습니다.",
			fixes: {
				cache: "`{name}` 앞에 `{data}`의 합친 결과를 캐시하기",
				unsalt: "`{name}`의 키를 접미사 없이 한 번만 쓰기",
			},
		},
	},
	safety: { cache: "suggestion", unsalt: "suggestion" },
	example: {
		bad: `data posts { key: author, keys: 10M, size: 1KB, items: 10M, skew: 0.8 }
client app { rate: 500rps }
service feed x4 {
  capacity: 500rps
  reads posts x2
  writes posts 10%
}
database db { holds: posts, shards: 4, salt: 10, replicas: 2, failover: automatic, backup: 1d }

app -> feed -> db
`,
		good: `data posts { key: author, keys: 10M, size: 1KB, items: 10M, skew: 0.8 }
client app { rate: 500rps }
service feed x4 {
  capacity: 500rps
  reads posts x2
  writes posts 10%
}
cache cache x2 {
  holds: posts
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  eviction: lru
  memory: 4GB
}
database db { holds: posts, shards: 4, salt: 10, replicas: 2, failover: automatic, backup: 1d }

app -> feed -> cache, db
`,
	},
	*check(context) {
		for (const store of context.each(saltedStores(context))) {
			const [most] = uncached(context, store)
				.filter(({ reads, writes }) => reads > writes)
				.sort((a, b) => b.reads - a.reads);
			if (!most) continue;
			const { id } = store;
			const salt = numberOf(store, "salt")!;
			const { data, reads, writes } = most;
			yield {
				element: store,
				at: store.properties.get("salt")!.at,
				data: {
					name: id,
					data: data.id,
					salt,
					readShare: formatPercent(reads / (reads + writes)),
					reads: formatRate(reads),
					subreads: formatRate(context.analysis.components.get(store)!.readsByData.get(data) ?? reads),
				},
				fixes: [
					fixOf(context, { id: "cache", steps: [cacheAside(id, [data.id])], subject: id }),
					fixOf(context, {
						id: "unsalt",
						steps: [
							({ architecture }) => {
								const found = architecture.elements.get(id);
								return found && [{ type: "unset", of: found, property: "salt" }];
							},
						],
						subject: id,
						until: (after) => withoutHotKey(after, id),
					}),
				],
			};
		}
	},
});

function withoutHotKey(after: RuleContext, id: string): boolean {
	const found = after.architecture.elements.get(id);
	const key = found?.type === "component" ? hottestKeyOf(after, found) : undefined;
	return !key || key.busy < after.thresholds.hot;
}
