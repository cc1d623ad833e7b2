import type { Assumption } from "../../analysis/analysis.ts";
import { formatBytes, formatCount, formatPercent } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { duration } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { allSessionStores, dataKind, heldBy, isSynchronous } from "../graph.ts";
import { numberOr } from "../numbers.ts";
import { defineRule, type Fix, type RuleContext } from "../rule.ts";
import { sessionsOf } from "../sessions.ts";

/** A store in memory that cannot hold all sessions of the peak. */
export const sessionStoreUndersized = defineRule<
	"name" | "count" | "needs" | "has" | "filled" | "limit" | "size" | "seconds",
	"memory" | "ttl"
>({
	id: "session-store-undersized",
	group: "web-tier",
	since: "0.1.0",
	severity: "warning",
	statements: ["N10"],
	text: {
		en: {
			title: "Session store too small",
			message: "`{name}` needs {needs} for {count} sessions at the peak and has {has}, so they fill {filled} of it.",
			why: "Alive at once = users × visits a day × time kept / 86,400 s × peak = {count}, each kept for {seconds} and {size} large with what the store adds: {needs}. Above {limit} of the memory, fragmentation and copies for snapshots leave no room. Then sessions are evicted before they expire, and to evict a session is to log its user out.",
			technique:
				"**Memory for all sessions of the peak.** Here nothing may be evicted: size the store for users × visits × time kept, refuse to evict (`noeviction` in Redis), and alert well before it is full.",
			tradeOff: "Memory is paid for all day; a shorter expiry needs less of it and logs idle users out sooner.",
			exceptions: "Not needed for a database, which keeps sessions on disk.",
			fixes: {
				memory: "Give each node of `{name}` {memory} of memory",
				ttl: "Let the sessions in `{name}` expire after {ttl} instead of {seconds}",
			},
		},
		ko: {
			title: "너무 작은 세션 저장소",
			message: "`{name}`에는 피크 때 세션 {count}개를 위해 {needs}가 필요한데 메모리가 {has}이어서 {filled}가 찹니다.",
			why: "동시에 살아 있는 세션은 사용자 × 하루 방문 수 × 보관 시간 / 86,400초 × 피크 = {count}개입니다. 하나는 {seconds} 동안 보관되고 저장소의 오버헤드까지 {size}이므로 모두 {needs}입니다. 메모리의 {limit}를 넘으면 단편화와 스냅숏용 복사본이 들어갈 자리가 없습니다. 그러면 만료되기 전에 세션이 제거되는데, 세션이 제거되면 그 사용자는 로그아웃됩니다.",
			technique:
				"**피크의 모든 세션이 들어가는 메모리.** 여기서는 아무것도 제거되면 안 됩니다. 사용자 × 방문 수 × 보관 시간에 맞추어 크기를 정하고, 제거를 금지하며(Redis의 `noeviction`), 가득 차기 훨씬 전에 경보를 울립니다.",
			tradeOff:
				"메모리 비용은 하루 종일 듭니다. 만료 시간을 줄이면 덜 필요하지만 쉬고 있는 사용자가 더 일찍 로그아웃됩니다.",
			exceptions: "세션을 디스크에 보관하는 데이터베이스에는 필요 없습니다.",
			fixes: {
				memory: "`{name}`의 노드마다 메모리를 {memory}로 늘리기",
				ttl: "`{name}`의 세션이 {seconds} 대신 {ttl} 뒤에 만료되게 하기",
			},
		},
	},
	safety: { memory: "safe", ttl: "suggestion" },
	example: {
		bad: `data logins { kind: session, size: 4KB }

client browser { users: 5M, requests: 20/day, peak: 3x, visits: 2/day }
loadbalancer lb x2
service web x20 { sessions: redis }
cache redis x2 { holds: logins, replicas: 1, ttl: 30min, memory: 1GB }

browser -> lb -> web
`,
		good: `data logins { kind: session, size: 4KB }

client browser { users: 5M, requests: 20/day, peak: 3x, visits: 2/day }
loadbalancer lb x2
service web x20 { sessions: redis }
cache redis x2 { holds: logins, replicas: 1, ttl: 30min, memory: 2GB }

browser -> lb -> web
`,
	},
	*check(context) {
		const { architecture, analysis, thresholds } = context;
		const full = thresholds.memory;
		const stores = allSessionStores(architecture);
		const rates = new Map<Component, number>();
		for (const [store, services] of stores) {
			rates.set(
				store,
				sum(services, (service) => analysis.components.get(service)?.requestsPerSecond ?? 0),
			);
		}
		const all = sum([...rates.values()], (rate) => rate);
		for (const store of context.each(stores.keys())) {
			const memory = store.kind === "cache" ? numberOf(store, "memory") : undefined;
			if (memory === undefined || !(all > 0)) continue;
			const need = needOf(context, store, callers(stores.get(store)!), rates.get(store)! / all);
			if (!need || !(need.bytes > 0)) continue;
			const nodes = store.instances.min;
			const usable = numberOr(store, "usable-memory", 1);
			const has = memory * usable * nodes;
			if (need.bytes <= full * has) continue;
			yield {
				element: store,
				assumed: need.assumed,
				data: {
					name: store.id,
					count: formatCount(need.count),
					needs: formatBytes(need.bytes),
					has: formatBytes(has),
					filled: formatPercent(need.bytes / has),
					limit: formatPercent(full),
					size: formatBytes(need.bytes / need.count),
					seconds: duration(need.seconds),
				},
				fixes: fixesOf(context, store, {
					...need,
					perNode: need.bytes / (full * usable * nodes),
					fits: (full * has) / need.bytes,
				}),
			};
		}
	},
});

interface Need {
	readonly bytes: number;
	readonly count: number;
	readonly seconds: number;
	readonly assumed: readonly Assumption[];
}

/** Of all sessions that the store has to hold: the part `share` of those of the clients. */
function needOf(context: RuleContext, store: Component, of: ReadonlySet<Component>, share: number): Need | undefined {
	const held = heldBy(store).filter((data) => dataKind(data) === "session");
	const overhead = numberOr(store, "overhead", 0);
	let [bytes, count, seconds] = [0, 0, 0];
	const assumed: Assumption[] = [];
	for (const data of held.length > 0 ? held : [undefined]) {
		const sessions = sessionsOf(context, data, { store, of });
		if (sessions.atOnce === undefined) return undefined;
		count += sessions.atOnce * share;
		bytes += sessions.atOnce * share * (sessions.bytes + overhead);
		seconds = Math.max(seconds, sessions.seconds);
		assumed.push(...sessions.assumed);
	}
	return { bytes, count, seconds, assumed };
}

function fixesOf(
	context: RuleContext,
	{ id }: Component,
	{ seconds, perNode, fits }: Need & { readonly perNode: number; readonly fits: number },
): Fix<"memory" | "ttl">[] {
	const memory = `${2 ** Math.max(0, Math.ceil(Math.log2(perNode / 1e9)))}GB`;
	const enlarge = change(id, ["memory", memory]);
	const minutes = Math.floor((seconds * fits) / 60);
	const shorten: Step = ({ architecture }) => {
		const found = architecture.elements.get(id);
		return found && minutes >= SHORTEST_MINUTES ? [set(found, "ttl", `${minutes}min`)] : undefined;
	};
	return [
		fixOf(context, { id: "memory", safe: true, data: { memory }, steps: [enlarge], subject: id }),
		fixOf(context, { id: "ttl", data: { ttl: duration(minutes * 60) }, steps: [shorten], subject: id }),
	];
}

/** Who expires sooner than that is logged out between two pages. */
const SHORTEST_MINUTES = 10;

/** Clients whose requests get to one of the services. */
function callers(services: readonly Component[]): ReadonlySet<Component> {
	const seen = new Set(services);
	for (const component of seen) for (const link of component.incoming) if (isSynchronous(link)) seen.add(link.from);
	return new Set([...seen].filter(({ kind }) => kind === "client"));
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
	return items.reduce((total, item) => total + of(item), 0);
}
