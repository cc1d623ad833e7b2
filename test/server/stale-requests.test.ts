import assert from "node:assert/strict";
import { Client } from "./client.ts";

const MODIFIED = -32801;
const CANCELLED = -32800;

describe("a request about an old version", () => {
	const uri = "file:///nowhere/typed.arch";
	const textDocument = { uri };
	let client: Client;
	let said = "";
	before(async () => {
		({ client } = await Client.start());
		client.process.stdout!.on("data", (data: Buffer) => {
			said += data.toString();
		});
		await client.open(uri, "service web x2\n");
	});
	after(async () => {
		await client.stop();
	});

	/** Messages that arrive together, as they do while the server is busy; returns the answer to the request `id`. */
	const together = async (
		id: string,
		...messages: readonly object[]
	): Promise<{ result?: unknown; error?: { code: number } }> => {
		const framed = messages.map((message) => {
			const text = JSON.stringify({ jsonrpc: "2.0", ...message });
			return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
		});
		client.process.stdin!.write(framed.join(""));
		const answer = new RegExp(`\\{"jsonrpc":"2\\.0","id":"${id}".*?(?=Content-Length|$)`, "s");
		while (!answer.test(said))
			await client.request("textDocument/hover", { textDocument, position: { line: 0, character: 1 } });
		return JSON.parse(answer.exec(said)![0]);
	};
	const ask = (id: string, method: string, more = {}) => ({
		id,
		method: `textDocument/${method}`,
		params: { textDocument, ...more },
	});
	const change = (version: number, text: string) => ({
		method: "textDocument/didChange",
		params: { textDocument: { uri, version }, contentChanges: [{ text }] },
	});
	const place = { position: { line: 0, character: 0 } };

	it("is refused where the editor will ask it anew", async () => {
		const { error } = await together("outline", ask("outline", "documentSymbol"), change(2, "service shop x2\n"));
		assert.equal(error?.code, MODIFIED);
	});

	it("is refused also behind others", async () => {
		const others = Array.from({ length: 10 }, (_, at) => ask(`other-${at}`, "foldingRange"));
		const { error } = await together(
			"tokens",
			ask("tokens", "semanticTokens/full"),
			...others,
			change(3, "service s x2\n"),
		);
		assert.equal(error?.code, MODIFIED);
	});

	it("is answered where somebody waits for it", async () => {
		const { result } = await together("names", ask("names", "completion", place), change(4, "service web x2\n"));
		assert.ok(result);
	});

	it("is answered where only another text has changed", async () => {
		await client.open("file:///nowhere/other.arch", "");
		const other = {
			...change(2, "cache c\n"),
			params: { ...change(2, "cache c\n").params, textDocument: { uri: "file:///nowhere/other.arch", version: 2 } },
		};
		const { result } = await together("outline-2", ask("outline-2", "documentSymbol"), other);
		assert.equal((result as { name: string }[])[0]?.name, "web");
	});

	it("is not worked on once it is called off", async () => {
		const { error } = await together("off", ask("off", "documentSymbol"), {
			method: "$/cancelRequest",
			params: { id: "off" },
		});
		assert.equal(error?.code, CANCELLED);
	});
});
