/** What copies that lag behind cost (model M15). Times in seconds, rates per second. */

/**
 * Probability that a read `delay` after a write still misses it on a copy: P(lag > delay) = e^(-delay / L), the lag being
 * exponential with mean L. With `constant` lag it is 1 before and 0 after L.
 */
export function staleReadProbability({
	meanLag,
	delay,
	lag = "exponential",
}: {
	readonly meanLag: number;
	readonly delay: number;
	readonly lag?: "exponential" | "constant";
}): number {
	if (!(meanLag > 0)) return 0;
	const after = Math.max(0, delay);
	return lag === "constant" ? (after < meanLag ? 1 : 0) : Math.exp(-after / meanLag);
}

/** Share of reads of a key, at any time, that see an old value on a copy that lags L behind: 1 - e^(-w L), w writes of the key. */
export function staleShare(writesPerSecond: number, meanLag: number): number {
	return -Math.expm1(-Math.max(0, writesPerSecond) * Math.max(0, meanLag));
}

/** Recovery point: acknowledged writes that a copy does not have when the primary is lost: lag x writes (0 if synchronous). */
export function recoveryPoint(
	writesPerSecond: number,
	lag: number,
): { readonly seconds: number; readonly writes: number } {
	const seconds = Math.max(0, lag);
	return { seconds, writes: Math.min(Number.MAX_VALUE, seconds * Math.max(0, writesPerSecond)) };
}

/** More than half of n: floor(n / 2) + 1. */
export function majority(n: number): number {
	return Math.floor(Math.max(0, n) / 2) + 1;
}

export interface Quorum {
	/** N, copies that vote. */
	readonly voters: number;
	/** R, of which a read asks so many. */
	readonly read: number;
	/** W, of which a write must reach so many. */
	readonly write: number;
}

/** Every read sees the last write: each read quorum meets each write quorum, R + W > N (Gifford 1979). */
export function readsLastWrite({ voters, read, write }: Quorum): boolean {
	return read + write > voters;
}

/** No two writes can both succeed unseen by one another: W > N / 2. */
export function ordersWrites({ voters, write }: Quorum): boolean {
	return 2 * write > voters;
}

/** Voters that may be lost before reads, and before writes, stop: N - R and N - W. */
export function tolerated({ voters, read, write }: Quorum): { readonly reads: number; readonly writes: number } {
	return { reads: Math.max(0, voters - read), writes: Math.max(0, voters - write) };
}

/** Time that an answer takes when the k-th fastest of the round trips to n copies decides, in seconds; the primary counts as 0. */
export function quorumDelay(roundTrips: readonly number[], k: number): number {
	const sorted = [...roundTrips].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length, Math.max(1, Math.floor(k))) - 1] ?? 0;
}
