import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { languagePages } from "../../../scripts/language-docs.ts";
import { problemMessage } from "../../../src/language/problem-texts.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const pages = [...languagePages()];

describe("pages of the language", () => {
	for (const [file, text] of pages) {
		it(`${file} is fresh: else run npm run docs`, () => {
			assert.equal(readFileSync(`${root}/${file}`, "utf8"), text);
		});

		it(`${file} has examples without problems`, () => {
			const examples = [...text.matchAll(/```arch\n(.*?)```/gs)].map(([, example]) => example!);
			assert.ok(examples.length >= 3);
			for (const example of examples) {
				const main = sourceFile("file:///example.arch", example);
				const problems = buildArchitecture(main).problems.get(main) ?? [];
				assert.deepEqual(
					problems.map((problem) => problemMessage(problem, "en")),
					[],
				);
			}
		});

		it(`${file} leads somewhere with each of its links`, () => {
			const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title!.toLowerCase().replace(/ /g, "-"));
			const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor!);
			assert.deepEqual(
				links.filter((anchor) => !anchors.includes(anchor)),
				[],
			);
		});
	}

	it("have the same sections in every language", () => {
		const shapes = pages.map(([, text]) => [...text.matchAll(/^#+ /gm)].map(([marks]) => marks));
		for (const shape of shapes) assert.deepEqual(shape, shapes[0]);
	});
});
