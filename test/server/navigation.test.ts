import assert from "node:assert/strict";
import type { DocumentHighlight, Location, Range, SemanticTokens, WorkspaceEdit } from "vscode-languageserver/node";
import { Client } from "./client.ts";
import { type Folder, folderWith } from "./files.ts";
import { edited, marked } from "./marked.ts";

const URI = "file:///nowhere/main.arch";

describe("names", () => {
	let client: Client;
	before(async () => {
		({ client } = await Client.start());
	});
	afterEach(() => client.close(URI));
	after(() => client.stop());

	/** Open a marked text and ask about the mark. */
	async function ask<Result>(method: string, source: string, more = {}): Promise<Result & { text?: never }> {
		const { text, at } = marked(source);
		await client.open(URI, text);
		return client.at(method, URI, at, more);
	}

	it("lead to their declaration", async () => {
		const location = await ask<Location>("textDocument/definition", "service web\nclient c\nc -> w<|>eb\n");
		assert.deepEqual(location, {
			uri: URI,
			range: { start: { line: 0, character: 8 }, end: { line: 0, character: 11 } },
		});
	});

	it("lead from a copy to what it was copied from", async () => {
		const source = "client c\ngroup us { service web }\ngroup eu like us\nc -> eu.w<|>eb\n";
		const { range } = await ask<Location>("textDocument/definition", source);
		assert.deepEqual(range.start, { line: 1, character: 19 });
	});

	it("lead nowhere if they mean nothing", async () => {
		assert.equal(await ask("textDocument/definition", "service web\nweb -> n<|>one\n"), null);
		await client.close(URI);
		assert.equal(await ask("textDocument/definition", "service web // w<|>eb\n"), null);
	});

	it("are found wherever they stand", async () => {
		const source = "data d\nservice w<|>eb { reads d }\nclient c\nc -> web\nweb -> db\ndatabase db { holds: d }\n";
		const all = await ask<Location[]>("textDocument/references", source, { context: { includeDeclaration: true } });
		assert.deepEqual(
			all.map(({ range }) => [range.start.line, range.start.character]),
			[
				[1, 8],
				[3, 5],
				[4, 0],
			],
		);
		const { text, at } = marked(source);
		const uses = await client.at<Location[]>("textDocument/references", URI, at, {
			context: { includeDeclaration: false },
		});
		assert.equal(uses.length, 2, text);
	});

	it("are marked in their own file", async () => {
		const marks = await ask<DocumentHighlight[]>(
			"textDocument/documentHighlight",
			"service w<|>eb\nclient c\nc -> web\n",
		);
		assert.deepEqual(
			marks.map(({ range, kind }) => [range.start.line, kind]),
			[
				[0, 3],
				[2, 2],
			],
		);
	});

	it("have a colour by what they mean", async () => {
		const { text } = marked(
			"data d<|>\nservice web { reads d }\ndatacenter us { database db { holds: d } }\nweb -> us.db\n",
		);
		await client.open(URI, text);
		const { data } = await client.request<SemanticTokens>("textDocument/semanticTokens/full", {
			textDocument: { uri: URI },
		});
		assert.equal(data.length % 5, 0);
		assert.equal(data.length / 5, 9);
	});
});

describe("rename", () => {
	let client: Client;
	before(async () => {
		({ client } = await Client.start());
	});
	afterEach(() => client.close(URI));
	after(() => client.stop());

	async function renamed(source: string, newName: string): Promise<string> {
		const { text, at } = marked(source);
		await client.open(URI, text);
		const edit = await client.at<WorkspaceEdit>("textDocument/rename", URI, at, { newName });
		return edited(text, edit.changes?.[URI] ?? []);
	}
	const refused = (source: string, newName: string, why: RegExp): Promise<void> =>
		assert.rejects(renamed(source, newName), ({ message }: Error) => why.test(message));

	it("selects the part of a qualified name that the cursor is on", async () => {
		const { text, at } = marked("group us { service web }\nclient c\nc -> us.w<|>eb\n");
		await client.open(URI, text);
		const { range, placeholder } = await client.at<{ range: Range; placeholder: string }>(
			"textDocument/prepareRename",
			URI,
			at,
		);
		assert.equal(placeholder, "web");
		assert.deepEqual(range.start, { line: 2, character: 8 });
	});

	it("changes only that part", async () => {
		const source = "group u<|>s { service web }\ngroup eu { service us-web }\nclient c\nc -> us.web, eu.us-web\n";
		assert.equal(
			await renamed(source, "usa"),
			"group usa { service web }\ngroup eu { service us-web }\nclient c\nc -> usa.web, eu.us-web\n",
		);
		await client.close(URI);
		const inner = "group us { service web }\nclient c\nc -> us.w<|>eb\n";
		assert.equal(await renamed(inner, "site"), "group us { service site }\nclient c\nc -> us.site\n");
	});

	it("takes the copies of a group along, and what their bodies say of the member", async () => {
		const source =
			"client c\ngroup us { service w<|>eb }\ngroup eu like us { service web x2 }\ngroup asia like us\nc -> us.web, eu.web, asia.web\n";
		assert.equal(
			await renamed(source, "site"),
			"client c\ngroup us { service site }\ngroup eu like us { service site x2 }\ngroup asia like us\nc -> us.site, eu.site, asia.site\n",
		);
	});

	it("takes Korean names", async () => {
		assert.equal(
			await renamed("service w<|>eb\nclient c\nc -> web\n", "주문-서버"),
			"service 주문-서버\nclient c\nc -> 주문-서버\n",
		);
	});

	it("refuses what is no name", async () => {
		for (const name of ["", "two words", "x4", "a.b", "{", "5rps", '"quoted"']) {
			await refused("service w<|>eb\n", name, /cannot be a name/).catch((error) => assert.fail(`${name}: ${error}`));
			await client.close(URI);
		}
	});

	it("refuses a name that is taken, or that would make another name mean something else", async () => {
		await refused("service w<|>eb\nservice api\n", "api", /already taken/);
		await client.close(URI);
		const source = "service api\nservice out\ngroup g {\n  service w<|>eb\n  web -> api\n}\nout -> g.web\n";
		await refused(source, "api", /another meaning|already taken/);
	});
});

describe("names in several files", () => {
	let client: Client;
	let folder: Folder;
	before(async () => {
		folder = folderWith({
			"shared.arch": "external mail\n",
			"a.arch": 'import "./shared.arch"\nservice a\na -> mail\n',
			"deep/b.arch": 'import "../shared.arch"\nservice b\nb -> mail 5%\n',
			"apart.arch": "external mail\nservice c\nc -> mail\n",
		});
		({ client } = await Client.start({ workspaceFolders: [{ uri: folder.uri, name: "test" }] }));
	});
	after(async () => {
		await client.stop();
		folder.remove();
	});

	it("lead into the imported file", async () => {
		const uri = folder.uriOf("a.arch");
		const { text, at } = marked('import "./shared.arch"\nservice a\na -> ma<|>il\n');
		await client.open(uri, text);
		const location = await client.at<Location>("textDocument/definition", uri, at);
		assert.equal(location.uri, folder.uriOf("shared.arch"));
		const file = await client.at<Location>("textDocument/definition", uri, { line: 0, character: 12 });
		assert.equal(file.uri, folder.uriOf("shared.arch"));
	});

	it("are found in files that nobody has opened", async () => {
		const uri = folder.uriOf("shared.arch");
		const { text, at } = marked("external ma<|>il\n");
		await client.open(uri, text);
		const found = await client.at<Location[]>("textDocument/references", uri, at, {
			context: { includeDeclaration: true },
		});
		assert.deepEqual(found.map((location) => location.uri).sort(), [
			folder.uriOf("a.arch"),
			folder.uriOf("deep/b.arch"),
			folder.uriOf("shared.arch"),
		]);
	});

	it("are renamed there, too", async () => {
		const uri = folder.uriOf("a.arch");
		const edit = await client.at<WorkspaceEdit>(
			"textDocument/rename",
			uri,
			{ line: 2, character: 6 },
			{ newName: "post" },
		);
		assert.deepEqual(Object.keys(edit.changes ?? {}).sort(), [
			folder.uriOf("a.arch"),
			folder.uriOf("deep/b.arch"),
			folder.uriOf("shared.arch"),
		]);
		assert.equal(
			edited('import "../shared.arch"\nservice b\nb -> mail 5%\n', edit.changes?.[folder.uriOf("deep/b.arch")] ?? []),
			'import "../shared.arch"\nservice b\nb -> post 5%\n',
		);
	});
});
