import assert from "node:assert/strict";
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { InitializeResult, WorkspaceEdit } from "vscode-languageserver/node";
import { Client, sentence } from "./client.ts";
import { type Folder, folderWith } from "./files.ts";
import { edited } from "./marked.ts";

describe("files that are renamed", () => {
	let folder: Folder;
	let client: Client;
	let initialized: InitializeResult;

	async function start(files: Readonly<Record<string, string>>): Promise<void> {
		folder = folderWith(files);
		({ client, initialized } = await Client.start({ workspaceFolders: [{ uri: folder.uri, name: "all" }] }));
	}
	afterEach(async () => {
		await client.stop();
		folder.remove();
	});

	/** The files that a renaming edits, as they are afterwards. */
	async function rename(...names: readonly (readonly [from: string, to: string])[]): Promise<Record<string, string>> {
		const files = names.map(([from, to]) => ({ oldUri: folder.uriOf(from), newUri: folder.uriOf(to) }));
		const edit = await client.request<WorkspaceEdit | null>("workspace/willRenameFiles", { files });
		return Object.fromEntries(
			Object.entries(edit?.changes ?? {}).map(([uri, edits]) => {
				const name = decodeURIComponent(uri.slice(folder.uri.length + 1));
				return [name, edited(readFileSync(join(folder.path, name), "utf8"), edits)];
			}),
		);
	}

	it("are followed by the imports of them, open or not", async () => {
		await start({
			"main.arch": 'import "./shared.arch" // ours\nimport "./other.arch"\nclient c\n',
			"deep/er.arch": 'import "../shared.arch"\n',
			"other.arch": "service other\n",
			"shared.arch": "service auth\n",
		});
		assert.deepEqual(await rename(["shared.arch", "lib/common.arch"]), {
			"main.arch": 'import "./lib/common.arch" // ours\nimport "./other.arch"\nclient c\n',
			"deep/er.arch": 'import "../lib/common.arch"\n',
		});
		assert.deepEqual(await rename(["other.arch", "one more.arch"]), {
			"main.arch": 'import "./shared.arch" // ours\nimport "./one more.arch"\nclient c\n',
		});
	});

	it("keep what they import themselves when they come to stand in another folder", async () => {
		await start({
			"main.arch": 'import "./shared.arch"\nimport "parts/db.arch"\n',
			"parts/db.arch": "database db\n",
			"shared.arch": "service auth\n",
		});
		assert.deepEqual(await rename(["main.arch", "parts/main.arch"]), {
			"main.arch": 'import "../shared.arch"\nimport "db.arch"\n',
		});
	});

	it("may be folders, with all that is in them", async () => {
		await start({
			"main.arch": 'import "./parts/db.arch"\nimport "./partsother.arch"\n',
			"parts/db.arch": 'import "../main.arch"\nimport "./cache.arch"\n',
			"parts/cache.arch": "cache c\n",
			"partsother.arch": "",
		});
		assert.deepEqual(await rename(["parts", "lib/stores"]), {
			"main.arch": 'import "./lib/stores/db.arch"\nimport "./partsother.arch"\n',
			"parts/db.arch": 'import "../../main.arch"\nimport "./cache.arch"\n',
		});
		assert.deepEqual(await rename(["parts", "stores"]), {
			"main.arch": 'import "./stores/db.arch"\nimport "./partsother.arch"\n',
		});
	});

	it("may change places, and have names in any language", async () => {
		await start({
			"main.arch": 'import "./a.arch"\nimport "./저장소.arch"\n',
			"a.arch": "service a\n",
			"저장소.arch": "database b\n",
		});
		assert.deepEqual(await rename(["a.arch", "저장소.arch"], ["저장소.arch", "a.arch"]), {
			"main.arch": 'import "./저장소.arch"\nimport "./a.arch"\n',
		});
		assert.deepEqual(await rename(["a.arch", "인증 서비스.arch"]), {
			"main.arch": 'import "./인증 서비스.arch"\nimport "./저장소.arch"\n',
		});
	});

	it("edit nothing where nothing imports them", async () => {
		await start({ "main.arch": "client c\n", "shared.arch": "service auth\n" });
		const files = [{ oldUri: folder.uriOf("shared.arch"), newUri: folder.uriOf("common.arch") }];
		assert.equal(await client.request("workspace/willRenameFiles", { files }), null);
	});

	it("are looked at again by whoever imports them", async () => {
		await start({ "shared.arch": "service auth\n" });
		const uri = folder.uriOf("main.arch");
		await client.open(uri, 'import "./common.arch"\nclient c\nc -> auth\n');
		const isMissing = (): boolean =>
			(client.diagnostics.get(uri)?.diagnostics ?? []).some((one) => /common\.arch/.test(sentence(one)));
		assert.ok(isMissing());
		renameSync(join(folder.path, "shared.arch"), join(folder.path, "common.arch"));
		await client.connection.sendNotification("workspace/didRenameFiles", {
			files: [{ oldUri: folder.uriOf("shared.arch"), newUri: folder.uriOf("common.arch") }],
		});
		await client.until(() => (isMissing() ? undefined : true));
		renameSync(join(folder.path, "common.arch"), join(folder.path, "gone.arch"));
		await client.connection.sendNotification("workspace/didDeleteFiles", {
			files: [{ uri: folder.uriOf("common.arch") }],
		});
		await client.until(() => (isMissing() ? true : undefined));
	});

	it("are asked about for architectures and for folders", async () => {
		await start({});
		assert.deepEqual(
			initialized.capabilities.workspace?.fileOperations?.willRename?.filters.map(({ pattern }) => [
				pattern.glob,
				pattern.matches,
			]),
			[
				["**/*.arch", "file"],
				["**", "folder"],
			],
		);
	});
});
