import assert from "node:assert/strict";
import type {
	ClientCapabilities,
	DocumentDiagnosticReport,
	FullDocumentDiagnosticReport,
	WorkspaceDiagnosticReport,
	WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node";
import { CancellationTokenSource, ProgressType } from "vscode-languageserver/node";
import { Client } from "./client.ts";
import { type Folder, folderWith } from "./files.ts";

const PULLS: ClientCapabilities = {
	textDocument: { diagnostic: { relatedDocumentSupport: true } },
	workspace: { diagnostics: { refreshSupport: true } },
};

const BROKEN = "servce web\n";
const FINE = "// nothing yet\n";

describe("diagnostics that are asked for", () => {
	let folder: Folder;
	let client: Client;
	let refreshes = 0;
	const wake = new Set<() => void>();

	async function start(files: Readonly<Record<string, string>>, capabilities = PULLS): Promise<void> {
		folder = folderWith(files);
		({ client } = await Client.start({ capabilities, workspaceFolders: [{ uri: folder.uri, name: "all" }] }));
		refreshes = 0;
		client.connection.onRequest("workspace/diagnostic/refresh", () => {
			refreshes++;
			for (const one of wake) one();
			return null;
		});
	}
	afterEach(async () => {
		await client.stop();
		folder.remove();
	});

	/** Open without waiting for what nobody sends. */
	async function open(name: string, text: string): Promise<string> {
		const uri = folder.uriOf(name);
		await client.connection.sendNotification("textDocument/didOpen", {
			textDocument: { uri, languageId: "archscale", version: 1, text },
		});
		return uri;
	}
	async function change(uri: string, version: number, text: string): Promise<void> {
		await client.connection.sendNotification("textDocument/didChange", {
			textDocument: { uri, version },
			contentChanges: [{ text }],
		});
	}
	const pull = (uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
		client.request("textDocument/diagnostic", { textDocument: { uri }, previousResultId });
	const pullAll = (before: readonly WorkspaceDocumentDiagnosticReport[] = []): Promise<WorkspaceDiagnosticReport> =>
		client.request("workspace/diagnostic", {
			previousResultIds: before.flatMap(({ uri, resultId }) => (resultId ? [{ uri, value: resultId }] : [])),
		});
	const codes = (report: DocumentDiagnosticReport): unknown[] =>
		(report as FullDocumentDiagnosticReport).items.map(({ code }) => code);
	const until = (isSo: () => boolean): Promise<void> =>
		new Promise((resolve) => {
			const look = (): void => {
				if (isSo()) resolve();
			};
			wake.add(look);
			look();
		});
	const refreshed = (): Promise<void> => until(() => refreshes > 0);
	const names = ({ items }: WorkspaceDiagnosticReport): unknown[] =>
		items
			.map((report) => [
				report.uri.slice(folder.uri.length + 1),
				report.kind === "full" ? report.items.map(({ code }) => code) : report.kind,
			])
			.sort();

	it("are those of the latest text, and nothing is sent unasked", async () => {
		await start({});
		const uri = await open("main.arch", FINE);
		await change(uri, 2, BROKEN);
		const report = await pull(uri);
		assert.equal(report.kind, "full");
		assert.deepEqual(codes(report), ["unknown-kind-suggestion"]);
		assert.deepEqual(client.published, []);
		assert.equal(refreshes, 0);
	});

	it("are called unchanged while they are, whatever the version", async () => {
		await start({});
		const uri = await open("main.arch", BROKEN);
		const { resultId } = await pull(uri);
		assert.deepEqual(await pull(uri, resultId), { kind: "unchanged", resultId });
		await change(uri, 2, `${BROKEN}// more\n`);
		assert.deepEqual(await pull(uri, resultId), { kind: "unchanged", resultId });
		await change(uri, 3, FINE);
		const report = await pull(uri, resultId);
		assert.deepEqual([report.kind, codes(report)], ["full", []]);
		assert.notEqual(report.resultId, resultId);
	});

	it("come with those of the files that take part and are not open", async () => {
		await start({ "shared.arch": BROKEN });
		const uri = await open("main.arch", 'import "./shared.arch"\n');
		await pull(uri);
		const report = await pull(uri);
		const related = Object.entries(report.relatedDocuments ?? {});
		assert.deepEqual(
			related.map(([one, of]) => [one, codes(of as DocumentDiagnosticReport)]),
			[[folder.uriOf("shared.arch"), ["unknown-kind-suggestion"]]],
		);
	});

	it("are to be asked for again when another file has changed them", async () => {
		await start({});
		const shared = await open("shared.arch", "service auth\n");
		const main = await open("main.arch", 'import "./shared.arch"\nservice web\nweb -> auth\n');
		const before = await pull(main);
		await pull(shared);
		assert.ok(!codes(before).includes("unknown-name"), String(codes(before)));
		await change(shared, 2, "service other\n");
		await refreshed();
		assert.ok(codes(await pull(main, before.resultId)).includes("unknown-name"));
	});

	it("of a document that is not open are those of the file, and asked for again when it opens with others", async () => {
		await start({ "main.arch": BROKEN });
		const uri = folder.uriOf("main.arch");
		assert.deepEqual(codes(await pull(uri)), ["unknown-kind-suggestion"]);
		assert.deepEqual(codes(await pull(folder.uriOf("none.arch"))), []);
		await open("main.arch", FINE);
		await refreshed();
		assert.deepEqual(codes(await pull(uri)), []);
		await open("none.arch", BROKEN);
		await until(() => refreshes === 2);
	});

	it("of the workspace are those of all its files, open or not", async () => {
		await start({ "a.arch": BROKEN, "deep/b.arch": FINE, "c.txt": BROKEN });
		const uri = await open("open.arch", BROKEN);
		await pull(uri);
		assert.deepEqual(names(await pullAll()), [
			["a.arch", ["unknown-kind-suggestion"]],
			["deep/b.arch", []],
			["open.arch", ["unknown-kind-suggestion"]],
		]);
	});

	it("of the workspace are answered when something changes, with what has changed", async () => {
		await start({ "a.arch": BROKEN, "b.arch": BROKEN });
		const first = await pullAll();
		const waiting = pullAll(first.items);
		folder.write("a.arch", FINE);
		await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
			changes: [{ uri: folder.uriOf("a.arch"), type: 2 }],
		});
		const second = await waiting;
		assert.deepEqual(names(second), [
			["a.arch", []],
			["b.arch", "unchanged"],
		]);
	});

	it("of the workspace follow what an import changes, and what is deleted", async () => {
		await start({ "main.arch": 'import "./shared.arch"\nservice web\nweb -> auth\n', "shared.arch": "service auth\n" });
		const first = await pullAll();
		assert.ok(!JSON.stringify(first).includes("unknown-name"));
		const waiting = pullAll(first.items);
		folder.write("shared.arch", "service other\n");
		await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
			changes: [{ uri: folder.uriOf("shared.arch"), type: 2 }],
		});
		const second = await waiting;
		const main = second.items.find(({ uri }) => uri.endsWith("main.arch")) as FullDocumentDiagnosticReport;
		assert.ok(main.items.some(({ code }) => code === "unknown-name"));

		const gone = await pullAll([
			...second.items,
			{ kind: "unchanged", uri: folder.uriOf("x.arch"), resultId: "0", version: null },
		]);
		assert.deepEqual(names(gone).at(-1), ["x.arch", []]);
	});

	it("of the workspace can be called off while they wait", async () => {
		await start({ "a.arch": FINE });
		const first = await pullAll();
		const source = new CancellationTokenSource();
		const waiting = client.connection.sendRequest(
			"workspace/diagnostic",
			{ previousResultIds: first.items.map(({ uri, resultId }) => ({ uri, value: resultId })) },
			source.token,
		);
		await client.request("workspace/symbol", { query: "" });
		source.cancel();
		await assert.rejects(waiting, ({ code }: { code: number } & Error) => code === -32800);
	});

	it("of many files come in parts", async () => {
		const files = Object.fromEntries(Array.from({ length: 45 }, (_, at) => [`f${at}.arch`, BROKEN]));
		await start(files);
		const parts: WorkspaceDiagnosticReport[] = [];
		const token = "parts";
		client.connection.onProgress(new ProgressType<WorkspaceDiagnosticReport>(), token, (part) => {
			parts.push(part);
		});
		const last = await client.request<WorkspaceDiagnosticReport>("workspace/diagnostic", {
			previousResultIds: [],
			partialResultToken: token,
		});
		assert.ok(parts.length >= 2);
		const uris = [...parts, last].flatMap(({ items }) => items.map(({ uri }) => uri));
		assert.equal(new Set(uris).size, 45);
		assert.equal(uris.length, 45);
	});

	it("are sent to a client that could not be told to ask again", async () => {
		await start({}, { textDocument: { diagnostic: {} } });
		const { diagnostics } = await client.open(folder.uriOf("main.arch"), BROKEN);
		assert.deepEqual(
			diagnostics.map(({ code }) => code),
			["unknown-kind-suggestion"],
		);
	});
});
