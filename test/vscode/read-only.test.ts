import assert from "node:assert/strict";
import { Disposable, EventEmitter, type FileSystemProvider, FileType, Uri, workspace } from "vscode";
import { isReadOnly } from "../../src/extension/read-only.ts";
import { closeAll, open } from "./editor.ts";
import { until } from "./until.ts";

/** As that of Git, which shows the texts of commits. */
const past: FileSystemProvider = {
	onDidChangeFile: new EventEmitter<never>().event,
	watch: () => new Disposable(() => {}),
	stat: () => ({ type: FileType.File, ctime: 0, mtime: 0, size: 0 }),
	readDirectory: () => [],
	createDirectory: () => {},
	readFile: () => new Uint8Array(),
	writeFile: () => {},
	delete: () => {},
	rename: () => {},
};

describe("what may be edited from the picture", () => {
	afterEach(closeAll);

	it("is no text of a read-only file system", async () => {
		const provider = workspace.registerFileSystemProvider("past", past, { isReadonly: true });
		// The window is told of it first.
		await until("the file system to be known", () => workspace.fs.isWritableFileSystem("past") === false || undefined);
		assert.equal(await isReadOnly(Uri.parse("past:/shop.arch")), true);
		provider.dispose();
	});

	it("is a file of the workspace, and a text that is not saved yet", async () => {
		const { document } = await open("shop.arch");
		assert.equal(await isReadOnly(document.uri), false);
		assert.equal(await isReadOnly(Uri.parse("untitled:Untitled-1")), false);
	});
});
