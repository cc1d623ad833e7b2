import { Facts } from "../../analysis/facts.ts";
import { keyLoadOf } from "../../analysis/stores/shards.ts";
import { formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component, DataSet } from "../../model/architecture.ts";
import { elementsOf, numberOf } from "../../model/properties.ts";
import { callersOf } from "../caching/copies.ts";
import { assumedFor } from "../caching-strategies/strategies.ts";
import { capacityAssumptions, names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { heldBy, isManaged, ofKind } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** A key that is read so often that its node is busier than the others, however many there are. */
export const hotKeyCache = defineRule<
	"name" | "data" | "share" | "rate" | "busy" | "nodes" | "even" | "callers",
	"copies" | "local"
>({
	id: "hot-key-cache",
	group: "hot-keys",
	since: "0.1.0",
	severity: "warning",
	statements: ["N67"],
	text: {
		en: {
			title: "Hot key on one cache node",
			message: "The hottest item of {data} in `{name}` gets {rate}: {busy} of what its node carries.",
			why: "An item is on one node, and {share} of the reads of {data} are for the hottest one. Evenly spread, each of {nodes} nodes would get {even}. More nodes divide the other items and leave this one where it is; at Facebook a single key took a fifth of a server.",
			technique:
				"**Copies of the hottest items.** On several nodes, of which readers choose one at random; or for a moment in the memory of the servers that ask, so that each of them asks once and not each request.",
			tradeOff: "Each write has to reach all copies, and those inside the servers are old for as long as they live.",
			exceptions:
				"Not where the servers keep the hottest items themselves (`local-cache`), or several nodes have them (`hot-copies`).",
			fixes: {
				copies: "Keep the hottest items of `{name}` on {count} nodes each",
				local: "Let {callers} keep the hottest {data} in their own memory for a moment",
			},
		},
		ko: {
			title: "캐시 노드 하나에 몰리는 핫 키",
			message:
				"`{name}`에 있는 {data}의 가장 뜨거운 항목에 {rate}이(가) 몰립니다. 그 노드가 감당하는 양의 {busy}입니다.",
			why: "항목은 노드 하나에 있는데, {data} 읽기의 {share}가 가장 뜨거운 항목을 찾습니다. 고르게 나뉜다면 노드 {nodes}개에 각각 {even}씩 갑니다. 노드를 늘려도 다른 항목만 나뉘고 이 항목은 그대로입니다. Facebook에서는 키 하나가 서버의 5분의 1을 차지하기도 했습니다.",
			technique:
				"**가장 뜨거운 항목의 사본.** 여러 노드에 두고 읽는 쪽이 그중 하나를 무작위로 고릅니다. 또는 묻는 서버의 메모리에 잠깐 두면 요청마다가 아니라 서버마다 한 번만 묻습니다.",
			tradeOff: "쓸 때 모든 사본에 써야 하고, 서버 안의 사본은 남아 있는 동안 오래된 값입니다.",
			exceptions:
				"서버가 가장 뜨거운 항목을 직접 갖거나(`local-cache`) 여러 노드에 두었다면(`hot-copies`) 해당하지 않습니다.",
			fixes: {
				copies: "`{name}`의 가장 뜨거운 항목을 노드 {count}개에 두기",
				local: "{callers}이(가) 가장 뜨거운 {data}을(를) 자기 메모리에 잠깐 두기",
			},
		},
	},
	safety: { copies: "suggestion", local: "suggestion" },
	example: {
		bad: `data profiles { kind: durable, size: 2KB, items: 10M, hottest: 20% }

client app { rate: 60000rps }
loadbalancer lb x4
service web x200 {
  capacity: 500rps
  timeout: 1s
  reads profiles x4
}
cache cache x8 {
  holds: profiles
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  capacity: 80000rps
  replicas: 1
}
database db { holds: profiles, replicas: 3, failover: automatic }

app -> lb -> web -> cache, db
`,
		good: `data profiles { kind: durable, size: 2KB, items: 10M, hottest: 20% }

client app { rate: 60000rps }
loadbalancer lb x4
service web x200 {
  capacity: 500rps
  timeout: 1s
  reads profiles x4
}
cache cache x8 {
  holds: profiles
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  capacity: 80000rps
  replicas: 1
  hot-copies: 2
}
database db { holds: profiles, replicas: 3, failover: automatic }

app -> lb -> web -> cache, db
`,
	},
	*check(context) {
		for (const cache of context.each(ofKind(context.architecture, "cache"))) {
			if (isManaged(cache)) continue;
			const hottest = hottestOf(context, cache);
			if (!hottest) continue;
			const { data, share, rate, each, copies } = hottest;
			const nodes = cache.instances.min;
			const isUneven = nodes > 2 && share / copies > 2 / nodes && rate / copies > NOTICEABLE * each;
			if (rate / copies <= HALF * each && !isUneven) continue;
			const { id } = cache;
			const count = Math.min(nodes, Math.max(2, Math.ceil(rate / (HALF * each)), Math.ceil((share * nodes) / 2)));
			const callers = callersOf(cache).filter(({ kind }) => kind === "service");
			const assumed = [
				...capacityAssumptions(context, cache),
				...(data.properties.has("hottest") ? [] : assumedFor(data, "skew")),
			];
			const spread = change(id, ["hot-copies", String(count)]);
			const local: Step = ({ architecture }) => {
				const kept = architecture.elements.get(data.id);
				if (kept?.type !== "data") return undefined;
				return callers.flatMap((caller) => {
					const found = architecture.elements.get(caller.id);
					return found ? [set(found, "local-cache", [...elementsOf(found, "local-cache"), kept])] : [];
				});
			};
			yield {
				element: cache,
				assumed,
				data: {
					name: id,
					data: names([data]),
					share: formatPercent(share),
					rate: formatRate(rate / copies),
					busy: formatPercent(rate / copies / each),
					nodes,
					even: formatRate((context.analysis.components.get(cache)?.reads ?? 0) / nodes),
					callers: names(callers),
				},
				fixes: [
					...(count > copies && nodes > 1
						? [fixOf(context, { id: "copies" as const, data: { count }, steps: [spread], subject: id })]
						: []),
					...(callers.length > 0 ? [fixOf(context, { id: "local" as const, steps: [local], subject: id })] : []),
				],
			};
		}
	},
});

const HALF = 0.5;
/** Of a node; a share of less than that hurts nobody. */
const NOTICEABLE = 0.05;

/** The item that is read most, of data that the servers in front do not keep themselves. */
function hottestOf({ analysis }: RuleContext, cache: Component) {
	const numbers = analysis.components.get(cache);
	if (!numbers?.capacity || !Number.isFinite(numbers.capacity)) return undefined;
	const each = numbers.capacity / Math.max(1, cache.instances.min);
	const copies = numberOf(cache, "hot-copies") ?? 1;
	const facts = new Facts();
	const callers = callersOf(cache);
	let hottest: { readonly data: DataSet; readonly share: number; readonly rate: number } | undefined;
	for (const data of heldBy(cache)) {
		const reads = numbers.readsByData.get(data) ?? 0;
		if (reads === 0 || callers.some((caller) => elementsOf(caller, "local-cache").includes(data))) continue;
		const { hottest: share } = keyLoadOf(data, facts);
		if (!hottest || reads * share > hottest.rate) hottest = { data, share, rate: reads * share };
	}
	return hottest && { ...hottest, each, copies };
}
