import { betaRegularized } from "./special-functions.ts";

/**
 * Availability (model M11), computed with unavailabilities u = 1 - A, so that 1e-20 survives where 1 - 1e-20 would be 1.
 * All of them from 0 to 1; parts fail independently unless it says otherwise. Parts that several paths share must be counted
 * once, which is not done here.
 */

/** All are needed: 1 - product of (1 - u_i). */
export function inSeries(parts: readonly number[]): number {
	return -Math.expm1(parts.reduce((sum, u) => sum + Math.log1p(-share(u)), 0));
}

/** One is enough: product of u_i. */
export function inParallel(parts: readonly number[]): number {
	return parts.reduce((product, u) => product * share(u), 1);
}

/**
 * At least k of n alike are needed: P(more than n - k down) = sum over j > n - k of binomial(n, j) u^j (1 - u)^(n-j)
 * = I_u(n - k + 1, k) (Abramowitz & Stegun 26.5.24). No part needed: 0; more than there are: 1.
 */
export function kOfN(n: number, k: number, u: number): number {
	const all = Math.max(0, Math.floor(n));
	const needed = Math.ceil(k);
	if (!(needed > 0)) return 0;
	if (needed > all) return 1;
	const q = share(u);
	if (all > 60) return betaRegularized(q, all - needed + 1, needed);
	let sum = 0;
	for (let down = all - needed + 1; down <= all; down++) sum += exactly(all, down, q);
	return Math.min(1, sum);
}

/** At least k of parts that differ: by adding one part after another to the distribution of the number that are down. */
export function kOfDifferent(parts: readonly number[], k: number): number {
	const needed = Math.ceil(k);
	if (!(needed > 0)) return 0;
	if (needed > parts.length) return 1;
	const limit = parts.length - needed + 1;
	// down[j]: probability that j are down; the last entry stands for `limit` and more.
	const down = new Float64Array(limit + 1);
	down[0] = 1;
	for (const part of parts) {
		const u = share(part);
		down[limit] = down[limit]! + down[limit - 1]! * u;
		for (let j = limit - 1; j > 0; j--) down[j] = down[j]! * (1 - u) + down[j - 1]! * u;
		down[0] = down[0]! * (1 - u);
	}
	return Math.min(1, down[limit]!);
}

/**
 * At least k of n, spread as evenly as possible over zones that are down independently with probability `zone`, besides the parts
 * themselves: the sum over how many of the larger and of the smaller zones are down. After the loss of a zone `kAfterLoss` are enough.
 */
export function kOfNOverZones(
	n: number,
	k: number,
	u: number,
	zones: number,
	zone: number,
	kAfterLoss: number = k,
): number {
	const all = Math.max(0, Math.floor(n));
	const used = Math.min(all, Math.max(1, Math.floor(zones)));
	if (!(k > 0)) return 0;
	if (all === 0 || used > 60) return kOfN(all, k, 1 - (1 - share(u)) * (1 - share(zone)));
	const least = Math.floor(all / used);
	const larger = all - least * used;
	let sum = 0;
	for (let i = 0; i <= larger; i++) {
		for (let j = 0; j <= used - larger; j++) {
			const state = exactly(larger, i, zone) * exactly(used - larger, j, zone);
			sum += state * kOfN(all - i * (least + 1) - j * least, i + j === 0 ? k : kAfterLoss, u);
		}
	}
	return Math.min(1, sum);
}

/**
 * With a common cause: the share `beta` of the failures of one part, u, takes all of them (beta factor, IEC 61508-6, annex D): it adds
 * beta u to what the others do alone, U = ((1 - beta) u)^n + beta u for `independent` = ((1 - beta) u)^n. Without data beta is 0.05 to 0.1.
 */
export function withCommonCause(independent: number, u: number, beta: number): number {
	return Math.min(1, share(independent) + share(beta) * share(u));
}

/** k of n by the beta factor in full: each part alone fails with (1 - beta) u; of a lone part nothing changes. */
export function kOfNWithCommonCause(n: number, k: number, u: number, beta: number): number {
	if (!(k > 0)) return 0;
	return withCommonCause(kOfN(n, k, (1 - share(beta)) * share(u)), u, beta);
}

/** MTTR / (MTBF + MTTR), with the mean time to failure and to repair in the same unit. */
export function fromTimes(meanTimeToFailure: number, meanTimeToRepair: number): number {
	if (!(meanTimeToRepair > 0)) return 0;
	if (!(meanTimeToFailure > 0)) return 1;
	return 1 / (1 + meanTimeToFailure / meanTimeToRepair);
}

/**
 * A primary with standbys that take over: with probability c (coverage) a failure of it costs the failover time, else the
 * whole repair; and now and then all nodes are down at once: U = c T / MTBF + (1 - c) MTTR / MTBF + q. Exact to first order in
 * MTTR / MTBF.
 */
export function failoverUnavailability({
	q,
	failoverSeconds,
	coverage,
	mtbfSeconds,
	mttrSeconds,
}: {
	/** Probability that all nodes are down. */
	readonly q: number;
	/** T, from the failure until a standby serves. */
	readonly failoverSeconds: number;
	/** c. */
	readonly coverage: number;
	readonly mtbfSeconds: number;
	readonly mttrSeconds: number;
}): number {
	const c = share(coverage);
	const down = c * Math.max(0, failoverSeconds) + (1 - c) * Math.max(0, mttrSeconds);
	if (!(down > 0)) return share(q);
	return mtbfSeconds > 0 ? share(Math.min(1, down / mtbfSeconds) + share(q)) : 1;
}

const SECONDS_PER_YEAR = 365 * 86_400;

/** u x 31,536,000 seconds of a year of 365 days. */
export function downtimeSecondsPerYear(unavailability: number): number {
	return share(unavailability) * SECONDS_PER_YEAR;
}

export interface DowntimeBudget {
	/** Seconds a year that the target allows. */
	readonly target: number;
	readonly used: number;
	/** Negative: overdrawn. */
	readonly remaining: number;
}

/** (1 - A) x 525,600 minutes a year (Beyer et al., Site Reliability Engineering, 2016, ch. 3), in seconds. */
export function downtimeBudget(targetAvailability: number, unavailability: number): DowntimeBudget {
	const target = downtimeSecondsPerYear(1 - share(targetAvailability));
	const used = downtimeSecondsPerYear(unavailability);
	return { target, used, remaining: target - used };
}

/**
 * The availability that each of n hard dependencies needs so that together they use no more than the budget of the target: what is
 * left by `own`, shared evenly. With many of them one nine more than the target (Treynor, Dahlin, Rau & Beyer, ACM Queue 2017).
 */
export function unavailabilityForEach(targetUnavailability: number, own: number, dependencies: number): number {
	const left = Math.max(0, share(targetUnavailability) - share(own));
	return dependencies > 0 ? left / dependencies : left;
}

/** Probability that exactly j of n parts are down, n up to 60. */
function exactly(n: number, j: number, u: number): number {
	const q = share(u);
	let combinations = 1;
	for (let i = 1; i <= Math.min(j, n - j); i++) combinations = (combinations * (n - i + 1)) / i;
	return combinations * q ** j * (1 - q) ** (n - j);
}

const share = (x: number): number => Math.min(1, Math.max(0, x));
