import assert from "node:assert/strict";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import {
	createProtocolConnection,
	type InitializeResult,
	PortMessageReader,
	PortMessageWriter,
	type ProtocolConnection,
	type PublishDiagnosticsParams,
} from "vscode-languageserver/node";
import type { DiagramMessage } from "../../src/protocol/messages.ts";
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
		const drawn = new Promise<DiagramMessage>((resolve) => connection.onNotification("archscale/diagram", resolve));
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
	});
});
