import { formatBytes, formatPercent, formatRate } from "../../language/numbers.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { times } from "../edit/operations.ts";
import { defineRule } from "../rule.ts";
import {
	assumedOf,
	type Contents,
	contentsOf,
	gigabytes,
	HEADROOM,
	hitsAfter,
	memoryOfNode,
	missesOf,
} from "./contents.ts";
import { copyCaches } from "./copies.ts";

/** A cache that throws out what is asked for again. */
export const cacheMemorySmall = defineRule<
	"name" | "hits" | "target" | "memory" | "needed" | "doubled" | "misses",
	"memory" | "nodes"
>({
	id: "cache-memory-small",
	group: "caching",
	since: "0.1.0",
	severity: "warning",
	statements: ["N41"],
	text: {
		en: {
			title: "Too little memory for a cache",
			message: "`{name}` answers {hits} of its reads with {memory} a node; {target} take {needed}.",
			why: "Items are thrown out before they are asked for again, and {misses} go on to the store. Popularity falls off slowly, so the hit ratio grows about with the logarithm of the memory: twice as much gives {doubled}.",
			technique:
				"**Memory for the working set.** As much as the items take that answer the reads one wants answered, with their overhead, and some room beside: in larger nodes, or in more of them, among which the items are divided.",
			tradeOff: "Each further point of the hit ratio takes more memory than the one before.",
			exceptions:
				"Not needed where every item is equally popular, or where the expiry or writes keep the hit ratio down whatever the memory.",
			fixes: {
				memory: "Give each node of `{name}` {more} of memory instead of {memory}",
				nodes: "Divide the items of `{name}` among {count} nodes instead of {from}",
			},
		},
		ko: {
			title: "메모리가 부족한 캐시",
			message:
				"`{name}`은(는) 노드마다 {memory}로 읽기의 {hits}에 응답합니다. {target}에 응답하려면 {needed}가 필요합니다.",
			why: "항목이 다시 요청되기 전에 방출되어 저장소로 {misses}이(가) 넘어갑니다. 인기는 천천히 줄어들므로 적중률은 대략 메모리의 로그에 비례합니다. 두 배로 늘리면 {doubled}가 됩니다.",
			technique:
				"**작업 집합만큼의 메모리.** 응답하려는 읽기를 맡는 항목들이 추가 공간까지 합쳐 차지하는 만큼에 여유를 더합니다. 노드를 키우거나, 항목을 나누어 갖는 노드를 늘립니다.",
			tradeOff: "적중률을 1%p 더 올릴 때마다 앞의 1%p보다 많은 메모리가 듭니다.",
			exceptions: "모든 항목의 인기가 같거나, 메모리와 관계없이 만료나 쓰기 때문에 적중률이 낮다면 해당하지 않습니다.",
			fixes: {
				memory: "`{name}`의 노드마다 메모리를 {memory} 대신 {more}로 하기",
				nodes: "`{name}`의 항목을 노드 {from}개 대신 {count}개에 나누기",
			},
		},
	},
	safety: { memory: "safe", nodes: "suggestion" },
	example: {
		bad: `data posts { kind: durable, size: 2KB, items: 50M, skew: 0.9 }

client app { rate: 2000rps }
service web x8 {
  capacity: 500rps
  timeout: 1s
  reads posts x2
}
cache cache x2 {
  holds: posts
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  eviction: lru
  memory: 2GB
  replicas: 1
}
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
		good: `data posts { kind: durable, size: 2KB, items: 50M, skew: 0.9 }

client app { rate: 2000rps }
service web x8 {
  capacity: 500rps
  timeout: 1s
  reads posts x2
}
cache cache x2 {
  holds: posts
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  eviction: lru
  memory: 32GB
  replicas: 1
}
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
	},
	*check(context) {
		const { architecture, thresholds } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			const memory = cache.properties.get("memory");
			if (!memory) continue;
			const contents = contentsOf(context, cache);
			const room = contents?.cached.capacityBytes;
			if (!contents || !room || contents.cached.sets.every(({ skew, hottest }) => skew === 0 && !hottest)) continue;
			const { other, state } = contents;
			if (state.hitRatio >= thresholds.hitRatio) continue;
			const target = reachable(contents, thresholds.hitRatio);
			const needed = target === undefined ? undefined : other.memoryFor(target);
			if (needed?.kind !== "bytes" || needed.bytes <= room) continue;
			const each = memoryOfNode(cache, contents, needed.bytes)!;
			const now = memoryOfNode(cache, contents, room)!;
			const doubled = other.state({ capacityBytes: 2 * room }).hitRatio;
			const { id } = cache;
			const more = gigabytes(each * HEADROOM);
			const from = cache.instances.min;
			const count = Math.ceil((from * each * HEADROOM) / now);
			const { min, max } = cache.instances;
			yield {
				element: cache,
				at: memory.at,
				assumed: assumedOf(contents),
				data: {
					name: id,
					hits: formatPercent(state.hitRatio),
					target: formatPercent(target!),
					memory: formatBytes(now),
					needed: formatBytes(each),
					doubled: formatPercent(doubled),
					misses: formatRate(missesOf(context, cache, contents)),
				},
				fixes: [
					...(more
						? [
								fixOf(context, {
									id: "memory" as const,
									safe: true,
									data: { more },
									steps: [change(id, ["memory", more])],
									effect: hitsAfter(id, contents),
								}),
							]
						: []),
					...(min === max && count <= MOST_NODES
						? [
								fixOf(context, {
									id: "nodes" as const,
									data: { from, count },
									steps: [
										({ architecture: now }) => {
											const found = now.elements.get(id);
											return found?.type === "component" ? [times(found, count)] : undefined;
										},
									],
									effect: hitsAfter(id, contents),
								}),
							]
						: []),
				],
			};
		}
	},
});

/** What to aim at; below the target where expiry and writes keep the hits down, if memory alone is worth a lot even so. */
function reachable({ other, state }: Contents, target: number): number | undefined {
	const highest = other.hitRatioWithout("memory");
	if (highest >= target) return target;
	return highest - state.hitRatio >= WORTH_IT ? highest * NEARLY : undefined;
}

const WORTH_IT = 0.2;
const NEARLY = 0.9;

/** Beyond that, larger nodes are what one takes. */
const MOST_NODES = 64;
