import assert from "node:assert/strict";
import { Client } from "./client.ts";
import { fuzzEdits, fuzzTexts, megabytes, prefixes, randomBytes } from "./fuzz.ts";

/* The short form; `npm run fuzz -- 10000` is the long one. */

describe("a server under random edits", function () {
	this.timeout(120_000);

	it("sees after 500 of them what a new server sees in the same texts, and its heap does not grow", async () => {
		const { comparisons, heap, growth } = await fuzzEdits(500, { seed: 20_261, every: 50 });
		assert.equal(comparisons, 10);
		// Were only the text of each version kept, with its tree, this would be more than 30 MB.
		assert.ok(growth < 4_000_000, heap.map(megabytes).join(", "));
	});

	it("answers about beginnings of all examples", async () => assert.ok((await fuzzTexts(prefixes(47), 1)) > 500));

	it("answers about random bytes", async () => assert.equal(await fuzzTexts(randomBytes(200, 3), 2), 200));

	it("outlives requests that make no sense", async () => {
		const { client } = await Client.start();
		const uri = "file:///nowhere/a.arch";
		await client.open(uri, "service web x2\n");
		const textDocument = { uri };
		const places = [-1, 1.5, 2 ** 31, -(2 ** 40), null, "3", {}].map((line) => ({ line, character: line }));
		const methods = [
			"hover",
			"completion",
			"definition",
			"references",
			"prepareRename",
			"documentHighlight",
			"codeAction",
		];
		for (const method of [...methods, "formatting", "documentSymbol", "semanticTokens/full", "inlayHint", "codeLens"]) {
			const senseless: unknown[] = [
				null,
				{},
				[],
				{ textDocument: null },
				{ textDocument: {} },
				{ textDocument: { uri: 5 } },
			];
			senseless.push(
				...places.map((position) => ({ textDocument, position, range: { start: position, end: position } })),
			);
			// An error is an answer, too.
			for (const params of senseless) await client.request(`textDocument/${method}`, params).catch(() => undefined);
		}
		assert.ok(await client.at("textDocument/hover", uri, { line: 0, character: 1 }), "it still answers");
		assert.equal(await client.stop(), 0);
	});
});
