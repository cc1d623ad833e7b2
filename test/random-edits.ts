/** Edits such as a typing person and a clumsy one make, always the same for one seed. */
export function randomEdits(seed: number): {
	readonly edit: (text: string) => string;
	readonly below: (most: number) => number;
} {
	let state = seed;
	const below = (most: number): number => {
		// Mulberry32, by Tommy Ettinger (public domain).
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) % most;
	};
	const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
	const edit = (text: string): string => {
		const at = below(text.length + 1);
		const lines = text.split("\n");
		const line = below(lines.length);
		switch (below(10)) {
			case 0:
				return text.slice(0, at) + text.slice(at + 1);
			case 1:
				return text.slice(0, at) + text.slice(at + below(12));
			case 2:
				return text.slice(0, at) + pick(PIECES) + text.slice(at);
			case 3:
				return text.slice(0, at) + pick(PIECES) + text.slice(at + below(6));
			case 4:
				return lines.toSpliced(line, 1).join("\n");
			case 5:
				return lines.toSpliced(line, 0, pick(LINES)).join("\n");
			case 6:
				return lines.with(line, `${lines[line]}${pick(PIECES)}`).join("\n");
			case 7:
				return lines.toSpliced(line, 0, lines[below(lines.length)]!).join("\n");
			case 8: {
				const [name] = pick([...text.matchAll(/[\w-]+/g)].slice(0, 400)) ?? [""];
				return text.slice(0, at) + name + text.slice(at);
			}
			default:
				return text.slice(0, at) + pick([..."abx1 "]) + text.slice(at);
		}
	};
	return { edit, below };
}

const PIECES = [
	..."{}[]:,;.\"'#/%$ \n\t\r",
	" -> ",
	"->",
	" // note",
	"// archscale-ignore no-backup: known\n",
	"/* ",
	" */",
	" x3",
	" 5%",
	"ttl: 5m",
	"\n\n",
	"like ",
	"→",
	"{ }",
	"{\n",
	"}\n",
	"가",
	"😀",
	'"title"',
	"reads ",
	"group g {\n}\n",
];

const LINES = [
	"service extra x2",
	"\tservice inner { capacity: 500rps }",
	"a -> b",
	"\ta, b -> c x2, d 5%",
	"cache c like d",
	"data rows { count: 1M, size: 1KB }",
	"\treads rows x3",
	"\tholds: [a, b]",
	'import "other.arch"',
	"// a comment",
	"// archscale-ignore single-instance: it is a test",
	"\t/* two",
	"lines */",
	"web ->",
	"a,",
	"b, c",
	"}",
	"{",
	"database db { replicas: 2 } -> cache",
];
