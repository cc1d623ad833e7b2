import { memo } from "../memo.ts";
import type { Visit } from "./erlang.ts";
import type { Latency, LatencyOption, Turns } from "./latency.ts";

/**
 * The same part of a path again and again, as of a request that reads ten items (model M5). Its visits of one station are
 * not independent: a line that was long at the first of them is still long at the next. Two visits t apart wait with the
 * correlation r = share e^(-t / tau) (see `Memory`). So each visit waits as long as the one before with the probability r,
 * and else independently of it, which gives the mean and the variance of the true sum. By simulation of M/M/1 and M/M/8 at rho
 * 0.6 to 0.9, visited 3 and 10 times, within 10 % of the median and of the 95th and 99th percentile, where independent visits
 * are up to 33 % too slow and 53 % too fast.
 *
 * Turns within turns count as so many turns as they are together.
 */
export function expanded(turns: Turns): Latency {
	const known = expansions.get(turns);
	if (known) return known;
	const found = sizeOf(turns) * turns.count > LARGEST ? independently(turns.part, turns.count) : expand(turns);
	expansions.set(turns, found);
	return found;
}

const expansions = new WeakMap<Turns, Latency>();

function expand({ part: whole, count, seconds }: Turns): Latency {
	const known = new Map<Latency, Map<number, Latency>>();
	const rests = new Map<Latency, Latency>();
	const times = (part: Latency, n: number): Latency => {
		if (n === 0) return NO_TIME;
		if (n === 1 && part.kind !== "turns") return part;
		const byCount = memo(known, part, () => new Map<number, Latency>());
		return memo(byCount, n, () => repeat(part, n));
	};
	const repeat = (part: Latency, n: number): Latency => {
		switch (part.kind) {
			case "constant":
				return { kind: "constant", seconds: n * part.seconds };
			case "visit":
				return visits(part, n, (seconds * count) / n);
			case "series":
				return { kind: "series", parts: part.parts.map((one) => times(one, n)) };
			case "turns":
				return times(part.part, n * part.count);
			case "parallel":
			case "limited":
				return independently(part, n);
			case "choice": {
				// How often the first option is taken is binomial; what is left are the other options.
				const [first] = part.options;
				const total = part.options.reduce((sum, { probability }) => sum + probability, 0);
				if (!first || !(total > 0)) return NO_TIME;
				if (part.options.length === 1) return times(first.latency, n);
				const rest = memo(rests, part, (): Latency => ({ kind: "choice", options: part.options.slice(1) }));
				const options = binomial(n, first.probability / total).map(({ probability, value }): LatencyOption => {
					const parts = [times(first.latency, value), times(rest, n - value)];
					return { probability, latency: { kind: "series", parts } };
				});
				return { kind: "choice", options };
			}
		}
	};
	return times(whole, count);
}

const NO_TIME: Latency = { kind: "constant", seconds: 0 };

/** Parts times turns, beyond which they are taken as independent. */
const LARGEST = 1_000;

/** Of more visits than this all wait alike with the probability q, the mean correlation of two of them, and else independently. */
const MOST_RUNS = 24;

/** n visits of one station, `apart` seconds from one to the next. */
function visits(part: Latency & { kind: "visit" }, n: number, apart: number): Latency {
	const { visit } = part;
	const { memory, waitProbability } = visit;
	const r = memory && memory.seconds > 0 ? memory.share * Math.exp(-apart / memory.seconds) : 0;
	if (!(waitProbability > 0 && r > 1e-9)) return independently(part, n);
	const service: Latency = { kind: "visit", visit: { ...visit, waitProbability: 0 } };
	/** So many visits that all wait as long as one another. */
	const run = (length: number): Latency => {
		const wait: Visit = { ...visit, waitRate: visit.waitRate / length, fixedSeconds: 0, phases: ZERO };
		return { kind: "series", parts: [{ kind: "visit", visit: wait }, independently(service, length)] };
	};
	if (n > MOST_RUNS) {
		const q = meanCorrelation(r, n);
		return either(q, run(n), independently(part, n));
	}
	const runs = Array.from({ length: n + 1 }, (_, length) => (length > 0 ? run(length) : NO_TIME));
	const sums: Latency[] = [NO_TIME];
	for (let left = 1; left <= n; left++) {
		const options: LatencyOption[] = [];
		for (let length = 1; length < left; length++) {
			const probability = (1 - r) * r ** (length - 1);
			options.push({ probability, latency: { kind: "series", parts: [runs[length]!, sums[left - length]!] } });
		}
		options.push({ probability: r ** (left - 1), latency: runs[left]! });
		sums.push({ kind: "choice", options });
	}
	return sums[n]!;
}

/** Mean of r^|i - j| over two of n visits: the sum of (n - k) r^k for k from 1 to n - 1, over the number of pairs. */
function meanCorrelation(r: number, n: number): number {
	if (r > 1 - 1e-6) return 1;
	return (2 * r * (n * (1 - r) - (1 - r ** n))) / (1 - r) ** 2 / (n * (n - 1));
}

function either(probability: number, one: Latency, other: Latency): Latency {
	return {
		kind: "choice",
		options: [
			{ probability, latency: one },
			{ probability: 1 - probability, latency: other },
		],
	};
}

const ZERO = [{ probability: 1, meanSeconds: 0 }];

/** Two, four, eight of them: a thousand are ten steps. */
function independently(latency: Latency, n: number): Latency {
	const parts: Latency[] = [];
	let power = latency;
	for (let left = n; left > 0; left = Math.floor(left / 2)) {
		if (left % 2 === 1) parts.push(power);
		if (left > 1) power = { kind: "series", parts: [power, power] };
	}
	return parts.length === 1 ? parts[0]! : { kind: "series", parts };
}

/** How often something of probability p happens in n trials; beyond thirty of them it is as good as np times. */
function binomial(n: number, p: number): { readonly value: number; readonly probability: number }[] {
	if (n > 30) {
		const low = Math.min(n - 1, Math.floor(n * p));
		const above = n * p - low;
		return [
			{ value: low, probability: 1 - above },
			{ value: low + 1, probability: above },
		].filter(({ probability }) => probability > 0);
	}
	const values: { value: number; probability: number }[] = [];
	for (let value = 0, combinations = 1; value <= n; value++) {
		const probability = combinations * p ** value * (1 - p) ** (n - value);
		if (probability > 1e-12) values.push({ value, probability });
		combinations *= (n - value) / (value + 1);
	}
	return values;
}

/** Different parts, each as often as it is repeated in one turn. */
function sizeOf({ part: whole }: Turns): number {
	const seen = new Set<Latency>();
	let size = 0;
	const visit = (part: Latency, times: number): void => {
		if (seen.has(part)) return;
		seen.add(part);
		size += times;
		if (part.kind === "series" || part.kind === "parallel") for (const one of part.parts) visit(one, times);
		else if (part.kind === "choice") for (const one of part.options) visit(one.latency, times);
		else if (part.kind === "turns") visit(part.part, times * part.count);
		else if (part.kind === "limited") visit(part.latency, times);
	};
	visit(whole, 1);
	return size;
}
