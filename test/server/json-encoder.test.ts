import assert from "node:assert/strict";
import type { Diagnostic, NotificationMessage } from "vscode-languageserver/node";
import { JsonEncoder } from "../../src/server/json-encoder.ts";
import { Client } from "./client.ts";

const place = { line: 3, character: 7 };
const diagnostic = (message: string): Diagnostic => ({ range: { start: place, end: place }, severity: 2, message });
const published = (diagnostics: readonly Diagnostic[], version?: number): NotificationMessage => ({
	jsonrpc: "2.0",
	method: "textDocument/publishDiagnostics",
	params: { uri: "file:///a%20b.arch", ...(version !== undefined && { version }), diagnostics },
});

describe("the messages over stdio", () => {
	const encoder = new JsonEncoder();
	const decoded = async (message: object): Promise<unknown> =>
		JSON.parse(new TextDecoder().decode(await encoder.encode(message as NotificationMessage)));

	it("are JSON, whatever they are about", async () => {
		for (const message of [
			{ jsonrpc: "2.0", id: 1, result: null },
			{ jsonrpc: "2.0", method: "archscale/summary", params: { text: "초당 3천 건 → “web”" } },
		])
			assert.deepEqual(await decoded(message), message);
	});

	it("say the same of diagnostics that have been sent before, that are new, and where there are none", async () => {
		const [one, other, third] = [diagnostic("하나"), diagnostic('two "2"\n'), diagnostic("↔ 3")] as const;
		for (const list of [[one, other], [other, one, third], [], [third], [one, one]]) {
			for (const version of [undefined, 4]) {
				const message = published(list, version);
				assert.deepEqual(await decoded(message), message);
			}
		}
	});

	it("end with the client, whether it says so or not", async () => {
		const { client } = await Client.start();
		assert.equal(await client.stop(), 0);
		for (const isTold of [false, true]) {
			const { client } = await Client.start();
			const ended = new Promise((resolve) => client.process.once("exit", resolve));
			if (isTold) await client.request("shutdown", undefined);
			client.process.stdin!.end();
			assert.equal(await ended, isTold ? 0 : 1);
			client.connection.dispose();
		}
	});
});
