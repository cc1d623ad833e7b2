import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { DocumentSymbol, FoldingRange, TextEdit } from "vscode-languageserver/node";
import { format } from "../../src/language/format.ts";
import { Client } from "./client.ts";
import { edited } from "./marked.ts";

const URI = "file:///nowhere/main.arch";
const textDocument = { uri: URI };
const options = { tabSize: 2, insertSpaces: true };

describe("outline, folding and formatting", () => {
	let client: Client;
	before(async () => {
		({ client } = await Client.start({
			capabilities: { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } },
		}));
	});
	afterEach(() => client.close(URI));
	after(() => client.stop());

	it("lists what is declared, one in the other, with kinds, titles and counts", async () => {
		await client.open(
			URI,
			'system "Shop" {}\ndatacenter us "US East" {\n  service web "Web tier" x2..10 {\n    capacity: 500rps\n  }\n  database db\n}\n',
		);
		const symbols = await client.request<DocumentSymbol[]>("textDocument/documentSymbol", { textDocument });
		const outline = (list: readonly DocumentSymbol[]): unknown =>
			list.map(({ name, detail, children }) => (children ? [name, detail, outline(children)] : [name, detail]));
		assert.deepEqual(outline(symbols), [
			["Shop", "system"],
			[
				"us",
				"datacenter · US East",
				[
					["web", "service · Web tier · ×2–10"],
					["db", "database"],
				],
			],
		]);
		const [, us] = symbols;
		assert.deepEqual(us!.selectionRange, { start: { line: 1, character: 11 }, end: { line: 1, character: 13 } });
		assert.equal(us!.range.end.line, 6);
	});

	it("keeps what is intact while something is half typed", async () => {
		await client.open(URI, "service a {\n  capacity: \nservice b\nc -> \nqueue jobs {\n");
		const symbols = await client.request<DocumentSymbol[]>("textDocument/documentSymbol", { textDocument });
		const names = (list: readonly DocumentSymbol[]): string[] =>
			list.flatMap(({ name, children }) => [name, ...names(children ?? [])]);
		assert.deepEqual(names(symbols), ["a", "b", "jobs"]);
	});

	it("folds blocks, lists, comments and imports", async () => {
		await client.open(
			URI,
			'import "./a.arch"\nimport "./b.arch"\n\n// one\n// two\nservice web {\n  capacity: 5rps\n}\nmonitoring watch {\n  metrics: [\n    host,\n    tier\n  ]\n}\n',
		);
		const ranges = await client.request<FoldingRange[]>("textDocument/foldingRange", { textDocument });
		assert.deepEqual(
			ranges
				.map(({ startLine, endLine, kind }) => [startLine, endLine, kind])
				.sort((a, b) => Number(a[0]) - Number(b[0])),
			[
				[0, 1, "imports"],
				[3, 4, "comment"],
				[5, 6, undefined],
				[8, 12, undefined],
				[9, 11, undefined],
			],
		);
	});

	it("formats with edits of the lines that change, and of no others", async () => {
		const text = "client c\n\n\n\n\nservice   web{capacity:5rps}\nc->web\ndatabase db\n";
		await client.open(URI, text);
		const edits = await client.request<TextEdit[]>("textDocument/formatting", { textDocument, options });
		assert.equal(edited(text, edits), format(text));
		assert.notEqual(format(text), text);
		for (const { range } of edits) assert.ok(range.end.line <= 7);
	});

	it("has nothing to say of a formatted file", async () => {
		const text = format(readFileSync(new URL("../../examples/photo-sharing.arch", import.meta.url), "utf8"));
		await client.open(URI, text);
		assert.deepEqual(await client.request("textDocument/formatting", { textDocument, options }), []);
	});

	it("formats the lines of a selection", async () => {
		const text = "service   a\n\nservice b\n\nservice   c\n";
		await client.open(URI, text);
		const range = { start: { line: 4, character: 0 }, end: { line: 4, character: 9 } };
		const edits = await client.request<TextEdit[]>("textDocument/rangeFormatting", { textDocument, range, options });
		assert.equal(edited(text, edits), "service   a\n\nservice b\n\nservice c\n");
	});
});
