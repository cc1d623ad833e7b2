import type { Percentiles, Visit } from "./erlang.ts";
import { expanded } from "./repeated-visits.ts";

/**
 * Time along a path (model M5). Means add (Jackson 1957); percentiles do not. The visits of different stations are taken as
 * independent, which is exact for M/M/1 in tandem (Burke 1956; Reich 1957) and for other stations an approximation: too
 * slow for parallel parts that get the same arrivals (two M/M/1: 3/2 of the time of one, exactly (12 - rho) / 8; Nelson &
 * Tantawi 1988). Times in seconds.
 */
export type Latency =
	/** A time that is the same for all, such as a round trip. */
	| { readonly kind: "constant"; readonly seconds: number }
	/** One visit at a station. */
	| { readonly kind: "visit"; readonly visit: Visit }
	/** One after the other: the sum. */
	| { readonly kind: "series"; readonly parts: readonly Latency[] }
	/** One of several, such as the hit or the miss of a cache: the mixture. Probabilities that do not add to 1 are scaled. */
	| { readonly kind: "choice"; readonly options: readonly LatencyOption[] }
	/** All at once, until the last has answered: the maximum. */
	| { readonly kind: "parallel"; readonly parts: readonly Latency[] }
	/** Given up after `seconds`: the minimum of the two. */
	| { readonly kind: "limited"; readonly latency: Latency; readonly seconds: number }
	| Turns;

/** The same again and again, one after the other: its visits of a station are not independent (see `repeated-visits.ts`). */
export interface Turns {
	readonly kind: "turns";
	readonly part: Latency;
	/** A whole number. */
	readonly count: number;
	/** Mean of one turn. */
	readonly seconds: number;
}

export interface LatencyOption {
	readonly probability: number;
	readonly latency: Latency;
}

/**
 * Mean and percentiles of a path. The distribution is computed on a grid: a constant or an exponential is spread over the
 * grid so that its mean stays exact, sums are products of generating functions, choices their mixtures, parallel parts
 * products of distribution functions; they are inverted by a discrete Fourier transform with damping (lattice-Poisson
 * algorithm, Abate & Whitt, Oper. Res. Letters 12, 1992). A percentile that the grid resolves badly is taken again from a
 * finer one. Error below 0.5 % of the percentile. A part that occurs in several places is computed once.
 */
export function latencyOf(path: Latency): Percentiles {
	const { low, most, mean, extent } = momentOf(path);
	if (extent === 0) return { mean, p50: mean, p95: mean, p99: mean, p999: mean };
	let grid = new Grid(extent);
	let cumulative = grid.cumulative(path);
	const percentile = (p: number): number => {
		for (let finer = 0; ; ) {
			const place = placeOf(p, cumulative);
			if (place === undefined) {
				if (grid.extent >= LONGEST) return LONGEST;
				grid = new Grid(grid.extent * 2);
			} else if (place < BINS / 32 && finer < 3) {
				// In the first bins: so much finer that it comes to lie in the middle. What stays there is at `low` itself.
				grid = new Grid((grid.extent * Math.max(place, 0.25) * 2) / BINS);
				finer++;
			} else return Math.min(most, low + place * grid.width);
			cumulative = grid.cumulative(path);
		}
	};
	const p999 = percentile(0.999);
	const p99 = Math.min(p999, percentile(0.99));
	const p95 = Math.min(p99, percentile(0.95));
	return { mean, p50: Math.min(p95, percentile(0.5)), p95, p99, p999 };
}

/** Share of requests that meet at least one slow answer when m parts are asked, each slow with probability q (Dean & Barroso 2013). */
export function fanOutTail(q: number, m: number): number {
	if (q >= 1) return m > 0 ? 1 : 0;
	return -Math.expm1(Math.max(0, m) * Math.log1p(-Math.max(0, q)));
}

/**
 * P(T > t) of a sum of independent exponentials with different means: sum over i of e^(-t / m_i) times the product over
 * j of m_i / (m_i - m_j) (Feller II, I.13). For the check of the grid: it loses digits where means are nearly equal.
 */
export function hypoexponentialTail(means: readonly number[], seconds: number): number {
	let tail = 0;
	for (const [i, own] of means.entries()) {
		let factor = 1;
		for (const [j, other] of means.entries()) if (j !== i) factor *= own / (own - other);
		tail += factor * Math.exp(-seconds / own);
	}
	return tail;
}

/** Points of a grid; a power of two. */
const BINS = 1024;
const HALF = BINS / 2;
/** Damping: point k of a grid counts RADIUS^k, so that what lies beyond the grid falls back on it with 1e-8 of its weight. */
const RADIUS = 1e-8 ** (1 / BINS);
/** No time is longer, in seconds: some thirty million years. */
const LONGEST = 1e15;

const time = (seconds: number): number => (seconds > 0 ? Math.min(seconds, LONGEST) : 0);

interface Moment {
	/** A time that it does not fall below. */
	readonly low: number;
	/** A time that it does not exceed; Infinity where there is none. */
	readonly most: number;
	readonly mean: number;
	readonly variance: number;
	/** Mean of the slowest exponential in it, by which the far tail decays. */
	readonly decay: number;
	/** Above `low`, a time that hardly anything exceeds; 0 where the time is the same for all. */
	readonly extent: number;
}

/** Bounds, means and variances, each computed once. */
const moments = new WeakMap<Latency, Moment>();

function momentOf(latency: Latency): Moment {
	const known = moments.get(latency);
	if (known) return known;
	if (latency.kind === "turns") return momentOf(expanded(latency));
	const { low, most, mean, variance, decay } = computeMoment(latency);
	const extent = Math.max(0, mean - low) + 4 * Math.sqrt(variance) + 8 * decay;
	const moment = { low, most, mean, variance, decay, extent: variance > 0 ? extent : Math.max(0, mean - low) };
	moments.set(latency, moment);
	return moment;
}

/** Mean of a path, without its percentiles. */
export function meanLatency(path: Latency): number {
	return momentOf(path).mean;
}

/** Hardly any request takes longer than this. */
export function longestLatency(path: Latency): number {
	const { low, most, extent } = momentOf(path);
	return Math.min(most, low + extent);
}

function computeMoment(latency: Exclude<Latency, Turns>): Omit<Moment, "extent"> {
	switch (latency.kind) {
		case "constant":
			return constantMoment(time(latency.seconds));
		case "visit":
			return visitMoment(latency.visit);
		case "series": {
			const parts = latency.parts.map(momentOf);
			return {
				low: sum(parts, ({ low }) => low),
				most: sum(parts, ({ most }) => most),
				mean: sum(parts, ({ mean }) => mean),
				variance: sum(parts, ({ variance }) => variance),
				decay: largest(parts, ({ decay }) => decay),
			};
		}
		case "choice": {
			const options = scaled(latency.options).map((option) => ({ ...option, ...momentOf(option.latency) }));
			const mean = sum(options, ({ probability, mean }) => probability * mean);
			return {
				low: options.length === 0 ? 0 : Math.min(...options.map(({ low }) => low)),
				most: largest(options, ({ most }) => most),
				mean,
				variance: sum(options, (one) => one.probability * (one.variance + (one.mean - mean) ** 2)),
				decay: largest(options, ({ decay }) => decay),
			};
		}
		case "parallel": {
			const parts = latency.parts.map(momentOf);
			const low = parts.length === 0 ? 0 : Math.min(...parts.map((part) => part.low));
			const slowest = largest(parts, ({ mean }) => mean);
			const variance = sum(parts, (part) => part.variance);
			const decay = largest(parts, (part) => part.decay);
			if (variance === 0) return constantMoment(slowest);
			// The mean of a maximum has no formula of its own: it is taken from a grid that holds nearly all of it.
			const extent = largest(parts, (part) => part.mean - low + 8 * Math.sqrt(part.variance)) + 16 * decay;
			return {
				low,
				most: largest(parts, ({ most }) => most),
				mean: Math.max(slowest, low + new Grid(extent).meanOfMaximum(latency.parts, low)),
				variance,
				decay,
			};
		}
		case "limited": {
			const { low, variance, decay, ...whole } = momentOf(latency.latency);
			const most = Math.min(whole.most, time(latency.seconds));
			if (most <= low || variance === 0) return constantMoment(Math.min(most, whole.mean));
			// On a grid whose middle is the limit.
			const above = new Grid(2 * (most - low)).momentsBelowHalf(latency.latency);
			const mean = low + above.mean;
			// Hardly anything answers in time.
			if (most - mean < 1e-6 * most) return constantMoment(most);
			if (above.variance === 0) return constantMoment(mean);
			return { low, most, mean, variance: above.variance, decay: Math.min(decay, most - low) };
		}
	}
}

function constantMoment(seconds: number): Omit<Moment, "extent"> {
	return { low: seconds, most: seconds, mean: seconds, variance: 0, decay: 0 };
}

function visitMoment({ waitProbability: C, waitRate, fixedSeconds, phases }: Visit): Omit<Moment, "extent"> {
	const wait = C > 0 ? time(1 / waitRate) : 0;
	const low = time(fixedSeconds);
	const mean = sum(phases, ({ probability, meanSeconds }) => probability * time(meanSeconds));
	const square = sum(phases, ({ probability, meanSeconds }) => 2 * probability * time(meanSeconds) ** 2);
	return {
		low,
		most: mean + C * wait > 0 ? Number.POSITIVE_INFINITY : low,
		mean: low + mean + C * wait,
		variance: Math.max(0, square - mean ** 2) + C * (2 - C) * wait ** 2,
		decay: Math.max(
			wait,
			largest(phases, ({ meanSeconds }) => time(meanSeconds)),
		),
	};
}

/** Values of a generating function at the points RADIUS e^(2 pi i j / BINS), j from 0 to HALF; the others mirror them. */
interface Transform {
	readonly re: Float64Array;
	readonly im: Float64Array;
}

/** Distributions on the points 0, `width`, 2 `width`, ... above the least time of each part. */
class Grid {
	readonly extent: number;
	readonly width: number;
	readonly #known = new Map<Latency, Transform>();

	constructor(extent: number) {
		this.extent = Math.min(LONGEST, Math.max(extent, Number.MIN_VALUE * BINS));
		this.width = this.extent / BINS;
	}

	/** Entry k: the probability to take at most `low` + (k + 1/2) `width`. */
	cumulative(latency: Latency): Float64Array {
		return cumulated(this.#transform(latency));
	}

	/** Mean of the maximum of the parts above `low`. */
	meanOfMaximum(parts: readonly Latency[], low: number): number {
		const cumulative = this.#maximum(parts, low);
		let mean = 0;
		for (let k = 0; k < BINS - 1; k++) mean += 1 - cumulative[k]!;
		return mean * this.width;
	}

	/** Mean and variance above `low` of what is given up at the middle of the grid. */
	momentsBelowHalf(latency: Latency): { readonly mean: number; readonly variance: number } {
		const cumulative = this.cumulative(latency);
		let mean = 0;
		let square = 0;
		for (let k = 0; k < HALF; k++) {
			mean += 1 - cumulative[k]!;
			square += (2 * k + 1) * (1 - cumulative[k]!);
		}
		return { mean: mean * this.width, variance: Math.max(0, square - mean ** 2) * this.width ** 2 };
	}

	#transform(latency: Latency): Transform {
		const known = this.#known.get(latency);
		if (known) return known;
		if (latency.kind === "turns") return this.#transform(expanded(latency));
		const transform = this.#compute(latency);
		this.#known.set(latency, transform);
		return transform;
	}

	#compute(latency: Exclude<Latency, Turns>): Transform {
		switch (latency.kind) {
			case "constant":
				return one();
			case "visit": {
				const { waitProbability, waitRate, phases } = latency.visit;
				const result = zero();
				for (const { probability, meanSeconds } of phases) {
					this.#addExponential(result, probability, time(meanSeconds));
				}
				if (waitProbability > 0) {
					const wait = one(1 - waitProbability);
					this.#addExponential(wait, waitProbability, time(1 / waitRate));
					multiply(result, wait);
				}
				return result;
			}
			case "series": {
				const result = one();
				for (const part of latency.parts) if (part.kind !== "constant") multiply(result, this.#transform(part));
				return result;
			}
			case "choice": {
				const { low } = momentOf(latency);
				const result = latency.options.length === 0 ? one() : zero();
				for (const { probability, latency: option } of scaled(latency.options)) {
					const part = copy(this.#transform(option));
					this.#delay(part, momentOf(option).low - low);
					for (let j = 0; j <= HALF; j++) {
						result.re[j]! += probability * part.re[j]!;
						result.im[j]! += probability * part.im[j]!;
					}
				}
				return result;
			}
			case "parallel": {
				const { low, variance } = momentOf(latency);
				if (variance === 0) return one();
				const cumulative = this.#maximum(latency.parts, low);
				return transformOf(differences(cumulative));
			}
			case "limited": {
				const { low, variance } = momentOf(latency);
				if (variance === 0) return one();
				// All that would take longer lies between the two points around the limit.
				const places = (time(latency.seconds) - low) / this.width;
				const at = Math.floor(places);
				if (at >= BINS - 1) return this.#transform(latency.latency);
				const cumulative = cumulated(this.#transform(latency.latency));
				const rest = 1 - cumulative[at]!;
				cumulative[at]! += (1 - (places - at)) * rest;
				cumulative.fill(1, at + 1);
				return transformOf(differences(cumulative));
			}
		}
	}

	#maximum(parts: readonly Latency[], low: number): Float64Array {
		const product = new Float64Array(BINS).fill(1);
		for (const part of parts) {
			const own = copy(this.#transform(part));
			this.#delay(own, momentOf(part).low - low);
			const cumulative = cumulated(own);
			for (let k = 0; k < BINS; k++) product[k]! *= cumulative[k]!;
		}
		return product;
	}

	/**
	 * Adds an exponential of mean m (in widths), each of its values split between the two points around it, which keeps the mean: with
	 * q = e^(-1/m) the point 0 gets 1 - m (1 - q) and point k > 0 gets m (1 - q)^2 q^(k-1).
	 */
	#addExponential(to: Transform, probability: number, mean: number): void {
		const m = mean / this.width;
		const left = m > 0 ? -Math.expm1(-1 / m) : 1;
		const q = 1 - left;
		const first = m < 1e9 ? 1 - m * left : 0.5 / m;
		const next = m * left * left;
		for (let j = 0; j <= HALF; j++) {
			const x = RADIUS * COS[j]!;
			const y = RADIUS * SIN[j]!;
			// first + next z / (1 - q z)
			const a = 1 - q * x;
			const b = -q * y;
			const square = a * a + b * b;
			to.re[j]! += probability * (first + (next * (x * a + y * b)) / square);
			to.im[j]! += (probability * next * (y * a - x * b)) / square;
		}
	}

	/** Moves by `seconds`, split between the two points around it. */
	#delay(transform: Transform, seconds: number): void {
		const places = seconds / this.width;
		if (places === 0) return;
		const whole = Math.min(Math.floor(places), 64 * BINS);
		const part = Math.min(1, places - whole);
		const radius = RADIUS ** whole;
		for (let j = 0; j <= HALF; j++) {
			const angle = (j * whole) % BINS;
			const x = radius * COS[angle]!;
			const y = radius * SIN[angle]!;
			const u = 1 - part + part * RADIUS * COS[j]!;
			const v = part * RADIUS * SIN[j]!;
			multiplyAt(transform, j, x * u - y * v, x * v + y * u);
		}
	}
}

/** The place on the grid, in widths, below which the share `p` lies; undefined if that is beyond it. */
function placeOf(p: number, cumulative: Float64Array): number | undefined {
	const k = cumulative.findIndex((below) => below >= p);
	if (k < 0) return undefined;
	const [before, at] = [k > 0 ? cumulative[k - 1]! : 0, cumulative[k]!];
	const part = (p - before) / (at - before);
	return k === 0 ? part / 2 : k - 0.5 + part;
}

const COS = Float64Array.from({ length: BINS }, (_, j) => Math.cos((2 * Math.PI * j) / BINS));
const SIN = Float64Array.from({ length: BINS }, (_, j) => Math.sin((2 * Math.PI * j) / BINS));
const DAMPING = Float64Array.from({ length: BINS }, (_, k) => RADIUS ** k);

const zero = (): Transform => ({ re: new Float64Array(HALF + 1), im: new Float64Array(HALF + 1) });
const one = (value = 1): Transform => ({ re: new Float64Array(HALF + 1).fill(value), im: new Float64Array(HALF + 1) });
const copy = ({ re, im }: Transform): Transform => ({ re: re.slice(), im: im.slice() });

function multiply(into: Transform, by: Transform): void {
	for (let j = 0; j <= HALF; j++) multiplyAt(into, j, by.re[j]!, by.im[j]!);
}

function multiplyAt({ re, im }: Transform, j: number, x: number, y: number): void {
	const real = re[j]! * x - im[j]! * y;
	im[j] = re[j]! * y + im[j]! * x;
	re[j] = real;
}

/** The probabilities of the points of the grid, from their sums. */
function differences(cumulative: Float64Array): Float64Array {
	for (let k = BINS - 1; k > 0; k--) cumulative[k]! -= cumulative[k - 1]!;
	return cumulative;
}

/** The distribution function on the points of the grid. */
function cumulated({ re, im }: Transform): Float64Array {
	const real = new Float64Array(BINS);
	const imaginary = new Float64Array(BINS);
	for (let j = 0; j <= HALF; j++) {
		real[j] = re[j]!;
		imaginary[j] = im[j]!;
		if (j > 0 && j < HALF) {
			real[BINS - j] = re[j]!;
			imaginary[BINS - j] = -im[j]!;
		}
	}
	fourier(real, imaginary, -1);
	let sum = 0;
	for (let k = 0; k < BINS; k++) {
		sum += Math.max(0, real[k]! / BINS / DAMPING[k]!);
		real[k] = Math.min(1, sum);
	}
	return real;
}

function transformOf(probabilities: Float64Array): Transform {
	const real = probabilities.map((p, k) => p * DAMPING[k]!);
	const imaginary = new Float64Array(BINS);
	fourier(real, imaginary, 1);
	return { re: real.slice(0, HALF + 1), im: imaginary.slice(0, HALF + 1) };
}

/** In place: sum over k of x_k e^(sign 2 pi i j k / BINS) (Cooley & Tukey 1965, radix 2). */
function fourier(re: Float64Array, im: Float64Array, sign: 1 | -1): void {
	for (let i = 1, j = 0; i < BINS; i++) {
		let bit = HALF;
		for (; j & bit; bit >>= 1) j ^= bit;
		j ^= bit;
		if (i < j) {
			[re[i], re[j]] = [re[j]!, re[i]!];
			[im[i], im[j]] = [im[j]!, im[i]!];
		}
	}
	for (let size = 2; size <= BINS; size *= 2) {
		const step = BINS / size;
		for (let start = 0; start < BINS; start += size) {
			for (let k = 0; k < size / 2; k++) {
				const [low, high] = [start + k, start + k + size / 2];
				const x = COS[k * step]!;
				const y = sign * SIN[k * step]!;
				const a = re[high]! * x - im[high]! * y;
				const b = re[high]! * y + im[high]! * x;
				re[high] = re[low]! - a;
				im[high] = im[low]! - b;
				re[low]! += a;
				im[low]! += b;
			}
		}
	}
}

/** Options with probabilities that add to 1; those of probability 0 left out. */
function scaled(options: readonly LatencyOption[]): readonly LatencyOption[] {
	const possible = options.filter(({ probability }) => probability > 0);
	const total = sum(possible, ({ probability }) => probability);
	return possible.map(({ probability, latency }) => ({ probability: probability / total, latency }));
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
	return items.reduce((total, item) => total + of(item), 0);
}

function largest<T>(items: readonly T[], of: (item: T) => number): number {
	return items.reduce((most, item) => Math.max(most, of(item)), 0);
}
