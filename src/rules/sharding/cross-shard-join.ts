import { formatRate } from "../../language/numbers.ts";
import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { elementsOf, wordOf } from "../../model/properties.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { heldBy, requestPath, unique } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { keyOf, shardedStores, shardLoadOf, shardsOf } from "./shards.ts";

/** Data that is read together and divided by different keys. */
export const crossShardJoin = defineRule<
	"name" | "data" | "other" | "key" | "otherKey" | "shards" | "reads" | "asked",
	"denormalise" | "co-locate"
>({
	id: "cross-shard-join",
	group: "sharding",
	since: "0.1.0",
	severity: "warning",
	statements: ["N70", "N71"],
	text: {
		en: {
			title: "Join across shards",
			message: "`{data}` is joined with `{other}`, but one is divided by `{key}` and the other by `{otherKey}`.",
			why: "The rows that belong together lie on different shards: each of {reads} reads of `{data}` has to ask up to {shards} shards for its part of `{other}` and merge, and no transaction spans them.",
			technique:
				"**Denormalise, or divide alike.** Keep what the query needs of `{other}` in the rows of `{data}`; or divide both by the same key, so that what belongs together lies together; or copy a small table to every shard.",
			tradeOff: "Copies take room, and each change of the original has to reach all of them.",
			exceptions: "Right as it is for reports on a copy, or where the join is on the key of both.",
			fixes: {
				denormalise: "Keep what `{data}` needs of `{other}` in its own rows",
				"co-locate": "Divide `{other}` by `{key}` as well",
			},
		},
		ko: {
			title: "샤드를 넘는 조인",
			message:
				"`{data}`을(를) `{other}`과(와) 조인하지만, 하나는 `{key}`, 다른 하나는 `{otherKey}` 기준으로 나뉘어 있습니다.",
			why: "함께 읽을 행이 서로 다른 샤드에 있습니다. `{data}` 읽기 {reads}마다 `{other}`의 일부를 샤드 최대 {shards}개에 물어 합쳐야 하고, 여러 샤드에 걸친 트랜잭션도 쓸 수 없습니다.",
			technique:
				"**비정규화하거나 같은 키로 나누기.** 질의에 필요한 `{other}`의 내용을 `{data}`의 행에 함께 두거나, 둘을 같은 키로 나누어 함께 있게 하거나, 작은 테이블을 모든 샤드에 복사합니다.",
			tradeOff: "사본만큼 공간이 들고, 원본이 바뀔 때마다 모든 사본을 고쳐야 합니다.",
			exceptions: "사본으로 만드는 보고서이거나 양쪽의 키로 조인한다면 지금 그대로 괜찮습니다.",
			fixes: {
				denormalise: "`{data}`에 필요한 `{other}`의 내용을 자기 행에 함께 두기",
				"co-locate": "`{other}`도 `{key}` 기준으로 나누기",
			},
		},
	},
	safety: { denormalise: "suggestion", "co-locate": "suggestion" },
	example: {
		bad: `data posts { key: author, joins: [profiles] }
data profiles { key: user_id }
database db { holds: [posts, profiles], shards: 4, replicas: 2, failover: automatic, backup: 1d }
`,
		good: `data posts { key: author, embeds: profiles }
data profiles { key: user_id }
database db { holds: [posts, profiles], shards: 4, replicas: 2, failover: automatic, backup: 1d }
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		for (const store of context.each(shardedStores(architecture))) {
			for (const data of heldBy(store)) {
				const other = elementsOf(data, "joins").find(
					(joined): joined is DataSet => joined.type === "data" && isApart(architecture, store, data, joined),
				);
				if (!other) continue;
				const key = keyOf(data, store);
				const otherKey = keyOf(other, holderOf(architecture, other) ?? store);
				const reads = analysis.components.get(store)?.readsByData.get(data) ?? 0;
				const [id, otherId] = [data.id, other.id];
				yield {
					element: data,
					at: data.properties.get("joins")!.at,
					severity: isHeavy(context, store, reads) ? "error" : "warning",
					data: {
						name: store.id,
						data: id,
						other: otherId,
						key: key ?? "?",
						otherKey: otherKey ?? "?",
						shards: shardsOf(store),
						reads: formatRate(reads),
						asked: formatRate(reads * shardsOf(store)),
					},
					fixes: [
						fixOf(context, {
							id: "denormalise",
							steps: [
								(now) => {
									const found = now.architecture.elements.get(id);
									const embedded = now.architecture.elements.get(otherId);
									if (!found || !embedded) return undefined;
									const left = elementsOf(found, "joins").filter((one) => one !== embedded);
									return [
										left.length > 0 ? set(found, "joins", left) : { type: "unset", of: found, property: "joins" },
										set(found, "embeds", unique([...elementsOf(found, "embeds"), embedded])),
									];
								},
							],
						}),
						...(key === undefined || !other.properties.has("key")
							? []
							: [
									fixOf(context, {
										id: "co-locate" as const,
										steps: [change(otherId, ["key", key])],
									}),
								]),
					],
				};
			}
		}
	},
});

/** It lies elsewhere than what it is joined with: other store, or divided by another key. */
function isApart(architecture: Architecture, store: Component, data: DataSet, other: DataSet): boolean {
	const holder = heldBy(store).includes(other) ? store : holderOf(architecture, other);
	if (!holder) return false;
	const [key, otherKey] = [keyOf(data, store), keyOf(other, holder)];
	const on = textOf(data, "join-on") ?? textOf(other, "join-on");
	if (key === undefined || otherKey === undefined) return false;
	if (on !== undefined) return !(on === key && on === otherKey);
	return key !== otherKey;
}

/** A divided database that holds it. */
function holderOf(architecture: Architecture, data: DataSet): Component | undefined {
	return shardedStores(architecture).find((store) => heldBy(store).includes(data));
}

function textOf(data: DataSet, property: string): string | undefined {
	const value = data.properties.get(property)?.value;
	return value?.type === "text" || value?.type === "word" ? value.value : wordOf(data, property);
}

/** Users wait for it, and it is more than a tenth of what a shard carries. */
function isHeavy(context: RuleContext, store: Component, reads: number): boolean {
	const load = shardLoadOf(context, store);
	return load !== undefined && requestPath(context.architecture).has(store) && reads > 0.1 * load.readCapacity;
}
