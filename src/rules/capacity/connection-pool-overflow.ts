import type { Assumption } from "../../analysis/analysis.ts";
import { present } from "../../analysis/models/storage.ts";
import type { Localized } from "../../language/locale.ts";
import { formatCount, formatRate } from "../../language/numbers.ts";
import type { Component, Link } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { duration, listed } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { isSynchronous } from "../graph.ts";
import { newPooler, poolConnections } from "../repairs/pooler.ts";
import { defineRule, type Finding, type Fix, type RuleContext } from "../rule.ts";

type FixId = "pooler" | "smaller" | "larger";
type Data = "name" | "fault" | "arithmetic";

/** More connections than their target holds, or fewer than the calls need. */
export const connectionPoolOverflow = defineRule<Data, FixId>({
	id: "connection-pool-overflow",
	group: "capacity",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	exclusive: "capacity",
	text: {
		en: {
			title: "Connection pools do not fit",
			message: "`{name}` {fault}.",
			why: "{arithmetic}. Each instance opens a pool of its own, so scaling out the callers multiplies the connections of their target, where each takes memory and contends for locks; above its limit it refuses them. A pool that is too small does the opposite: calls wait for a connection while the target has time.",
			technique:
				"**Connection pooler.** A proxy in front of the target holds the connections of all callers and passes their calls on over a few of its own. Or smaller pools: a node works on few calls at once anyway, and calls per second × time of a call is what a pool needs (Little's law).",
			tradeOff:
				"A pooler is one more hop and has to be redundant; in its economical modes a connection keeps no session state from one transaction to the next.",
			exceptions:
				"Not needed behind a proxy or pooler, and silent where `pool-size` or `max-connections` is not declared.",
			fixes: {
				pooler: "Put a pair of connection poolers `{pooler}` in front of `{name}`",
				smaller: "Make the pools of {callers} smaller ({sizes})",
				larger: "Give each instance of `{name}` {to} connections to `{target}` (now {from})",
			},
		},
		ko: {
			title: "맞지 않는 연결 풀",
			message: "`{name}`은(는) {fault}.",
			why: "{arithmetic}입니다. 인스턴스마다 풀을 따로 열기 때문에 호출하는 쪽을 늘리면 대상의 연결도 그만큼 늘어납니다. 연결은 하나하나가 메모리를 쓰고 잠금을 다투며, 한도를 넘으면 거절됩니다. 풀이 너무 작으면 반대로 대상이 한가한데도 호출이 연결을 기다립니다.",
			technique:
				"**연결 풀러.** 대상 앞의 프록시가 모든 호출자의 연결을 맡고 자신의 연결 몇 개로 호출을 전달합니다. 아니면 풀을 줄입니다. 노드가 동시에 처리하는 호출은 어차피 많지 않고, 풀에 필요한 크기는 초당 호출 수 × 호출 시간입니다(리틀의 법칙).",
			tradeOff:
				"풀러는 홉을 하나 늘리고 이중화해야 합니다. 연결을 아끼는 모드에서는 트랜잭션이 바뀌면 세션 상태가 남지 않습니다.",
			exceptions:
				"프록시나 풀러 뒤에서는 필요 없고, `pool-size`나 `max-connections`가 적혀 있지 않으면 아무 말도 하지 않습니다.",
			fixes: {
				pooler: "`{name}` 앞에 연결 풀러 `{pooler}` 한 쌍 두기",
				smaller: "{callers}의 풀 줄이기({sizes})",
				larger: "`{name}`의 인스턴스마다 `{target}`에 연결 {to}개 두기(현재 {from}개)",
			},
		},
	},
	safety: { pooler: "suggestion", smaller: "safe", larger: "safe" },
	example: {
		bad: `data orders { kind: durable }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x40 {
  capacity: 50rps
  pool-size: 20
  reads orders x2
}
database db { holds: orders, replicas: 1, failover: automatic, max-connections: 500 }

browser -> lb -> web -> db
`,
		good: `data orders { kind: durable }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x40 {
  capacity: 50rps
  pool-size: 20
  reads orders x2
}
loadbalancer pooler "Connection pooler" x2
database db { holds: orders, replicas: 1, failover: automatic, max-connections: 500 }

browser -> lb -> web -> pooler -> db
`,
	},
	*check(context) {
		for (const target of context.each(context.architecture.components)) {
			const pools = poolsOf(target);
			if (pools.length === 0) continue;
			const most = numberOf(target, "max-connections");
			const total = connectionsOf(pools);
			if (most !== undefined && total > most) yield tooMany(context, target, pools, total, most);
			for (const pool of pools) yield* tooFew(context, target, pool, (most ?? Number.POSITIVE_INFINITY) - total);
		}
	},
});

/** What instances of a caller open to each node of a target. */
interface Pool {
	readonly link: Link;
	readonly from: Component;
	readonly size: number;
	/** Where its size is declared. */
	readonly of: Component | Link;
}

/** Those of its callers themselves; behind a proxy it is the proxy that opens connections. */
function poolsOf(target: Component): readonly Pool[] {
	return target.incoming.filter(isSynchronous).flatMap((link): Pool[] => {
		const { from } = link;
		if (from.kind !== "service" && from.kind !== "worker") return [];
		const own = numberOf(link, "pool-size");
		const size = own ?? numberOf(from, "pool-size");
		return size === undefined ? [] : [{ link, from, size, of: own === undefined ? from : link }];
	});
}

function connectionsOf(pools: readonly Pool[]): number {
	return pools.reduce((sum, { from, size }) => sum + from.instances.max * size, 0);
}

function tooMany(
	context: RuleContext,
	target: Component,
	pools: readonly Pool[],
	total: number,
	most: number,
): Finding<Data, FixId> {
	const terms = listed(pools.map(termText));
	const sum = pools.map(({ from, size }) => `${from.instances.max} × ${size}`).join(" + ");
	return {
		element: target,
		data: {
			name: target.id,
			fault: {
				en: `holds ${most} connections, and its callers open ${total}: ${terms.en}`,
				ko: `연결을 ${most}개까지 받는데 호출하는 쪽이 ${total}개를 엽니다: ${terms.ko}`,
			},
			arithmetic: { en: `n × pool = ${sum} = ${total}, of ${most}`, ko: `n × 풀 = ${sum} = ${total}, 한도는 ${most}` },
		},
		related: pools.map(({ from: element, link: { at } }) => ({ at, element })),
		fixes: [
			fixOf(context, {
				id: "pooler",
				data: () => ({ pooler: newPooler(context.architecture, target).name }),
				steps: [poolConnections(target.id, (link) => isSynchronous(link) && isCaller(link.from))],
				subject: target.id,
				until: ({ architecture }) => {
					const found = architecture.elements.get(target.id);
					return found?.type === "component" && connectionsOf(poolsOf(found)) <= most;
				},
			}),
			...smaller(context, pools, most / total),
		],
	};
}

function isCaller({ kind }: Component): boolean {
	return kind === "service" || kind === "worker";
}

function termText({ from, size }: Pool): Localized {
	const { max } = from.instances;
	return {
		en: `${max} instances of \`${from.id}\` with ${size} each`,
		ko: `\`${from.id}\` 인스턴스 ${max}개에 ${size}개씩`,
	};
}

/** All by the same factor; not where that leaves somebody fewer than the calls need. */
function smaller(context: RuleContext, pools: readonly Pool[], factor: number): Fix<FixId>[] {
	const next = pools.map((pool) => ({ ...pool, next: Math.floor(pool.size * factor) }));
	if (next.some((pool) => pool.next < Math.max(1, needOf(context, pool)?.connections ?? 0))) return [];
	const shrink: Step = ({ architecture }) =>
		next.flatMap(({ of, next: size }) => {
			if ("from" in of) {
				return architecture.links.filter(({ id }) => id === of.id).map((link) => set(link, "pool-size", String(size)));
			}
			const found = architecture.elements.get(of.id);
			return found ? [set(found, "pool-size", String(size))] : [];
		});
	const callers = listed(next.map(({ from: { id } }) => ({ en: `\`${id}\``, ko: `\`${id}\`` })));
	const sizes = next.map((pool) => `${pool.size} -> ${pool.next}`).join(", ");
	return [fixOf(context, { id: "smaller", safe: true, data: { callers, sizes }, steps: [shrink] })];
}

/** Connections of one instance that its calls keep busy, by Little's law. */
interface Need {
	readonly connections: number;
	readonly callsPerSecond: number;
	readonly seconds: number;
	readonly instances: number;
}

function needOf({ analysis }: RuleContext, { link, from }: Pool): Need | undefined {
	const callsPerSecond = analysis.links.get(link)?.requestsPerSecond ?? 0;
	const seconds = analysis.details.of(link.to).responseTime?.mean;
	const instances = analysis.components.get(from)?.instances ?? 0;
	if (!(callsPerSecond > 0) || seconds === undefined || !(instances > 0)) return undefined;
	return { connections: present(callsPerSecond, seconds) / instances, callsPerSecond, seconds, instances };
}

function* tooFew(context: RuleContext, target: Component, pool: Pool, room: number): Iterable<Finding<Data, FixId>> {
	const need = needOf(context, pool);
	if (!need || need.connections <= pool.size) return;
	const { from, size, of, link } = pool;
	const connections = formatCount(need.connections);
	const to = Math.ceil(need.connections / context.thresholds.hot);
	const enlarge: Step = ({ architecture }) => {
		if ((to - size) * from.instances.max > room) return undefined;
		if ("from" in of) {
			return architecture.links.filter(({ id }) => id === of.id).map((one) => set(one, "pool-size", String(to)));
		}
		const found = architecture.elements.get(of.id);
		return found && [set(found, "pool-size", String(to))];
	};
	const [calls, time] = [formatRate(need.callsPerSecond), duration(need.seconds)];
	yield {
		element: from,
		at: link.at,
		assumed: assumedTimes(context, target),
		data: {
			name: from.id,
			fault: {
				en: `has ${size} connections to \`${target.id}\` in each instance, and its calls keep ${connections} busy`,
				ko: `인스턴스마다 \`${target.id}\`에 연결이 ${size}개인데 호출에 ${connections}개가 필요합니다`,
			},
			arithmetic: {
				en: `λ × R / n = ${calls} × ${time.en} / ${need.instances} = ${connections}, of ${size}`,
				ko: `λ × R / n = ${calls} × ${time.ko} / ${need.instances} = ${connections}, 풀은 ${size}`,
			},
		},
		related: [{ at: { file: target.file, span: target.declaration.kind }, element: target }],
		fixes: [
			fixOf(context, { id: "larger", safe: true, data: { target: target.id, from: size, to }, steps: [enlarge] }),
		],
	};
}

/** Defaults that the time of a call rests on. */
function assumedTimes({ analysis }: RuleContext, target: Component): readonly Assumption[] {
	const { assumptions = [] } = analysis.components.get(target) ?? {};
	return assumptions.filter(({ property }) => TIMES.has(property));
}

const TIMES: ReadonlySet<string> = new Set([
	"capacity",
	"read-capacity",
	"write-capacity",
	"concurrency",
	"service-time",
]);
