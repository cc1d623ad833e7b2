import assert from "node:assert/strict";
import type {
	DocumentLink,
	FoldingRange,
	SelectionRange,
	SemanticTokens,
	SemanticTokensDelta,
	TextEdit,
	WorkspaceSymbol,
} from "vscode-languageserver/node";
import { exampleFiles } from "../support/example-files.ts";
import { asking, URI } from "./asking.ts";
import { Client } from "./client.ts";
import { folderWith } from "./files.ts";
import { edited, marked, textIn } from "./marked.ts";

describe("selection ranges", () => {
	const { client, open } = asking();

	/** What is selected, one after the other, as text. */
	async function growing(source: string): Promise<string[]> {
		const { text, at } = await open(source);
		const [range] = await client().request<SelectionRange[]>("textDocument/selectionRange", {
			textDocument: { uri: URI },
			positions: [at],
		});
		const texts: string[] = [];
		for (let one = range; one; one = one.parent) texts.push(textIn(text, one.range));
		return texts;
	}

	it("grow from a name over its value, property and block to the file", async () => {
		const db = "database db { holds: [us.photos, b], shards: 2 }";
		assert.deepEqual(await growing("database db { holds: [us.ph<|>otos, b], shards: 2 }\n"), [
			"photos",
			"us.photos",
			"[us.photos, b]",
			"holds: [us.photos, b]",
			"holds: [us.photos, b], shards: 2",
			"{ holds: [us.photos, b], shards: 2 }",
			db,
			`${db}\n`,
		]);
	});

	it("grow from a share over its target and hop to the link", async () => {
		assert.deepEqual(await growing("a -> b x<|>3, c\n"), [
			"x3",
			"b x3",
			"-> b x3, c",
			"a -> b x3, c",
			"a -> b x3, c\n",
		]);
	});

	it("take a text without its quotes first, and a comment as a whole", async () => {
		assert.deepEqual((await growing('client c "My br<|>owser"\n')).slice(0, 2), ["My browser", '"My browser"']);
		assert.deepEqual((await growing("client c // our <|>users\n"))[0], "// our users");
	});

	it("are given where nothing stands and where something is half typed", async () => {
		assert.deepEqual(await growing("<|>"), [""]);
		assert.deepEqual((await growing("service web { capacity: <|>")).at(-1), "service web { capacity: ");
	});
});

describe("document links", () => {
	it("lead to imports that are there, to addresses, and to the pages of silenced rules", async () => {
		const folder = folderWith({ "shared services.arch": "service auth\n" });
		const { client } = await Client.start();
		try {
			const uri = folder.uriOf("main.arch");
			const text = [
				'import "./shared services.arch"',
				'import "./missing.arch"',
				"// archscale-ignore spof: one is enough here",
				'service web { link: "https://wiki.example.com/web" }',
				'service other { link: "command:workbench.action.quit", description: "https://not.a.link" }',
				"// archscale-ignore no-such-rule: it has no page",
				"",
			].join("\n");
			await client.open(uri, text);
			const links = await client.request<DocumentLink[]>("textDocument/documentLink", { textDocument: { uri } });
			assert.deepEqual(
				links.map(({ range, target }) => [textIn(text, range), target]),
				[
					["./shared services.arch", folder.uriOf("shared services.arch")],
					["https://wiki.example.com/web", "https://wiki.example.com/web"],
					["spof", "https://github.com/archscale/archscale/blob/main/docs/rules/spof.md"],
				],
			);
		} finally {
			await client.stop();
			folder.remove();
		}
	});
});

describe("folding", () => {
	const { client, open } = asking();

	it("has the regions that comments mark, one in the other", async () => {
		await open(
			"// #region Data<|>\n// what we keep\n// and for how long\ndata a\n//#region Inner\ndata b\n//#endregion\n// #endregion\n// #endregion\n// #region never ended\n",
		);
		const ranges = await client().request<FoldingRange[]>("textDocument/foldingRange", { textDocument: { uri: URI } });
		assert.deepEqual(ranges.map(({ startLine, endLine, kind }) => [startLine, endLine, kind]).sort(), [
			[0, 7, "region"],
			[1, 2, "comment"],
			[4, 6, "region"],
		]);
	});
});

describe("formatting while typing", () => {
	const { ask } = asking();
	const options = { tabSize: 4, insertSpaces: true };

	async function typed(ch: string, source: string): Promise<string> {
		const edits = await ask<TextEdit[]>("textDocument/onTypeFormatting", source, { ch, options });
		return edited(marked(source).text, edits);
	}

	it("lays out the block that a brace closes, and nothing else", async () => {
		assert.equal(
			await typed("}", "data   a\nservice web {\ncapacity:5rps\n  public:true\n}<|>\ndata   b\n"),
			"data   a\nservice web {\n  capacity: 5rps\n  public: true\n}\ndata   b\n",
		);
	});

	it("loses nothing where every line has to be indented anew", async () => {
		const example = exampleFiles("twitter-timelines-2013.arch")["twitter-timelines-2013.arch"]!;
		const text = `datacenter all {\n${example}\n}\n`;
		const without = (layout: string): string => layout.replace(/\s/g, "");
		for (const { index } of text.matchAll(/\}/g)) {
			const after = await typed("}", `${text.slice(0, index + 1)}<|>${text.slice(index + 1)}`);
			assert.equal(without(after), without(text));
		}
	});

	it("brings a brace below what it closes, also in a text with mistakes", async () => {
		const broken = "group us {\n  service web {\n    capacity: 5rps\n      }<|>\n}\n-> nothing\n";
		assert.equal(await typed("}", broken), "group us {\n  service web {\n    capacity: 5rps\n  }\n}\n-> nothing\n");
	});

	it("lays out the line that was left, and indents the new one", async () => {
		assert.equal(
			await typed("\n", "service web {\n  capacity:5rps,public:true\n<|>\n}\n"),
			"service web {\n  capacity:5rps,public:true\n  \n}\n",
		);
		assert.equal(
			await typed("\n", "group us {\n  service web {\n    capacity:5rps\n    <|>\n  }\n}\n"),
			"group us {\n  service web {\n    capacity: 5rps\n    \n  }\n}\n",
		);
		assert.equal(await typed("\n", "service   a\n<|>\nservice   b\n"), "service a\n\nservice   b\n");
	});

	it("indents behind a brace that is not closed yet", async () => {
		assert.equal(await typed("\n", "group us {\n<|>"), "group us {\n    ");
		assert.equal(await typed("\n", "group us {\n    service web {\n<|>"), "group us {\n    service web {\n        ");
	});

	it("keeps what a new line has cut off, and whole texts with Windows line ends", async () => {
		assert.equal(await typed("\n", "service   web\n<|>{ public: true }\n"), "service   web\n{ public: true }\n");
		assert.equal(
			await typed("\n", "service web {\r\n  capacity:5rps\r\n<|>\r\n}\r\n"),
			"service web {\r\n  capacity: 5rps\r\n  \r\n}\r\n",
		);
		assert.equal(await typed("\n", "<|>"), "");
	});
});

describe("semantic tokens", () => {
	const { client, open } = asking();
	const textDocument = { uri: URI };

	it("of a range are those of the file that are in it", async () => {
		await open("data d<|>\nservice web { reads d }\ndatabase db { holds: d }\nweb -> db\n");
		const full = await client().request<SemanticTokens>("textDocument/semanticTokens/full", { textDocument });
		const some = await client().request<SemanticTokens>("textDocument/semanticTokens/range", {
			textDocument,
			range: { start: { line: 1, character: 9 }, end: { line: 2, character: 10 } },
		});
		assert.equal(some.data.length, 3 * 5);
		// The first is told from the start of the file, the others from the one before them, as in the file.
		assert.deepEqual(some.data.slice(0, 2), [1, 8]);
		assert.deepEqual(some.data.slice(5), full.data.slice(10, 20));
	});

	it("of a later version are told as what has changed", async () => {
		const { text } = await open("data d<|>\nservice web { reads d }\ndatabase db { holds: d }\nweb -> db\n");
		const before = await client().request<SemanticTokens>("textDocument/semanticTokens/full", { textDocument });
		const delta = (previousResultId: string | undefined): Promise<SemanticTokens & SemanticTokensDelta> =>
			client().request("textDocument/semanticTokens/full/delta", { textDocument, previousResultId });
		const same = await delta(before.resultId);
		assert.deepEqual(same.edits, []);
		await client().change(URI, text.replace("reads d", "reads d\n  writes d 5%"));
		const after = await delta(same.resultId);
		assert.equal(after.data, undefined);
		const data = [...before.data];
		for (const { start, deleteCount, data: put } of after.edits) data.splice(start, deleteCount, ...(put ?? []));
		const whole = await client().request<SemanticTokens>("textDocument/semanticTokens/full", { textDocument });
		assert.deepEqual(data, whole.data);
		assert.ok(after.edits.every(({ deleteCount, data: put }) => deleteCount + (put ?? []).length < whole.data.length));
		// What the client has is not what was told last: everything.
		assert.deepEqual((await delta(before.resultId)).data, whole.data);
	});
});

describe("symbols of the workspace", () => {
	it("are found in files that nobody has open, by the letters of their name or title", async () => {
		const folder = folderWith({
			"a.arch": 'datacenter us {\n  service web "Web Tier"\n}\n',
			"deep/b.arch": "service   resizer\n",
			"c.txt": "service web-not\n",
		});
		const { client } = await Client.start({ workspaceFolders: [{ uri: folder.uri, name: "all" }] });
		try {
			await client.open(folder.uriOf("a.arch"), 'datacenter us {\n  service web "Web Tier"\n}\nservice webhook\n');
			const find = async (query: string): Promise<unknown[]> =>
				(await client.request<WorkspaceSymbol[]>("workspace/symbol", { query }))
					.map(({ name, containerName, location }) => [name, containerName, location.uri.slice(folder.uri.length + 1)])
					.sort();
			assert.deepEqual(await find("web"), [
				["web “Web Tier”", "us", "a.arch"],
				["webhook", undefined, "a.arch"],
			]);
			assert.deepEqual(await find("rsz"), [["resizer", undefined, "deep/b.arch"]]);
			assert.deepEqual(await find("tier"), [["web “Web Tier”", "us", "a.arch"]]);
			assert.equal((await find("")).length, 4);
			assert.deepEqual(await find("zzz"), []);
			const names = async (query: string): Promise<string[]> =>
				(await client.request<WorkspaceSymbol[]>("workspace/symbol", { query })).map(({ name }) => name);
			await client.open(
				folder.uriOf("c.arch"),
				["w-e-b", "cobweb", "old-web", "website", "web"].map((name) => `service ${name}\n`).join(""),
			);
			assert.deepEqual(await names("web"), [
				...["web “Web Tier”", "web", "webhook", "website", "old-web", "cobweb", "w-e-b"],
			]);
			assert.deepEqual(await names("web tier"), ["web “Web Tier”"]);
			assert.deepEqual(await names("us.web"), ["web “Web Tier”"]);
			assert.deepEqual(await names("(.*"), []);
		} finally {
			await client.stop();
			folder.remove();
		}
	});
});
