import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { SourceFile } from "../../../src/model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { inspect } from "../../../src/rules/inspect.ts";
import { findingMessage } from "../../../src/rules/words.ts";
import { exampleFiles, examples } from "../../support/example-files.ts";

/* What is kept of one version is a weight that each key would add. The last one may be in use still, as far as V8 knows. */

const VERSIONS = 5;

/** V8 may hold some of a version for a while by itself, such as the constants of a function that is being compiled beside the program. */
const ROUNDS = 20;

describe("designs that are gone", () => {
	setFlagsFromString("--expose-gc");
	const collect: () => void = runInNewContext("gc");

	for (const name of examples) {
		it(`leave nothing behind: ${name}`, async () => {
			const files = Array.from({ length: VERSIONS }, (_, version) => inspected(name, 1000 * (version + 1)));
			let left = VERSIONS;
			for (let round = 0; round < ROUNDS && left > 1; round++) {
				await new Promise((resolve) => setTimeout(resolve, 10 * round));
				collect();
				left = files.filter((file) => file.deref() !== undefined).length;
			}
			assert.ok(left <= 1, `${left} of ${VERSIONS} are still there`);
		});
	}
});

function inspected(name: string, users: number): WeakRef<SourceFile> {
	const [text = ""] = Object.values(exampleFiles(name));
	const file = sourceFile(`file:///${name}`, text);
	for (const finding of inspect(buildArchitecture(file), { users }).findings) findingMessage(finding, "en");
	return new WeakRef(file);
}
