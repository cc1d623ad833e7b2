import type { Eviction } from "../../analysis/models/cache.ts";
import { formatPercent } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { flagOf, wordOf } from "../../model/properties.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { defineRule, type Finding, type RuleContext } from "../rule.ts";
import { assumedOf, type Contents, contentsOf, hitsAfter } from "./contents.ts";
import { copyCaches } from "./copies.ts";

type Data = "name" | "problem" | "reason";
type FixId = "lru" | "lfu";

/** What a full cache throws out is left to chance, or is the wrong thing. */
export const cacheEvictionPolicy = defineRule<Data, FixId>({
	id: "cache-eviction-policy",
	group: "caching",
	since: "0.1.0",
	severity: "info",
	statements: ["N43", "N44"],
	text: {
		en: {
			title: "Eviction policy",
			message: "Eviction policy of `{name}`: {problem}.",
			why: "What a full cache throws out decides what it still answers. {reason}",
			technique:
				"**An eviction policy that fits.** Least recently used (LRU) is the safe choice for loads that one does not know. Least frequently used (LFU) hits most while the same items stay popular, since what is asked for once pushes nothing out. First in, first out (FIFO) is the cheapest to run, and at usual sizes little worse.",
			tradeOff: "LRU is flushed by a large scan; LFU is slow to notice new favourites.",
			exceptions: "It does not matter where copies expire before the memory is full.",
			fixes: {
				lru: "Let `{name}` throw out what was least recently used (LRU)",
				lfu: "Let `{name}` throw out what is least frequently used (LFU)",
			},
		},
		ko: {
			title: "방출 정책",
			message: "`{name}`의 방출 정책: {problem}.",
			why: "가득 찬 캐시가 무엇을 내보내는지에 따라 무엇에 응답할 수 있는지가 정해집니다. {reason}",
			technique:
				"**맞는 방출 정책.** 부하의 성격을 모른다면 LRU(가장 오래 쓰지 않은 것)가 무난합니다. 같은 항목이 계속 인기 있을 때는 한 번만 요청된 항목이 다른 것을 밀어내지 못하는 LFU(가장 적게 쓴 것)의 적중률이 가장 높습니다. FIFO(먼저 들어온 것)는 가장 가볍고, 보통의 크기에서는 크게 뒤지지 않습니다.",
			tradeOff: "LRU는 한꺼번에 많이 훑어 읽으면 쓸려 나가고, LFU는 새로 인기를 얻은 항목을 늦게 알아챕니다.",
			exceptions: "메모리가 차기 전에 사본이 만료된다면 상관없습니다.",
			fixes: {
				lru: "`{name}`이(가) 가장 오래 쓰지 않은 것을 내보내기(LRU)",
				lfu: "`{name}`이(가) 가장 적게 쓴 것을 내보내기(LFU)",
			},
		},
	},
	safety: { lru: "safe", lfu: "safe" },
	example: {
		bad: `data posts { kind: durable, size: 2KB, items: 10M }

client app { rate: 500rps }
service web x8 {
  reads posts x2
}
cache cache x2 {
  holds: posts
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  memory: 4GB
}
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
		good: `data posts { kind: durable, size: 2KB, items: 10M }

client app { rate: 500rps }
service web x8 {
  reads posts x2
}
cache cache x2 {
  holds: posts
  read: look-aside
  write: write-around
  invalidate: delete
  ttl: 24h
  memory: 4GB
  eviction: lru
}
database db { holds: posts, replicas: 1, failover: automatic }

app -> web -> cache, db
`,
	},
	*check(context) {
		for (const cache of context.each(copyCaches(context.architecture))) {
			// Where all of it fits, nothing is thrown out.
			if (!cache.properties.has("memory") && !cache.properties.has("max-items")) continue;
			const finding = found(context, cache);
			if (finding) yield finding;
		}
	},
});

function found(context: RuleContext, cache: Component): Finding<Data, FixId> | undefined {
	const { id } = cache;
	const policy = wordOf(cache, "eviction");
	const contents = contentsOf(context, cache);
	const replace = (to: FixId) =>
		fixOf(context, {
			id: to,
			safe: true,
			steps: [change(id, ["eviction", to])],
			...(contents && { effect: hitsAfter(id, contents) }),
		});
	const at = cache.properties.get("eviction")?.at;
	if (policy === undefined) {
		if (!contents || !isFull(contents)) return undefined;
		return { element: cache, data: { name: id, ...texts.open }, fixes: [replace("lru")] };
	}
	if (policy === "none") {
		// What expires makes room again.
		if (cache.properties.has("ttl")) return undefined;
		return {
			element: cache,
			...(at && { at }),
			severity: "warning",
			data: { name: id, ...texts.none },
			fixes: [replace("lru")],
		};
	}
	if (!contents || contents.cached.capacityBytes === undefined) return undefined;
	const now = contents.state.hitRatio;
	const stable = contents.cached.sets.every(({ data }) => flagOf(data, "stable") === true);
	const skewed = contents.cached.sets.some(({ skew }) => skew >= context.thresholds.skewed);
	const hits = (eviction: Eviction): number => contents.other.state({ eviction }).hitRatio;
	const [better, text] =
		policy !== "lfu" && stable && hits("lfu") - now > FIVE_POINTS
			? (["lfu", texts.stable] as const)
			: policy === "fifo" && skewed && hits("lru") - now > POINT
				? (["lru", texts.fifo] as const)
				: [];
	return (
		better && {
			element: cache,
			...(at && { at }),
			assumed: assumedOf(contents),
			data: { name: id, ...text(now, hits(better)) },
			fixes: [replace(better)],
		}
	);
}

/** Else what comes in takes the place of nothing: all of it fits, or expires before the memory is full. */
function isFull({ state }: Contents): boolean {
	return state.characteristicSeconds !== undefined;
}

const POINT = 0.01;
const FIVE_POINTS = 0.05;

const texts = {
	open: {
		problem: {
			en: `it is not said what goes when the memory is full`,
			ko: `메모리가 가득 찼을 때 무엇을 내보낼지 적혀 있지 않습니다`,
		},
		reason: {
			en: "Engines differ in what they do by default: some evict at random, and some refuse new items. The numbers here assume LRU.",
			ko: "기본 동작은 엔진마다 다릅니다. 무작위로 내보내기도 하고, 새 항목을 거절하기도 합니다. 여기의 수치는 LRU라고 가정한 것입니다.",
		},
	},
	none: {
		problem: {
			en: `nothing is thrown out, and nothing expires`,
			ko: `아무것도 내보내지 않고, 만료되는 것도 없습니다`,
		},
		reason: {
			en: "Once its memory is full, every new item is refused for good: what came first stays, whether somebody reads it or not.",
			ko: "메모리가 차면 새 항목을 모두 거절합니다. 아무도 읽지 않더라도 먼저 들어온 것이 계속 남습니다.",
		},
	},
	stable: (now: number, then: number) => ({
		problem: {
			en: `${formatPercent(now)} of the reads hit; with what is least frequently used thrown out it would be ${formatPercent(then)}`,
			ko: `지금은 읽기의 ${formatPercent(now)}에 응답하고, 가장 적게 쓴 것을 내보내면 ${formatPercent(then)}입니다`,
		},
		reason: {
			en: "The same items stay popular (`stable: true`), so what was asked for most often so far is what will be asked for.",
			ko: "같은 항목이 계속 인기 있으므로(`stable: true`) 지금까지 가장 자주 쓴 것이 앞으로도 쓰입니다.",
		},
	}),
	fifo: (now: number, then: number) => ({
		problem: {
			en: `popular items go with the others, so ${formatPercent(now)} of the reads hit, with LRU ${formatPercent(then)}`,
			ko: `인기 항목도 똑같이 내보내 적중률이 ${formatPercent(now)}이고, LRU라면 ${formatPercent(then)}입니다`,
		},
		reason: {
			en: "First in, first out does not look at use: an item that is read all the time goes when its turn comes, and has to be fetched again.",
			ko: "FIFO는 쓰임을 보지 않습니다. 계속 읽히는 항목도 차례가 되면 나가고, 다시 가져와야 합니다.",
		},
	}),
};
