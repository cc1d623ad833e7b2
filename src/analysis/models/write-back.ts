import type { Popularity } from "./zipf.ts";

/**
 * A write-back cache that flushes every tau seconds (model M7). W writes per second, w_i of item i; Poisson. Several writes of an item
 * between two flushes become one write of the store behind.
 */
export interface WriteBack {
	/** Writes per second that reach the store: sum of (1 - e^(-w_i tau)) / tau; W for tau = 0. */
	readonly storeWritesPerSecond: number;
	/** Writes that a crash loses, on average (at a random moment): W tau / 2. */
	readonly meanLostWrites: number;
	/** At worst, right before a flush: W tau. */
	readonly maxLostWrites: number;
	/** Items with a lost write, on average: sum of 1 - (1 - e^(-w_i tau)) / (w_i tau). */
	readonly meanLostItems: number;
}

export function writeBack({
	popularity: { counts, shares },
	writesPerSecond,
	flushSeconds,
}: {
	readonly popularity: Popularity;
	/** W. */
	readonly writesPerSecond: number;
	/** tau. */
	readonly flushSeconds: number;
}): WriteBack {
	const W = Math.min(1e150, Math.max(0, writesPerSecond));
	const tau = Math.min(1e150, Math.max(0, flushSeconds));
	let items = 0;
	let lost = 0;
	for (let i = 0; i < counts.length; i++) {
		const x = W * shares[i]! * tau;
		const dirty = -Math.expm1(-x);
		items += counts[i]! * dirty;
		// 1 - (1 - e^-x) / x cancels for small x, where it is x / 2 - x^2 / 6.
		lost += counts[i]! * (x > 1e-5 ? 1 - dirty / x : x / 2 - (x * x) / 6);
	}
	return {
		storeWritesPerSecond: tau > 0 && counts.length > 0 ? Math.min(W, items / tau) : W,
		meanLostWrites: (W * tau) / 2,
		maxLostWrites: W * tau,
		meanLostItems: lost,
	};
}
