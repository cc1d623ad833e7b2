import assert from "node:assert/strict";
import { PassThrough, Writable } from "node:stream";
import {
	type Diagnostic,
	type Message,
	type NotificationMessage,
	StreamMessageReader,
} from "vscode-languageserver/node";
import { MessageWriter } from "../../src/server/message-writer.ts";
import { Client } from "./client.ts";
import { randomNumbers } from "./fuzz.ts";

const place = { line: 3, character: 7 };
const diagnostic = (message: string): Diagnostic => ({ range: { start: place, end: place }, severity: 2, message });
const published = (diagnostics: readonly Diagnostic[], version?: number): NotificationMessage => ({
	jsonrpc: "2.0",
	method: "textDocument/publishDiagnostics",
	params: { uri: "file:///a%20b.arch", ...(version !== undefined && { version }), diagnostics },
});

describe("the messages over stdio", () => {
	const stream = new PassThrough();
	const writer = new MessageWriter(stream);
	const read: Message[] = [];
	new StreamMessageReader(stream).listen((message) => read.push(message));

	/** As a client of the library reads them. */
	async function arrived(...messages: readonly object[]): Promise<readonly Message[]> {
		read.length = 0;
		await Promise.all(messages.map((message) => writer.write(message as NotificationMessage)));
		while (read.length < messages.length) await new Promise(setImmediate);
		return read;
	}

	it("are JSON, whatever they are about", async () => {
		const messages = [
			{ jsonrpc: "2.0", id: 1, result: null },
			{ jsonrpc: "2.0", method: "archscale/summary", params: { text: "초당 3천 건 → “web”" } },
		];
		assert.deepEqual(await arrived(...messages), messages);
	});

	it("say the same of diagnostics that have been sent before, that are new, and where there are none", async () => {
		const [one, other, third] = [diagnostic("하나"), diagnostic('two "2"\n'), diagnostic("↔ 3")] as const;
		for (const list of [[one, other], [other, one, third], [], [third], [one, one], [one, other, one], [other, one]]) {
			for (const version of [undefined, 4]) {
				const message = published(list, version);
				assert.deepEqual(await arrived(message), [message]);
			}
		}
	});

	it("say the same of any selection of diagnostics after any other, of several documents", async () => {
		const all = Array.from({ length: 40 }, (_, i) => diagnostic(`${"가".repeat(i % 5)} ${i}`));
		const next = randomNumbers(20261127);
		const random = (below: number): number => Math.floor(next() * below);
		for (let turn = 0; turn < 200; turn++) {
			const lists = Array.from({ length: 1 + random(2) }, () => {
				const from = random(all.length);
				const chosen = all.slice(from, from + random(all.length)).filter(() => random(8) > 0);
				if (random(3) === 0) chosen.splice(random(chosen.length + 1), 0, diagnostic(`new ${turn}`));
				return random(4) === 0 ? chosen.reverse() : chosen;
			});
			const messages = lists.map((list) => published(list, turn));
			assert.deepEqual(await arrived(...messages), messages);
		}
	});

	it("that cannot be written are said to be lost", async () => {
		const broken = new Writable({ write: (_chunk, _encoding, done) => done(new Error("gone")) });
		const failing = new MessageWriter(broken);
		const errors: string[] = [];
		failing.onError(([{ message }]) => errors.push(message));
		await assert.rejects(failing.write(published([])), /gone/);
		assert.ok(errors.includes("gone"));
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
