import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { SourceFile } from "../../../src/model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { inspect } from "../../../src/rules/inspect.ts";
import { findingMessage } from "../../../src/rules/words.ts";
import { exampleFiles, examples } from "../../support/example-files.ts";

/* What is known of one version is a weight that each key would add, were it kept. */

describe("a design that is gone", () => {
	setFlagsFromString("--expose-gc");
	const collect: () => void = runInNewContext("gc");

	for (const name of examples) {
		it(`leaves nothing behind: ${name}`, async () => {
			const file = inspected(name);
			// What a weak reference was made for stays until the task has ended.
			await new Promise(setImmediate);
			collect();
			assert.equal(file.deref()?.uri, undefined);
		});
	}
});

function inspected(name: string): WeakRef<SourceFile> {
	const [text = ""] = Object.values(exampleFiles(name));
	const file = sourceFile(`file:///${name}`, text);
	for (const finding of inspect(buildArchitecture(file)).findings) findingMessage(finding, "en");
	return new WeakRef(file);
}
