import { rootOfIncreasing } from "./special-functions.ts";

/**
 * Waiting before servers (model M4). Letters: lambda arrivals per second, S mean service time, mu = 1 / S, c servers,
 * a = lambda S offered load, rho = a / c utilisation, theta = c mu - lambda spare capacity, n instances of k servers each.
 * Time in seconds. First come, first served; unlimited room to wait; stationary (the load lasts much longer than S / (1 - rho)^2).
 */

/** How arrivals are spread over instances that queue on their own. `pooled`: one queue before all servers. */
export type Balancing = "pooled" | "least-connections" | "two-choices" | "round-robin" | "random";

export interface QueueingOptions {
	/** lambda, of all instances together. */
	readonly arrivalsPerSecond: number;
	/** S; an instance that carries m requests per second with k workers has S = k / m. */
	readonly serviceSeconds: number;
	/** n. */
	readonly instances: number;
	/** k, requests that one instance serves at once. */
	readonly serversPerInstance: number;
	readonly balancing?: Balancing;
	/** ca2, squared coefficient of variation of the time between arrivals: 1 Poisson, 0 a clock. */
	readonly arrivalVariability?: number;
	/** cs2, squared coefficient of variation of the service time: 1 exponential, 0 constant. */
	readonly serviceVariability?: number;
}

export type Queueing = StableQueueing | UnstableQueueing | UnknownQueueing;

export interface StableQueueing {
	readonly kind: "stable";
	/** Follows exactly from the assumptions (Poisson arrivals, exponential service); else an approximation. */
	readonly exact: boolean;
	/** n k. */
	readonly servers: number;
	readonly utilization: number;
	/** a, servers busy on average. */
	readonly busyServers: number;
	readonly waitProbability: number;
	/** Waiting alone, over all requests. */
	readonly meanWait: number;
	/** Requests that wait, not counting those in service (Little 1961: lambda times the mean wait). */
	readonly meanQueueLength: number;
	/** Requests that wait or are served. */
	readonly meanInSystem: number;
	/** Waiting and service. */
	readonly meanResponse: number;
	readonly visit: Visit;
}

export interface UnstableQueueing {
	readonly kind: "unstable";
	readonly servers: number;
	/** 1 or more; Number.MAX_VALUE where nothing can be served at all. */
	readonly utilization: number;
	/** lambda - c mu: there is no stationary state, and this is what the backlog grows by. */
	readonly backlogPerSecond: number;
}

export interface UnknownQueueing {
	readonly kind: "unknown";
	readonly missing: "arrivals" | "service-time" | "servers";
}

/**
 * The time of one visit: a wait W with P(W > t) = waitProbability e^(-waitRate t), and independently a service time of
 * `fixed` seconds plus one of the exponential `phases`.
 */
export interface Visit {
	readonly waitProbability: number;
	/** Per second; of no meaning where nothing waits. */
	readonly waitRate: number;
	/** Part of the service time that is the same for all. */
	readonly fixedSeconds: number;
	readonly phases: readonly Phase[];
	/** How much the waits of two visits are alike; absent where nothing waits. */
	readonly memory?: Memory;
}

/**
 * Two visits t apart are at the same line with the probability `share`, and then their waits have the correlation
 * e^(-t / seconds), the correlation time of a line: for the number in M/M/1 it is (1 + rho) / (mu (1 - rho)^2), from its
 * asymptotic variance 2 rho (1 + rho) / (1 - rho)^4 (Whitt, Operations Research 37, 1989). A pool whose servers are all busy
 * is an M/M/1 with rate c mu, and more variability makes it longer in proportion, as the wait.
 */
export interface Memory {
	readonly share: number;
	readonly seconds: number;
}

export interface Phase {
	readonly probability: number;
	readonly meanSeconds: number;
}

/**
 * The stationary state of `instances` x `serversPerInstance` servers:
 * - `pooled` M/M/c, exact (Erlang 1917; Kleinrock, Queueing Systems I, 1975, ch. 3): C = ErlangC(c, a),
 *   mean wait C / theta, P(W > t) = C e^(-theta t).
 * - `least-connections` counts as one pool. That is a lower bound: by simulation of n = 4, k = 1, rho = 0.8 the mean wait
 *   is 0.951 S where a pool has 0.746 S; the gap shrinks with k (k = 8: 0.029 S and 0.025 S).
 * - `random`: each instance is an M/M/k with lambda / n, exact.
 * - `round-robin`: each instance gets every n-th arrival, an Erlang-n stream: GI/M/k, exact (Takacs 1962, ch. 2; Gross & Harris, 5.3).
 * - `two-choices`: the less loaded of two instances drawn independently. Exact for n -> infinity (Vvedenskaya, Dobrushin &
 *   Karpelevich 1996; Mitzenmacher 1996; for k > 1 the same equations with min(i, k) busy servers), exact for n = 1, between
 *   them interpolated in 1 / n with the first-order term of Gast & Van Houdt (2017), rho / (2 (1 - rho)) at k = 1. By
 *   simulation within 7 % of the mean wait for k = 1, n from 2 to 16, rho from 0.5 to 0.9 (n = 4, rho = 0.8: 1.513, simulated 1.536).
 * Variability scales the wait by (ca2 + cs2) / 2 (Allen & Cunneen; Allen 1990, 5.2.9; for c = 1 and ca2 = 1 exact by
 * Pollaczek & Khinchine). For c = 8 it is 26 % high at rho 0.7 and 5 % at 0.9 with cs2 = 4, and 10 % to 3 % low with cs2 = 0.
 */
export function queueing({
	arrivalsPerSecond,
	serviceSeconds,
	instances,
	serversPerInstance,
	balancing = "pooled",
	arrivalVariability = 1,
	serviceVariability = 1,
}: QueueingOptions): Queueing {
	if (!(arrivalsPerSecond >= 0 && arrivalsPerSecond < Number.POSITIVE_INFINITY)) return unknown("arrivals");
	if (!(serviceSeconds >= 0 && serviceSeconds < Number.POSITIVE_INFINITY)) return unknown("service-time");
	if (!(instances >= 0 && serversPerInstance >= 0)) return unknown("servers");
	const n = Math.min(MOST_SERVERS, Math.round(instances));
	const k = Math.min(MOST_SERVERS, Math.round(serversPerInstance));
	const servers = Math.min(MOST_SERVERS, n * k);
	const busyServers = Math.min(Number.MAX_VALUE, arrivalsPerSecond * serviceSeconds);
	if (servers === 0 ? arrivalsPerSecond > 0 : busyServers >= servers) {
		return {
			kind: "unstable",
			servers,
			utilization: servers > 0 ? busyServers / servers : Number.MAX_VALUE,
			backlogPerSecond: servers > 0 ? Math.max(0, arrivalsPerSecond - servers / serviceSeconds) : arrivalsPerSecond,
		};
	}
	const ca2 = Math.max(0, arrivalVariability);
	const cs2 = Math.max(0, serviceVariability);
	const utilization = servers > 0 ? busyServers / servers : 0;
	const line = busyServers > 0 ? LINES[n > 1 ? balancing : "pooled"](n, k, utilization, ca2) : NO_LINE;
	const meanWait = line.meanWait * ((line.ca2 + cs2) / (line.assumedCa2 + 1)) * serviceSeconds;
	const waitProbability = meanWait > 0 ? line.waitProbability : 0;
	const waitRate = meanWait > 0 ? Math.min(Number.MAX_VALUE, waitProbability / meanWait) : 0;
	const isOneLine = balancing === "pooled" || balancing === "least-connections";
	return {
		kind: "stable",
		exact: line.exact && line.ca2 === line.assumedCa2 && cs2 === 1,
		servers,
		utilization,
		busyServers,
		waitProbability,
		meanWait,
		meanQueueLength: arrivalsPerSecond * meanWait,
		meanInSystem: arrivalsPerSecond * meanWait + busyServers,
		meanResponse: meanWait + serviceSeconds,
		visit: {
			waitProbability,
			waitRate,
			...serviceTime(serviceSeconds, cs2),
			...(waitRate > 0 && {
				memory: { share: isOneLine ? 1 : 1 / n, seconds: (1 + utilization) / (waitRate * (1 - utilization)) },
			}),
		},
	};
}

const unknown = (missing: UnknownQueueing["missing"]): UnknownQueueing => ({ kind: "unknown", missing });

/** Beyond this many servers nothing waits that a pool of this size would not let wait as well. */
const MOST_SERVERS = 1e9;

interface Line {
	/** In service times. */
	readonly meanWait: number;
	readonly waitProbability: number;
	readonly exact: boolean;
	/** Variability of the arrivals at one queue, and the one that `meanWait` already counts. */
	readonly ca2: number;
	readonly assumedCa2: number;
}

const NO_LINE: Line = { meanWait: 0, waitProbability: 0, exact: true, ca2: 1, assumedCa2: 1 };

type LineOf = (n: number, k: number, rho: number, ca2: number) => Line;

const LINES: Readonly<Record<Balancing, LineOf>> = {
	pooled,
	"least-connections": (n, k, rho, ca2) => ({ ...pooled(n, k, rho, ca2), exact: false }),
	// Each of n random parts of a stream is nearer to Poisson than the whole.
	random: (n, k, rho, ca2) => pooled(1, k, rho, 1 + (ca2 - 1) / n),
	"round-robin": (n, k, rho, ca2) => {
		const { waitProbability, meanWait } = erlangArrivals(n, k, rho);
		return { meanWait, waitProbability, exact: true, ca2: ca2 / n, assumedCa2: 1 / n };
	},
	"two-choices": (n, k, rho, ca2) => {
		const { waitProbability, meanWait } = twoChoices(n, k, rho);
		return { meanWait, waitProbability, exact: false, ca2: 1 + (ca2 - 1) / n, assumedCa2: 1 };
	},
};

function pooled(n: number, k: number, rho: number, ca2: number): Line {
	const c = Math.min(MOST_SERVERS, n * k);
	const waitProbability = erlangC(c, rho * c);
	return { meanWait: waitProbability / (c - rho * c), waitProbability, exact: true, ca2, assumedCa2: 1 };
}

/**
 * Erlang's C: the probability that a request waits in M/M/c with offered load a < c. C = 1 / (rho + (1 - rho) / B),
 * B Erlang's B (Cooper 1981, 3.6). 1 from a = c on.
 */
export function erlangC(c: number, a: number): number {
	if (!(a > 0)) return 0;
	if (a >= c) return 1;
	const rho = a / c;
	return 1 / (rho + (1 - rho) * inverseErlangB(c, a));
}

/** Erlang's B: the probability that all of c servers are busy where nothing waits (Erlang 1917). */
export function erlangB(c: number, a: number): number {
	return a > 0 ? 1 / inverseErlangB(c, a) : c > 0 ? 0 : 1;
}

/**
 * 1 / B(c, a) = sum over j from 0 to c of c! / ((c - j)! a^j), the recursion 1/B(n) = 1 + n/a 1/B(n-1) written out from its
 * end: all terms are positive, and it ends early where the terms have become negligible, or the sum so large that B is 0
 * (Infinity then). So it takes some sqrt(c) terms and not c: a million servers in a fraction of a millisecond, to 1e-12.
 */
function inverseErlangB(c: number, a: number): number {
	let term = 1;
	let sum = 1;
	for (let j = 0; j < c; j++) {
		term *= (c - j) / a;
		sum += term;
		if (sum === Number.POSITIVE_INFINITY || (term < sum * 1e-17 && c - j <= a)) break;
	}
	return sum;
}

/**
 * GI/M/k whose arrivals are every n-th of a Poisson stream, per queue, in units of the service time. sigma solves
 * sigma = A(k (1 - sigma)) with the transform A(s) = (n r / (n r + s))^n of the time between arrivals, r = k rho. Then
 * P(W > t) = P(W > 0) e^(-k (1 - sigma) t), and (Takacs 1962) P(W > 0) = K / (1 - sigma),
 * 1 / K = 1 / (1 - sigma) + sum over j from 1 to k of binomial(k, j) (k (1 - A_j) - j) / (C_j (1 - A_j) (k (1 - sigma) - j)),
 * A_j = A(j), C_j = product of A_i / (1 - A_i) for i from 1 to j. All terms are positive.
 */
function erlangArrivals(n: number, k: number, rho: number): { waitProbability: number; meanWait: number } {
	const rate = n * k * rho;
	const transform = (s: number): number => Math.exp(-n * Math.log1p(s / rate));
	// 1 - sigma is what stays exact near saturation; at 0 there is always a second solution, which is not meant.
	const spare = rootOfIncreasing((x) => transform(k * x) - 1 + x, Math.min(1e-9, (1 - rho) / 2), 1);
	let inverse = 1 / spare;
	let product = 1;
	for (let j = 1; j <= k; j++) {
		const at = transform(j);
		const missed = -Math.expm1(-n * Math.log1p(j / rate));
		if (at === 0) return { waitProbability: 0, meanWait: 0 };
		product *= ((k - j + 1) / j) * (missed / at);
		const gap = k * spare - j;
		const quotient = Math.abs(gap) > 1e-7 * k ? (k * missed - j) / gap : 1 - (k * (1 - spare) * n) / (rate + j);
		inverse += (product / missed) * quotient;
		if (inverse === Number.POSITIVE_INFINITY) return { waitProbability: 0, meanWait: 0 };
	}
	const waitProbability = Math.min(1, 1 / (inverse * spare));
	return { waitProbability, meanWait: waitProbability / (k * spare) };
}

/** Mean wait in service times, and probability to wait, with the less loaded of two of n instances of k servers. */
function twoChoices(n: number, k: number, rho: number): { waitProbability: number; meanWait: number } {
	const alone = pooled(1, k, rho, 1);
	const many = twoChoicesOfMany(k, rho);
	// Where the wait lies between that of infinitely many instances (0) and that of one (1), as for k = 1.
	const one = rho / (1 - rho);
	const gain = one - twoChoicesOfMany(1, rho).meanWait;
	const first = gain > 0 ? rho / (2 * (1 - rho)) / gain : 0.5;
	const place = Math.min(1, first / n + (1 - first) / n ** 2);
	const placeOfProbability = (1.4 - 0.4 / n) / n;
	return {
		// Near saturation the first order in 1 / n is too little; no balancing does better than one queue for all.
		meanWait: Math.max(many.meanWait + (alone.meanWait - many.meanWait) * place, pooled(n, k, rho, 1).meanWait),
		waitProbability: many.waitProbability + (alone.waitProbability - many.waitProbability) * placeOfProbability,
	};
}

/**
 * Infinitely many instances. s_i, the share of instances with i requests or more, balances k rho (s_(i-1)^2 - s_i^2) =
 * min(i, k) (s_i - s_(i+1)); summed up from k on, s_(i+1) = rho s_i^2. From a guess of s_k the others follow down to s_0,
 * which must be 1. A request waits if both instances have k or more.
 */
function twoChoicesOfMany(k: number, rho: number): { waitProbability: number; meanWait: number } {
	const rate = k * rho;
	const start = (full: number): number => {
		let above = rho * full ** 2;
		let here = full;
		for (let i = k; i >= 1 && here < 2; i--) {
			const below = Math.sqrt(here ** 2 + (i / rate) * (here - above));
			above = here;
			here = below;
		}
		return here;
	};
	const full = rootOfIncreasing((x) => start(x) - 1, 0, 1);
	let waiting = 0;
	for (let s = rho * full ** 2; s > 1e-18; s = rho * s ** 2) waiting += s;
	return { waitProbability: full ** 2, meanWait: waiting / rate };
}

/**
 * A service time with mean S and squared coefficient of variation cs2: for cs2 <= 1 a constant S (1 - cs) plus an
 * exponential of mean S cs; above, two exponentials with balanced means (Tijms, Stochastic Models, 1994, app. B).
 */
function serviceTime(S: number, cs2: number): { fixedSeconds: number; phases: readonly Phase[] } {
	if (cs2 <= 1) {
		const cs = Math.sqrt(cs2);
		return { fixedSeconds: S * (1 - cs), phases: [{ probability: 1, meanSeconds: S * cs }] };
	}
	const p = (1 + Math.sqrt((cs2 - 1) / (cs2 + 1))) / 2;
	// 1 - p without cancellation: for large cs2 it is nearly 1 / (2 cs2).
	const q = 1 / (cs2 + 1) / (2 * p);
	const phases = [
		{ probability: p, meanSeconds: S / (2 * p) },
		{ probability: q, meanSeconds: Math.min(Number.MAX_VALUE, S / (2 * q)) },
	];
	return { fixedSeconds: 0, phases };
}

/** P(W > t). */
export function waitTail({ waitProbability, waitRate }: Visit, seconds: number): number {
	return waitProbability * Math.exp(-waitRate * Math.max(0, seconds));
}

/** The wait that the share `p` of all requests does not exceed: max(0, ln(P(W > 0) / (1 - p)) / rate). */
export function waitPercentile({ waitProbability, waitRate }: Visit, p: number): number {
	if (waitProbability <= 1 - p) return 0;
	return Math.min(Number.MAX_VALUE, Math.log(waitProbability / (1 - p)) / waitRate);
}

/**
 * P(T > t) of wait and service together. For a phase of rate mu and a wait of rate theta:
 * (1 - C) e^(-mu t) + C (theta e^(-mu t) - mu e^(-theta t)) / (theta - mu); where both rates are alike, C (1 + mu t) e^(-mu t).
 */
export function responseTail(visit: Visit, seconds: number): number {
	const t = seconds - visit.fixedSeconds;
	if (t < 0) return 1;
	let tail = 0;
	for (const { probability, meanSeconds } of visit.phases) tail += probability * phaseTail(visit, meanSeconds, t);
	return Math.min(1, tail);
}

function phaseTail({ waitProbability: C, waitRate: theta }: Visit, mean: number, t: number): number {
	const wait = C > 0 ? Math.exp(-theta * t) : 0;
	if (mean === 0) return C * wait;
	const service = Math.exp(-t / mean);
	if (C === 0) return service;
	const x = theta * mean - 1;
	// (theta e^(-mu t) - mu e^(-theta t)) / (theta - mu), written so that nothing cancels where theta is near mu.
	const sum = Math.abs(x) < 1e-6 ? service * (1 + (t / mean) * (1 + x)) : service + (service - wait) / x;
	return (1 - C) * service + C * sum;
}

/** The response time that the share `p` (below 1) of all requests does not exceed, by bisection to 1e-9 of itself. */
export function responsePercentile(visit: Visit, p: number): number {
	const beyond = 1 - p;
	if (responseTail(visit, visit.fixedSeconds) <= beyond) return visit.fixedSeconds;
	const slowest = Math.max(...visit.phases.map(({ meanSeconds }) => meanSeconds));
	let high = Math.max(slowest, visit.waitProbability > 0 ? 1 / visit.waitRate : 0);
	let low = 0;
	while (responseTail(visit, visit.fixedSeconds + high) > beyond) {
		low = high;
		high *= 2;
		if (high > Number.MAX_VALUE / 4) return Number.MAX_VALUE;
	}
	// The logarithm of the tail is nearly a straight line: regula falsi (Illinois) finds it in a few steps.
	const excess = (t: number): number => Math.log(responseTail(visit, visit.fixedSeconds + t) / beyond);
	let [atLow, atHigh] = [excess(low), excess(high)];
	for (let i = 0; i < 100 && high - low > 1e-9 * high; i++) {
		const t = atHigh > Number.NEGATIVE_INFINITY ? high - (atHigh * (high - low)) / (atHigh - atLow) : (low + high) / 2;
		const at = excess(t);
		if (at > 0) {
			low = t;
			atLow = at;
			atHigh /= 2;
		} else {
			high = t;
			atHigh = at;
			atLow /= 2;
		}
		if (Math.abs(at) < 1e-10) return visit.fixedSeconds + t;
	}
	return visit.fixedSeconds + high;
}

export interface Percentiles {
	readonly mean: number;
	readonly p50: number;
	readonly p95: number;
	readonly p99: number;
	readonly p999: number;
}

/** Response time of one visit: waiting and service. */
export function responseTime({ visit, meanResponse }: StableQueueing): Percentiles {
	return {
		mean: meanResponse,
		p50: responsePercentile(visit, 0.5),
		p95: responsePercentile(visit, 0.95),
		p99: responsePercentile(visit, 0.99),
		p999: responsePercentile(visit, 0.999),
	};
}
