import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pages } from "../../../scripts/docs.ts";
import { rules } from "../../../src/rules/index.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

describe("generated files", () => {
	for (const [file, text] of pages()) {
		it(`${file} is fresh: else run npm run docs`, () => {
			assert.ok(existsSync(`${root}/${file}`), "it does not exist");
			assert.equal(readFileSync(`${root}/${file}`, "utf8"), text);
		});
	}

	it("have no page of a rule that is gone", () => {
		const ids = new Set(rules.map(({ id }) => id));
		const orphans = readdirSync(`${root}/docs/rules`).filter((file) => !ids.has(file.replace(/(\.ko)?\.md$/, "")));
		assert.deepEqual(orphans, []);
	});
});
