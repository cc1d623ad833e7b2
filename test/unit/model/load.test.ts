import assert from "node:assert/strict";
import fc from "fast-check";
import { importUri, sameUri } from "../../../src/model/load.ts";

describe("importUri", () => {
	const cases: readonly (readonly [string, string, string | undefined])[] = [
		["file:///a/b/main.arch", "./shared.arch", "file:///a/b/shared.arch"],
		["file:///a/b/main.arch", "shared.arch", "file:///a/b/shared.arch"],
		["file:///a/b/main.arch", "../c/x.arch", "file:///a/c/x.arch"],
		["file:///a/main.arch", "../../../x.arch", "file:///x.arch"],
		["file:///a/main.arch", "/x.arch", "file:///x.arch"],
		["file:///c%3A/a/main.arch", "x.arch", "file:///c%3A/a/x.arch"],
		["file:///a/main.arch", "결제 서비스.arch", `file:///a/${encodeURIComponent("결제 서비스.arch")}`],
		["file:///a/main.arch", "100%#?.arch", "file:///a/100%25%23%3F.arch"],
		["vscode-vfs://github/o/r/main.arch", "./x.arch", "vscode-vfs://github/o/r/x.arch"],
		["memfs:/main.arch", "x.arch", "memfs:/x.arch"],
		["git:/a/main.arch?ref=HEAD", "x.arch", "git:/a/x.arch"],
		["untitled:Untitled-1", "x.arch", undefined],
		["file:///a/main.arch", "", undefined],
	];
	for (const [base, path, uri] of cases)
		it(`${base} + ${path || "nothing"}`, () => assert.equal(importUri(base, path), uri));

	it("never leaves the file system of its file", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (path) => {
				const uri = importUri("vscode-vfs://github/o/r/main.arch", path);
				assert.ok(uri === undefined || uri.startsWith("vscode-vfs://github/"));
			}),
		);
		assert.equal(importUri("file:///a/main.arch", "http://example.com/x"), "file:///a/http%3A/example.com/x");
	});
});

describe("sameUri", () => {
	it("does not mind how an editor escapes", () => {
		assert.equal(sameUri("file:///a/%EA%B0%80(1).arch"), sameUri("file:///a/가%281%29.arch"));
		assert.equal(sameUri("file:///a/%zz"), "file:///a/%zz");
	});
});
