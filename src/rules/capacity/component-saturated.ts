import type { ComponentAnalysis, RoleAnalysis } from "../../analysis/analysis.ts";
import { busiestRole } from "../../analysis/capacity/capacity.ts";
import type { Localized } from "../../language/locale.ts";
import { formatCount, formatRate } from "../../language/numbers.ts";
import { kinds } from "../../language/vocabulary/index.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { busy, capacityAssumptions, utilizationText } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { fetchesWork } from "../graph.ts";
import { numberOr } from "../numbers.ts";
import { cacheAside, cacheable, newCache } from "../repairs/cache-aside.ts";
import { companions, onlyNumbers, promotion, replicate, scaleOut } from "../repairs/scale-out.ts";
import { shard, shardKey } from "../repairs/shard.ts";
import { leastCount, utilizationAfter } from "../repairs/what-if.ts";
import { defineRule, type Fix, type RuleContext } from "../rule.ts";

type FixId = "scale-out" | "partition" | "replicas" | "cache" | "shard";

/** More arrives at the peak than can be carried. */
export const componentSaturated = defineRule<
	"name" | "node" | "load" | "capacity" | "busy" | "utilization" | "limit" | "backlog",
	FixId
>({
	id: "component-saturated",
	group: "capacity",
	since: "0.1.0",
	severity: "error",
	statements: ["N14", "N27"],
	exclusive: "capacity",
	text: {
		en: {
			title: "Saturated at the peak",
			message: "`{name}` gets {load} at the peak{node} and carries {capacity}, so it is {busy}{limit}.",
			why: "ρ = λ / C = {load} / {capacity} = {utilization}. From 100 % on there is no steady state: the queue grows by {backlog} for as long as the peak lasts, no answer time can be given, and everyone who calls it inherits the timeouts.",
			technique:
				"**Scale out**, not up: a bigger machine has a ceiling, costs more for each request and is still one machine. A stateless tier takes more instances, at a cost that grows with the load. A data tier takes read replicas or a cache when reads are what fills it, shards when writes are; replicas repeat every write and never relieve it of those.",
			tradeOff: "Each step moves the bottleneck to the next tier, so look at the whole picture again.",
			exceptions: "Not needed for a batch that may wait until the peak is over.",
			fixes: {
				"scale-out": "Add {added} ({from} -> {to}) to `{name}`{also}",
				partition: "Spread `{name}` over {to} partitions (now {from})",
				replicas: "Add read replicas to `{name}` ({from} -> {to}){failover}",
				cache: "Put a look-aside cache `{cache}` x2 in front of the reads of `{name}`",
				shard: "Split `{name}` into {to} shards by `{key}` (now {from})",
			},
		},
		ko: {
			title: "피크에 포화되는 컴포넌트",
			message: "`{name}`{node}의 부하는 피크 때 {load}인데 용량은 {capacity}뿐이어서 {busy}입니다{limit}.",
			why: "ρ = λ / C = {load} / {capacity} = {utilization}입니다. 100 %부터는 안정 상태가 없습니다. 피크가 이어지는 동안 대기열이 {backlog}씩 늘어나 응답 시간을 말할 수 없게 되고, 호출하는 쪽도 모두 시간 초과를 겪습니다.",
			technique:
				"**스케일 아웃.** 더 큰 서버로 바꾸는 스케일 업에는 한계가 있고, 요청당 비용이 비싸며, 그래도 여전히 한 대입니다. 무상태 계층은 인스턴스를 늘리면 되고 비용은 부하에 비례합니다. 데이터 계층은 읽기가 많으면 읽기 복제본이나 캐시를, 쓰기가 많으면 샤드를 늘립니다. 복제본은 모든 쓰기를 되풀이하므로 쓰기 부하는 덜어 주지 못합니다.",
			tradeOff: "한 곳을 늘리면 병목은 다음 계층으로 옮겨 가므로 전체를 다시 살펴봅니다.",
			exceptions: "피크가 지난 뒤에 처리해도 되는 배치 작업에는 필요 없습니다.",
			fixes: {
				"scale-out": "`{name}`에 {added} 추가({from} -> {to}){also}",
				partition: "`{name}`을(를) 파티션 {to}개에 나누기(현재 {from}개)",
				replicas: "`{name}`의 읽기 복제본 늘리기({from} -> {to}){failover}",
				cache: "`{name}`의 읽기 앞에 look-aside 캐시 `{cache}` x2 두기",
				shard: "`{name}`을(를) `{key}` 기준으로 샤드 {to}개로 나누기(현재 {from}개)",
			},
		},
	},
	safety: { "scale-out": "varies", partition: "safe", replicas: "safe", cache: "suggestion", shard: "suggestion" },
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 3x }
loadbalancer lb x2
service web x2 { capacity: 250rps }

browser -> lb -> web
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 3x }
loadbalancer lb x2
service web x4 { capacity: 250rps }

browser -> lb -> web
`,
	},
	*check(context) {
		for (const [component, analysis] of context.analysis.components) {
			const { utilization } = analysis;
			if (component.kind === "client" || utilization === undefined || utilization < 1) continue;
			// What only fetches from queues is behind, not saturated: see `queue-consumers-saturated`.
			if (fetchesWork(component)) continue;
			const role = busiestRole(analysis.roles);
			const capacity = role?.capacity ?? analysis.capacity ?? 0;
			const assumed = capacityAssumptions(context, component);
			yield {
				element: component,
				...(assumed.length > 0 && { assumed }),
				data: {
					name: component.id,
					node: nodeText(role),
					load: formatRate(capacity * utilization),
					capacity: formatRate(capacity),
					busy: busy(utilization),
					utilization: utilizationText(utilization),
					limit: limitText(analysis),
					backlog: formatRate(capacity * (utilization - 1)),
				},
				fixes: fixesOf(context, component, analysis),
			};
		}
	},
});

function fixesOf(context: RuleContext, component: Component, analysis: ComponentAnalysis): Fix<FixId>[] {
	const { id, kind } = component;
	const need = (now: number): number => Math.ceil((now * analysis.utilization!) / context.thresholds.target - 1e-9);
	switch (kind) {
		case "database":
			return databaseFixes(context, component, analysis);
		case "storage": {
			const from = numberOf(component, "partitions") ?? 1;
			const partition: Step = ({ architecture }) => {
				const found = architecture.elements.get(id);
				return found && [set(found, "partitions", String(need(from)))];
			};
			const data = { from, to: need(from) };
			return [fixOf(context, { id: "partition", safe: true, data, steps: [partition], subject: id })];
		}
		case "dns":
		case "cdn":
		case "external":
			return [];
		default: {
			if (!kinds.get(kind)?.counted) return [];
			const from = component.instances.max;
			const to = Math.max(from + 1, need(analysis.instances));
			const data = { from, to, added: instancesText(to - from), also: companions(component) };
			const steps = scaleOut(component, to);
			return [fixOf(context, { id: "scale-out", safe: onlyNumbers(component), data, steps, subject: id })];
		}
	}
}

/** What helps most comes first: replicas and a cache against reads, shards against writes. */
function databaseFixes(context: RuleContext, database: Component, analysis: ComponentAnalysis): Fix<FixId>[] {
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
			found ??= leastCount(context, database, { from: first, to: most, steps });
			return found;
		};
		return fixOf(context, {
			id: fix,
			safe: fix === "replicas",
			data: () => ({ from, to: count() ?? from, key: shardKey(database), failover: promotion(database) }),
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
	const cache = cacheFix(context, database);
	// The writes alone are too many: each replica would repeat them, and a cache does not take them.
	const busyWithWrites = (analysis.utilization ?? 0) * (writes / (reads + writes));
	if (busyWithWrites >= 1) return [moreShards];
	return reads >= writes ? [moreReplicas, ...cache, moreShards] : [moreShards, ...cache, moreReplicas];
}

/** Not more than a primary can feed. */
const MOST_REPLICAS = 15;
const MOST_SHARDS = 1024;

function cacheFix(context: RuleContext, database: Component): Fix<FixId>[] {
	const { architecture } = context;
	const data = cacheable(context, database);
	if (data.length === 0) return [];
	const step = cacheAside(
		database.id,
		data.map(({ id }) => id),
	);
	const helps: Step = (current) =>
		(utilizationAfter(context, database, [step]) ?? Number.POSITIVE_INFINITY) < 1 ? step(current) : undefined;
	return [
		fixOf(context, {
			id: "cache",
			data: () => ({ cache: newCache(architecture, database, data).name }),
			steps: [helps],
			subject: database.id,
		}),
	];
}

/** Which of its nodes get it: behind the load in English, behind the name in Korean. */
function nodeText(role: RoleAnalysis | undefined): Localized {
	const several = (role?.nodes ?? 1) > 1;
	switch (role?.role) {
		case "primary":
			return { en: several ? " on its primaries" : " on its primary", ko: "(프라이머리)" };
		case "replica":
			return { en: several ? " on its replicas" : " on its replica", ko: "(복제본)" };
		default:
			return { en: "", ko: "" };
	}
}

function limitText({ saturationUsers }: ComponentAnalysis): Localized {
	if (saturationUsers.kind !== "users") return { en: "", ko: "" };
	const users = formatCount(saturationUsers.users);
	return { en: `; it saturates at ${users} users`, ko: `(사용자 ${users}명에서 포화)` };
}

function instancesText(count: number): Localized {
	return { en: count === 1 ? "an instance" : `${count} instances`, ko: `인스턴스 ${count}개` };
}
