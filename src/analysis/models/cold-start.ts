import { type CachedSet, type CacheOptions, type CacheState, cacheState } from "./cache.ts";

/**
 * A cache that was emptied (model M7). At t seconds an item is there if it was referenced since, and not removed after:
 * h_i(t) = g / (g + w) (1 - e^(-(g + w) t)), w its writes where they delete; with unlimited memory and no writes this is
 * 1 - e^(-lambda_i t). It ends in the stationary state, which for LRU it reaches at the characteristic time exactly. An
 * item that was loaded beforehand is there from the start until it is written, expires or is evicted.
 */
export interface ColdStart {
	/** Share of reads that hit after so many seconds. */
	readonly hitRatioAt: (seconds: number) => number;
	/** Reads per second that the store behind gets then; not more than it carries, where that was given. */
	readonly backendReadsAt: (seconds: number) => number;
	/** Reads per second that find neither a copy nor a free store at the start. */
	readonly refusedAtStart: number;
	/** Time until the hit ratio is the share `part` of the stationary one; undefined if it never is. */
	readonly secondsTo: (part: number) => number | undefined;
	readonly stationary: CacheState;
}

export interface ColdStartOptions extends CacheOptions {
	/** Of each set, so many of the most popular items are loaded beforehand. */
	readonly warmItems?: readonly number[];
	/**
	 * Reads per second that the store behind can answer. Where more miss, the rest are refused and do not come back, so the cache
	 * fills only as fast as the store allows: t(u) = integral of max(1, misses / capacity) up to the time u that it takes unhindered.
	 */
	readonly backendCapacity?: number | undefined;
}

export function coldStart({ warmItems = [], backendCapacity, ...cache }: ColdStartOptions): ColdStart {
	const stationary = cacheState(cache);
	const reads = cache.sets.reduce((sum, { readsPerSecond }) => sum + Math.max(0, readsPerSecond), 0);
	const full = stationary.characteristicSeconds ?? Number.POSITIVE_INFINITY;
	// Until then nothing is thrown out, so that an item is there if it was asked for.
	const filled = cache.capacityBytes === undefined || cache.eviction === "lru" ? full : 0;
	const unhindered = (seconds: number): number => {
		let hits = 0;
		for (const [i, set] of cache.sets.entries()) {
			const room = cache.capacityBytes === undefined ? Number.POSITIVE_INFINITY : cache.capacityBytes / set.itemBytes;
			const warm = Math.min(warmItems[i] ?? 0, room);
			const moment = { seconds, warm, full, filling: seconds < filled };
			hits += Math.max(0, set.readsPerSecond) * setHitRatio(set, stationary.sets[i]!.hits, moment);
		}
		return reads > 0 ? Math.min(1, hits / reads) : 0;
	};
	const missesAt = (seconds: number): number => reads * (1 - unhindered(seconds));
	const limit = backendCapacity ?? Number.POSITIVE_INFINITY;
	const clock = limit < missesAt(0) ? throttledClock(missesAt, limit) : UNHINDERED;
	const goal = (part: number): number | undefined => {
		const wanted = stationary.hitRatio * part;
		if (unhindered(0) >= wanted) return 0;
		if (unhindered(LONGEST) < wanted) return undefined;
		let [low, high] = [SHORTEST, LONGEST];
		for (let i = 0; i < 60; i++) {
			const middle = Math.sqrt(low * high);
			if (unhindered(middle) < wanted) low = middle;
			else high = middle;
		}
		return high;
	};
	return {
		stationary,
		hitRatioAt: (seconds) => unhindered(clock.unhindered(seconds)),
		backendReadsAt: (seconds) => Math.min(limit, missesAt(clock.unhindered(seconds))),
		refusedAtStart: Math.max(0, missesAt(0) - limit),
		secondsTo: (part) => {
			const seconds = goal(part);
			return seconds === undefined ? undefined : clock.real(seconds);
		},
	};
}

interface Moment {
	readonly seconds: number;
	readonly warm: number;
	/** When the first items that nobody asks for are thrown out. */
	readonly full: number;
	/** Nothing has been thrown out yet. */
	readonly filling: boolean;
}

function setHitRatio(
	{ popularity, readsPerSecond, writesPerSecond, onWrite, ttl = Number.POSITIVE_INFINITY }: CachedSet,
	stationary: Float64Array,
	{ seconds, warm, full, filling }: Moment,
): number {
	const { counts, shares } = popularity;
	const writes = Math.max(0, writesPerSecond);
	const rate = Math.max(0, readsPerSecond) + (onWrite === "store" ? writes : 0);
	const removal = onWrite === "delete" ? writes : 0;
	const warmLasts = seconds < full && seconds < ttl;
	const limited = !filling || seconds >= ttl;
	let left = warm;
	let hits = 0;
	for (let i = 0; i < counts.length; i++) {
		const g = rate * shares[i]!;
		const r = removal * shares[i]!;
		const changed = -Math.expm1(-(g + r) * seconds);
		const cold = g + r > 0 ? Math.min(limited ? stationary[i]! : 1, (g / (g + r)) * changed) : 0;
		const warmShare = left > 0 ? Math.min(1, left / counts[i]!) : 0;
		left -= counts[i]!;
		const kept = warmLasts && g + r > 0 ? 1 - (r / (g + r)) * changed : warmLasts ? 1 : stationary[i]!;
		hits += counts[i]! * shares[i]! * (cold + warmShare * (kept - cold));
	}
	return hits;
}

interface Clock {
	readonly real: (unhindered: number) => number | undefined;
	readonly unhindered: (real: number) => number;
}

const UNHINDERED: Clock = { real: (seconds) => seconds, unhindered: (seconds) => seconds };

/** Seconds between which a warm-up is followed. */
const SHORTEST = 1e-9;
const LONGEST = 1e12;

/** t(u) by trapezoids on a geometric scale; a store that carries nothing never warms a cache. */
function throttledClock(missesAt: (unhindered: number) => number, limit: number): Clock {
	if (!(limit > 0)) return { real: (seconds) => (seconds === 0 ? 0 : undefined), unhindered: () => 0 };
	const factor = 10 ** 0.05;
	const slowness = (u: number): number => Math.max(1, missesAt(u) / limit);
	const points: { readonly u: number; readonly t: number }[] = [{ u: 0, t: 0 }];
	let [u, t, slow] = [0, 0, slowness(0)];
	for (let next = SHORTEST; next < LONGEST && slow > 1; next *= factor) {
		const slowNext = slowness(next);
		t += ((slow + slowNext) / 2) * (next - u);
		[u, slow] = [next, slowNext];
		points.push({ u, t });
	}
	const last = points[points.length - 1]!;
	const between = (x: number, from: "u" | "t", to: "u" | "t"): number => {
		const k = points.findIndex((point) => point[from] >= x);
		if (k === 0) return 0;
		// From the last point on the store keeps up, or the load is so high for ever.
		if (k < 0) return last[to] + (x - last[from]) * (from === "u" ? slow : 1 / slow);
		const [a, b] = [points[k - 1]!, points[k]!];
		return a[to] + ((x - a[from]) / (b[from] - a[from])) * (b[to] - a[to]);
	};
	return { real: (seconds) => between(seconds, "u", "t"), unhindered: (seconds) => between(seconds, "t", "u") };
}
