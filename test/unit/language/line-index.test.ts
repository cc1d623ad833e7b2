import assert from "node:assert/strict";
import { LineIndex } from "../../../src/language/text.ts";

describe("positions in a text", () => {
	const text = "one\ntwo\r\nthree\rfour";
	const lines = new LineIndex(text);

	it("count every kind of line end, as the protocol does", () => {
		for (const [line, word] of ["one", "two", "three", "four"].entries()) {
			const offset = text.indexOf(word);
			assert.deepEqual(lines.positionAt(offset), { line, character: 0 });
			assert.equal(lines.offsetAt({ line, character: 1 }), offset + 1);
		}
	});

	it("behind the end of a line mean its end, not the next line", () => {
		for (const [line, word] of ["one", "two", "three", "four"].entries())
			assert.equal(lines.offsetAt({ line, character: 100 }), text.indexOf(word) + word.length);
	});

	it("outside the text mean its beginning and its end", () => {
		assert.equal(lines.offsetAt({ line: -1, character: 5 }), 0);
		assert.equal(lines.offsetAt({ line: 9, character: 0 }), text.length);
		assert.deepEqual(lines.positionAt(1000), { line: 3, character: 4 });
	});
});
