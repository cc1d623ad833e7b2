import type { Popularity } from "./zipf.ts";

/**
 * Share of the writes whose copy nobody reads (model M7): a copy of item i lives until the next write of it, w_i a second, and for
 * `lifeSeconds` at most; reads come at lambda_i. That one comes first has the probability lambda_i / (lambda_i + w_i)
 * (1 - e^(-(lambda_i + w_i) T)). Poisson; reads and writes by the same popularity.
 */
export function unreadWrites({
	popularity: { counts, shares },
	readsPerSecond,
	writesPerSecond,
	lifeSeconds,
}: {
	readonly popularity: Popularity;
	readonly readsPerSecond: number;
	readonly writesPerSecond: number;
	/** T: until it expires or is thrown out; Infinity where neither happens. */
	readonly lifeSeconds: number;
}): number {
	const reads = Math.max(0, readsPerSecond);
	const writes = Math.max(0, writesPerSecond);
	if (reads + writes === 0) return 1;
	let read = 0;
	for (let i = 0; i < counts.length; i++) {
		const leaves = (reads + writes) * shares[i]! * lifeSeconds;
		read += counts[i]! * shares[i]! * (reads / (reads + writes)) * -Math.expm1(-leaves);
	}
	return Math.min(1, Math.max(0, 1 - read));
}
