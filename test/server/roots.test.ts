import assert from "node:assert/strict";
import type { Location, WorkspaceEdit } from "vscode-languageserver/node";
import { Client } from "./client.ts";
import { type Folder, folderWith } from "./files.ts";

describe("a workspace of several roots", () => {
	let one: Folder;
	let two: Folder;
	let client: Client;
	beforeEach(async () => {
		one = folderWith({
			"shared.arch": "service auth x2\n",
			"shop.arch": 'import "./shared.arch"\nservice web\nweb -> auth\n',
		});
		// The other root imports a file of the first by its path.
		two = folderWith({ "blog.arch": `import "${one.path}/shared.arch"\nservice blog\nblog -> auth\n` });
		({ client } = await Client.start({
			capabilities: { workspace: { workspaceFolders: true } },
			workspaceFolders: [
				{ uri: one.uri, name: "one" },
				{ uri: two.uri, name: "two" },
			],
		}));
	});
	afterEach(async () => {
		assert.deepEqual(client.logs, []);
		await client.stop();
		for (const folder of [one, two]) folder.remove();
	});

	const auth = { line: 0, character: 9 };
	const uses = async (): Promise<string[]> => {
		const found = await client.at<Location[]>("textDocument/references", one.uriOf("shared.arch"), auth, {
			context: { includeDeclaration: false },
		});
		return found.map(({ uri }) => uri).sort();
	};

	it("finds what uses a declaration in all of them, and renames it there", async () => {
		await client.open(one.uriOf("shared.arch"), "service auth x2\n");
		const users = [one.uriOf("shop.arch"), two.uriOf("blog.arch")].sort();
		assert.deepEqual(await uses(), users);
		const edit = await client.at<WorkspaceEdit>("textDocument/rename", one.uriOf("shared.arch"), auth, {
			newName: "login",
		});
		const changed = edit.changes
			? Object.keys(edit.changes)
			: (edit.documentChanges ?? []).flatMap((change) => ("textDocument" in change ? change.textDocument.uri : []));
		assert.deepEqual(changed.sort(), [one.uriOf("shared.arch"), ...users].sort());
	});

	it("looks no more into one that has been removed, and into one that has been added", async () => {
		await client.open(one.uriOf("shared.arch"), "service auth x2\n");
		const event = { added: [], removed: [{ uri: two.uri, name: "two" }] };
		await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event });
		assert.deepEqual(await uses(), [one.uriOf("shop.arch")]);
		const back = { added: [{ uri: two.uri, name: "two" }], removed: [] };
		await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: back });
		assert.equal((await uses()).length, 2);
	});

	it("says of each file what is wrong with it, once", async () => {
		await client.open(one.uriOf("shop.arch"), 'import "./shared.arch"\nservice web\nweb -> auth, nobody\n');
		await client.open(two.uriOf("blog.arch"), `import "${one.path}/shared.arch"\nservice blog\nblog -> auth\n`);
		const codes = (uri: string) => client.diagnostics.get(uri)?.diagnostics.map(({ code }) => code) ?? [];
		assert.equal(codes(one.uriOf("shop.arch")).filter((code) => String(code).startsWith("unknown-name")).length, 1);
		assert.ok(codes(two.uriOf("blog.arch")).every((code) => !/^unknown|^import/.test(String(code))));
		const shared = codes(one.uriOf("shared.arch"));
		assert.equal(new Set(shared).size, shared.length);
	});
});
