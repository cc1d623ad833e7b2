import assert from "node:assert/strict";
import fc from "fast-check";
import { format } from "../../../src/language/format.ts";
import { lex } from "../../../src/language/lexer.ts";
import { parse } from "../../../src/language/parser.ts";
import type { Span } from "../../../src/language/text.ts";
import type { Item, Tree } from "../../../src/language/tree.ts";
import { outline } from "./outline.ts";
import { photoSharing } from "./photo-sharing.ts";

const MEGABYTE = 1_000_000;
const QUARTER = MEGABYTE / 4;

/** What holds for the tree of any text. */
function checkTree(tree: Tree): void {
	const { text, problems, imports, items } = tree;
	const inside = ({ start, end }: Span, { start: from, end: to }: Span): boolean =>
		from <= start && start <= end && end <= to;
	const whole = { start: 0, end: text.length };
	const walk = (value: unknown, parent: Span): void => {
		if (typeof value !== "object" || value === null) return;
		const span = "start" in value ? (value as Span) : parent;
		assert(inside(span, parent), JSON.stringify(value).slice(0, 200));
		for (const [key, inner] of Object.entries(value)) {
			assert(!Number.isNaN(inner));
			// A share may have been given to all targets before it.
			if (key !== "share") walk(inner, span);
		}
	};
	walk(imports, whole);
	walk(items, whole);
	problems.forEach((problem, index) => {
		assert(inside(problem, whole));
		assert(index === 0 || problems[index - 1]!.start <= problem.start);
		for (const { edits } of problem.repairs ?? []) for (const { span } of edits) assert(inside(span, whole));
	});
}

/** Declarations and links by what they say, wherever they stand. */
function statements(items: readonly Item[]): string[] {
	return items.flatMap((item) => {
		if (item.type !== "declaration" && item.type !== "link") return [];
		const head = { ...item, body: undefined };
		return [outline({ imports: [], items: [head] }), ...statements(item.body?.items ?? [])];
	});
}

describe("any text", () => {
	it("has a tree at every prefix of an example, with the statements before the last one or two intact", () => {
		const all = statements(parse(photoSharing).items);
		for (let length = 0; length <= photoSharing.length; length++) {
			const tree = parse(photoSharing.slice(0, length));
			checkTree(tree);
			const found = statements(tree.items);
			const kept = found.slice(0, -1);
			assert.deepEqual(kept, all.slice(0, kept.length), photoSharing.slice(Math.max(0, length - 60), length));
			assert(tree.problems.length <= 3);
		}
	});

	it("has a tree after the loss of any one character, with nearly all statements intact", () => {
		const all = statements(parse(photoSharing).items);
		for (let at = 0; at < photoSharing.length; at++) {
			const text = photoSharing.slice(0, at) + photoSharing.slice(at + 1);
			const tree = parse(text);
			checkTree(tree);
			const found = new Set(statements(tree.items));
			const lost = all.filter((statement) => !found.has(statement));
			const line = photoSharing.slice(photoSharing.lastIndexOf("\n", at - 1) + 1, photoSharing.indexOf("\n", at));
			assert(lost.length <= 2, `${line}\n${lost.join("\n")}`);
			assert(tree.problems.length <= 2, line);
		}
	});

	it("has a tree after any edits", () => {
		const piece = fc.oneof(
			fc.constantFrom(
				..."{}[]:,;.->\"'/*#=x1% \n\t가",
				"->",
				"//",
				"/*",
				"*/",
				"x4",
				"like",
				"reads",
				"import",
				"cache",
				'"a"',
			),
			fc.string({ maxLength: 4, unit: "binary" }),
		);
		const edit = fc.record({ at: fc.nat(photoSharing.length), remove: fc.nat(30), insert: piece });
		fc.assert(
			fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
				let text = photoSharing;
				for (const { at, remove, insert } of edits) text = text.slice(0, at) + insert + text.slice(at + remove);
				checkTree(parse(text));
			}),
			{ numRuns: 500 },
		);
	});

	it("has a tree if it is made of nothing but signs", () => {
		const piece = fc.constantFrom(
			..."{}[]:,;.\n ",
			"->",
			"a",
			"b",
			"cache",
			"x4",
			"5%",
			'"t"',
			"reads",
			"like",
			"//c\n",
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
				const text = pieces.join(" ");
				checkTree(parse(text));
				assert.equal(format(format(text)), format(text));
			}),
			{ numRuns: 2000 },
		);
	});

	it("is read in parts that do not overlap and leave out only blanks and comments", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
				const { kinds, starts, ends } = lex(text);
				for (let token = 1; token < kinds.length; token++) assert(starts[token]! >= ends[token - 1]!);
				assert.equal(ends[kinds.length - 1], text.length);
			}),
		);
	});

	it("may nest as deep as it likes", () => {
		for (const nested of ["a b {", "a b {\n", "{", "a { b: [", "a b { c: ["]) {
			const tree = parse(nested.repeat(100_000 / nested.length) + "[".repeat(100_000));
			assert(
				tree.problems.some(({ code }) => code === "too-deep" || code === "unclosed-body" || code === "stray-brace"),
			);
		}
		const deep = `${"a b {".repeat(1000)} c -> d ${"}".repeat(1000)} e -> f`;
		assert.deepEqual(
			parse(deep).problems.map(({ code }) => code),
			["too-deep"],
		);
		assert.equal(statements(parse(deep).items).at(-1), "e -> f");
		const list = `a b { c: ${"[".repeat(1000)}d${"]".repeat(1000)}, e: 1 }\nf -> g`;
		assert(parse(list).problems.every(({ code }) => code === "too-deep"));
		assert.equal(statements(parse(list).items).at(-1), "f -> g");
	});

	it("reports no more mistakes than one can read", () => {
		const { problems } = parse("}\n".repeat(5000));
		assert.equal(problems.length, 1001);
		assert.equal(problems.at(-1)?.code, "too-many-problems");
	});

	// A quarter of a megabyte takes milliseconds in linear and minutes in quadratic time, which the time limit tells apart.
	describe("is read and formatted in time that grows with its length alone", () => {
		const patterns = [
			...[" ", "\n", "{", "}", "[", "]", "{\n", "a b {\n", "a: [\n", "a,", "a\n,", "a.", "a->", "a -> b, ", "a ->\n"],
			...['"', '"\n', "'", "“", "/*", "/* */", "//\n", "#", "@", "x4 ", "1,000", "a: 1,000,", "a: b, ", "a: b c "],
			...["a b\n", "a: [b,\n", "reads a, ", "-", "=", "가 ", "import @\n", "// archscale-ignore a: b\n", "a {b: c} "],
			...["a b like ", 'a -> b "x" -> ', "cache c {\n  a: b, c: d // e\n}\n", "a b: 1, ", "\u{20000}"],
		];
		for (const pattern of patterns) {
			it(JSON.stringify(pattern), () => {
				const text = pattern.repeat(QUARTER / pattern.length);
				assert.equal(parse(text).text.length, text.length);
				assert(format(text).length > 0 || text.trim() === "");
			});
		}

		it("a megabyte of noise", () => {
			let seed = 1;
			const noise = Array.from({ length: MEGABYTE }, () => {
				seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
				return String.fromCharCode(seed >>> 24);
			}).join("");
			assert(parse(noise).problems.length > 1000);
			assert.equal(format(noise), noise);
		});

		it("thousands of statements", () => {
			const text = Array.from(
				{ length: 10_000 },
				(_, i) => `service s${i} "S" x2 { ttl: 1h }\ns${i} -> s${i + 1} x3 "l"\n`,
			).join("");
			const tree = parse(text);
			assert.deepEqual([tree.items.length, tree.problems.length], [20_000, 0]);
			assert.equal(format(text), text);
		});
	});
});
