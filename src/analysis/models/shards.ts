import { expectedMaximum, gammaP, normalCdf } from "./special-functions.ts";
import { hottestShare, type Popularity, sumOfPowers } from "./zipf.ts";

/**
 * How unevenly keys load shards (model M9). K shards; p_i share of key i in the load, p1 that of the hottest key. Keys are placed
 * independently and at random (hash, modulo, consistent hashing), unless it says otherwise. Shares are of the whole load.
 */
export interface KeyLoad {
	/** p1. */
	readonly hottest: number;
	/** Sum of p_i^2. */
	readonly sumOfSquares: number;
	/** Sum of p_i^3. */
	readonly sumOfCubes: number;
	readonly keys: number;
}

export function keyLoad(popularity: Popularity): KeyLoad {
	return {
		hottest: hottestShare(popularity),
		sumOfSquares: sumOfPowers(popularity, 2),
		sumOfCubes: sumOfPowers(popularity, 3),
		keys: popularity.items,
	};
}

/** Several data sets in one store, each with its share of the load. */
export function combinedKeyLoad(sets: readonly { readonly share: number; readonly load: KeyLoad }[]): KeyLoad {
	const total = sets.reduce((sum, { share }) => sum + Math.max(0, share), 0);
	const part = (share: number): number => (total > 0 ? Math.max(0, share) / total : 1 / sets.length);
	return {
		hottest: sets.reduce((most, { share, load }) => Math.max(most, part(share) * load.hottest), 0),
		sumOfSquares: sets.reduce((sum, { share, load }) => sum + part(share) ** 2 * load.sumOfSquares, 0),
		sumOfCubes: sets.reduce((sum, { share, load }) => sum + part(share) ** 3 * load.sumOfCubes, 0),
		keys: sets.reduce((sum, { load }) => sum + load.keys, 0),
	};
}

/** The least that the largest share is on average: the hottest key and an even part of the rest, p1 + (1 - p1) / K. More shards do not get below p1. */
export function leastLargestShare({ hottest }: Pick<KeyLoad, "hottest">, shards: number): number {
	return hottest + (1 - hottest) / atLeastOne(shards);
}

/**
 * The share of the largest of K shards, on average over placements: the larger of p1 + (1 - p1) / K and 1 / K + `unevenness`.
 * Within 3 % of simulation for Zipf exponents from 0 to 1.2, K from 2 to 256 and at least 16 keys a shard, mostly within 1 %; within
 * 6 % down to 2 keys a shard, mostly within 2 %. `ring` says how evenly consistent hashing divides the keys, `ringImbalance`; the excesses of both add as
 * deviations do.
 */
export function largestShare(load: KeyLoad, shards: number, ring = 1): number {
	const K = atLeastOne(shards);
	if (K === 1) return 1;
	const excess = Math.hypot(unevenness(load, K).excess, (Math.max(1, ring) - 1) / K);
	return Math.min(1, Math.max(leastLargestShare(load, K), 1 / K + excess));
}

export interface Unevenness {
	/** How many deviations the largest shard lies above the mean. */
	readonly deviations: number;
	/** Of the load of one shard from the mean of all of them. */
	readonly deviation: number;
	/** Their product. */
	readonly excess: number;
}

/**
 * By how much the largest of K shards exceeds 1 / K: z sigma. The loads of the shards add up to 1, so from their own mean they deviate
 * by sigma^2 = (1 / K) sum of p_i^2, which is K / (K - 1) times the variance of one of them. z is the mean of the largest of K standard
 * normals, z_K, and what the skewness g of a load adds to it where few keys make it up (Cornish & Fisher 1938): (E[z^2] - 1) g / 6,
 * with g up to 1.3, for above that a single key makes up most of it, and `leastLargestShare` counts.
 */
export function unevenness(
	{ sumOfSquares, sumOfCubes }: Pick<KeyLoad, "sumOfSquares" | "sumOfCubes">,
	shards: number,
): Unevenness {
	const K = atLeastOne(shards);
	if (K === 1) return { deviations: 0, deviation: 0, excess: 0 };
	const one = (1 / K) * (1 - 1 / K);
	const skewness = sumOfSquares > 0 ? ((1 - 2 / K) * sumOfCubes) / (Math.sqrt(one) * sumOfSquares ** 1.5) : 0;
	const { mean, square } = maximumOfNormals(K);
	const deviations = mean + ((square - 1) * within(skewness, 0, MOST_SKEWED)) / 6;
	const deviation = Math.sqrt(sumOfSquares / K);
	return { deviations, deviation, excess: deviations * deviation };
}

const MOST_SKEWED = 1.3;

/** Where a directory says which shard a key is on, it is at best even: max(p1, 1 / K). */
export function directoryShare({ hottest }: Pick<KeyLoad, "hottest">, shards: number): number {
	return Math.max(hottest, 1 / atLeastOne(shards));
}

/** z_K: mean of the largest of K standard normals; 0.564 of two, 1.03 of four, 2.82 of 256 (Tippett, Biometrika 17, 1925). */
export function expectedMaximumOfNormals(K: number): number {
	return maximumOfNormals(K).mean;
}

/** The largest of K standard normals, and its square, on average. */
function maximumOfNormals(K: number): { readonly mean: number; readonly square: number } {
	if (!(K > 1)) return { mean: 0, square: 1 };
	let mean = -0.5;
	let square = -LOWEST;
	const logs = logNormal();
	for (let i = 0; i < logs.length; i++) {
		const beyond = -Math.expm1(K * logs[i]!);
		mean += beyond;
		square += 2 * (LOWEST + i * WIDTH) * beyond;
	}
	return { mean: LOWEST + WIDTH * mean, square: LOWEST ** 2 + WIDTH * square };
}

/** ln of the normal distribution function from LOWEST on, in steps of WIDTH up to where it is 0: trapezoids as in `expectedMaximum`. */
const LOWEST = -8;
const WIDTH = 0.05;
let tabulated: Float64Array | undefined;
/** Tabulated when it is first asked for: few designs do, and all would wait for it at the start. */
const logNormal = (): Float64Array =>
	(tabulated ??= Float64Array.from({ length: 341 }, (_, i) => Math.log(normalCdf(LOWEST + i * WIDTH))));

/**
 * Largest share over the mean share of K nodes on a ring with v virtual nodes each. The arcs of K v random points are exponentials
 * over their sum, a node's arcs Gamma(v); their maximum over the sum has the mean E[max of K Gamma(v)] / v. Exact; for v = 1
 * the harmonic number H_K (K = 10: 2.93; v = 10: 1.54; v = 100: 1.16).
 */
export function ringImbalance(nodes: number, virtualNodes: number): number {
	const K = atLeastOne(nodes);
	const v = Math.min(1e6, atLeastOne(virtualNodes));
	if (K === 1) return 1;
	// Deviation of Gamma(v) is sqrt(v); its tail falls as e^-x.
	const spread = Math.sqrt(v) * 9;
	const high = v + spread + 6 + Math.log(K) + 30 / Math.sqrt(v);
	return Math.max(1, expectedMaximum(K, (x) => gammaP(v, x), { low: Math.max(0, v - spread), high }) / v);
}

/** Load of one shard over the whole when the share s of queries asks all shards: s + (1 - s) times its share. */
export function scatteredShare(share: number, scatter: number): number {
	return scatter + (1 - scatter) * share;
}

/** The load at which the largest shard is full, over the capacity of one shard: 1 / largest share, and not K. */
export function effectiveShards(largest: number): number {
	return largest > 0 ? 1 / largest : 1;
}

export interface Salting {
	/** How many of the hottest keys are split. */
	readonly keys: number;
	/** Suffixes of each, m. */
	readonly suffixes: number;
	/** Sub-keys are placed by their hash, or one after another on different shards. */
	readonly placement: "hash" | "round-robin";
}

export interface SaltedLoad {
	/** Share of the writes that the largest shard gets. */
	readonly largestWriteShare: number;
	/** Reads that the largest shard gets, over all reads of users: a read of a salted key asks all its sub-keys. */
	readonly largestReadLoad: number;
	/** Reads of all shards over reads of users: 1 + P (m - 1), P the share of the salted keys. */
	readonly readAmplification: number;
	/** Shards that the sub-keys of one key lie on, on average. */
	readonly shardsPerKey: number;
}

/**
 * Keys split by a suffix. The largest shard is the largest of three:
 * - the one with most of the sub-keys of the hottest key, p1 E[M] / m, M the largest of m balls in K bins, and an even part of
 *   the rest; placed in turn, p1 ceil(m / K) / m, and the most that the rest puts on one of these shards;
 * - the one with the hottest key that is not split, and an even part of the rest;
 * - 1 / K + `unevenness` of the other keys, or 1 / K + z_K sigma with the sub-keys in sigma.
 * A read of a salted key asks all m sub-keys and counts m times: salting spreads writes only. Within 10 % of simulation for Zipf
 * exponents from 0.6 to 1.2, K from 4 to 64 and m from 4 to 10; mostly within 4 %, and too low rather than too high.
 */
export function salted(popularity: Popularity, shards: number, { keys, suffixes, placement }: Salting): SaltedLoad {
	const K = atLeastOne(shards);
	const m = Math.min(1e9, atLeastOne(suffixes));
	const p1 = hottestShare(popularity);
	const { mass, squares, cubes, next } = topMoments(popularity, Math.max(0, Math.floor(keys)));
	if (!(keys >= 1)) {
		const share = largestShare(keyLoad(popularity), K);
		return { largestWriteShare: share, largestReadLoad: share, readAmplification: 1, shardsPerKey: 1 };
	}
	const hash = placement === "hash";
	const fullest = hash ? expectedFullest(m, K) : Math.ceil(m / K);
	// Shards that have so many of them; of those the one with most of the other keys is the fullest.
	const equals = hash ? 1 : m % K === 0 ? K : m % K;
	const otherSquares = Math.max(0, sumOfPowers(popularity, 2) - squares);
	const otherCubes = Math.max(0, sumOfPowers(popularity, 3) - cubes);
	const others = (1 / K) * (1 - 1 / K) * otherSquares;
	const scatter = hash ? (m / K) * (1 - 1 / K) * squares : 0;
	const excess = unevenness({ sumOfSquares: otherSquares, sumOfCubes: otherCubes }, K).excess;
	/** Load of the largest shard when an operation on a salted key counts `each` at each of its sub-keys. */
	const largest = (each: number): number => {
		const total = 1 + mass * (m * each - 1);
		return Math.max(
			p1 * each * fullest + (total - p1 * each * m) / K + expectedMaximumOfNormals(equals) * Math.sqrt(others),
			next + (total - next) / K,
			total / K + Math.max(excess, expectedMaximumOfNormals(K) * Math.sqrt(others + each ** 2 * scatter)),
		);
	};
	return {
		largestWriteShare: Math.min(1, largest(1 / m)),
		largestReadLoad: largest(1),
		readAmplification: saltedReads(popularity, { keys, suffixes }),
		shardsPerKey: hash ? shardsTouched(m, K) : Math.min(m, K),
	};
}

/** Operations at the store for each read of users, where one of a salted key asks all its m suffixes: 1 + P (m - 1), P the share of these keys. */
export function saltedReads(popularity: Popularity, { keys, suffixes }: Pick<Salting, "keys" | "suffixes">): number {
	const m = Math.min(1e9, atLeastOne(suffixes));
	return 1 + topMoments(popularity, Math.max(0, Math.floor(keys))).mass * (m - 1);
}

/** Share of the k hottest keys, the sums of the squares and cubes of their shares, and the share of the next one. */
function topMoments({ counts, shares }: Popularity, k: number) {
	let left = k;
	let mass = 0;
	let squares = 0;
	let cubes = 0;
	for (let i = 0; i < counts.length; i++) {
		const taken = Math.min(left, counts[i]!);
		mass += taken * shares[i]!;
		squares += taken * shares[i]! ** 2;
		cubes += taken * shares[i]! ** 3;
		left -= taken;
		if (taken < counts[i]!) return { mass, squares, cubes, next: shares[i]! };
	}
	return { mass, squares, cubes, next: 0 };
}

/** Shards that m sub-keys, or m random keys, lie on: K (1 - (1 - 1 / K)^m). */
export function shardsTouched(m: number, shards: number): number {
	const K = atLeastOne(shards);
	return K === 1 ? Math.min(1, m) : -K * Math.expm1(m * Math.log1p(-1 / K));
}

/**
 * E[M]: balls in the fullest of K bins when m balls fall at random. Of few balls exactly: m! / K^m times the coefficient of x^m in
 * (1 + x + ... + x^L / L!)^K is P(M <= L). Else P(M <= L) by Levin (Annals of Statistics 9, 1981): K independent Poisson
 * numbers of mean m / K, none above L, add up to m; their sum near its mean by Edgeworth's series. Within 0.2 % of the exact value,
 * of two or three bins within 1 %; from 500 balls a bin on as normal numbers.
 */
export function expectedFullest(balls: number, bins: number): number {
	const m = Math.floor(Math.max(0, balls));
	const K = atLeastOne(bins);
	if (m <= 1 || K === 1) return m;
	const mean = m / K;
	if (mean > 500) return mean + expectedMaximumOfNormals(K) * Math.sqrt(mean * (1 - 1 / K));
	const noneAbove = m <= FEW_BALLS ? exactly(m, K) : (x: number) => atMost(x, mean, K);
	let sum = Math.ceil(mean);
	for (let x = sum; x < m; x++) {
		const beyond = 1 - noneAbove(x);
		sum += beyond;
		if (beyond < 1e-9 && x > mean + 1) break;
	}
	return sum;
}

const FEW_BALLS = 24;

/** P(no bin has more than x), for each x; the power by squaring. */
function exactly(m: number, K: number): (x: number) => number {
	const times = (a: Float64Array, b: Float64Array): Float64Array => {
		const product = new Float64Array(m + 1);
		for (let i = 0; i <= m; i++) for (let j = 0; i + j <= m; j++) product[i + j]! += a[i]! * b[j]!;
		return product;
	};
	return (x) => {
		let square: Float64Array = Float64Array.of(1, ...new Array<number>(m).fill(0));
		for (let j = 1; j <= x; j++) square[j] = square[j - 1]! / j;
		let power: Float64Array = Float64Array.of(1, ...new Array<number>(m).fill(0));
		for (let left = K; left > 0; left = Math.floor(left / 2)) {
			if (left % 2 === 1) power = times(power, square);
			if (left > 1) square = times(square, square);
		}
		let probability = power[m]!;
		for (let i = 1; i <= m; i++) probability *= i / K;
		return Math.min(1, probability);
	};
}

/** P(no bin has more than x): P(Poisson <= x)^K, times how much likelier the limited numbers add up to K times the mean. */
function atMost(x: number, mean: number, K: number): number {
	let p = Math.exp(-mean);
	let [total, m1, m2, m3, m4] = [0, 0, 0, 0, 0];
	for (let j = 0; j <= x; j++) {
		if (j > 0) p *= mean / j;
		total += p;
		m1 += j * p;
		m2 += j ** 2 * p;
		m3 += j ** 3 * p;
		m4 += j ** 4 * p;
	}
	[m1, m2, m3, m4] = [m1 / total, m2 / total, m3 / total, m4 / total];
	const variance = m2 - m1 ** 2;
	const third = m3 - 3 * m1 * m2 + 2 * m1 ** 3;
	const fourth = m4 - 4 * m1 * m3 + 6 * m1 ** 2 * m2 - 3 * m1 ** 4 - 3 * variance ** 2;
	const skewness = third / variance ** 1.5 / Math.sqrt(K);
	const kurtosis = fourth / variance ** 2 / K;
	const deviation = Math.sqrt(K * variance);
	const z = (K * (mean - m1)) / deviation;
	const series =
		1 +
		(skewness / 6) * (z ** 3 - 3 * z) +
		(kurtosis / 24) * (z ** 4 - 6 * z ** 2 + 3) +
		(skewness ** 2 / 72) * (z ** 6 - 15 * z ** 4 + 45 * z ** 2 - 15);
	if (!(series > 0)) return 0;
	const density = (Math.exp(-(z ** 2) / 2) * series) / deviation;
	// Without a limit it is a Poisson number of mean m at its mean: skewness 1 / sqrt(m), excess 1 / m.
	const unlimited = (1 - 1 / (12 * K * mean)) / Math.sqrt(K * mean);
	return Math.min(1, (Math.exp(K * Math.log(Math.min(1, total))) * density) / unlimited);
}

/**
 * Suffixes for the hottest key so that a shard with one of them stays at `target` of its capacity: ceil(w_key / (target cap - base)), base
 * the load of the other keys on a shard. Where that is more than there are shards, even writes would be too much for them. Undefined
 * where the base alone is.
 */
export function saltNeeded({
	keyPerSecond,
	basePerSecond,
	capacityPerSecond,
	target,
}: {
	readonly keyPerSecond: number;
	readonly basePerSecond: number;
	readonly capacityPerSecond: number;
	readonly target: number;
}): number | undefined {
	const room = target * capacityPerSecond - Math.max(0, basePerSecond);
	if (!(room > 0)) return undefined;
	const suffixes = Math.max(1, Math.ceil((Math.max(0, keyPerSecond) / room) * (1 - 1e-12)));
	return suffixes < Number.MAX_SAFE_INTEGER ? suffixes : undefined;
}

export type ShardsNeeded =
	| { readonly kind: "shards"; readonly shards: number }
	/** A part that every shard gets, such as the hottest key of one of them, is too much: no number of shards is enough. */
	| { readonly kind: "infeasible" };

/** The fewest shards at which the largest of them stays at `target`; `utilizationWith` so many of them falls with their number. */
export function shardsNeeded(utilizationWith: (shards: number) => number, target: number): ShardsNeeded {
	const enough = (K: number): boolean => utilizationWith(K) <= target * (1 + 1e-12);
	if (enough(1)) return { kind: "shards", shards: 1 };
	if (!enough(MOST_SHARDS)) return { kind: "infeasible" };
	let [low, high] = [1, 2];
	while (!enough(high)) [low, high] = [high, high * 2];
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (enough(middle)) high = middle;
		else low = middle;
	}
	return { kind: "shards", shards: high };
}

const MOST_SHARDS = 2 ** 20;

export type Placement = "hash" | "consistent-hash" | "modulo" | "range" | "directory";

/**
 * Share of the data that moves when K shards become L.
 * - `modulo` (hash mod K): a key stays if both remainders agree, 1 - min(K, L) / lcm(K, L); K / (K + 1) for one more, 1/2 for doubling.
 * - `consistent-hash`, `hash` (rendezvous) and `directory`: only what the new shards take, |L - K| / max(K, L).
 * - `range`: shards are split in halves, those that there are most of data in first: half a shard for each new one.
 */
export function movedShare(from: number, to: number, placement: Placement): number {
	const [K, L] = [atLeastOne(from), atLeastOne(to)];
	if (K === L) return 0;
	if (placement === "modulo") return 1 - (Math.min(K, L) / (K * L)) * greatestCommonDivisor(K, L);
	if (placement === "range" && L > K && L <= 2 * K) return (L - K) / (2 * K);
	return Math.abs(L - K) / Math.max(K, L);
}

/** Data that one of L logical shards stands for; the largest of K holds ceil(L / K) of them: whole units, so K should divide L. */
export function logicalShare(logicalShards: number, shards: number): number {
	const [L, K] = [atLeastOne(logicalShards), atLeastOne(shards)];
	return Math.ceil(L / K) / L;
}

/** Share of the data that moves when whole logical shards do: each shard keeps what it may, the new ones get their part. */
export function movedLogicalShare(logicalShards: number, from: number, to: number): number {
	const [L, K, N] = [atLeastOne(logicalShards), atLeastOne(from), atLeastOne(to)];
	const held = (shards: number, i: number): number => Math.floor(L / shards) + (i < L % shards ? 1 : 0);
	if (Math.max(K, N) > L) return movedShare(Math.min(K, L), Math.min(N, L), "directory");
	let kept = 0;
	for (let i = 0; i < Math.min(K, N); i++) kept += Math.min(held(K, i), held(N, i));
	return 1 - kept / L;
}

function greatestCommonDivisor(a: number, b: number): number {
	return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

const atLeastOne = (x: number): number => (x > 1 ? Math.floor(x) : 1);

const within = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));
