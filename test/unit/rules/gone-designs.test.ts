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

describe("designs that are gone", () => {
	setFlagsFromString("--expose-gc");
	const collect: () => void = runInNewContext("gc");

	for (const name of examples) {
		it(`leave nothing behind: ${name}`, async () => {
			const files = Array.from({ length: VERSIONS }, (_, version) => inspected(name, 1000 * (version + 1)));
			// What a weak reference was made for stays until the task has ended; what waits for a finaliser goes with the second.
			await new Promise(setImmediate);
			collect();
			collect();
			const left = files.filter((file) => file.deref() !== undefined);
			assert.ok(left.length <= 1, `${left.length} of ${VERSIONS} are still there`);
		});
	}
});

function inspected(name: string, users: number): WeakRef<SourceFile> {
	const [text = ""] = Object.values(exampleFiles(name));
	const file = sourceFile(`file:///${name}`, text);
	for (const finding of inspect(buildArchitecture(file), { users }).findings) findingMessage(finding, "en");
	return new WeakRef(file);
}
