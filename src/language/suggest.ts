/**
 * The nearest of `words` by edit distance, if it is near enough to be meant: a third of the letters may differ, one in
 * short words. Letter case does not count; of equally near words the first that begins alike wins, else the first.
 */
export function suggest(word: string, words: Iterable<string>): string | undefined {
	const wanted = word.toLowerCase();
	let nearest: string | undefined;
	let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
	for (const candidate of words) {
		if (Math.abs(candidate.length - wanted.length) >= least) continue;
		const other = candidate.toLowerCase();
		const distance = editDistance(wanted, other) + (other[0] === wanted[0] ? 0 : 0.5);
		if (distance < least && distance < candidate.length) {
			least = distance;
			nearest = candidate;
		}
	}
	return nearest;
}

/** Letters to insert, remove, replace or swap with their neighbour (Damerau's distance, optimal string alignment). */
export function editDistance(a: string, b: string): number {
	let before: number[] = [];
	let above = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			let least = Math.min(row[j - 1]! + 1, above[j]! + 1, above[j - 1]! + (same ? 0 : 1));
			const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (swapped) least = Math.min(least, before[j - 2]! + 1);
			row.push(least);
		}
		before = above;
		above = row;
	}
	return above[b.length]!;
}
