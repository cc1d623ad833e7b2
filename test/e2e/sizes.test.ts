import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageExtension } from "./package.ts";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const MEGABYTE = 1_000_000;

describe("the sizes", function () {
	this.timeout(120_000);
	let vsix: string;
	before(() => {
		// Packaging leaves the minified bundles behind.
		vsix = packageExtension();
	});

	it("of the package stay below 3 MB", () => {
		const { size } = statSync(vsix);
		assert.ok(size < 3 * MEGABYTE, `it has ${size} bytes`);
	});

	it("of the server stay below 1 MB, and below 1.3 MB with the texts of one language", () => {
		const [server, ...texts] = ["server-core.cjs", "texts.en.json", "texts.ko.json"].map(
			(file) => statSync(join(dist, file)).size,
		);
		assert.ok(server! < MEGABYTE, `it has ${server} bytes`);
		for (const size of texts)
			assert.ok(server! + size < 1.3 * MEGABYTE, `with its texts it has ${server! + size} bytes`);
	});

	it("of the server count one byte a character, also in memory", () => {
		const other = readFileSync(join(dist, "server-core.cjs"), "latin1").match(/.{0,30}[\x80-\xff].{0,10}/);
		// Where it is a regular expression, that is to be made from a string, which can be escaped.
		assert.equal(other?.[0], undefined);
	});

	it("of what VS Code loads to activate the extension is a step to the rest", () => {
		const { size } = statSync(join(dist, "extension.cjs"));
		assert.ok(size < 10_000, `it has ${size} bytes`);
	});

	it("do not count elkjs but in the layout worker, which both kinds of server share", () => {
		const has = (file: string) => readFileSync(join(dist, file), "utf8").includes("org.eclipse.elk");
		assert.ok(has("layout-worker.cjs"));
		assert.ok(!has("server-core.cjs"));
		assert.ok(!has("server-web.js"));
	});
});
