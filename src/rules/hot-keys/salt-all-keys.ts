import { popularityOf } from "../../analysis/caches/popularity.ts";
import { Facts } from "../../analysis/facts.ts";
import { formatCount } from "../../language/numbers.ts";
import { numberOf } from "../../model/properties.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { heldBy } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { hottestKeyOf, saltedStores } from "./hottest.ts";

/** Suffixes on keys that are not hot. */
export const saltAllKeys = defineRule<"name" | "salted" | "salt" | "keys" | "hot", "hot">({
	id: "salt-all-keys",
	group: "hot-keys",
	since: "0.1.0",
	severity: "info",
	statements: [],
	text: {
		en: {
			title: "Salt on keys that are cold",
			message: "`{name}` salts {salted} keys, of which {hot} would do.",
			why: "A salted key is read under all its {salt} suffixes. For a key that one shard carries easily that is {salt} times the work for nothing, and {salted} of {keys} keys pay for it.",
			technique:
				"**Salt a list of hot keys.** Only keys whose writes come near to what one shard carries get suffixes; the list is short and changes slowly.",
			tradeOff: "Somebody, or a counter of recent writes, has to keep the list.",
			exceptions: "Right as it is for data that is only written, and added up offline.",
			fixes: { hot: "Salt the {hot} hottest keys of `{name}` only" },
		},
		ko: {
			title: "뜨겁지 않은 키에 붙인 접미사",
			message: "`{name}`이(가) 키 {salted}개에 접미사를 붙이지만 {hot}개면 충분합니다.",
			why: "접미사를 붙인 키는 접미사 {salt}개를 모두 읽어야 합니다. 샤드 하나로 넉넉한 키라면 아무 이득 없이 일만 {salt}배가 되는데, 키 {keys}개 중 {salted}개가 그 대가를 치릅니다.",
			technique:
				"**핫 키 목록에만 솔팅.** 쓰기가 샤드 하나의 한계에 가까운 키에만 접미사를 붙입니다. 목록은 짧고 천천히 바뀝니다.",
			tradeOff: "누군가가, 또는 최근 쓰기를 세는 카운터가 목록을 관리해야 합니다.",
			exceptions: "쓰기만 하고 나중에 합산하는 데이터라면 지금 그대로 괜찮습니다.",
			fixes: { hot: "`{name}`의 가장 뜨거운 키 {hot}개에만 접미사 붙이기" },
		},
	},
	safety: { hot: "safe" },
	example: {
		bad: `data likes { key: post, keys: 1M, items: 1M, skew: 0.9 }
client app { rate: 2000rps }
service feed x8 {
  capacity: 500rps
  reads likes 5%
  writes likes
}
database db {
  holds: likes
  shards: 10
  salt: 10
  salted-keys: 1M
  salt-placement: round-robin
  write-capacity: 2000/s
  replicas: 2
  failover: automatic
  backup: 1d
}

app -> feed -> db
`,
		good: `data likes { key: post, keys: 1M, items: 1M, skew: 0.9 }
client app { rate: 2000rps }
service feed x8 {
  capacity: 500rps
  reads likes 5%
  writes likes
}
database db {
  holds: likes
  shards: 10
  salt: 10
  salted-keys: 1
  salt-placement: round-robin
  write-capacity: 2000/s
  replicas: 2
  failover: automatic
  backup: 1d
}

app -> feed -> db
`,
	},
	*check(context) {
		for (const store of context.each(saltedStores(context))) {
			const salted = numberOf(store, "salted-keys") ?? 1;
			const numbers = context.analysis.components.get(store);
			const keys = keysIn(store);
			if (salted < MANY || !keys || salted < keys * MOST || !numbers || numbers.reads === 0) continue;
			const hot = hotKeysOf(context, store);
			if (hot === undefined || hot >= salted) continue;
			const { id } = store;
			yield {
				element: store,
				at: store.properties.get("salted-keys")!.at,
				data: { name: id, salted: formatCount(salted), salt: numberOf(store, "salt")!, keys: formatCount(keys), hot },
				fixes: [
					fixOf(context, {
						id: "hot",
						safe: true,
						steps: [change(id, ["salted-keys", String(hot)])],
						subject: id,
					}),
				],
			};
		}
	},
});

/** Fewer keys than that are a list; a larger part of all keys than that is no list of hot ones. */
const MANY = 100;
const MOST = 0.01;

function keysIn(store: Parameters<typeof hottestKeyOf>[1]): number | undefined {
	const counts = heldBy(store).flatMap((data) => numberOf(data, "keys") ?? numberOf(data, "items") ?? []);
	return counts.length > 0 ? Math.max(...counts) : undefined;
}

/** Keys whose writes alone are half of what one shard carries, the hottest one at least. */
function hotKeysOf(context: RuleContext, store: Parameters<typeof hottestKeyOf>[1]): number | undefined {
	const key = hottestKeyOf(context, store);
	const popularity = key && popularityOf(key.data, new Facts(), { count: "keys" });
	if (!key || !popularity) return undefined;
	const writes = key.share > 0 ? key.writes / key.share : 0;
	let hot = 0;
	for (const [group, share] of popularity.shares.entries()) {
		if (share * writes < 0.5 * key.writeCapacity) break;
		hot += popularity.counts[group]!;
	}
	return Math.max(1, hot);
}
