/** Numbers from 0 to 1 that are the same every time (mulberry32). */
export function seeded(seed = 0x9e3779b9): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

export interface Rare {
	/** Probability that at least so many are down. */
	readonly probability: number;
	/** Which ones are, given that at least so many are. */
	readonly draw: (random: () => number) => readonly boolean[];
}

/**
 * States of independent parts in which at least `least` are down. Drawing only from these gives rare states their due, where
 * plain sampling would hardly ever meet one.
 */
export function rareStates(q: readonly number[], least: number): Rare {
	// tail[i][m]: at least m of the parts from i on are down; sums of positive numbers, so that 1e-20 is exact.
	const tail: Float64Array[] = Array.from({ length: q.length + 1 }, () => new Float64Array(least + 1));
	tail[q.length]![0] = 1;
	for (let i = q.length - 1; i >= 0; i--) {
		for (let m = 0; m <= least; m++) {
			tail[i]![m] = m === 0 ? 1 : q[i]! * tail[i + 1]![m - 1]! + (1 - q[i]!) * tail[i + 1]![m]!;
		}
	}
	return {
		probability: tail[0]![least]!,
		draw: (random) => {
			let open = least;
			return q.map((probability, i) => {
				const all = tail[i]![open]!;
				const isDown = all > 0 && random() * all < probability * tail[i + 1]![Math.max(0, open - 1)]!;
				if (isDown && open > 0) open--;
				return isDown;
			});
		},
	};
}

/** The mean of numbers between 0 and 1, and half of its 95 % interval, which is never nothing: what was not met may differ. Of none of them it is anything. */
export function meanOf(values: readonly number[]): { readonly mean: number; readonly plusMinus: number } {
	const n = values.length;
	if (n === 0) return { mean: 0.5, plusMinus: 0.5 };
	const mean = values.reduce((sum, value) => sum + value, 0) / n;
	const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	return { mean, plusMinus: Math.max(1.96 * Math.sqrt(squares / n / Math.max(1, n - 1)), 3 / n) };
}
