/**
 * Growth of what is stored (model M10). Bytes and days. `share` of the largest shard is applied by the caller, and so is
 * the number of copies, which lie on other nodes.
 */
export type DaysToFull =
	| { readonly kind: "days"; readonly days: number }
	/** Already at the limit. */
	| { readonly kind: "full" }
	/** It does not grow, or not within a thousand years. */
	| { readonly kind: "never" };

export type Growth =
	/** So many bytes more each day. */
	| { readonly kind: "linear"; readonly bytesPerDay: number }
	/** Times 1 + `rate` in each period: 5 % a month compounds by the month. */
	| { readonly kind: "exponential"; readonly rate: number; readonly periodDays: number };

/** linear: (thr cap - S0) / g; exponential: ln(thr cap / S0) / ln(1 + g) periods. */
export function daysToFull({
	bytes,
	growth,
	capacityBytes,
	fullAt = 0.8,
}: {
	/** S0, what one node holds now. */
	readonly bytes: number;
	readonly growth: Growth;
	readonly capacityBytes: number;
	/** thr, the share of the capacity that counts as full. */
	readonly fullAt?: number;
}): DaysToFull {
	const limit = capacityBytes * fullAt;
	if (bytes >= limit) return { kind: "full" };
	const days =
		growth.kind === "linear"
			? (limit - bytes) / growth.bytesPerDay
			: (Math.log(limit / bytes) / Math.log1p(growth.rate)) * growth.periodDays;
	return days >= 0 && days <= LONGEST_DAYS ? { kind: "days", days } : { kind: "never" };
}

/** A thousand years. */
const LONGEST_DAYS = 365_000;

/** Bytes after some days. */
export function bytesAfter(bytes: number, growth: Growth, days: number): number {
	if (growth.kind === "linear") return within(bytes + growth.bytesPerDay * days);
	return within(growth.periodDays > 0 ? bytes * Math.exp((Math.log1p(growth.rate) * days) / growth.periodDays) : bytes);
}

/** Things present at once when they begin at a rate and last a time: L = lambda W (Little 1961). Sessions, connections, busy threads. */
export function present(beginPerSecond: number, lastSeconds: number): number {
	return beginPerSecond > 0 && lastSeconds > 0 ? within(beginPerSecond * lastSeconds) : 0;
}

const within = (x: number): number => (x > 0 ? Math.min(x, Number.MAX_VALUE) : 0);
