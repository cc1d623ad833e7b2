/** Bits on the wire, and what a CDN is worth (model M16). Rates per second; h hit ratio. */

/** requests x bytes x 8. */
export function bitsPerSecond(requestsPerSecond: number, bytes: number): number {
	return Math.min(Number.MAX_VALUE, Math.max(0, requestsPerSecond) * Math.max(0, bytes) * 8);
}

/** What misses, of requests or of bits: (1 - h). */
export function atOrigin(rate: number, hitRatio: number): number {
	return rate * (1 - Math.min(1, Math.max(0, hitRatio)));
}

/**
 * Hit ratio of one key whose rate is split over `pops` points of presence, each with its own copy for `ttl` seconds:
 * l T / (1 + l T) with l = lambda / pops (Jung, Berger & Balakrishnan, INFOCOM 2003). For whole data sets split the rate and use `hitRatios`.
 */
export function keyHitRatio(requestsPerSecond: number, ttl: number, pops = 1): number {
	const expected = (Math.max(0, requestsPerSecond) / Math.max(1, pops)) * Math.max(0, ttl);
	return expected < Number.MAX_VALUE ? expected / (1 + expected) : 1;
}

export type BreakEven =
	/** A CDN costs less than serving from the origin from this hit ratio on. */
	| { readonly kind: "hit-ratio"; readonly hitRatio: number }
	/** The origin is never dearer. */
	| { readonly kind: "never" };

/**
 * With `cdn` and `origin` prices of a GB sent to users and `fetch` of a GB from the origin to the CDN (the price of the
 * origin unless it is given): cdn + (1 - h) fetch = origin at h* = 1 - (origin - cdn) / fetch; with fetch = origin, h* = cdn / origin.
 */
export function breakEven({
	cdn,
	origin,
	fetch = origin,
}: {
	readonly cdn: number;
	readonly origin: number;
	readonly fetch?: number;
}): BreakEven {
	if (!(cdn < origin)) return { kind: "never" };
	if (!(fetch > 0)) return { kind: "hit-ratio", hitRatio: 0 };
	return { kind: "hit-ratio", hitRatio: Math.min(1, Math.max(0, 1 - (origin - cdn) / fetch)) };
}
