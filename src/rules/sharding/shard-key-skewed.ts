import type { Localized } from "../../language/locale.ts";
import { formatCount, formatPercent } from "../../language/numbers.ts";
import type { Component, DataSet } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { capacityAssumptions, utilizationText } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { heldBy } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { keyOf, shardedStores, shardsOf } from "./shards.ts";

/** A key that fills one shard more than the others. */
export const shardKeySkewed = defineRule<"name" | "problem" | "arithmetic", "directory" | "compound">({
	id: "shard-key-skewed",
	group: "sharding",
	since: "0.1.0",
	severity: "warning",
	statements: ["N63", "N107"],
	mutedBy: ["hot-key", "shard-key-sequential"],
	text: {
		en: {
			title: "Sharding key that spreads unevenly",
			message: "`{name}` {problem}.",
			why: "{arithmetic}",
			technique:
				"**A key that spreads evenly.** Take a field with many values of which none stands out, or a compound of two; give keys that are large a place of their own by a directory.",
			tradeOff: "A finer key divides what one query used to find on one shard; a directory has to be asked first.",
			exceptions: "Right as it is while the busiest shard has room and there are many keys.",
			fixes: {
				directory: "Place the keys of `{name}` by a directory, the large ones apart",
				compound: "Divide `{data}` by `{key}` together with its own identity",
			},
		},
		ko: {
			title: "고르지 않은 샤딩 키",
			message: "데이터베이스 `{name}`{problem}.",
			why: "치우친 정도를 계산하면 이렇습니다. {arithmetic}",
			technique:
				"**고르게 분산되는 키.** 값이 많고 두드러지는 값이 없는 필드나 두 필드를 합친 키를 고르고, 큰 키는 디렉터리로 따로 배치합니다.",
			tradeOff: "키가 잘게 나뉘면 한 샤드에서 끝나던 질의가 여러 샤드로 갈라지고, 디렉터리는 먼저 조회해야 합니다.",
			exceptions: "가장 바쁜 샤드에 여유가 있고 키가 많으면 지금 그대로 괜찮습니다.",
			fixes: {
				directory: "`{name}`의 키를 디렉터리로 배치하고 큰 키는 따로 두기",
				compound: "`{data}`을(를) `{key}`와 자기 식별자를 합친 키로 나누기",
			},
		},
	},
	safety: { directory: "suggestion", compound: "suggestion" },
	example: {
		bad: `data orders { key: country, keys: 40, items: 100M }
database db { holds: orders, shards: 16, replicas: 2, failover: automatic, backup: 1d }
`,
		good: `data orders { key: country_and_id, keys: 100M, items: 100M }
database db { holds: orders, shards: 16, replicas: 2, failover: automatic, backup: 1d }
`,
	},
	*check(context) {
		for (const database of context.each(shardedStores(context.architecture))) {
			const few = fewKeys(database);
			const uneven = few ? undefined : unevenness(context, database);
			if (!few && !uneven) continue;
			const { id } = database;
			const until = (after: RuleContext): boolean => {
				const found = after.architecture.elements.get(id);
				return found?.type === "component" && !fewKeys(found) && !unevenness(after, found);
			};
			const key = few ? (keyOf(few, database) ?? "key") : "key";
			const assumed = uneven ? capacityAssumptions(context, database) : [];
			const at = few ? database.properties.get("shards")?.at : database.properties.get("placement")?.at;
			yield {
				element: database,
				...(at && { at }),
				...(assumed.length > 0 && { assumed }),
				data: {
					name: id,
					problem: few ? fewText(few, database) : unevenText(uneven!),
					arithmetic: few ? fewArithmetic(few, database) : unevenArithmetic(uneven!, database),
				},
				fixes: few
					? [
							fixOf(context, {
								id: "compound",
								data: { data: few.id, key },
								steps: [
									({ architecture }) => {
										const found = architecture.elements.get(few.id);
										const items = found?.properties.get("items");
										const value = items?.node.value;
										return found && items && value
											? [
													set(found, "key", `${key}_and_id`),
													set(found, "keys", items.at.file.text.slice(value.start, value.end)),
												]
											: undefined;
									},
								],
								until,
							}),
						]
					: [fixOf(context, { id: "directory", steps: [change(id, ["placement", "directory"])], subject: id, until })],
			};
		}
	},
});

/** A data set with so few keys that shards cannot be alike. */
function fewKeys(database: Component): DataSet | undefined {
	return heldBy(database).find((data) => {
		const keys = numberOf(data, "keys");
		return keys !== undefined && keys < KEYS_FOR_EACH * shardsOf(database);
	});
}

const KEYS_FOR_EACH = 10;

interface Uneven {
	readonly share: number;
	readonly busy: number;
	readonly even: number;
}

/** The largest shard is hot, and would not be if all were alike. */
function unevenness({ analysis, thresholds }: RuleContext, database: Component): Uneven | undefined {
	if (wordOf(database, "placement") === "directory") return undefined;
	const share = analysis.details.of(database).shards?.maxShare;
	const busy = analysis.components.get(database)?.utilization;
	if (share === undefined || busy === undefined) return undefined;
	const factor = share * shardsOf(database);
	const even = busy / factor;
	return factor > UNEVEN && busy >= thresholds.hot && even < thresholds.hot ? { share, busy, even } : undefined;
}

const UNEVEN = 1.5;

function fewText(data: DataSet, database: Component): Localized {
	const [keys, shards] = [formatCount(numberOf(data, "keys")!), shardsOf(database)];
	return {
		en: `divides \`${data.id}\` by only ${keys} values over ${shards} shards`,
		ko: `이(가) \`${data.id}\`을(를) 값이 ${keys}개뿐인 키로 샤드 ${shards}개에 나눕니다`,
	};
}

function fewArithmetic(data: DataSet, database: Component): Localized {
	const keys = numberOf(data, "keys")!;
	const shards = shardsOf(database);
	const each = Number((keys / shards).toPrecision(2));
	return {
		en: `A value cannot be divided further. With ${each} of them for each shard on average some shards get twice as many as others, and one large value fills its shard alone; ten for each shard are the least.`,
		ko: `한 값은 더 나눌 수 없습니다. 샤드마다 평균 ${each}개면 어떤 샤드는 다른 샤드의 두 배를 맡고, 큰 값 하나가 샤드를 혼자 채웁니다. 샤드마다 적어도 열 개는 되어야 합니다.`,
	};
}

function unevenText({ share, busy }: Uneven): Localized {
	const [part, used] = [formatPercent(share), utilizationText(busy)];
	return {
		en: `puts ${part} of the writes on one shard, which is ${used.en} busy`,
		ko: `에서 쓰기의 ${part}이(가) 한 샤드에 몰려 사용률이 ${used.ko}입니다`,
	};
}

function unevenArithmetic({ share, busy, even }: Uneven, database: Component): Localized {
	const shards = shardsOf(database);
	const part = formatPercent(1 / shards);
	const times = Number((1 / share).toPrecision(2));
	const [now, then] = [utilizationText(busy), utilizationText(even)];
	return {
		en: `An even part is ${part}. The database is full when its largest shard is: it carries ${times} times what one shard does, not ${shards} times. Evenly divided it would be ${then.en} busy instead of ${now.en}.`,
		ko: `고르게 나누면 ${part}입니다. 가장 큰 샤드가 차면 전체가 찬 것이므로 샤드 ${shards}개가 아니라 ${times}개만큼만 처리합니다. 고르게 나누면 사용률은 ${now.ko}이(가) 아니라 ${then.ko}입니다.`,
	};
}
