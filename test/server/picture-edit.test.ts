import assert from "node:assert/strict";
import type { TextDocumentEdit } from "vscode-languageserver";
import type { EditAction, EditResult, KindText } from "../../src/protocol/messages.ts";
import { Client } from "./client.ts";
import { edited } from "./marked.ts";

const URI = "file:///nowhere/edited.arch";
const SHOP = "client c\nservice web x2\ndatabase db\n\nc -> web\n";

describe("edits from the picture, by the server", () => {
	let client: Client;
	let asked: TextDocumentEdit[][] = [];
	let isApplied = true;

	before(async () => {
		({ client } = await Client.start({
			locale: "ko",
			capabilities: { workspace: { applyEdit: true, workspaceEdit: { documentChanges: true } } },
		}));
		client.connection.onRequest(
			"workspace/applyEdit",
			({ edit }: { edit: { documentChanges: TextDocumentEdit[] } }) => {
				asked.push(edit.documentChanges);
				return { applied: isApplied };
			},
		);
	});
	beforeEach(() => {
		asked = [];
		isApplied = true;
	});
	afterEach(async () => {
		await client.close(URI);
		assert.deepEqual(client.logs, []);
	});
	after(() => client.stop());

	const act = (action: EditAction) => client.request<EditResult>("archscale/edit", { uri: URI, action });

	it("asks the client for one edit of the version that it knows", async () => {
		await client.open(URI, "service a\n");
		await client.change(URI, SHOP);
		assert.deepEqual(await act({ type: "connect", from: "web", to: "db" }), { ok: true, select: "web" });
		assert.equal(asked.length, 1);
		const [change, ...more] = asked[0]!;
		assert.deepEqual(more, []);
		assert.deepEqual(change!.textDocument, { uri: URI, version: 2 });
		assert.equal(
			edited(SHOP, change!.edits as never),
			"client c\nservice web x2\ndatabase db\n\nc -> web\nweb -> db\n",
		);
	});

	it("says in the reader's language why not, and asks for nothing then", async () => {
		await client.open(URI, SHOP);
		const result = await act({ type: "connect", from: "c", to: "web" });
		assert.ok(!result.ok);
		assert.match(result.reason, /이미/);
		assert.deepEqual(asked, []);
	});

	it("says so where the client does not take the edit", async () => {
		isApplied = false;
		await client.open(URI, SHOP);
		const result = await act({ type: "delete", id: "db" });
		assert.ok(!result.ok);
		assert.match(result.reason, /그사이/);
		assert.equal(asked.length, 1);
	});

	it("edits an imported file where the component stands", async () => {
		const shared = "file:///nowhere/edited-shared.arch";
		await client.open(shared, "external mail\n");
		await client.open(URI, 'import "./edited-shared.arch"\nclient c\n\nc -> mail\n');
		assert.deepEqual(await act({ type: "rename", id: "mail", name: "post" }), { ok: true, select: "post" });
		assert.deepEqual(asked[0]!.map(({ textDocument }) => textDocument.uri).sort(), [shared, URI].sort());
		// The other file is open and needs it.
		const result = await client.request<EditResult>("archscale/edit", {
			uri: shared,
			action: { type: "delete", id: "mail" },
		});
		assert.ok(!result.ok);
		assert.match(result.reason, /edited\.arch/);
		await client.close(shared);
	});

	it("survives what is no action", async () => {
		await client.open(URI, SHOP);
		for (const action of [
			{ type: "explode" },
			{ type: "delete" },
			{ type: "add", kind: 5 },
		] as unknown as EditAction[]) {
			const result = await act(action);
			assert.ok(!result.ok, JSON.stringify(action));
		}
		assert.ok(
			!(
				await client.request<EditResult>("archscale/edit", {
					uri: "file:///no.arch",
					action: { type: "delete", id: "a" },
				})
			).ok,
		);
	});

	it("knows the kinds that can be added, by all their words", async () => {
		await client.open(URI, SHOP);
		const kinds = await client.request<KindText[]>("archscale/kinds", { uri: URI });
		const cache = kinds.find(({ kind }) => kind === "cache")!;
		assert.equal(cache.title, "캐시");
		assert.ok(cache.words.includes("redis") && !cache.isPlace);
		assert.ok(kinds.find(({ kind }) => kind === "group")!.isPlace);
		assert.ok(!kinds.some(({ kind }) => kind === "data" || kind === "system"));
	});
});
