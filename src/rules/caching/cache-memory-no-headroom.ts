import { formatBytes, formatPercent } from "../../language/numbers.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { defineRule } from "../rule.ts";
import { assumedOf, contentsOf, gigabytes, HEADROOM, hitsAfter, memoryOfNode } from "./contents.ts";
import { copyCaches } from "./copies.ts";

/** A cache that reaches what it should, with nothing to spare. */
export const cacheMemoryNoHeadroom = defineRule<"name" | "hits" | "target" | "needed" | "used" | "memory", "memory">({
	id: "cache-memory-no-headroom",
	group: "caching",
	since: "0.1.0",
	severity: "info",
	statements: ["N42"],
	text: {
		en: {
			title: "Cache memory without room",
			message: "`{name}` needs {used} of its {memory} a node to answer {target} of its reads.",
			why: "Items for {target} of the reads take {needed} of {memory}. Data grows, memory fragments, and buffers of replication take their part: a little more of any of them, and the cache throws out what it needs ({hits} hit now).",
			technique: "**Over-provision memory by a percentage.** A quarter more is a buffer for growth and fragmentation.",
			tradeOff: "Memory that is rarely used is paid for.",
			exceptions:
				"Not needed where it is fine that fewer reads hit: a cache throws out what is least wanted first, and the store carries the misses.",
			fixes: { memory: "Give each node of `{name}` {more} of memory instead of {memory}" },
		},
		ko: {
			title: "여유가 없는 캐시 메모리",
			message: "`{name}`이(가) 읽기의 {target}에 응답하려면 노드마다 {memory} 가운데 {used}가 필요합니다.",
			why: "읽기의 {target}를 맡는 항목이 {memory} 가운데 {needed}를 차지합니다. 데이터가 늘거나 메모리가 단편화되거나 복제 버퍼가 조금만 더 차지해도 필요한 항목이 방출됩니다(지금 적중률 {hits}).",
			technique: "**메모리를 일정 비율 넉넉하게.** 4분의 1쯤 더 두면 증가와 단편화에 대비할 수 있습니다.",
			tradeOff: "거의 쓰지 않는 메모리에도 비용이 듭니다.",
			exceptions:
				"적중률이 조금 낮아져도 괜찮다면 필요 없습니다. 캐시는 가장 덜 필요한 것부터 방출하고, 미스는 저장소가 감당합니다.",
			fixes: { memory: "`{name}`의 노드마다 메모리를 {memory} 대신 {more}로 하기" },
		},
	},
	safety: { memory: "safe" },
	example: {
		bad: `data posts { kind: durable, size: 2KB, items: 10M, skew: 0.9 }

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
  memory: 3500MB
}
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
		good: `data posts { kind: durable, size: 2KB, items: 10M, skew: 0.9 }

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
  memory: 4GB
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
			if (!contents || !room || contents.state.hitRatio < thresholds.hitRatio) continue;
			const needed = contents.other.memoryFor(thresholds.hitRatio);
			if (needed.kind === "unreachable" || needed.bytes <= thresholds.memory * room) continue;
			const each = memoryOfNode(cache, contents, needed.bytes)!;
			const more = gigabytes(each * HEADROOM);
			const { id } = cache;
			yield {
				element: cache,
				at: memory.at,
				assumed: assumedOf(contents),
				data: {
					name: id,
					hits: formatPercent(contents.state.hitRatio),
					target: formatPercent(thresholds.hitRatio),
					needed: formatBytes(each),
					used: formatPercent(needed.bytes / room),
					memory: formatBytes(memoryOfNode(cache, contents, room)!),
				},
				fixes: more
					? [
							fixOf(context, {
								id: "memory",
								safe: true,
								data: { more },
								steps: [change(id, ["memory", more])],
								effect: hitsAfter(id, contents),
							}),
						]
					: [],
			};
		}
	},
});
