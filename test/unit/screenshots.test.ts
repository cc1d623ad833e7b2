import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chapters, screenshotsPages } from "../../scripts/screenshots-docs.ts";

const folder = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));

describe("the screenshots", () => {
	const files = chapters.flatMap(({ screenshots }) => screenshots.map(({ name }) => `${name}.webp`));

	it("are those that the pages show, and no others", () => {
		assert.deepEqual(readdirSync(folder).sort(), [...files].sort());
		for (const [page, text] of screenshotsPages()) {
			const shown = [...text.matchAll(/!\[[^\]]+\]\(screenshots\/([^)]+)\)/g)].map(([, file]) => file!);
			assert.deepEqual(shown, files, page);
		}
	});

	it("are pictures, and small", () => {
		const sizes = files.map((file) => statSync(`${folder}${file}`).size);
		for (const [at, file] of files.entries()) {
			assert.equal(readFileSync(`${folder}${file}`).toString("latin1", 8, 12), "WEBP", file);
			assert.ok(sizes[at]! < 80_000, `${file} has ${sizes[at]} bytes`);
		}
		assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 1_500_000);
	});

	it("stay out of the package", () => {
		const ignore = readFileSync(new URL("../../.vscodeignore", import.meta.url), "utf8").split("\n");
		assert.equal(ignore[0], "**");
		assert.deepEqual(
			ignore.filter((line) => /^!(docs\/?$|docs\/\*|docs\/screenshots|media\/(screenshot|\*))/.test(line)),
			[],
		);
	});
});
