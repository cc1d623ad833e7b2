/**
 * Random numbers that a seed determines: xoshiro128** (Blackman & Vigna 2018), its state spread from the seed by splitmix32.
 * Its period of 2^128 - 1 outlasts the longest run, which a generator with 32 bits of state does not.
 */
export class Random {
	#a: number;
	#b: number;
	#c: number;
	#d: number;

	constructor(seed: number) {
		let state = seed | 0;
		const next = (): number => {
			state = (state + 0x9e3779b9) | 0;
			let z = state;
			z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
			z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
			return z ^ (z >>> 15);
		};
		this.#a = next();
		this.#b = next();
		this.#c = next();
		this.#d = next();
	}

	/** Uniform in the open interval (0, 1), 32 bits. */
	uniform(): number {
		const scrambled = Math.imul(this.#b, 5);
		const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
		const shifted = this.#b << 9;
		this.#c ^= this.#a;
		this.#d ^= this.#b;
		this.#b ^= this.#c;
		this.#a ^= this.#d;
		this.#c ^= shifted;
		this.#d = (this.#d << 11) | (this.#d >>> 21);
		return ((result >>> 0) + 0.5) / 4_294_967_296;
	}

	/** A whole number from 0 to n - 1. */
	below(n: number): number {
		return Math.floor(this.uniform() * n);
	}

	exponential(mean: number): number {
		return -Math.log(this.uniform()) * mean;
	}
}

/** Draws a time. */
export type Sampler = (random: Random) => number;

export const exponential =
	(mean: number): Sampler =>
	(random) =>
		random.exponential(mean);

export const constant =
	(value: number): Sampler =>
	() =>
		value;

/** Two exponentials with balanced means, of the squared coefficient of variation `cs2` > 1 (Tijms 1994, app. B). */
export function hyperexponential(mean: number, cs2: number): Sampler {
	const p = (1 + Math.sqrt((cs2 - 1) / (cs2 + 1))) / 2;
	return (random) =>
		random.uniform() < p ? random.exponential(mean / (2 * p)) : random.exponential(mean / (2 * (1 - p)));
}

/** Sum of `k` exponentials: squared coefficient of variation 1 / k. */
export const erlang =
	(mean: number, k: number): Sampler =>
	(random) => {
		let sum = 0;
		for (let i = 0; i < k; i++) sum += random.exponential(mean / k);
		return sum;
	};

/** Draws indices in proportion to `weights` in constant time (Walker's alias method, Vose 1991). */
export function aliasTable(weights: Float64Array): (random: Random) => number {
	const n = weights.length;
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	const threshold = new Float64Array(n);
	const alias = new Uint32Array(n);
	const small: number[] = [];
	const large: number[] = [];
	for (let i = 0; i < n; i++) {
		threshold[i] = (weights[i]! * n) / total;
		(threshold[i]! < 1 ? small : large).push(i);
	}
	while (small.length > 0 && large.length > 0) {
		const less = small.pop()!;
		const more = large[large.length - 1]!;
		alias[less] = more;
		threshold[more] = threshold[more]! - (1 - threshold[less]!);
		if (threshold[more]! < 1) small.push(large.pop()!);
	}
	for (const i of [...small, ...large]) threshold[i] = 1;
	return (random) => {
		const i = random.below(n);
		return random.uniform() < threshold[i]! ? i : alias[i]!;
	};
}

/** Draws ranks 0 to n - 1 with probability proportional to (rank + 1)^-s. */
export function zipfSampler(n: number, s: number): (random: Random) => number {
	return aliasTable(Float64Array.from({ length: n }, (_, i) => (i + 1) ** -s));
}
