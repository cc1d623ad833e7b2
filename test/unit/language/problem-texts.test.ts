import assert from "node:assert/strict";
import { problemTexts } from "../../../src/language/problem-texts.ts";
import { nameTexts } from "../../../src/language/problems/names.ts";
import { syntaxTexts } from "../../../src/language/problems/syntax.ts";
import { vocabularyTexts } from "../../../src/language/problems/vocabulary.ts";

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe("texts of problems", () => {
	it("have codes of their own", () => {
		const count = [syntaxTexts, vocabularyTexts, nameTexts].reduce((sum, texts) => sum + Object.keys(texts).length, 0);
		assert.equal(Object.keys(problemTexts).length, count);
	});

	for (const [code, { en, ko }] of Object.entries(problemTexts)) {
		it(`${code} says the same in both languages`, () => {
			assert.deepEqual(placeholders(ko), placeholders(en));
			assert.match(ko, /[가-힣]/);
			assert.doesNotMatch(en, /[가-힣]/);
		});
	}

	it("of syntax are sentences, and after a placeholder have particles that fit any word", () => {
		for (const { en, ko } of Object.values(syntaxTexts)) {
			assert.match(en, /^[A-Z`].*\.$/);
			assert.match(ko, /(다|오|시오|니다)\. ?|`\.$/);
			assert.doesNotMatch(ko, /\{\w+\}`?(을|를|은|는|이|가|와|과|로|으로)(?![(가-힣])/);
		}
	});
});
