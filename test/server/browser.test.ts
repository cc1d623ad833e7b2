import assert from "node:assert/strict";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import {
	createProtocolConnection,
	FileChangeType,
	type InitializeResult,
	type Location,
	PortMessageReader,
	PortMessageWriter,
	type ProtocolConnection,
	type PublishDiagnosticsParams,
	type WorkspaceEdit,
	type WorkspaceSymbol,
} from "vscode-languageserver/node";
import type { DiagramMessage, FilesParams, ReadParams } from "../../src/protocol/messages.ts";
import { type WholeMessage, wholePictures } from "../support/pictures.ts";
import { dist } from "./client.ts";

/** What a web worker has and a worker of Node has not, and nothing that only Node has. */
const scope = `
	const { parentPort, workerData, Worker: Thread } = require("node:worker_threads");
	const source = require("node:fs").readFileSync(workerData.script, "utf8");
	const listen = (listener) => parentPort.on("message", (data) => listener({ data }));
	const self = {
		postMessage: (message) => parentPort.postMessage(message),
		addEventListener: (type, listener) => { if (type === "message") listen(listener); },
		set onmessage(listener) { if (listener) listen(listener); },
	};
	class Worker {
		#thread;
		constructor(script) { this.#thread = new Thread(workerData.scope, { eval: true, workerData: { ...workerData, script } }); }
		postMessage(message) { this.#thread.postMessage(message); }
		terminate() { this.#thread.terminate(); }
		set onmessage(listener) { this.#thread.on("message", (data) => listener({ data })); }
		set onerror(listener) { this.#thread.on("error", listener); }
	}
	const names = ["self", "require", "process", "module", "globalThis", "Worker"];
	new Function(...names, source)(self, undefined, undefined, undefined, self, Worker);
`;

describe("the server in a web worker", () => {
	let worker: Worker;
	let connection: ProtocolConnection;
	before(() => {
		worker = new Worker(scope, { eval: true, workerData: { script: join(dist, "server-web.js"), scope } });
		worker.on("error", (error) => assert.fail(error));
		connection = createProtocolConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
		connection.listen();
	});
	after(async () => {
		connection.dispose();
		await worker.terminate();
	});

	it("answers, asks for imported files and sends pictures", async () => {
		const main = "vscode-vfs://github/a/b/main.arch";
		connection.onRequest("archscale/read", ({ uri }: { uri: string }) =>
			uri === "vscode-vfs://github/a/b/mail.arch" ? { text: "external mail\n" } : null,
		);
		// The layout is worked out in another worker, whose script is asked for when a picture is.
		let asked = 0;
		connection.onRequest("archscale/layoutWorker", () => {
			asked++;
			return join(dist, "layout-worker.cjs");
		});
		const diagnosed = new Promise<PublishDiagnosticsParams>((resolve) =>
			connection.onNotification("textDocument/publishDiagnostics", (params) => {
				if (params.uri === main) resolve(params);
			}),
		);
		const drawn = new Promise<WholeMessage>((resolve) =>
			connection.onNotification("archscale/diagram", (message: DiagramMessage) => resolve(wholePictures()(message))),
		);
		const { capabilities }: InitializeResult = await connection.sendRequest("initialize", {
			processId: null,
			rootUri: null,
			capabilities: {},
		});
		assert.ok(capabilities.hoverProvider);
		await connection.sendNotification("initialized", {});
		await connection.sendNotification("archscale/watch", { uri: main });
		await connection.sendNotification("textDocument/didOpen", {
			textDocument: {
				uri: main,
				languageId: "archscale",
				version: 1,
				text: 'import "./mail.arch"\nservice web\nweb -> mail\n',
			},
		});
		const codes = (await diagnosed).diagnostics.map(({ code }) => code);
		assert.ok(!codes.includes("import-missing") && !codes.includes("unknown-name"), codes.join());
		const { layout } = (await drawn).diagram;
		assert.ok(layout.cards.web && layout.cards.mail);
		assert.equal(asked, 1);
		await connection.sendNotification("textDocument/didClose", { textDocument: { uri: main } });
	});

	describe("with a folder that only the client can read", () => {
		const folder = "vscode-vfs://github/a/b";
		const texts = new Map([
			[`${folder}/shop.arch`, 'import "./parts/mail.arch"\nservice web\nweb -> mail\n'],
			[`${folder}/blog.arch`, 'import "./parts/mail.arch"\nservice blog\nblog -> mail\n'],
			[`${folder}/parts/mail.arch`, "external mail\n"],
		]);
		const symbols = async (query: string): Promise<string[]> => {
			const found: WorkspaceSymbol[] = await connection.sendRequest("workspace/symbol", { query });
			return found.map(({ name, location }) => `${name} ${location.uri.slice(folder.length)}`).sort();
		};

		before(async () => {
			connection.onRequest("archscale/read", ({ uri }: ReadParams) =>
				texts.has(uri) ? { text: texts.get(uri) } : null,
			);
			connection.onRequest("archscale/files", (params: FilesParams) => ({
				uris: [...texts.keys()].filter((uri) => uri.startsWith(`${params.folder}/`)),
			}));
			await connection.sendRequest("initialize", {
				processId: null,
				rootUri: null,
				capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
				workspaceFolders: [{ uri: folder, name: "b" }],
			});
		});

		it("finds what files declare that nobody has opened", async () => {
			assert.deepEqual(await symbols("b"), ["blog /blog.arch", "web /shop.arch"]);
		});

		it("finds and renames a name in them", async () => {
			const uri = `${folder}/parts/mail.arch`;
			const textDocument = { uri };
			const position = { line: 0, character: 10 };
			await connection.sendNotification("textDocument/didOpen", {
				textDocument: { uri, languageId: "archscale", version: 1, text: texts.get(uri)! },
			});
			const context = { includeDeclaration: true };
			const found: Location[] = await connection.sendRequest("textDocument/references", {
				textDocument,
				position,
				context,
			});
			assert.deepEqual(new Set(found.map((one) => one.uri)), new Set(texts.keys()));
			const edit: WorkspaceEdit = await connection.sendRequest("textDocument/rename", {
				textDocument,
				position,
				newName: "post",
			});
			assert.deepEqual(new Set(Object.keys(edit.changes ?? {})), new Set(texts.keys()));
		});

		it("sees files that come, change and go", async () => {
			const uri = `${folder}/forum.arch`;
			const tell = (type: FileChangeType) =>
				connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri, type }] });
			texts.set(uri, "service forum\n");
			await tell(FileChangeType.Created);
			assert.deepEqual(await symbols("forum"), ["forum /forum.arch"]);
			texts.set(uri, "service board\n");
			await tell(FileChangeType.Changed);
			assert.deepEqual(await symbols("forum"), []);
			assert.deepEqual(await symbols("board"), ["board /forum.arch"]);
			texts.delete(uri);
			await tell(FileChangeType.Deleted);
			assert.deepEqual(await symbols("board"), []);
		});

		it("keeps the imports where a file moves that nobody has opened", async () => {
			const edit: WorkspaceEdit = await connection.sendRequest("workspace/willRenameFiles", {
				files: [{ oldUri: `${folder}/parts/mail.arch`, newUri: `${folder}/mail.arch` }],
			});
			assert.deepEqual(Object.keys(edit.changes ?? {}).sort(), [`${folder}/blog.arch`, `${folder}/shop.arch`]);
		});
	});
});
