import type { Popularity } from "./zipf.ts";

/**
 * Hit ratios of a cache (model M7). Letters: lambda_i reads and w_i writes of item i per second, both by the popularity p_i of
 * its set; T time to live; tau the characteristic time of the cache: how long an item stays that nobody asks for.
 * Requests are independent of one another (Poisson, "independent reference model"). Temporal locality makes LRU better
 * than this, scans make it worse. Bytes and seconds.
 */
export interface CachedSet {
	readonly popularity: Popularity;
	readonly readsPerSecond: number;
	readonly writesPerSecond: number;
	/**
	 * What a write does to the copy in the cache. `delete`: look-aside with invalidation. `store`: write-through and write-back, which
	 * put the item in the cache whether it was there or not. `update`: sets it anew where it is there. `nothing`: it is stale then.
	 */
	readonly onWrite: "delete" | "store" | "update" | "nothing";
	/** Time to live; undefined: none. */
	readonly ttl?: number | undefined;
	/** A hit begins the time to live anew. */
	readonly ttlReset?: boolean;
	/** With the overhead of an item. */
	readonly itemBytes: number;
}

export interface CacheOptions {
	/** All that shares the memory. */
	readonly sets: readonly CachedSet[];
	/** Undefined: unlimited. For a number of items, give every item one byte. */
	readonly capacityBytes?: number | undefined;
	/** Random eviction is like `fifo` (Gelenbe 1973). */
	readonly eviction: Eviction;
}

export type Eviction = "lru" | "fifo" | "lfu";

export interface CacheState {
	/** tau; undefined where the memory is never full, or all that matters is how often items are asked for (LFU). */
	readonly characteristicSeconds: number | undefined;
	/** Held on average. */
	readonly bytes: number;
	/** Share of all reads that hit. */
	readonly hitRatio: number;
	/** Share of all reads that get an old value. */
	readonly staleRatio: number;
	/** In the order of the sets that were given. */
	readonly sets: readonly SetState[];
}

export interface SetState {
	readonly hitRatio: number;
	readonly staleRatio: number;
	/** Items held on average. */
	readonly residents: number;
	/** Probability, for one item of each group of the popularity, that a read of it hits. */
	readonly hits: Float64Array;
}

/**
 * The stationary state. H, the hits of an item between two misses, gives its hit ratio h = H / (1 + H). With g the rate of references
 * that bring it in (reads, and writes that store) and w that of writes that delete it:
 * - it stays until nobody has asked for it for a time I: H = a / (1 - a), a = g / (g + w) (1 - e^(-(g + w) I)). For LRU I is tau; with
 *   w = 0, h = 1 - e^(-g tau) (Fagin 1977; Che, Tung & Wang, JSAC 2002; validity Fricker, Robert & Roberts, ITC 2012). A time to live that
 *   hits begin anew is such a time, too. With unlimited memory h = g / (g + w).
 * - or until a time A after it came in: H = g (1 - e^(-w A)) / w. For FIFO A is tau; with w = 0, h = g tau / (1 + g tau) (Gelenbe
 *   1973; Martina, Garetto & Leonardi, INFOCOM 2014). With a time to live alone h = g T / (1 + g T) (Jung, Berger & Balakrishnan,
 *   INFOCOM 2003). Stored or set anew by writes it lives (e^(w T) - 1) / w on average, a busy period.
 * - with both, H = H_I (1 - e^(-g A / H_I)), exact where one of them never comes first.
 * - LFU, perfect: the most frequent items stay.
 * tau from sum of bytes_i h_i = capacity: an item is there as often as a request would find it. Removed items leave their place free.
 * Error against simulation: below 0.002 for 100 items or more (0.01 for LRU and 0.02 for FIFO of two to four), stale shares below 0.005.
 */
export function cacheState(options: CacheOptions): CacheState {
	const cache = new Cache(options);
	const capacity = options.capacityBytes;
	if (capacity === undefined || capacity >= cache.bytes(Number.POSITIVE_INFINITY) * (1 - 1e-12)) {
		return cache.state(Number.POSITIVE_INFINITY);
	}
	if (!(capacity > 0)) return cache.state(0);
	return cache.state(cache.windowWhere("bytes", capacity));
}

export type MemoryNeeded =
	| { readonly kind: "bytes"; readonly bytes: number }
	/** Times to live and writes keep the hit ratio below that whatever the memory; `highest` is what unlimited memory gives. */
	| { readonly kind: "unreachable"; readonly highest: number };

/** Memory that gives a hit ratio over all sets together. */
export function memoryForHitRatio(
	{ sets, eviction }: Omit<CacheOptions, "capacityBytes">,
	hitRatio: number,
): MemoryNeeded {
	if (!(hitRatio > 0)) return { kind: "bytes", bytes: 0 };
	const cache = new Cache({ sets, eviction });
	const highest = cache.hitRatio(Number.POSITIVE_INFINITY);
	if (hitRatio > highest * (1 + 1e-12)) return { kind: "unreachable", highest };
	if (hitRatio >= highest * (1 - 1e-12)) return { kind: "bytes", bytes: cache.bytes(Number.POSITIVE_INFINITY) };
	return { kind: "bytes", bytes: cache.bytes(cache.windowWhere("hitRatio", hitRatio)) };
}

export type Limit = "memory" | "ttl" | "writes";

/** The hit ratio if one of its limits were not there: what each of them costs is the difference. */
export function hitRatioWithout(limit: Limit, { sets, capacityBytes, eviction }: CacheOptions): number {
	const freed = sets.map((set): CachedSet => {
		if (limit === "ttl") return { ...set, ttl: undefined };
		return limit === "writes" && set.onWrite === "delete" ? { ...set, onWrite: "nothing" } : set;
	});
	return cacheState({ sets: freed, eviction, capacityBytes: limit === "memory" ? undefined : capacityBytes }).hitRatio;
}

/** Items that fit: usable memory / (item + overhead), by default 56 bytes of overhead (Twemcache; Yang, Yue & Rashmi, OSDI 2020). */
export function itemsIn(memoryBytes: number, itemBytes: number, { overhead = 56, usable = 1 } = {}): number {
	const each = Math.max(0, itemBytes) + Math.max(0, overhead);
	if (!(memoryBytes > 0)) return 0;
	return each > 0 ? Math.min(Number.MAX_SAFE_INTEGER, (memoryBytes * usable) / each) : Number.MAX_SAFE_INTEGER;
}

/** Popularity among the reads that miss, which a second level or the store behind sees: shares in proportion to p_i (1 - h_i). */
export function popularityOfMisses({ items, counts, shares }: Popularity, hits: Float64Array): Popularity {
	const missed = shares.map((share, i) => share * (1 - hits[i]!));
	const total = missed.reduce((sum, share, i) => sum + share * counts[i]!, 0);
	return { items, counts, shares: total > 0 ? missed.map((share) => share / total) : shares };
}

/** The groups of one set: entry i of each array is one item of group i. */
interface Groups {
	readonly counts: Float64Array;
	/** g. */
	readonly references: Float64Array;
	/** w, where writes delete; undefined: they do not. */
	readonly deletions: Float64Array | undefined;
	/** w, where writes leave an old copy behind. */
	readonly ageing: Float64Array | undefined;
	/** T where hits begin it anew, else Infinity. */
	readonly idle: number;
	/** T where only misses begin it anew, else Infinity. */
	readonly age: number;
	/** Mean life, where writes begin T anew, and T. */
	readonly renewed: { readonly lives: Float64Array; readonly ttl: number } | undefined;
	readonly itemBytes: number;
	/** Share of the reads of the whole cache. */
	readonly readShare: number;
	/** Share of the reads of the set, of all items of the group. */
	readonly reads: Float64Array;
	/** Where the hit ratios of the groups are put. */
	readonly hits: Float64Array;
}

/**
 * Sums over all groups of all sets for a `window`: the characteristic time tau for LRU and FIFO; for LFU a number of groups in
 * the order of their frequency, the last one in part. The larger the window, the more is held.
 */
class Cache {
	readonly #sets: readonly Groups[];
	readonly #eviction: Eviction;
	/** For LFU: the place of each group among all of them, the most frequent first. */
	readonly #places: readonly Float64Array[];
	#groups = 0;

	constructor({ sets, eviction }: Omit<CacheOptions, "capacityBytes">) {
		const reads = sets.reduce((sum, set) => sum + positive(set.readsPerSecond), 0);
		this.#eviction = eviction;
		this.#sets = sets.map((set) => groupsOf(set, reads > 0 ? positive(set.readsPerSecond) / reads : 1 / sets.length));
		this.#places = eviction === "lfu" ? this.#inOrder() : [];
	}

	bytes(window: number): number {
		return this.#sum((set) => set.itemBytes * dot(set.counts, this.#hits(set, window)));
	}

	hitRatio(window: number): number {
		return Math.min(
			1,
			this.#sum((set) => set.readShare * dot(set.reads, this.#hits(set, window))),
		);
	}

	state(window: number): CacheState {
		const sets = this.#sets.map((set): SetState => {
			const hits = this.#hits(set, window).slice();
			return {
				hitRatio: shareOf(dot(set.reads, hits)),
				staleRatio: set.ageing ? shareOf(dot(set.reads, this.#stale(set, window, hits))) : 0,
				residents: dot(set.counts, hits),
				hits,
			};
		});
		const weighted = (of: (set: SetState) => number): number =>
			shareOf(sets.reduce((sum, set, i) => sum + this.#sets[i]!.readShare * of(set), 0));
		return {
			characteristicSeconds: this.#eviction === "lfu" || window === Number.POSITIVE_INFINITY ? undefined : window,
			bytes: sets.reduce((sum, { residents }, i) => sum + residents * this.#sets[i]!.itemBytes, 0),
			hitRatio: weighted(({ hitRatio }) => hitRatio),
			staleRatio: weighted(({ staleRatio }) => staleRatio),
			sets,
		};
	}

	/** The window at which the bytes or the hit ratio, which grow with it, reach `value`. */
	windowWhere(what: "bytes" | "hitRatio", value: number): number {
		const f = (window: number): number => this[what](window);
		if (this.#eviction === "lfu") return this.#placeWhere(f, value);
		// An item is there at most g tau of the time: no window is smaller than this.
		const slope = this.#sum((set) =>
			what === "bytes"
				? set.itemBytes * dot(set.counts, set.references)
				: set.readShare * dot(set.reads, set.references),
		);
		let low = Math.min(1e300, Math.max(1e-300, value / slope));
		let atLow = f(low) - value;
		while (atLow > 0 && low > 1e-300) {
			low /= 2;
			atLow = f(low) - value;
		}
		let high = low;
		let atHigh = atLow;
		while (atHigh < 0 && high < 1e300) {
			[low, atLow] = [high, atHigh];
			high *= 8;
			atHigh = f(high) - value;
		}
		// On a logarithmic scale the function is nearly straight: regula falsi (Illinois).
		let [a, b] = [Math.log(low), Math.log(high)];
		for (let i = 1; i <= 100 && b - a > 1e-13 * Math.max(1, Math.abs(b)); i++) {
			const x = i % 8 === 0 ? (a + b) / 2 : b - (atHigh * (b - a)) / (atHigh - atLow);
			const at = f(Math.exp(x)) - value;
			if (Math.abs(at) <= 1e-10 * value) return Math.exp(x);
			if (at < 0) {
				a = x;
				atLow = at;
				atHigh /= 2;
			} else {
				b = x;
				atHigh = at;
				atLow /= 2;
			}
		}
		return Math.exp((a + b) / 2);
	}

	#placeWhere(f: (place: number) => number, value: number): number {
		let [low, high] = [0, this.#groups];
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if (f(middle) < value) low = middle;
			else high = middle;
		}
		const [atLow, atHigh] = [f(low), f(high)];
		return atHigh > atLow ? low + (value - atLow) / (atHigh - atLow) : low;
	}

	#inOrder(): Float64Array[] {
		const all = this.#sets.flatMap(({ references }, set) =>
			Array.from(references, (rate, group) => ({ rate, set, group })),
		);
		all.sort((a, b) => b.rate - a.rate);
		const places = this.#sets.map(({ counts }) => new Float64Array(counts.length));
		for (const [place, { set, group }] of all.entries()) places[set]![group] = place;
		this.#groups = all.length;
		return places;
	}

	#sum(of: (set: Groups) => number): number {
		return this.#sets.reduce((sum, set) => sum + of(set), 0);
	}

	/** For each group of a set, the probability that one of its items is there; in an array that the next call fills anew. */
	#hits(set: Groups, window: number): Float64Array {
		const { references, deletions, hits } = set;
		const { idle, age } = this.#limits(set, window);
		if (this.#eviction === "lru" && age === Number.POSITIVE_INFINITY && !set.renewed) {
			// H / (1 + H) = a.
			for (let i = 0; i < hits.length; i++) hits[i] = found(references[i]!, deletions ? deletions[i]! : 0, idle);
			return hits;
		}
		const places = this.#eviction === "lfu" ? this.#places[this.#sets.indexOf(set)]! : undefined;
		for (let i = 0; i < hits.length; i++) {
			const place = places ? Math.min(1, Math.max(0, window - places[i]!)) : 1;
			const between = place > 0 ? hitsBetweenMisses(set, i, deletions, idle, age) : 0;
			hits[i] = between === Number.POSITIVE_INFINITY ? place : (place * between) / (1 + between);
		}
		return hits;
	}

	/** I and A. */
	#limits({ idle, age }: Groups, window: number): { readonly idle: number; readonly age: number } {
		if (this.#eviction === "lru") return { idle: Math.min(window, idle), age };
		return this.#eviction === "fifo" ? { idle, age: Math.min(window, age) } : { idle, age };
	}

	/**
	 * For each group, the share of reads that hit an old copy: of the H hits between two misses those before the first write are
	 * fresh, the same formula with writes that delete.
	 */
	#stale(set: Groups, window: number, hits: Float64Array): Float64Array {
		const { idle, age } = this.#limits(set, window);
		return hits.map((hit, i) => {
			const all = hitsBetweenMisses(set, i, undefined, idle, age);
			const fresh = hitsBetweenMisses(set, i, set.ageing, idle, age);
			if (fresh === Number.POSITIVE_INFINITY || all === 0) return 0;
			return all === Number.POSITIVE_INFINITY ? hit : hit * Math.max(0, 1 - fresh / all);
		});
	}
}

/** H for an item of group i; `writes` end the life of a copy. */
function hitsBetweenMisses(
	{ references, renewed }: Groups,
	i: number,
	writes: Float64Array | undefined,
	idle: number,
	age: number,
): number {
	const g = references[i]!;
	if (g === 0) return 0;
	const life = renewed ? cutOff(renewed.lives[i]!, renewed.ttl, age) : age;
	return atMost(idleHits(g, writes ? writes[i]! : 0, idle), g * life);
}

/** Mean of a life that lasts T at least and `mean` on average, ended after `age`: beyond T taken as exponential. */
function cutOff(mean: number, ttl: number, age: number): number {
	if (age <= ttl) return age;
	const more = mean - ttl;
	if (age === Number.POSITIVE_INFINITY || more === Number.POSITIVE_INFINITY) return Math.min(mean, age);
	return more > 0 ? ttl - more * Math.expm1((ttl - age) / more) : ttl;
}

function groupsOf(set: CachedSet, readShare: number): Groups {
	const { counts, shares } = set.popularity;
	const { onWrite, ttlReset = false } = set;
	const writes = positive(set.writesPerSecond);
	const ttl = set.ttl === undefined ? Number.POSITIVE_INFINITY : positive(set.ttl);
	// Without writes and times to live nothing depends on the rate: with no load at all, the limit of ever less of it.
	const nothing = positive(set.readsPerSecond) === 0 && writes === 0 && ttl === Number.POSITIVE_INFINITY;
	const rate = nothing ? 1 : positive(set.readsPerSecond) + (onWrite === "store" ? writes : 0);
	const written = writes > 0 ? shares.map((share) => writes * share) : undefined;
	const references = shares.map((share) => rate * share);
	const renews = (onWrite === "store" || onWrite === "update") && !ttlReset && ttl < Number.POSITIVE_INFINITY;
	return {
		counts,
		references,
		deletions: onWrite === "delete" ? written : undefined,
		ageing: onWrite === "nothing" ? written : undefined,
		idle: ttlReset ? ttl : Number.POSITIVE_INFINITY,
		age: ttlReset || renews ? Number.POSITIVE_INFINITY : ttl,
		renewed: renews ? { lives: shares.map((share) => renewedLife(writes * share, ttl)), ttl } : undefined,
		itemBytes: positive(set.itemBytes),
		readShare,
		reads: shares.map((share, i) => share * counts[i]!),
		hits: new Float64Array(counts.length),
	};
}

function dot(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
	return sum;
}

/** a = g / (g + w) (1 - e^(-(g + w) t)). */
function found(g: number, w: number, t: number): number {
	if (g === 0) return 0;
	const x = (g + w) * t;
	// Several times as fast as expm1, and as exact where it is used.
	const changed = x > 1e-5 ? 1 - Math.exp(-x) : x * (1 - x / 2);
	return w > 0 ? (g / (g + w)) * changed : changed;
}

/** Mean time until T has passed without a write: (e^(w T) - 1) / w. */
const renewedLife = (w: number, ttl: number): number => (w > 0 ? Math.expm1(w * ttl) / w : ttl);

/** a / (1 - a), a = g / (g + w) (1 - e^(-(g + w) t)): hits until a gap of t without a reference, or a deletion. */
function idleHits(g: number, w: number, t: number): number {
	if (t === Number.POSITIVE_INFINITY) return w > 0 ? g / w : Number.POSITIVE_INFINITY;
	const gone = Math.exp(-(g + w) * t);
	const end = w + g * gone;
	return end > 0 ? (-g * Math.expm1(-(g + w) * t)) / end : Number.POSITIVE_INFINITY;
}

/** H (1 - e^(-limit / H)): hits that end by themselves after H, and in any case after `limit` on average. */
function atMost(hits: number, limit: number): number {
	if (limit === Number.POSITIVE_INFINITY) return hits;
	if (hits === Number.POSITIVE_INFINITY) return limit;
	return hits > 0 ? -hits * Math.expm1(-limit / hits) : 0;
}

/** A sum of shares that is all but for rounding is all: no miss is left that would be shown as a load. */
const shareOf = (sum: number): number => (sum > 1 - 1e-12 ? 1 : sum);

const positive = (x: number): number => (x > 0 ? Math.min(x, Number.MAX_VALUE) : 0);
