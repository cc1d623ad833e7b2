import assert from "node:assert/strict";
import {
	CancellationTokenSource,
	type Location,
	WorkDoneProgress,
	type WorkDoneProgressBegin,
	type WorkDoneProgressEnd,
	type WorkDoneProgressReport,
} from "vscode-languageserver/node";
import { generateArchitecture } from "../../scripts/generate.ts";
import type { ReportResult } from "../../src/protocol/messages.ts";
import { Client } from "./client.ts";
import { folderWith } from "./files.ts";

const URI = "file:///nowhere/large.arch";

type Progress = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

const CANCELLED = -32800;

describe("what takes long", () => {
	const large = generateArchitecture({ components: 60, seed: 1 });

	it("says how far it is where the client asks for that, and lets others pass", async () => {
		const { client } = await Client.start();
		try {
			await client.open(URI, large);
			const said: Progress[] = [];
			client.connection.onProgress(WorkDoneProgress.type, "ledger", (value) => void said.push(value));
			const order: string[] = [];
			const ledger = client
				.request<ReportResult>("archscale/ledger", { uri: URI, workDoneToken: "ledger" })
				.then(() => order.push("ledger"));
			const hover = client.at("textDocument/hover", URI, { line: 0, character: 1 }).then(() => order.push("hover"));
			await Promise.all([ledger, hover]);
			assert.deepEqual(order, ["hover", "ledger"]);
			assert.deepEqual([said[0]?.kind, said.at(-1)?.kind], ["begin", "end"]);
			const percents = said.flatMap((one) => (one.kind === "report" ? (one.percentage ?? []) : []));
			assert.ok(percents.length > 1);
			assert.deepEqual(
				percents,
				[...percents].sort((a, b) => a - b),
			);
			assert.ok(percents.at(-1)! > percents[0]!);
		} finally {
			await client.stop();
		}
	});

	it("can be called off", async () => {
		const { client } = await Client.start();
		try {
			await client.open(URI, large);
			const source = new CancellationTokenSource();
			const begun = new Promise<void>((resolve) => {
				client.connection.onProgress(WorkDoneProgress.type, "ledger", ({ kind }) => {
					if (kind === "report") resolve();
				});
			});
			const ledger = client.connection.sendRequest(
				"archscale/ledger",
				{ uri: URI, workDoneToken: "ledger" },
				source.token,
			);
			await begun;
			source.cancel();
			await assert.rejects(ledger, ({ code }: Error & { code: number }) => code === CANCELLED);
			// The server is free again.
			assert.ok(await client.request("archscale/parts", { uri: URI }));
		} finally {
			await client.stop();
		}
	});

	it("is shown by the server itself where the client lets it, and can be called off there", async () => {
		const { client } = await Client.start({ capabilities: { window: { workDoneProgress: true } } });
		try {
			const begun = new Promise<WorkDoneProgressBegin>((resolve) => {
				client.connection.onRequest("window/workDoneProgress/create", ({ token }: { token: string }) => {
					client.connection.onProgress(WorkDoneProgress.type, token, (value) => {
						if (value.kind !== "begin") return;
						resolve(value);
						void client.connection.sendNotification("window/workDoneProgress/cancel", { token });
					});
					return null;
				});
			});
			await client.open(URI, generateArchitecture({ components: 300, seed: 1 }));
			const ledger = client.request("archscale/ledger", { uri: URI });
			const rejected = assert.rejects(ledger, ({ code }: Error & { code: number }) => code === CANCELLED);
			const { title, cancellable } = await begun;
			assert.deepEqual([title, cancellable], ["Assumption Ledger", true]);
			await rejected;
		} finally {
			await client.stop();
		}
	});

	it("is given up where its text changes meanwhile", async () => {
		const users = Array.from({ length: 150 }, (_, at) => [
			`user${at}.arch`,
			`import "./shared.arch"\n${generateArchitecture({ components: 30, seed: 1 })}\nservice caller${at}\ncaller${at} -> auth\n`,
		]);
		const folder = folderWith({ ...Object.fromEntries(users), "shared.arch": "service auth\n" });
		const { client } = await Client.start({ workspaceFolders: [{ uri: folder.uri, name: "all" }] });
		try {
			const uri = folder.uriOf("shared.arch");
			await client.open(uri, "service auth\n");
			const find = (): Promise<Location[]> =>
				client.at("textDocument/references", uri, { line: 0, character: 9 }, { context: { includeDeclaration: true } });
			assert.equal((await find()).length, 151);
			const shown: Progress["kind"][] = [];
			client.connection.onProgress(WorkDoneProgress.type, "found", ({ kind }) => void shown.push(kind));
			const context = { includeDeclaration: true };
			await client.at("textDocument/references", uri, { line: 0, character: 9 }, { context, workDoneToken: "found" });
			assert.deepEqual([shown[0], shown.at(-1)], ["begin", "end"]);
			const found = find();
			const given = assert.rejects(found, ({ code }: Error & { code: number }) => code === -32801);
			await client.edit(uri, { text: "service auth2\n" });
			await given;
		} finally {
			await client.stop();
			folder.remove();
		}
	});

	it("looks for fixes only as long as they are for the text as it is, and lets others pass", async () => {
		const { client } = await Client.start();
		try {
			await client.open(URI, large);
			const everything = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };
			const begun = new Promise<void>((resolve) => {
				client.connection.onProgress(WorkDoneProgress.type, "fixes", ({ kind }) => {
					if (kind === "report") resolve();
				});
			});
			const fixes = client.request("textDocument/codeAction", {
				textDocument: { uri: URI },
				range: everything,
				context: { diagnostics: [] },
				workDoneToken: "fixes",
			});
			const given = assert.rejects(fixes, ({ code }: Error & { code: number }) => code === -32801);
			await begun;
			assert.ok(await client.at("textDocument/hover", URI, { line: 0, character: 1 }));
			await client.edit(URI, { text: `${large}\n` });
			await given;
		} finally {
			await client.stop();
		}
	});
});
