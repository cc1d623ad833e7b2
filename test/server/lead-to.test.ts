import assert from "node:assert/strict";
import {
	type DocumentHighlight,
	DocumentHighlightKind,
	type LinkedEditingRanges,
	type Location,
} from "vscode-languageserver/node";
import { asking } from "./asking.ts";
import { Client } from "./client.ts";
import { folderWith } from "./files.ts";
import { marked, markedRanges } from "./marked.ts";

const byPlace = (a: { range: Location["range"] }, b: { range: Location["range"] }): number =>
	a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;

describe("type definition and implementation", () => {
	const { ask } = asking();

	/** The answer about `<|>` is what stands between `<|` and `|>`. */
	async function leads(method: string, source: string): Promise<void> {
		const found = await ask<Location[]>(`textDocument/${method}`, source);
		assert.deepEqual(
			[...found].sort(byPlace).map(({ range }) => range),
			markedRanges(source).ranges,
		);
	}

	it("lead from a reference of data to its declaration", () =>
		leads("typeDefinition", "data <|photos|>\nservice web { reads ph<|>otos }\n"));

	it("lead from a copy to its original, and from a store to what it holds", async () => {
		await leads("typeDefinition", "group <|us|> { service web }\ngroup e<|>u like us\n");
		await leads("typeDefinition", "data <|a|>\ndata <|b|>\ndatabase d<|>b { holds: [a, b] }\n");
		assert.deepEqual(await ask("textDocument/typeDefinition", "service w<|>eb\n"), []);
	});

	it("lead from data to all that hold them", () =>
		leads(
			"implementation",
			"data d\ncache <|c|> { holds: d }\ndatabase <|db|> { holds: [d] }\ndatabase other\nservice web { reads <|>d }\n",
		));

	it("lead from an original to its copies", () =>
		leads("implementation", "group u<|>s { service web }\ngroup <|eu|> like us\ngroup <|ap|> like us\n"));

	it("lead to holders in files of the workspace that nobody has open", async () => {
		const folder = folderWith({
			"stores.arch": 'import "./data.arch"\ndatabase db { holds: d }\n',
			"other.arch": "data d\ndatabase other { holds: d }\n",
		});
		const { client: here } = await Client.start({ workspaceFolders: [{ uri: folder.uri, name: "all" }] });
		try {
			const { text, at } = marked("data d<|>\n");
			const uri = folder.write("data.arch", text);
			await here.open(uri, text);
			const found = await here.at<Location[]>("textDocument/implementation", uri, at);
			assert.deepEqual(
				found.map((one) => [one.uri, one.range.start.line]),
				[[folder.uriOf("stores.arch"), 1]],
			);
		} finally {
			await here.stop();
			folder.remove();
		}
	});
});

describe("document highlight", () => {
	const { ask } = asking();

	it("tells what reads data from what writes them", async () => {
		const marks = await ask<DocumentHighlight[]>(
			"textDocument/documentHighlight",
			"data d\nservice web {\n  reads <|>d x2\n  writes d 5%\n}\ndatabase db { holds: d }\n",
		);
		assert.deepEqual(
			marks.map(({ range, kind }) => [range.start.line, kind]),
			[
				[0, DocumentHighlightKind.Text],
				[2, DocumentHighlightKind.Read],
				[3, DocumentHighlightKind.Write],
				[5, DocumentHighlightKind.Text],
			],
		);
	});
});

describe("linked editing", () => {
	const { client, ask } = asking();
	const linked = async (source: string): Promise<LinkedEditingRanges["ranges"] | undefined> =>
		(await ask<LinkedEditingRanges | null>("textDocument/linkedEditingRange", source))?.ranges;

	it("types a name over everywhere in its file", async () => {
		const source = "service <|web|>\nclient c\nc -> <|w<|>eb|>\ngroup g { database db }\n<|web|> -> db\n";
		assert.deepEqual(await linked(source), markedRanges(source).ranges);
	});

	it("types only the part of a qualified name that the cursor is on", async () => {
		const source = "group us { service <|w<|>eb|> }\nclient c\nc -> us.<|web|>\n";
		assert.deepEqual(await linked(source), markedRanges(source).ranges);
	});

	it("keeps the name that a copy overrides", async () => {
		const source =
			"group us { service <|w<|>eb|> }\ngroup eu like us {\n  service <|web|> { capacity: 5rps }\n}\nclient c\nc -> eu.<|web|>\n";
		assert.deepEqual(await linked(source), markedRanges(source).ranges);
	});

	it("is silent where there is nothing to link, in quotes, and where another file has the name too", async () => {
		assert.equal(await linked("service w<|>eb\n"), undefined);
		assert.equal(await linked('client "My br<|>owser"\n'), undefined);
		assert.equal(await linked("service web { cap<|>acity: 5rps }\n"), undefined);
		const folder = folderWith({ "shared.arch": "service auth\n" });
		try {
			const uri = folder.uriOf("main.arch");
			const { text, at } = marked('import "./shared.arch"\nclient c\nc -> au<|>th\nc -> auth "again"\n');
			await client().open(uri, text);
			assert.equal(await client().at("textDocument/linkedEditingRange", uri, at), null);
			await client().close(uri);
		} finally {
			folder.remove();
		}
	});
});
