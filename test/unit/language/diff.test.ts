import assert from "node:assert/strict";
import fc from "fast-check";
import { diffLines, lineEdits, linesOf } from "../../../src/language/diff.ts";
import { applyEdits } from "../../../src/language/text.ts";

describe("lineEdits", () => {
	const text = fc
		.array(fc.constantFrom("a\n", "b\n", "c\r\n", "\n", "d"), { maxLength: 12 })
		.map((parts) => parts.join(""));

	it("turns any text into any other", () => {
		fc.assert(
			fc.property(text, text, (before, after) => {
				assert.equal(applyEdits(before, lineEdits(before, after)), after);
			}),
		);
	});

	it("are those of all lines", () => {
		fc.assert(
			fc.property(text, text, text, text, (head, before, after, tail) => {
				const [a, b] = [head + before + tail, head + after + tail];
				const hunks = diffLines(linesOf(a), linesOf(b));
				assert.deepEqual(
					lineEdits(a, b).map((edit) => edit.text),
					hunks.map(({ lines }) => lines.join("")),
				);
				assert.deepEqual(
					lineEdits(a, b).map(({ span }) => a.slice(0, span.start)),
					hunks.map(({ start }) => linesOf(a).slice(0, start).join("")),
				);
			}),
			{ numRuns: 1000 },
		);
	});

	it("leaves the lines alone that both have", () => {
		assert.deepEqual(lineEdits("a\nb\nc\nd\n", "a\nc\nx\nd\n"), [
			{ span: { start: 2, end: 4 }, text: "" },
			{ span: { start: 6, end: 6 }, text: "x\n" },
		]);
		assert.deepEqual(lineEdits("same\n", "same\n"), []);
	});

	it("takes too many changes for one", () => {
		const before = Array.from({ length: 3000 }, (_, line) => `a${line}\n`);
		const after = Array.from({ length: 3000 }, (_, line) => `b${line}\n`);
		assert.equal(diffLines(before, after).length, 1);
	});
});

describe("linesOf", () => {
	it("cuts behind each line end", () => {
		assert.deepEqual(linesOf("a\r\nb\n\nc"), ["a\r\n", "b\n", "\n", "c"]);
		assert.deepEqual(linesOf(""), []);
	});
});
