import assert from "node:assert/strict";
import { generateArchitecture } from "../../../scripts/generate.ts";
import { lineEdits } from "../../../src/language/diff.ts";
import { format } from "../../../src/language/format.ts";
import { formatAround } from "../../../src/language/format-around.ts";
import { parse } from "../../../src/language/parser.ts";
import { commonEnds, type Edit } from "../../../src/language/text.ts";
import { randomEdits } from "../../random-edits.ts";
import { exampleFiles, examples } from "../../support/example-files.ts";

/** Everything but white space and separators, which is all that the formatter changes. */
const letters = (text: string): number => text.replace(/[\s,;]/gu, "").length;

/** Where the line starts before which so many letters stand. */
function lineAfter(text: string, count: number): number {
	let at = 0;
	for (let sum = 0; sum < count; ) {
		const next = text.indexOf("\n", at) + 1;
		sum += letters(text.slice(at, next));
		assert(sum <= count && next > 0, "parts in the middle of a line");
		at = next;
	}
	return at;
}

/** What the whole text has in its layout where the changed lines are. */
function expectedLines(after: string, whole: string, from: number, to: number): string {
	const before = letters(after.slice(0, from));
	return whole.slice(lineAfter(whole, before), lineAfter(whole, before + letters(after.slice(from, to))));
}

/** Checks each part and says how many there are; undefined if the whole has to be laid out. */
function check(before: string, after: string, changes: readonly Edit[]): number | undefined {
	const parts = formatAround(parse(before), changes);
	if (!parts) return undefined;
	const whole = format(after);
	const isSound = !parse(after).problems.some(({ severity }) => severity === "error");
	let moved = 0;
	let next = 0;
	for (const { span, text } of parts) {
		const from = span.start + moved;
		for (; next < changes.length && changes[next]!.span.start <= span.end; next++) {
			const { span: own, text: put } = changes[next]!;
			assert(own.start >= span.start && own.end <= span.end, "a change outside of its lines");
			moved += put.length - (own.end - own.start);
		}
		const to = span.end + moved;
		const expected = isSound ? expectedLines(after, whole, from, to) : after.slice(from, to);
		assert.equal(text, expected, `\n--- from\n${before}\n--- to\n${after}`);
	}
	assert.equal(next, changes.length);
	return parts.length;
}

function oneChange(before: string, after: string): readonly Edit[] {
	const { head, tail } = commonEnds(before, after);
	return [{ span: { start: head, end: before.length - tail }, text: after.slice(head, after.length - tail) }];
}

describe("formatting around an edit", () => {
	const random = randomEdits(11);
	/** An edit of layout, comments or whole items, which mostly leaves a text sound. */
	const gentle = (text: string): string => {
		const lines = text.split("\n");
		const line = random.below(lines.length);
		const put = (end: string): string =>
			lines
				.with(
					line,
					lines[line]!.replace(/\r?$/, (mark) => end + mark),
				)
				.join("\n");
		switch (random.below(8)) {
			case 0:
				return put("  // note");
			case 1:
				return put(";");
			case 2:
				return put(" /* a\n b */");
			case 3:
				return lines
					.toSpliced(
						line,
						0,
						["// alone", "\t/* alone */", "", "  ;", "; // why", "/* a */; /* b */"][random.below(6)]!,
					)
					.join("\n");
			case 4:
				return lines.toSpliced(line, 0, ["a -> b", "\tservice more { capacity: 5rps }"][random.below(2)]!).join("\n");
			case 5:
				return lines.with(line, ` ${lines[line]}`).join("\n");
			case 6:
				return lines.toSpliced(line, 1).join("\n");
			default:
				return lines.with(line, lines[line]!.replace(/\b \b|: /, "   ")).join("\n");
		}
	};
	/** The same text in another layout. */
	const untidy = (text: string): string =>
		text
			.split("\n")
			.map((line) => {
				switch (random.below(12)) {
					case 0:
						return ` ${line}`;
					case 1:
						return line.replace(/: /, ":");
					case 2:
						return line.replace(/^\s+/, "");
					case 3:
						return line.replace(/ -> /, "  ->  ");
					case 4:
						return `${line} // why`;
					case 5:
						return `${line}\n`;
					case 6:
						return /[\w%}]$/.test(line) ? `${line};` : line;
					case 7:
						return line.replace(/\{$/, "{ // because");
					default:
						return line;
				}
			})
			.join("\n");
	const texts = [
		...examples.map((file) => exampleFiles(file)[file.slice(file.lastIndexOf("/") + 1)]!),
		...[3, 4].map((seed) => generateArchitecture({ components: 60, seed })),
	];
	const forms: Readonly<Record<string, (text: string) => string>> = {
		"in its layout": (text) => text,
		"in no layout": untidy,
		"with Windows line ends": (text) => text.replaceAll("\n", "\r\n"),
		"in no layout, with Windows line ends": (text) => untidy(text).replaceAll("\n", "\r\n"),
		"all in one data center": (text) => `datacenter everywhere {\n${text.replace(/^import.*$/gm, "")}\n}\n`,
	};
	for (const [name, form] of Object.entries(forms)) {
		it(`gives the lines that the whole text has there, ${name}`, () => {
			let taken = 0;
			let all = 0;
			let sound = 0;
			for (const text of texts) {
				const before = form(text);
				for (let i = 0; i < 12; i++) {
					const edit = i % 4 === 0 ? random.edit : gentle;
					let after = edit(before);
					if (i % 3 === 0) after = edit(edit(after));
					all++;
					const changes = i % 2 === 0 ? lineEdits(before, after) : oneChange(before, after);
					if (check(before, after, changes) !== undefined) taken++;
					if (!parse(after).problems.some(({ severity }) => severity === "error")) sound++;
				}
			}
			assert(taken > all * 0.8, `${taken} of ${all} edits were laid out by themselves`);
			assert(sound > all * 0.6, `${sound} of ${all} texts are free of mistakes`);
		});
	}

	/** The lines that are laid out when `|` in a text gives way to `text`. */
	const around = (marked: string, text = ""): readonly string[] | undefined => {
		const at = marked.indexOf("|");
		const before = marked.replace("|", "");
		const changes = [{ span: { start: at, end: at }, text }];
		check(before, before.slice(0, at) + text + before.slice(at), changes);
		return formatAround(parse(before), changes)?.map((lines) => lines.text);
	};

	it("takes one item on either side, in the body where they stand", () => {
		const text = "datacenter us {\n  data a\n  data b\n  data   c\n  data   d|\n  data   e\n  data f\n}\ndata g\n";
		assert.deepEqual(around(text, " {kind:static}"), ["  data c\n  data d { kind: static }\n  data e\n"]);
	});

	it("reaches as far as comments stand in one column", () => {
		const text = "data a\ndata b // b\ndata bb // c\n|data d\ndata e // e\n\ndata f // f\n";
		assert.deepEqual(around(text, "\n"), ["data b   // b\ndata bb  // c\n\ndata d\ndata e  // e\n"]);
	});

	it("takes several places each by itself, and those together that touch", () => {
		const text = Array.from({ length: 20 }, (_, i) => `data d${i}\n`).join("");
		const change = (name: string): Edit => {
			const start = text.indexOf(`${name}\n`) + name.length;
			return { span: { start, end: start }, text: "   {kind:static}" };
		};
		const count = (...names: string[]): number => formatAround(parse(text), names.map(change))!.length;
		assert.equal(count("d2", "d15"), 2);
		assert.equal(count("d2", "d3", "d15"), 2);
	});

	it("leaves to the whole text what may reach further", () => {
		assert.equal(around("data a\ndata b|\ndata c\ndata d\n", " {"), undefined, "a brace that is open");
		assert.equal(around("data a\n|data b\ndata c\n", "/*"), undefined, "a comment that is open");
		assert.equal(around("|\ndata a\ndata b\n", 'import "a"'), undefined, "an import");
		assert.equal(around("data a\n|data b\ndata c\n", "\r"), undefined, "half a line end");
		assert.equal(around('import "a"\n|data b\ndata c\n', "; // why\n"), undefined, "a comment of the line before");
	});

	it("leaves a text with a mistake elsewhere as it is", () => {
		assert.deepEqual(around("data   a\ndata   b|\ndata   c\ndata   d\n\nfoo\n", " "), [
			"data   a\ndata   b \ndata   c\n",
		]);
	});

	it("says whether the lines were in their layout", () => {
		const text = "data a\ndata b\ndata c\ndata d\ndata   e\ndata f\n";
		const wereFormatted = (name: string): boolean => {
			const at = text.indexOf(name) + 1;
			return formatAround(parse(text), [{ span: { start: at, end: at }, text: "x" }])![0]!.wereFormatted();
		};
		assert.equal(wereFormatted("b\n"), true);
		assert.equal(wereFormatted("d\n"), false);
	});
});
