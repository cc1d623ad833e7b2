/**
 * What happens when a popular item expires (model M7): until it is computed anew, every read of it misses. lambda_k reads of the
 * item per second, R seconds to compute it.
 */
export type Mitigation =
	| "none"
	/** One computes, the others wait for it. */
	| "single-flight"
	/** One has leave to compute, the others are told to come again (Nishtala et al., NSDI 2013). */
	| "lease"
	/** One computes ahead of time, sooner the longer it takes (XFetch; Vattani, Chierichetti & Lowenstein, VLDB 2015). */
	| "early-refresh"
	/** The old value is served meanwhile. */
	| "stale-while-revalidate";

export interface Stampede {
	/** Computations under way at once after an expiry, on average: lambda_k R without mitigation, else at most one. */
	readonly concurrentRecomputes: number;
	/** Share of the expiries at which the item really is missing. */
	readonly missingShare: number;
}

export function stampede({
	keyReadsPerSecond,
	recomputeSeconds,
	mitigation,
	beta = 1,
}: {
	readonly keyReadsPerSecond: number;
	readonly recomputeSeconds: number;
	readonly mitigation: Mitigation;
	/** Of `early-refresh`: eagerness, 1 usual. */
	readonly beta?: number;
}): Stampede {
	const reads = Math.max(0, keyReadsPerSecond) * Math.max(0, recomputeSeconds);
	const waiting = Math.min(Number.MAX_VALUE, reads);
	switch (mitigation) {
		case "none":
			return { concurrentRecomputes: waiting, missingShare: 1 };
		case "single-flight":
		case "lease":
			return { concurrentRecomputes: Math.min(1, waiting), missingShare: 1 };
		case "stale-while-revalidate":
			return { concurrentRecomputes: Math.min(1, waiting), missingShare: 0 };
		case "early-refresh": {
			// A read t before the expiry computes with probability e^(-t / (R beta)); that none does: e^(-lambda_k R beta).
			const missingShare = Math.exp(-waiting * Math.max(0, beta));
			return { concurrentRecomputes: Math.min(1, waiting), missingShare };
		}
	}
}
