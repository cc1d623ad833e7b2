import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import type { DocumentSymbol } from "vscode-languageserver/node";
import { LSPErrorCodes, type ResponseError } from "vscode-languageserver/node";
import { generateArchitecture } from "../../scripts/generate.ts";
import type { Item } from "../../src/language/tree.ts";
import { buildArchitecture, sourceFile } from "../../src/model/build.ts";
import { rules } from "../../src/rules/index.ts";
import { inspect } from "../../src/rules/inspect.ts";
import { completion } from "../../src/server/completion.ts";
import { foldingRanges } from "../../src/server/folding.ts";
import { hover } from "../../src/server/hover.ts";
import { semanticTokens } from "../../src/server/semantic-tokens.ts";
import { documentSymbols } from "../../src/server/symbols.ts";
import { Client } from "./client.ts";

const examples = new URL("../../examples/", import.meta.url);
const files = readdirSync(examples, { recursive: true, encoding: "utf8" })
	.filter((name) => name.endsWith(".arch"))
	.map((name) => ({ name, text: readFileSync(new URL(name, examples), "utf8") }));

const namesIn = (symbols: readonly DocumentSymbol[]): string[] =>
	symbols.flatMap(({ name, children }) => [name, ...namesIn(children ?? [])]);

/** Where each declaration of a text ends, by its name. */
function endsOf(items: readonly Item[]): { readonly name: string; readonly end: number }[] {
	return items.flatMap((item) =>
		item.type === "declaration"
			? [
					{ name: item.name?.text ?? item.title?.text ?? item.kind.text, end: item.end },
					...endsOf(item.body?.items ?? []),
				]
			: [],
	);
}

/** Of one file; each of them takes an inspection of its own. */
const MOST_PLACES = 100;

describe("half-typed files", () => {
	for (const { name, text } of files) {
		it(`keep the outline of what is there at every character of ${name}`, () => {
			const declared = endsOf(sourceFile("file:///a.arch", text).tree.items);
			for (let length = 0; length <= text.length; length++) {
				const names = new Set(namesIn(documentSymbols(sourceFile("file:///a.arch", text.slice(0, length)))));
				for (const { name: wanted, end } of declared)
					if (end <= length) assert.ok(names.has(wanted), `${wanted} is lost at ${length}`);
			}
		}).timeout(60_000);

		it(`are answered at words all over ${name}`, () => {
			const places = [...text.matchAll(/\b|$/g)].map(({ index }) => index);
			const step = Math.ceil(places.length / MOST_PLACES);
			for (const index of places.filter((_, i) => i % step === 0)) {
				const file = sourceFile("file:///a.arch", text.slice(0, index));
				const inspection = inspect(buildArchitecture(file));
				const { architecture } = inspection;
				completion(architecture, file, index, { locale: "ko", snippets: true });
				hover(inspection, file, index, { locale: "ko", formats: undefined });
				hover(inspection, file, Math.max(0, index - 2), { locale: "en", formats: undefined });
				foldingRanges(file);
				semanticTokens(architecture, file);
			}
		}).timeout(60_000);
	}
});

describe("a server that is given anything", () => {
	let client: Client;
	before(async () => {
		({ client } = await Client.start());
	});
	after(async () => {
		assert.deepEqual(client.logs, [], "nothing has failed behind the guard");
		await client.stop();
	});

	const askEverything = async (uri: string, position: { line: number; character: number }): Promise<void> => {
		const textDocument = { uri };
		const range = { start: position, end: { line: position.line + 1, character: 0 } };
		const asked: [string, object][] = [
			["hover", { position }],
			["completion", { position }],
			["definition", { position }],
			["references", { position, context: { includeDeclaration: true } }],
			["documentHighlight", { position }],
			["prepareRename", { position }],
			["documentSymbol", {}],
			["foldingRange", {}],
			["formatting", { options: { tabSize: 2, insertSpaces: true } }],
			["rangeFormatting", { range, options: { tabSize: 2, insertSpaces: true } }],
			["codeAction", { range, context: { diagnostics: [] } }],
			["semanticTokens/full", {}],
		];
		for (const [method, params] of asked) {
			const answer = client.request(`textDocument/${method}`, { textDocument, ...params });
			// What cannot be done is refused with a reason.
			await answer.catch(({ code }: ResponseError<unknown>) => assert.equal(code, LSPErrorCodes.RequestFailed));
		}
	};

	it("ends where typing it at once would have ended", async () => {
		const text = files.find(({ name }) => name.endsWith("first.arch"))!.text;
		const typed = "file:///nowhere/typed.arch";
		await client.open(typed, "");
		let position = { line: 0, character: 0 };
		for (const letter of text) {
			await client.edit(typed, { range: { start: position, end: position }, text: letter });
			position =
				letter === "\n"
					? { line: position.line + 1, character: 0 }
					: { line: position.line, character: position.character + 1 };
			await client.diagnosed(typed);
		}
		const whole = await client.open("file:///nowhere/whole.arch", text);
		const { diagnostics } = await client.diagnosed(typed);
		assert.deepEqual(JSON.parse(JSON.stringify(diagnostics).replaceAll("typed.arch", "whole.arch")), whole.diagnostics);
		await client.close(typed);
		await client.close("file:///nowhere/whole.arch");
	});

	const texts: Readonly<Record<string, string>> = {
		"an empty file": "",
		"a blank file": " \n\t\r\n\n",
		"a binary file": Buffer.from(Uint8Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 256)).toString("utf8"),
		"halves of surrogate pairs": 'service "\ud800" {\udc00: \ud83d}\n\ud83d -> \ude00\n',
		"deep nesting": `${"group g {\n".repeat(2000)}service web\n`,
		"one endless line": `service a { ${"reads d, ".repeat(5000)}`,
		"only closing braces": "}".repeat(5000),
		"Windows line ends": files[0]!.text.replaceAll("\n", "\r\n"),
		"a byte order mark": `\ufeff${files[0]!.text}`,
		"Korean throughout":
			'client 사용자 "사용자" { users: 2M }\nservice 웹 "웹 서버" x2\ndatabase 주문-디비\n사용자 -> 웹 -> 주문-디비 "조회"\n',
	};
	for (const [what, text] of Object.entries(texts)) {
		it(`answers about ${what}`, async () => {
			const uri = "file:///nowhere/odd.arch";
			await client.open(uri, text);
			await askEverything(uri, { line: 0, character: 3 });
			await askEverything(uri, { line: 3, character: 1 });
			await askEverything(uri, { line: 99_999, character: 99_999 });
			await client.close(uri);
		});
	}

	it("finds no mistake in Korean names", async () => {
		const uri = "file:///nowhere/korean.arch";
		const { diagnostics } = await client.open(uri, texts["Korean throughout"]!);
		const problems = diagnostics.filter(({ code }) => !rules.some(({ id }) => id === code));
		assert.deepEqual(problems, []);
		const symbols = await client.request<DocumentSymbol[]>("textDocument/documentSymbol", { textDocument: { uri } });
		assert.deepEqual(namesIn(symbols), ["사용자", "웹", "주문-디비"]);
		await client.close(uri);
	});

	it("answers about ten thousand links", async () => {
		const uri = "file:///nowhere/links.arch";
		const names = Array.from({ length: 100 }, (_, i) => `s${i}`);
		const text = `${names.map((name) => `service ${name}`).join("\n")}\n${names.join(", ")} -> ${names.map((name) => `${name}z`).join(", ")}\n${names.map((name) => `service ${name}z`).join("\n")}\n`;
		await client.open(uri, text);
		await askEverything(uri, { line: 100, character: 3 });
		await client.close(uri);
	}).timeout(30_000);

	it("answers about a file of a megabyte", async () => {
		const uri = "file:///nowhere/huge.arch";
		let text = generateArchitecture({ components: 4000, seed: 7 });
		text += `// ${"padding ".repeat(16)}\n`.repeat(Math.ceil(Math.max(0, 1_000_000 - text.length) / 132));
		assert.ok(text.length >= 1_000_000);
		await client.open(uri, text);
		await askEverything(uri, { line: 400, character: 6 });
		await client.close(uri);
	}).timeout(60_000);

	it("answers nothing about documents that it does not know", async () => {
		await askEverything("file:///nowhere/unknown.arch", { line: 0, character: 0 });
		await askEverything("untitled:Untitled-1", { line: 0, character: 0 });
	});
});
