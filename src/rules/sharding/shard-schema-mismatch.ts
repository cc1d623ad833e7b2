import type { Localized } from "../../language/locale.ts";
import type { Component } from "../../model/architecture.ts";
import { flagOf, numberOf } from "../../model/properties.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { defineRule } from "../rule.ts";
import { shardedStores } from "./shards.ts";

/** Shards that are not parts of one whole. */
export const shardSchemaMismatch = defineRule<"name" | "problem" | "effect" | "schemas", "schema" | "ranges">({
	id: "shard-schema-mismatch",
	group: "sharding",
	since: "0.1.0",
	severity: "error",
	statements: ["N60", "N61"],
	text: {
		en: {
			title: "Shards that do not fit together",
			message: "The shards of `{name}` {problem}.",
			why: "Routing works because every shard has the same tables and each row lies on exactly one of them. {effect}",
			technique:
				"**One schema, disjoint data.** Bring all shards to the same version of the schema, and give every key to one shard only.",
			tradeOff:
				"A change of the schema has to be rolled out to all shards, in steps that old and new code can live with.",
			exceptions:
				"Right for the time of a rolling migration (`migrating: true`), and for small reference tables that are copied to every shard on purpose.",
			fixes: {
				schema: "Bring all shards of `{name}` to one schema",
				ranges: "Give each key of `{name}` to one shard only",
			},
		},
		ko: {
			title: "서로 맞지 않는 샤드",
			message: "`{name}`의 샤드들이 {problem}.",
			why: "모든 샤드에 같은 테이블이 있고 행마다 정확히 한 샤드에 있어야 라우팅이 됩니다. {effect}",
			technique:
				"**같은 스키마, 겹치지 않는 데이터.** 모든 샤드의 스키마를 같은 버전으로 맞추고 키마다 샤드 하나만 맡게 합니다.",
			tradeOff: "스키마를 바꿀 때는 옛 코드와 새 코드가 함께 쓸 수 있는 단계로 모든 샤드에 적용해야 합니다.",
			exceptions: "순차 이전 중(`migrating: true`)이거나 일부러 모든 샤드에 복사한 작은 참조 테이블이라면 괜찮습니다.",
			fixes: {
				schema: "`{name}`의 모든 샤드를 같은 스키마로 맞추기",
				ranges: "`{name}`의 키마다 샤드 하나만 맡게 하기",
			},
		},
	},
	safety: { schema: "suggestion", ranges: "suggestion" },
	example: {
		bad: `database db {
  shards: 4
  shard-key: user_id
  schemas: 2
  replicas: 2
  failover: automatic
  backup: 1d
}
`,
		good: `database db {
  shards: 4
  shard-key: user_id
  schemas: 1
  replicas: 2
  failover: automatic
  backup: 1d
}
`,
	},
	*check(context) {
		for (const database of context.each(shardedStores(context.architecture))) {
			const mismatch = flagOf(database, "migrating") === true ? undefined : mismatchOf(database);
			if (!mismatch) continue;
			const { id } = database;
			yield {
				element: database,
				at: database.properties.get(mismatch.property)!.at,
				data: {
					name: id,
					problem: mismatch.problem,
					effect: mismatch.effect,
					schemas: numberOf(database, "schemas") ?? 1,
				},
				fixes:
					mismatch.property === "schemas"
						? [fixOf(context, { id: "schema", steps: [change(id, ["schemas", "1"])] })]
						: [fixOf(context, { id: "ranges", steps: [change(id, ["overlapping", "false"])] })],
			};
		}
	},
});

interface Mismatch {
	readonly property: "schemas" | "overlapping";
	readonly problem: Localized;
	readonly effect: Localized;
}

function mismatchOf(database: Component): Mismatch | undefined {
	const schemas = numberOf(database, "schemas") ?? 1;
	if (schemas > 1) {
		return {
			property: "schemas",
			problem: { en: `have ${schemas} versions of the schema`, ko: `스키마 버전 ${schemas}개를 섞어 씁니다` },
			effect: {
				en: `With ${schemas} versions the same query fails on some shards, and rows cannot be moved between them.`,
				ko: `버전이 ${schemas}개면 같은 질의가 일부 샤드에서 실패하고, 행을 샤드 사이에서 옮길 수 없습니다.`,
			},
		};
	}
	return flagOf(database, "overlapping") === true
		? {
				property: "overlapping",
				problem: { en: "overlap in their keys", ko: "맡은 키의 범위가 겹칩니다" },
				effect: {
					en: "Where ranges overlap, a row may be on two shards: one is updated, the other is read.",
					ko: "범위가 겹치면 한 행이 두 샤드에 있을 수 있어, 한쪽을 고치고 다른 쪽을 읽게 됩니다.",
				},
			}
		: undefined;
}
