import type { Localized } from "../../language/locale.ts";
import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { connect, declare, type NewElement } from "../edit/operations.ts";
import { assumedKinds, dataKind, heldBy, ofKind } from "../graph.ts";
import { callerLinks } from "../repairs/cache-aside.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { holdersOf, neighbours } from "./copies.ts";
import { asCopy } from "./expiry.ts";

/** Data that must not be lost, and is nowhere but in a cache. */
export const cacheOnlyDurableData = defineRule<"name" | "data" | "loss" | "database", "database">({
	id: "cache-only-durable-data",
	group: "caching",
	since: "0.1.0",
	severity: "error",
	statements: ["N33", "N34"],
	text: {
		en: {
			title: "Durable data in a cache only",
			message: "{data} must not be lost, but only the cache `{name}` has it: {loss}.",
			why: "A cache is volatile: what is in its memory is gone after a restart, when memory is short, and when its node fails. Nothing else in this design holds {data}, so there is nowhere to fetch it from.",
			technique:
				"**A persistent store of record.** Durable data is written to a database; the cache keeps a copy that may be lost at any time.",
			tradeOff: "Writes take as long as a disk takes, and the copies have to be invalidated.",
			exceptions:
				"Right as it is for sessions and for what can be computed again: say so with `kind: session` or `kind: derived`.",
			fixes: {
				database: "Keep {data} in a database `{database}` with a replica and backups; `{name}` has copies of it",
			},
		},
		ko: {
			title: "캐시에만 있는 영속 데이터",
			message: "{data}은(는) 잃으면 안 되는데 캐시 `{name}`에만 있습니다. {loss}.",
			why: "캐시는 휘발성이어서 재시작하거나 메모리가 모자라거나 노드에 장애가 나면 메모리에 있던 것이 사라집니다. 이 설계에서 {data}을(를) 가진 곳이 달리 없으므로 다시 가져올 수 없습니다.",
			technique:
				"**영속 저장소를 원본으로.** 영속 데이터는 데이터베이스에 쓰고, 캐시에는 언제든 잃어도 되는 사본을 둡니다.",
			tradeOff: "쓰기에 디스크만큼의 시간이 걸리고, 사본을 무효화해야 합니다.",
			exceptions:
				"세션이나 다시 계산할 수 있는 데이터라면 그대로도 됩니다. `kind: session`이나 `kind: derived`로 적습니다.",
			fixes: {
				database: "{data}을(를) 복제본과 백업이 있는 데이터베이스 `{database}`에 두고 `{name}`에는 사본만 두기",
			},
		},
	},
	safety: { database: "suggestion" },
	example: {
		bad: `data orders { kind: durable }

service web x2 {
  reads orders x2
  writes orders 10%
}
cache redis x2 { holds: orders }

web -> redis
`,
		good: `data orders { kind: durable }

service web x2 {
  reads orders x2
  writes orders 10%
}
cache redis x2 { holds: orders, read: look-aside, write: write-around, invalidate: delete, ttl: 24h }
database db { holds: orders, replicas: 1, failover: automatic, backup: 1d }

web -> redis, db
`,
	},
	*check(context) {
		const { architecture } = context;
		for (const cache of context.each(ofKind(architecture, "cache"))) {
			if (mayBeElsewhere(cache)) continue;
			const data = onlyHere(architecture, cache);
			if (data.length === 0) continue;
			const { id } = cache;
			const ids = data.map((one) => one.id);
			yield {
				element: cache,
				at: cache.properties.get("holds")!.at,
				...(isKept(cache) && { severity: "warning" as const }),
				assumed: assumedKinds(data),
				data: { name: id, data: names(data), loss: lossText(cache), database: databaseName(architecture, cache) },
				fixes: [
					fixOf(context, {
						id: "database",
						steps: [storeOfRecord(id, ids)],
						subject: id,
						until: (after) => !fillsUp(after, ids),
					}),
				],
			};
		}
	},
});

/** Durable, and held by caches alone; told at the first of them. */
function onlyHere(architecture: Architecture, cache: Component): readonly DataSet[] {
	const holders = holdersOf(architecture);
	return heldBy(cache).filter((data) => {
		if (dataKind(data) !== "durable") return false;
		const all = holders.get(data) ?? [];
		const first = all.find(({ kind, copyOf }) => kind === "cache" && copyOf === undefined);
		if (cache.copyOf === undefined && first !== cache) return false;
		return all.every(({ kind }) => kind === "cache" || kind === "cdn");
	});
}

/** A store beside it does not say what it holds. */
function mayBeElsewhere(cache: Component): boolean {
	return neighbours(cache).some(
		({ kind, properties }) =>
			(kind === "database" || kind === "storage" || kind === "external") && !properties.has("holds"),
	);
}

/** Some of it comes back after a failure. */
function isKept(cache: Component): boolean {
	return (wordOf(cache, "persistence") ?? "none") !== "none" || (numberOf(cache, "replicas") ?? 0) > 0;
}

function lossText(cache: Component): Localized {
	const persistence = wordOf(cache, "persistence") ?? "none";
	if (persistence === "aof") {
		return { en: "a crash loses up to a second of writes", ko: "장애가 나면 최대 1초 동안의 쓰기를 잃습니다" };
	}
	if (persistence === "snapshot") {
		return {
			en: "a crash loses all that was written since the last snapshot",
			ko: "장애가 나면 마지막 스냅샷 이후의 쓰기를 모두 잃습니다",
		};
	}
	return isKept(cache)
		? {
				en: "a failure loses the writes that were not copied yet, and a restart of all nodes everything",
				ko: "장애가 나면 아직 복제되지 않은 쓰기를, 모든 노드가 다시 시작하면 전부를 잃습니다",
			}
		: { en: "a restart loses all of it", ko: "다시 시작하면 모두 잃습니다" };
}

function databaseName(architecture: Architecture, { name }: Component): string {
	return freeName(architecture, "db", `${name}-db`);
}

function storeOfRecord(id: string, dataIds: readonly string[]): Step {
	return ({ architecture }) => {
		const cache = architecture.elements.get(id);
		if (cache?.type !== "component") return undefined;
		const isCopied = architecture.components.some(({ copyOf }) => copyOf === cache);
		// Each copy would get a database of its own, and nothing would keep them the same.
		if (isCopied || cache.copyOf) return undefined;
		const links = callerLinks(cache);
		if (links.length === 0) return undefined;
		const holds = heldBy(cache).filter((data) => dataIds.includes(data.id));
		const database: NewElement = {
			type: "new",
			kind: "database",
			name: databaseName(architecture, cache),
			parent: cache.parent,
			beside: { element: cache, side: "after" },
			properties: [
				["holds", holds],
				["replicas", "1"],
				["failover", "automatic"],
				["backup", "1d"],
			],
		};
		return [
			...asCopy(cache),
			declare(database),
			...links.map((link) => connect(link.from, database, { behind: link })),
		];
	};
}

/** The new database would not carry its load. */
function fillsUp({ architecture, analysis }: RuleContext, dataIds: readonly string[]): boolean {
	return architecture.components.some(
		(store) =>
			store.kind === "database" &&
			heldBy(store).some(({ id }) => dataIds.includes(id)) &&
			(analysis.components.get(store)?.utilization ?? 0) >= 1,
	);
}
