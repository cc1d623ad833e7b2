import assert from "node:assert/strict";
import type {
	ClientCapabilities,
	CodeAction,
	CompletionItem,
	DefinitionLink,
	DocumentSymbol,
	Hover,
	Location,
	MarkupContent,
	SignatureHelp,
	SymbolInformation,
	TextDocumentEdit,
	WorkspaceEdit,
} from "vscode-languageserver/node";
import { asking, URI } from "./asking.ts";
import { Client } from "./client.ts";
import { folderWith } from "./files.ts";
import { textIn } from "./marked.ts";

const SHOP = "client c { users: 1M }\nservice web x2 {\n  capacity: 500rps\n}\nc -> web\n";

/** An editor that shows text as it is, such as Emacs without a mode for Markdown. */
const plainText: ClientCapabilities = {
	textDocument: {
		hover: { contentFormat: ["plaintext"] },
		completion: { completionItem: { documentationFormat: ["plaintext"] } },
		signatureHelp: { signatureInformation: { documentationFormat: ["plaintext"] } },
	},
};

describe("a client without Markdown", () => {
	const { client, ask } = asking({ capabilities: plainText });
	const isPlain = ({ kind, value }: MarkupContent): void => {
		assert.equal(kind, "plaintext");
		assert.doesNotMatch(value, /\*\*|`|\]\(/);
	};

	it("gets plain hovers", async () => {
		const { contents } = await ask<Hover>("textDocument/hover", SHOP.replace("web x2", "w<|>eb x2"));
		isPlain(contents as MarkupContent);
		assert.match((contents as MarkupContent).value, /^web — service/);
	});

	it("gets plain words about what it completes", async () => {
		const offered = await ask<CompletionItem[] | { items: CompletionItem[] }>(
			"textDocument/completion",
			"service web {\n  <|>\n}\n",
		);
		const item = (Array.isArray(offered) ? offered : offered.items).find(({ label }) => label === "capacity");
		const { documentation } = await client().request<CompletionItem>("completionItem/resolve", item);
		isPlain(documentation as MarkupContent);
	});

	it("gets plain help, with the parts as words where it takes no places", async () => {
		const help = await ask<SignatureHelp>("textDocument/signatureHelp", `${SHOP}c -> <|>`);
		const [signature] = help.signatures;
		isPlain(signature!.documentation as MarkupContent);
		assert.equal(signature!.parameters![help.activeParameter!]!.label, "-> target");
	});
});

/** Servers of one test each. */
const running: Client[] = [];
afterEach(async () => {
	for (const client of running.splice(0)) await client.stop();
});
async function start(...options: Parameters<typeof Client.start>): ReturnType<typeof Client.start> {
	const started = await Client.start(...options);
	running.push(started.client);
	return started;
}

describe("what a client can take", () => {
	it("decides whether symbols stand in one another", async () => {
		const text = 'datacenter us "US" {\n  service web\n}\n';
		const ask = async <Result>(capabilities: ClientCapabilities): Promise<Result> => {
			const { client } = await start({ capabilities });
			await client.open(URI, text);
			const symbols = await client.request<Result>("textDocument/documentSymbol", { textDocument: { uri: URI } });
			return symbols;
		};
		const documentSymbol = { hierarchicalDocumentSymbolSupport: true };
		const [us] = await ask<DocumentSymbol[]>({ textDocument: { documentSymbol } });
		assert.deepEqual(
			us?.children?.map(({ name }) => name),
			["web"],
		);
		const flat = await ask<SymbolInformation[]>({});
		assert.deepEqual(
			flat.map(({ name, containerName, location }) => [name, containerName, textIn(text, location.range)]),
			[
				["us", undefined, text.trimEnd()],
				["web", "us", "service web"],
			],
		);
	});

	it("decides whether it may ask before it renames", async () => {
		const providers: unknown[] = [];
		for (const prepareSupport of [true, false]) {
			const { initialized } = await start({
				capabilities: { textDocument: { rename: { prepareSupport } } },
			});
			providers.push(initialized.capabilities.renameProvider);
		}
		assert.deepEqual(providers, [{ prepareProvider: true }, true]);
	});

	it("decides whether a definition says what is followed", async () => {
		const { client } = await start({ capabilities: { textDocument: { definition: { linkSupport: true } } } });
		const text = 'import "./parts.arch"\nservice web x2 {\n  capacity: 500rps\n}\nclient c -> web\n';
		await client.open(URI, text);
		const at = (line: number, character: number) =>
			client.at<DefinitionLink[]>("textDocument/definition", URI, { line, character });
		const [path] = await at(0, 12);
		assert.equal(textIn(text, path!.originSelectionRange!), '"./parts.arch"');
		assert.equal(path!.targetUri, "file:///nowhere/parts.arch");
		const [web] = await at(4, 13);
		assert.equal(textIn(text, web!.originSelectionRange!), "web");
		assert.equal(textIn(text, web!.targetSelectionRange), "web");
		assert.match(textIn(text, web!.targetRange), /^service web x2 \{[\s\S]*\}$/);
	});

	it("decides whether edits are for a version", async () => {
		const text = "client c { users: 1M }\nservice web x2\nc -> web -> bd\ndatabase db\n";
		const edits = async (documentChanges: boolean): Promise<readonly (WorkspaceEdit | undefined)[]> => {
			const { client } = await start({ capabilities: { workspace: { workspaceEdit: { documentChanges } } } });
			await client.open(URI, text);
			const rename = await client.at<WorkspaceEdit>(
				"textDocument/rename",
				URI,
				{ line: 1, character: 9 },
				{ newName: "w" },
			);
			const at = { line: 2, character: 12 };
			const [fix] = await client.request<CodeAction[]>("textDocument/codeAction", {
				textDocument: { uri: URI },
				range: { start: at, end: at },
				context: { diagnostics: [], only: ["quickfix"] },
			});
			return [rename, fix?.edit];
		};
		for (const edit of await edits(true)) {
			const documents = edit!.documentChanges as TextDocumentEdit[];
			assert.deepEqual(
				documents.map(({ textDocument }) => textDocument),
				[{ uri: URI, version: 1 }],
			);
			assert.equal(edit!.changes, undefined);
		}
		for (const edit of await edits(false)) assert.deepEqual(Object.keys(edit!.changes!), [URI]);
	});

	it("decides whether it is told to ask again for texts that rest on the one that was edited", async () => {
		const { client } = await start({
			capabilities: {
				workspace: {
					codeLens: { refreshSupport: true },
					inlayHint: { refreshSupport: true },
					semanticTokens: { refreshSupport: true },
				},
			},
		});
		const asked: string[] = [];
		const told = new Promise<void>((resolve) => {
			for (const what of ["codeLens", "inlayHint", "semanticTokens"]) {
				client.connection.onRequest(`workspace/${what}/refresh`, () => {
					asked.push(what);
					if (asked.length === 3) resolve();
					return null;
				});
			}
		});
		await client.open("file:///nowhere/alone.arch", "service a\n");
		await client.change("file:///nowhere/alone.arch", "service b\n");
		await client.open(URI, 'import "./parts.arch"\nclient c { users: 1M }\nc -> web\n');
		assert.deepEqual(asked, [], "nothing rests on a file of its own");
		await client.open("file:///nowhere/parts.arch", "service web\n");
		await told;
		assert.deepEqual(asked.sort(), ["codeLens", "inlayHint", "semanticTokens"]);
	});
});

describe("a client that names a folder in the old way", () => {
	it("has its files looked through", async () => {
		const folder = folderWith({ "a.arch": "service lonely\n" });
		const { client } = await start({ rootUri: folder.uri });
		const found = await client.request<{ location: Location }[]>("workspace/symbol", { query: "lonely" });
		assert.deepEqual(
			found.map(({ location }) => location.uri),
			[folder.uriOf("a.arch")],
		);
		folder.remove();
	});
});

describe("settings", () => {
	it("of `initialize` hold where a client says nothing of them later, as Zed and Eglot do", async () => {
		const { client } = await start({
			initializationOptions: { severities: { "single-instance-tier": "off" }, codeLens: false },
		});
		const text = "client c { users: 1M }\nservice web x2\nservice only\nc -> web -> only\n";
		const severities = async (): Promise<(number | undefined)[]> => {
			const { diagnostics } = await client.change(URI, `${text}// ${++count}\n`);
			return diagnostics.filter(({ code }) => code === "single-instance-tier").map(({ severity }) => severity);
		};
		let count = 0;
		await client.open(URI, text);
		const configure = (settings: unknown) =>
			client.connection.sendNotification("workspace/didChangeConfiguration", { settings });
		assert.deepEqual(await severities(), []);
		for (const nothing of [{}, null, { archscale: {} }, { codeLens: true }]) {
			await configure(nothing);
			assert.deepEqual(await severities(), []);
		}
		const lenses = await client.request<unknown[]>("textDocument/codeLens", { textDocument: { uri: URI } });
		assert.ok(lenses.length > 0);
		await configure({ archscale: { severities: { "single-instance-tier": "error" } } });
		assert.deepEqual(await severities(), [1]);
	});
});

describe("a server", () => {
	it("says which it is", async () => {
		const { initialized } = await start();
		assert.equal(initialized.serverInfo?.name, "archscale");
		assert.match(initialized.serverInfo?.version ?? "", /^\d+\.\d+\.\d+/);
	});

	it("refuses what comes before `initialize` and after `shutdown`", async () => {
		const { client } = await Client.start();
		await client.request("shutdown", undefined);
		const late = client.at("textDocument/hover", URI, { line: 0, character: 0 });
		await assert.rejects(late, { code: -32600 });
		await client.connection.sendNotification("exit");
		client.connection.dispose();

		const early = Client.uninitialized();
		await assert.rejects(early.at("textDocument/hover", URI, { line: 0, character: 0 }), { code: -32002 });
		// Nothing is told of it, either.
		await early.show(URI, "service a\n");
		const initialized = await early.initialize();
		assert.ok(initialized.capabilities.hoverProvider);
		assert.equal(await early.at("textDocument/hover", URI, { line: 0, character: 1 }), null);
		await early.stop();
	});
});

describe("renaming", () => {
	const { ask } = asking({ capabilities: { textDocument: { rename: { prepareSupport: true } } } });

	it("says why nothing can be renamed there", async () => {
		await assert.rejects(ask("textDocument/prepareRename", "serv<|>ice web\n"), /the name of an element/);
		await assert.rejects(ask("textDocument/prepareRename", 'import "./pa<|>rts.arch"\n'), /Rename the file itself/);
	});
});
