import { formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { busy, capacityAssumptions, names, utilizationText } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { copiesOf, isManaged } from "../graph.ts";
import { replicate } from "../repairs/scale-out.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { callersOf, copyCaches } from "./copies.ts";
import { type AfterLoss, afterLoss, degradesGracefully, mayFillUp } from "./losses.ts";

/** A store that breaks down as soon as the cache before it does. */
export const cacheLoadCliff = defineRule<
	"name" | "store" | "loss" | "breaks" | "now" | "hits" | "load" | "carries" | "callers" | "replicas",
	"copies" | "shed" | "replicas"
>({
	id: "cache-load-cliff",
	group: "caching",
	since: "0.1.0",
	severity: "error",
	statements: ["N30", "N40"],
	production: true,
	text: {
		en: {
			title: "Store that needs its cache",
			message: "When {loss}, `{store}` {breaks}.",
			why: "`{name}` answers {hits} of the reads, so `{store}` is only {now} busy. Without them {load} arrive there, while it carries {carries}: the store goes down with the cache, and stays down, since a cache that is empty cannot be filled from a store that does not answer.",
			technique:
				"**Redundant cache, and load shedding.** A copy of each item on another node keeps the hits when a node is lost; consistent hashing keeps a lost node from moving the items of all others. What the store cannot carry is refused before it gets there, and misses of the same item are merged, so that it can recover.",
			tradeOff:
				"A store with room for every read wastes money nearly all the time. The usual compromise is redundancy of nodes and shedding of load: some requests are refused while the cache fills again.",
			exceptions:
				"Accepted where the design merges misses (`stampede`) and refuses what is too much (`rate-limit`) for that time.",
			fixes: {
				copies: "Keep a copy of each item on another node of `{name}`{placement}",
				shed: "Merge misses of the same item, and refuse what is too much at {callers}",
				replicas: "Give `{store}` {replicas} replicas, which carry all reads",
			},
		},
		ko: {
			title: "캐시 없이 버티지 못하는 저장소",
			message: "{loss} `{store}`의 {breaks}.",
			why: "`{name}`이(가) 읽기의 {hits}에 응답하므로 `{store}`의 사용률은 {now}에 그칩니다. 이 적중이 없으면 {load}이(가) 오는데 처리할 수 있는 것은 {carries}입니다. 저장소가 캐시와 함께 멈추고, 응답하지 않는 저장소로는 빈 캐시를 다시 채울 수 없어 회복하지 못합니다.",
			technique:
				"**캐시 이중화와 부하 차단.** 항목마다 다른 노드에 복제본을 두면 노드를 잃어도 적중이 유지됩니다. 안정 해시를 쓰면 노드 하나를 잃어도 다른 노드의 항목이 옮겨 가지 않습니다. 저장소가 감당하지 못할 요청은 닿기 전에 거절하고 같은 항목의 미스를 합치면 회복할 수 있습니다.",
			tradeOff:
				"모든 읽기를 감당하는 저장소는 거의 항상 놀게 됩니다. 보통은 노드를 이중화하고 부하를 차단합니다. 캐시가 다시 채워지는 동안 일부 요청은 거절됩니다.",
			exceptions:
				"그동안 미스를 합치고(`stampede`) 넘치는 요청을 거절하도록(`rate-limit`) 설계했다면 받아들일 수 있습니다.",
			fixes: {
				copies: "`{name}`의 다른 노드에 항목마다 복제본 두기{placement}",
				shed: "같은 항목의 미스를 합치고 {callers}에서 넘치는 요청을 거절하기",
				replicas: "모든 읽기를 감당하도록 `{store}`의 복제본을 {replicas}개로 늘리기",
			},
		},
	},
	safety: { copies: "safe", shed: "suggestion", replicas: "safe" },
	example: {
		bad: `data posts { kind: durable, size: 2KB, items: 1M, skew: 0.9 }

client browser { rate: 1000rps }
loadbalancer lb x2
service web x4 {
  capacity: 500rps
  reads posts x10
}
cache cache x4 { holds: posts, read: look-aside, write: write-around, invalidate: delete, ttl: 24h }
database db { holds: posts, replicas: 1, failover: automatic, read-capacity: 4000/s }

browser -> lb -> web -> cache, db
`,
		good: `data posts { kind: durable, size: 2KB, items: 1M, skew: 0.9 }

client browser { rate: 1000rps }
loadbalancer lb x2
service web x4 {
  capacity: 500rps
  reads posts x10
}
cache cache x4 { holds: posts, read: look-aside, write: write-around, invalidate: delete, ttl: 24h, replicas: 1 }
database db { holds: posts, replicas: 1, failover: automatic, read-capacity: 4000/s }

browser -> lb -> web -> cache, db
`,
	},
	*check(context) {
		const { architecture, analysis, thresholds } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			const found = cliffOf(context, cache);
			if (!found) continue;
			const { id } = cache;
			const { loss, nodes } = found;
			const storeId = loss.store.id;
			const replicas = Math.ceil(
				(Math.max(1, numberOf(loss.store, "replicas") ?? 0) * loss.after) / thresholds.afterFailure,
			);
			const assumed = capacityAssumptions(context, loss.store);
			const until = (after: RuleContext): boolean => {
				const element = after.architecture.elements.get(id);
				return element?.type === "component" && cliffOf(after, element) === undefined;
			};
			const modulo = wordOf(cache, "placement") === "modulo";
			const copies: Step = (now) => {
				const element = now.architecture.elements.get(id);
				return (
					element && [set(element, "replicas", "1"), ...(modulo ? [set(element, "placement", "consistent-hash")] : [])]
				);
			};
			const callers = callersOf(cache);
			yield {
				element: cache,
				...(assumed.length > 0 && { assumed }),
				data: {
					name: id,
					store: storeId,
					loss: lossText(cache, nodes),
					breaks: isText(loss.after),
					now: utilizationText(loss.before),
					hits: formatPercent(analysis.components.get(cache)?.hitRatio ?? 0),
					load: formatRate(loss.loadPerSecond),
					carries: formatRate(loss.capacityPerSecond ?? 0),
					callers: names(callers),
					replicas,
				},
				fixes: [
					fixOf(context, {
						id: "copies",
						safe: true,
						data: {
							placement: modulo
								? { en: ", and place items by consistent hashing", ko: ", 안정 해시로 배치하기" }
								: { en: "", ko: "" },
						},
						steps: [copies],
						subject: id,
						until,
					}),
					fixOf(context, { id: "shed", steps: [shed(id)], subject: id, until }),
					...(loss.store.kind === "database"
						? [
								fixOf(context, {
									id: "replicas" as const,
									safe: true,
									steps: [replicate(storeId, replicas)],
									subject: storeId,
									until,
								}),
							]
						: []),
				],
			};
		}
	},
});

/** Copies on other nodes keep the hits, whichever node is lost. */
function cliffOf(
	context: RuleContext,
	cache: Component,
): { readonly loss: AfterLoss; readonly nodes: number } | undefined {
	const all = cache.instances.min;
	if (all < 2 || copiesOf(cache) > all || isManaged(cache)) return undefined;
	if (degradesGracefully(context.architecture, cache) || !mayFillUp(context, cache)) return undefined;
	const whole = afterLoss(context, cache, all);
	if (!whole || whole.after < 1 || whole.before >= 1) return undefined;
	const one = afterLoss(context, cache, 1);
	return one && one.after >= 1 ? { loss: one, nodes: 1 } : { loss: whole, nodes: all };
}

function shed(id: string): Step {
	return ({ architecture }) => {
		const cache = architecture.elements.get(id);
		if (cache?.type !== "component") return undefined;
		const callers = callersOf(cache);
		if (!callers.every(({ kind }) => kind === "service" || kind === "gateway")) return undefined;
		const unlimited = callers.filter(({ properties }) => !properties.has("rate-limit"));
		const coalesces = (wordOf(cache, "stampede") ?? "none") !== "none";
		return [
			...(coalesces ? [] : [set(cache, "stampede", "single-flight")]),
			...unlimited.map((caller) => set(caller, "rate-limit", "true")),
		];
	};
}

function lossText({ id }: Component, nodes: number) {
	if (nodes === 1) return { en: `one node of \`${id}\` is lost`, ko: `\`${id}\`의 노드 하나를 잃으면` };
	return { en: `\`${id}\` is lost`, ko: `\`${id}\`을(를) 잃으면` };
}

function isText(utilization: number) {
	const { en, ko } = busy(utilization);
	return { en: `is ${en}`, ko: `${ko}가 됩니다` };
}
