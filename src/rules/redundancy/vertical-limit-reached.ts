import type { ComponentAnalysis } from "../../analysis/analysis.ts";
import type { Localized } from "../../language/locale.ts";
import { formatCount, formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { once } from "../../model/once.ts";
import { numberOf } from "../../model/properties.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { cacheAside, cacheable, newCache } from "../repairs/cache-aside.ts";
import { companions, scaleOut } from "../repairs/scale-out.ts";
import { copiesText, shard, shardKey } from "../repairs/shard.ts";
import { leastCount } from "../repairs/what-if.ts";
import { defineRule, type Fix, type RuleContext } from "../rule.ts";
import { survivingInstances } from "../survival.ts";

type FixId = "scale-out" | "cache" | "shard";

/** One machine that would have to be larger than the largest. */
export const verticalLimitReached = defineRule<
	"name" | "node" | "load" | "largest" | "share" | "machines" | "limit",
	FixId
>({
	id: "vertical-limit-reached",
	group: "redundancy",
	since: "0.1.0",
	severity: "error",
	statements: ["N15"],
	text: {
		en: {
			title: "Beyond the largest machine",
			message: "`{name}`{node} gets {load} at the peak, and the largest machine carries {largest}{limit}.",
			why: "λ / C = {load} / {largest} = {share}: no machine that can be had carries this alone. Scaling up ends here, and the last steps cost more for each request than the first. At least {machines} have to share the work from now on.",
			technique:
				"**Scale out, cache, shard.** A service moves its state into a shared store and runs several times. A primary first gets rid of reads, by a cache or replicas, and then is divided into shards.",
			tradeOff:
				"Each of these costs more to build than a larger machine, which is why one starts with that; begin before the ceiling is reached.",
			exceptions: "Says nothing where no largest machine is declared (`largest-capacity`).",
			fixes: {
				"scale-out": "Run {to} instances of `{name}`{also}",
				cache: "Put a look-aside cache `{cache}` x2 in front of the reads of `{name}`",
				shard: "Split `{name}` into {to} shards by `{key}` (now {from}){copies}",
			},
		},
		ko: {
			title: "가장 큰 서버로도 부족함",
			message: "`{name}`{node}의 부하는 피크 때 {load}인데 가장 큰 서버의 용량이 {largest}입니다{limit}.",
			why: "λ / C = {load} / {largest} = {share}이므로 구할 수 있는 어떤 서버도 혼자 감당하지 못합니다. 스케일 업은 여기까지이고, 마지막 단계일수록 요청당 비용이 비쌉니다. 이제 적어도 {machines}대가 나누어 맡아야 합니다.",
			technique:
				"**스케일 아웃, 캐시, 샤드.** 서비스는 상태를 공유 저장소로 옮기고 여러 개를 운영합니다. 프라이머리는 먼저 캐시나 복제본으로 읽기를 덜고, 그다음 샤드로 나눕니다.",
			tradeOff:
				"모두 더 큰 서버보다 만드는 비용이 큽니다. 그래서 더 큰 서버부터 시작하지만, 한계에 닿기 전에 준비해야 합니다.",
			exceptions: "가장 큰 서버의 용량(`largest-capacity`)을 적지 않았다면 아무 말도 하지 않습니다.",
			fixes: {
				"scale-out": "`{name}`의 인스턴스를 {to}개로 늘리기{also}",
				cache: "`{name}`의 읽기 앞에 look-aside 캐시 `{cache}` x2 두기",
				shard: "`{name}`을(를) `{key}` 기준으로 샤드 {to}개로 나누기(현재 {from}개){copies}",
			},
		},
	},
	safety: { "scale-out": "suggestion", cache: "suggestion", shard: "suggestion" },
	example: {
		bad: `data orders { kind: durable, key: customer }

client shops { rate: 3000rps }
loadbalancer lb x2
service checkout x12 {
  writes orders x2
}
database db {
  holds: orders
  replicas: 1
  failover: automatic
  write-capacity: 3000rps
  largest-capacity: 5000rps
}

shops -> lb -> checkout -> db
`,
		good: `data orders { kind: durable, key: customer }

client shops { rate: 3000rps }
loadbalancer lb x2
service checkout x12 {
  writes orders x2
}
database db {
  holds: orders
  replicas: 1
  failover: automatic
  write-capacity: 3000rps
  largest-capacity: 5000rps
  shards: 4
  placement: consistent-hash
}

shops -> lb -> checkout -> db
`,
	},
	*check(context) {
		for (const component of context.each(context.analysis.components.keys())) {
			const analysis = context.analysis.components.get(component)!;
			const largest = numberOf(component, "largest-capacity");
			const load = loadOfOne(component, analysis);
			if (largest === undefined || load === undefined || load <= largest) continue;
			yield {
				element: component,
				data: {
					name: component.id,
					node: component.kind === "database" ? PRIMARY : NOTHING,
					load: formatRate(load),
					largest: formatRate(largest),
					share: formatPercent(load / largest),
					machines: Math.ceil(load / largest),
					limit: limitText(analysis, load / largest),
				},
				fixes:
					component.kind === "database"
						? databaseFixes(context, component, load / largest)
						: serviceFixes(context, component, analysis),
			};
		}
	},
});

const NOTHING: Localized = { en: "", ko: "" };
const PRIMARY: Localized = { en: " on its primary", ko: "의 프라이머리" };

/** What one machine has to carry by itself: the only instance of a tier, the primary of a shard. */
function loadOfOne(component: Component, { roles, requestsPerSecond }: ComponentAnalysis): number | undefined {
	if (component.kind !== "database") return component.instances.max === 1 ? requestsPerSecond : undefined;
	const primary = roles.find(({ role }) => role === "primary");
	return primary && (primary.readsPerSecond + primary.writesPerSecond) / Math.max(1, primary.nodes);
}

/** Users at which the largest machine would have been full. */
function limitText({ saturationUsers, utilization = 0 }: ComponentAnalysis, share: number): Localized {
	if (saturationUsers.kind !== "users" || utilization === 0) return NOTHING;
	const users = formatCount((saturationUsers.users * utilization) / share);
	return { en: `; even that is full at ${users} users`, ko: `(사용자 ${users}명이면 그것도 포화)` };
}

function serviceFixes(context: RuleContext, component: Component, analysis: ComponentAnalysis): Fix<FixId>[] {
	const to = survivingInstances(context, component, analysis);
	if (to === undefined || to < 2) return [];
	const data = { to, also: companions(component) };
	return [fixOf(context, { id: "scale-out", data, steps: scaleOut(component, to), subject: component.id })];
}

/** A cache where reads are what fills it, then shards. */
function databaseFixes(context: RuleContext, database: Component, share: number): Fix<FixId>[] {
	const { id } = database;
	const fits = (after: RuleContext): boolean => {
		const found = after.architecture.elements.get(id);
		const analysis = found?.type === "component" ? after.analysis.components.get(found) : undefined;
		const largest = found && numberOf(found, "largest-capacity");
		const load = found?.type === "component" && analysis ? loadOfOne(found, analysis) : undefined;
		return load !== undefined && largest !== undefined && load <= largest;
	};
	const data = cacheable(context, database);
	const from = numberOf(database, "shards") ?? 1;
	// As many as machines of the present size carry, or else at least of the largest.
	const count = once(() => {
		const steps = (shards: number): readonly Step[] => [shard(id, shards)];
		const estimate = Math.max(from + 1, Math.ceil((from * share) / context.thresholds.target - 1e-9));
		return leastCount(context, database, { from: from + 1, to: MOST_SHARDS, steps, limit: 1 }) ?? estimate;
	});
	return [
		...(data.length > 0
			? [
					fixOf(context, {
						id: "cache",
						data: () => ({ cache: newCache(context.architecture, database, data).name }),
						steps: [
							cacheAside(
								id,
								data.map((one) => one.id),
							),
						],
						subject: id,
						until: fits,
					}),
				]
			: []),
		fixOf(context, {
			id: "shard",
			data: () => ({ from, to: count(), key: shardKey(database), copies: copiesText(database, context.architecture) }),
			steps: [(current) => shard(id, count())(current)],
			subject: id,
			until: fits,
		}),
	];
}

const MOST_SHARDS = 1024;
