import type { ComponentAnalysis } from "../../analysis/analysis.ts";
import { busiestRole } from "../../analysis/capacity/capacity.ts";
import type { Localized } from "../../language/locale.ts";
import { kinds } from "../../language/vocabulary/index.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { instancesText } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { numberOr } from "../numbers.ts";
import type { Fix, RuleContext, RuleText } from "../rule.ts";
import { leastInstances, loadWithoutCenter, survivingInstances } from "../survival.ts";
import { cacheAside, cacheable, newCache } from "./cache-aside.ts";
import { companions, onlyNumbers, promotion, replicate, scaleOut } from "./scale-out.ts";
import { copiesText, shard, shardKey } from "./shard.ts";
import { leastCount, utilizationAfter } from "./what-if.ts";

/** Ways to take load off a component. */
export type ReliefId = "scale-out" | "partition" | "replicas" | "cache" | "shard";

const titles: Localized<Readonly<Record<ReliefId, string>>> = {
	en: {
		"scale-out": "Add {added} ({from} -> {to}) to `{name}`{also}",
		partition: "Spread `{name}` over {to} partitions (now {from})",
		replicas: "Add read replicas to `{name}` ({from} -> {to}){failover}",
		cache: "Put a look-aside cache `{cache}` x2 in front of the reads of `{name}`",
		shard: "Split `{name}` into {to} shards by `{key}` (now {from}){copies}",
	},
	ko: {
		"scale-out": "`{name}`에 {added} 추가({from} -> {to}){also}",
		partition: "`{name}`을(를) 파티션 {to}개에 나누기(현재 {from}개)",
		replicas: "`{name}`의 읽기 복제본 늘리기({from} -> {to}){failover}",
		cache: "`{name}`의 읽기 앞에 look-aside 캐시 `{cache}` x2 두기",
		shard: "`{name}`을(를) `{key}` 기준으로 샤드 {to}개로 나누기(현재 {from}개){copies}",
	},
};

/** The texts of a rule that offers them, which are read when they are asked for. */
export function withReliefs(text: Localized<Omit<RuleText<ReliefId>, "fixes">>): Localized<RuleText<ReliefId>> {
	return {
		get en() {
			return { ...text.en, fixes: titles.en };
		},
		get ko() {
			return { ...text.ko, fixes: titles.ko };
		},
	};
}

export const reliefSafety = {
	"scale-out": "varies",
	partition: "safe",
	replicas: "safe",
	cache: "suggestion",
	shard: "suggestion",
} as const;

/**
 * What brings a component down to the target utilisation, or at least below `limit`; best first. Where nothing that we
 * can do does, there is none.
 */
export function reliefs(
	context: RuleContext,
	component: Component,
	analysis: ComponentAnalysis,
	limit: number,
): Fix<ReliefId>[] {
	const { id, kind } = component;
	switch (kind) {
		case "database":
			return databaseReliefs(context, component, analysis, limit);
		case "storage": {
			const from = numberOf(component, "partitions") ?? 1;
			const { target, afterFailure } = context.thresholds;
			const most = Math.min(target, afterFailure / loadWithoutCenter(context, component));
			const to = Math.floor((from * (analysis.utilization ?? 0)) / most + 1e-9) + 1;
			const partition = change(id, ["partitions", String(to)]);
			return [fixOf(context, { id: "partition", safe: true, data: { from, to }, steps: [partition], subject: id })];
		}
		case "dns":
		case "cdn":
		case "external":
			return [];
		default: {
			if (!kinds.get(kind)?.counted) return [];
			const from = component.instances.max;
			// As many as it starts by itself, which are at the target at most.
			const running = leastInstances(component, analysis, context.thresholds.target * (1 + 1e-8));
			const surviving = survivingInstances(context, component, analysis);
			const needed = surviving ?? running ?? leastInstances(component, analysis, limit);
			if (needed === undefined) return [];
			const to = Math.max(from + 1, needed);
			const data = { from, to, added: instancesText(to - from), also: companions(component) };
			// One that scales itself would run too few to lose one.
			const least = surviving !== undefined && surviving > (running ?? surviving) ? surviving : 1;
			const steps = scaleOut(component, to, least);
			return [fixOf(context, { id: "scale-out", safe: onlyNumbers(component), data, steps, subject: id })];
		}
	}
}

/** What helps most comes first: replicas and a cache against reads, shards against writes. */
function databaseReliefs(
	context: RuleContext,
	database: Component,
	analysis: ComponentAnalysis,
	limit: number,
): Fix<ReliefId>[] {
	const { id } = database;
	const replicas = numberOf(database, "replicas") ?? 0;
	const shards = numberOf(database, "shards") ?? 1;
	const role = busiestRole(analysis.roles);
	const reads = (role?.readsPerSecond ?? 0) / numberOr(database, "read-capacity", Number.POSITIVE_INFINITY);
	const writes = (role?.writesPerSecond ?? 0) / numberOr(database, "write-capacity", Number.POSITIVE_INFINITY);
	const counted = (fix: "replicas" | "shard", from: number, first: number, most: number, step: (n: number) => Step) => {
		const steps = (count: number): readonly Step[] => [step(count)];
		let found: number | undefined;
		const count = (): number | undefined => {
			found ??= leastCount(context, database, { from: first, to: most, steps, limit });
			return found;
		};
		return fixOf(context, {
			id: fix,
			safe: fix === "replicas",
			data: () => ({
				from,
				to: count() ?? from,
				key: shardKey(database),
				failover: promotion(database),
				copies: copiesText(database, context.architecture),
			}),
			steps: [
				(current) => {
					const to = count();
					return to === undefined ? undefined : step(to)(current);
				},
			],
			subject: id,
		});
	};
	const moreReplicas = counted("replicas", replicas, replicas + 1, MOST_REPLICAS, (count) => replicate(id, count));
	const moreShards = counted("shard", shards, shards + 1, MOST_SHARDS, (count) => shard(id, count));
	const cache = cacheRelief(context, database, limit);
	// The writes alone are too many: each replica would repeat them, and a cache does not take them.
	const busyWithWrites = (analysis.utilization ?? 0) * (writes / (reads + writes));
	if (busyWithWrites >= limit) return [moreShards];
	return reads >= writes ? [moreReplicas, ...cache, moreShards] : [moreShards, ...cache, moreReplicas];
}

/** Not more than a primary can feed. */
const MOST_REPLICAS = 15;
const MOST_SHARDS = 1024;

function cacheRelief(context: RuleContext, database: Component, limit: number): Fix<ReliefId>[] {
	const { architecture } = context;
	const data = cacheable(context, database);
	if (data.length === 0) return [];
	const step = cacheAside(
		database.id,
		data.map(({ id }) => id),
	);
	const helps: Step = (current) =>
		(utilizationAfter(context, database, [step]) ?? Number.POSITIVE_INFINITY) < limit ? step(current) : undefined;
	return [
		fixOf(context, {
			id: "cache",
			data: () => ({ cache: newCache(architecture, database, data).name }),
			steps: [helps],
			subject: database.id,
		}),
	];
}
