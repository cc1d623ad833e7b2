/** Takes the empty lines out that were not there before: at the edge of a body or of the file, and twice in a row. */
export function closeGaps(before: string, after: string): string {
	const known = new Set(gapsOf(before.split(/\r?\n/)).map(({ key }) => key));
	const lines = after.split(/\r?\n/);
	const gone = new Set<number>();
	for (const { key, from, to } of gapsOf(lines)) {
		if (known.has(key)) continue;
		for (let at = from; at < to; at++) gone.add(at);
	}
	if (gone.size === 0) return after;
	return lines.filter((_, at) => !gone.has(at)).join(after.includes("\r\n") ? "\r\n" : "\n");
}

/** Empty lines that are too many, by the lines around them. */
function gapsOf(
	lines: readonly string[],
): readonly { readonly key: string; readonly from: number; readonly to: number }[] {
	const gaps = [];
	for (let at = 0; at < lines.length; at++) {
		if (lines[at]!.trim() !== "") continue;
		const from = at;
		while (at < lines.length && lines[at]!.trim() === "") at++;
		const [above, below] = [lines[from - 1]?.trim(), lines[at]?.trim()];
		// The end of the last line is an empty one, too.
		const most = below === undefined ? 1 : above === undefined || above.endsWith("{") || below.startsWith("}") ? 0 : 1;
		if (at - from > most) gaps.push({ key: `${above}\n${below}`, from: from + most, to: at });
	}
	return gaps;
}
