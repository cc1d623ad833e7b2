import { memo } from "../memo.ts";
import {
	type CacheOptions,
	type CacheState,
	cacheState,
	type Eviction,
	hitRatioWithout,
	type Limit,
	type MemoryNeeded,
	memoryForHitRatio,
} from "../models/cache.ts";
import { Recent } from "../recent.ts";
import { type CachedData, cacheOptions } from "./cached-data.ts";
import { COARSE, questionOf } from "./predicted-hit-ratio.ts";

/** How a cache differs from the one that is designed. */
export interface Difference {
	readonly capacityBytes?: number;
	readonly eviction?: Eviction;
	/** Of all data in it; `none`: nothing expires. */
	readonly ttl?: number | "none";
}

/** What a cache holds and answers as it is, and what it would with another memory, eviction or expiry. */
export interface OtherContents {
	readonly state: (difference?: Difference) => CacheState;
	readonly hitRatioWithout: (limit: Limit) => number;
	/** Memory of all nodes together. */
	readonly memoryFor: (hitRatio: number) => MemoryNeeded;
}

/** Answers are kept: the same questions come again with each change of a text. */
const recent = new Recent<OtherContents>(1000);

export function otherContents(cached: CachedData): OtherContents {
	return recent.get(questionOf(cached), () => {
		const { sets, ...rest } = cacheOptions(cached, COARSE);
		return contentsOf({ ...rest, sets: sets.map((set) => ({ ...set, data: undefined, seen: undefined })) });
	});
}

/** What answers later is made here, where it does not see the elements and with them the text of the design, which it would keep. */
function contentsOf(options: CacheOptions): OtherContents {
	const states = new Map<string, CacheState>();
	const without = new Map<Limit, number>();
	const needed = new Map<number, MemoryNeeded>();
	return {
		state: ({ ttl, ...difference } = {}) =>
			memo(states, `${difference.capacityBytes} ${difference.eviction} ${ttl}`, () =>
				cacheState({
					...options,
					...difference,
					...(ttl !== undefined && {
						sets: options.sets.map((set) => ({ ...set, ttl: ttl === "none" ? undefined : ttl })),
					}),
				}),
			),
		hitRatioWithout: (limit) => memo(without, limit, () => hitRatioWithout(limit, options)),
		memoryFor: (hitRatio) => memo(needed, hitRatio, () => memoryForHitRatio(options, hitRatio)),
	};
}
