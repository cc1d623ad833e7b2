import type { Localized } from "../../language/locale.ts";
import { formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { capacityAssumptions, utilizationText } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { ofKind } from "../graph.ts";
import { cacheAside } from "../repairs/cache-aside.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { type HottestKey, hottestKeyOf } from "./hottest.ts";

/** A celebrity: one key that is more than its shard carries. */
export const hotKey = defineRule<
	"name" | "data" | "busy" | "share" | "least" | "load" | "key" | "others" | "shards",
	"cache" | "salt" | "directory"
>({
	id: "hot-key",
	group: "hot-keys",
	since: "0.1.0",
	severity: "error",
	statements: ["N67", "N68", "N69", "N110"],
	text: {
		en: {
			title: "Hot key on one shard",
			message: "The hottest key of `{data}` makes its shard of `{name}` {busy} busy.",
			why: "It gets {share} of the operations on `{data}`, {load}: that alone is {key} of what one shard carries, and the other keys add {others}. More shards do not help, since the largest share is never below p + (1 - p) / K, {least} with {shards} shards.",
			technique:
				"**Split a celebrity.** Cache or replicate a key that is read often; write a key that is written often under several suffixes (salting), or give it a shard of its own.",
			tradeOff:
				"A cache has to be invalidated. Salting spreads writes only: each read asks for all suffixes and merges. A shard of its own needs a directory that is asked first, and does not scale with the number of celebrities.",
			exceptions: "Not a fault where a cache answers the reads of the key.",
			fixes: {
				cache: "Put a look-aside cache in front of `{data}` in `{name}`",
				salt: "Write the hottest key of `{name}` under {count} suffixes, dealt out to the shards in turn",
				directory: "Place the keys of `{name}` by a directory: the hottest gets a shard of its own",
			},
		},
		ko: {
			title: "한 샤드에 몰리는 핫 키",
			message: "`{data}`의 가장 뜨거운 키 때문에 그 키가 있는 `{name}` 샤드의 사용률이 {busy}입니다.",
			why: "이 키가 `{data}` 연산의 {share}({load})을(를) 받습니다. 이 키만으로 샤드 하나가 처리할 수 있는 양의 {key}이고, 다른 키가 {others}을(를) 더합니다. 가장 큰 몫은 p + (1 - p) / K보다 작아지지 않으므로(샤드 {shards}개일 때 {least}) 샤드를 늘려도 소용없습니다.",
			technique:
				"**유명인 키 나누기.** 많이 읽히는 키는 캐시하거나 복제하고, 많이 쓰이는 키는 접미사를 여러 개 붙여 쓰거나(솔팅) 전용 샤드에 둡니다.",
			tradeOff:
				"캐시는 무효화해야 합니다. 솔팅은 쓰기만 분산하므로 읽을 때마다 모든 접미사를 조회해 합칩니다. 전용 샤드는 먼저 조회할 디렉터리가 필요하고 유명인이 많아지면 한계가 있습니다.",
			exceptions: "그 키의 읽기에 캐시가 응답하고 있으면 문제가 아닙니다.",
			fixes: {
				cache: "`{name}`의 `{data}` 앞에 look-aside 캐시 두기",
				salt: "`{name}`의 가장 뜨거운 키를 접미사 {count}개로 나누어 샤드에 차례로 쓰기",
				directory: "`{name}`의 키를 디렉터리로 배치해 가장 뜨거운 키에 전용 샤드 주기",
			},
		},
	},
	safety: { cache: "suggestion", salt: "suggestion", directory: "suggestion" },
	example: {
		bad: `data posts { key: author, keys: 10M, skew: 0.6, hottest: 40% }
client app { rate: 2000rps }
service feed x8 {
  capacity: 500rps
  writes posts
}
database db { holds: posts, shards: 8, replicas: 2, failover: automatic, write-capacity: 1000/s, backup: 1d }

app -> feed -> db
`,
		good: `data posts { key: author, keys: 10M, skew: 0.6, hottest: 40% }
client app { rate: 2000rps }
service feed x8 {
  capacity: 500rps
  writes posts
}
database db {
  holds: posts
  shards: 8
  replicas: 2
  failover: automatic
  write-capacity: 1000/s
  backup: 1d
  salt: 2
  salt-placement: round-robin
}

app -> feed -> db
`,
	},
	*check(context) {
		const { architecture, thresholds } = context;
		for (const database of context.each(ofKind(architecture, "database"))) {
			const key = hot(context, database);
			if (!key) continue;
			const { id } = database;
			const { data } = key;
			const shards = numberOf(database, "shards")!;
			const until = (after: RuleContext): boolean => {
				const found = after.architecture.elements.get(id);
				return found?.type === "component" && hot(after, found) === undefined;
			};
			const assumed = capacityAssumptions(context, database);
			const room = Math.max(0.1, thresholds.hot - key.others) * key.writeCapacity;
			const count = Math.max(2, Math.ceil(key.writes / (0.5 * key.writeCapacity)), Math.floor(key.writes / room) + 1);
			const readsMost = key.readBusy > key.writeBusy;
			const cache = fixOf(context, {
				id: "cache",
				steps: [cacheAside(id, [data.id])],
				subject: id,
				until,
			});
			const salt = fixOf(context, {
				id: "salt",
				data: { count },
				steps: [
					(now) => {
						const found = now.architecture.elements.get(id);
						return found && [set(found, "salt", String(count)), set(found, "salt-placement", "round-robin")];
					},
				],
				subject: id,
				until,
			});
			const directory = fixOf(context, {
				id: "directory",
				steps: [
					(now) => {
						const found = now.architecture.elements.get(id);
						return found && wordOf(found, "placement") !== "directory"
							? [set(found, "placement", "directory")]
							: undefined;
					},
				],
				subject: id,
				until,
			});
			yield {
				element: database,
				severity: key.busy >= 1 ? "error" : "warning",
				...(assumed.length > 0 && { assumed }),
				data: {
					name: id,
					data: data.id,
					busy: utilizationText(key.busy),
					share: formatPercent(key.share),
					least: formatPercent(key.share + (1 - key.share) / shards),
					load: rates(key),
					key: utilizationText(key.readBusy + key.writeBusy),
					others: formatPercent(key.others),
					shards,
				},
				fixes: readsMost ? [cache, directory] : [salt, directory],
			};
		}

		/** Its shard would have room if this key were like the others. */
		function hot(now: RuleContext, database: Component): HottestKey | undefined {
			const key = hottestKeyOf(now, database);
			const busy = key && wordOf(database, "placement") === "directory" ? key.busy - key.others : key?.busy;
			return key && busy !== undefined && busy >= thresholds.hot && key.even < thresholds.hot ? key : undefined;
		}
	},
});

function rates({ reads, writes }: HottestKey): Localized {
	const [read, written] = [formatRate(reads), formatRate(writes)];
	if (reads === 0) return { en: `${written} writes`, ko: `쓰기 ${written}` };
	if (writes === 0) return { en: `${read} reads`, ko: `읽기 ${read}` };
	return { en: `${read} reads and ${written} writes`, ko: `읽기 ${read}, 쓰기 ${written}` };
}
