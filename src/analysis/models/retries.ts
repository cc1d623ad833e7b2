/**
 * Retries and overload (model M17). f: probability that one attempt fails; m: attempts at most (1 + retries).
 * Attempts are taken as independent; in an overload they are not, and f grows with the load: see `overload`.
 */

/** Attempts of one call on average: 1 + f + ... + f^(m-1) = (1 - f^m) / (1 - f); m where every attempt fails. */
export function attempts(f: number, m: number): number {
	const failed = Math.min(1, Math.max(0, f));
	const most = Math.max(1, Math.floor(m));
	if (failed > 0.999_999 && most < 1e6) {
		let sum = 0;
		let term = 1;
		for (let i = 0; i < most; i++, term *= failed) sum += term;
		return sum;
	}
	return failed === 1 ? most : (1 - failed ** most) / (1 - failed);
}

/** Share of calls that fail in all m attempts: f^m. */
export function failedCalls(f: number, m: number): number {
	return Math.min(1, Math.max(0, f)) ** Math.max(1, Math.floor(m));
}

/**
 * Attempts at the last layer for each request at the first when every attempt fails: the product of the attempts of all
 * layers, 4^3 = 64 for three layers of three retries each (Beyer et al., Site Reliability Engineering, 2016, ch. 22).
 */
export function worstAmplification(attemptsOfLayers: readonly number[]): number {
	return Math.min(
		Number.MAX_VALUE,
		attemptsOfLayers.reduce((product, m) => product * Math.max(1, Math.floor(m)), 1),
	);
}

export interface Overload {
	/**
	 * `safe`: even if every call is tried m times the capacity suffices, so every overload passes by itself.
	 * `metastable`: the load fits, but once a transient lets calls fail, their retries keep it overloaded (Bronson et al., HotOS 2021).
	 * `overloaded`: the load alone is more than the capacity.
	 */
	readonly state: "safe" | "metastable" | "overloaded";
	/** lambda m: what arrives when all attempts fail. */
	readonly worstPerSecond: number;
	/** Calls per second below which it recovers by itself: capacity / m. */
	readonly recoversBelow: number;
}

/** Whether retries can hold a component overloaded: lambda m against its capacity, all per second. */
export function overload(callsPerSecond: number, capacityPerSecond: number, m: number): Overload {
	const most = Math.max(1, Math.floor(m));
	const worstPerSecond = Math.min(Number.MAX_VALUE, callsPerSecond * most);
	const state =
		callsPerSecond > capacityPerSecond ? "overloaded" : worstPerSecond > capacityPerSecond ? "metastable" : "safe";
	return { state, worstPerSecond, recoversBelow: Math.min(Number.MAX_VALUE, capacityPerSecond / most) };
}
