import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pages } from "../../../scripts/docs.ts";
import { climb, walkthroughPictures } from "../../../scripts/walkthrough.ts";
import { rules } from "../../../src/rules/index.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const way = climb();

describe("generated files", () => {
	for (const [file, text] of pages(way)) {
		it(`${file} is fresh: else run npm run docs`, () => {
			assert.ok(existsSync(`${root}/${file}`), "it does not exist");
			assert.equal(readFileSync(`${root}/${file}`, "utf8"), text);
		});
	}

	it("have the pictures of the walkthrough: else run npm run docs", async () => {
		const files: string[] = [];
		for await (const [file, svg] of walkthroughPictures(way)) {
			assert.equal(readFileSync(`${root}/${file}`, "utf8"), svg, file);
			files.push(file.replace(/.*\//, ""));
		}
		assert.deepEqual(readdirSync(`${root}/docs/walkthrough`).sort(), files);
	}).timeout(60_000);

	it("have no page of a rule that is gone", () => {
		const ids = new Set(rules.map(({ id }) => id));
		const orphans = readdirSync(`${root}/docs/rules`).filter((file) => !ids.has(file.replace(/(\.ko)?\.md$/, "")));
		assert.deepEqual(orphans, []);
	});
});
