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
