import assert from "node:assert/strict";
import {
	ConfigurationTarget,
	commands,
	Disposable,
	EventEmitter,
	extensions,
	FileSystemError,
	type FileSystemProvider,
	FileType,
	type Hover,
	languages,
	Position,
	Uri,
	WorkspaceEdit,
	window,
	workspace,
} from "vscode";
import { State } from "vscode-languageclient";
import type { LanguageClient } from "vscode-languageclient/node";
import type { ArchscaleApi } from "../../src/extension/activate.ts";
import { closeAll, codeOf, finding, open, silence } from "./editor.ts";
import { until } from "./until.ts";

const running = async (): Promise<LanguageClient> => {
	const extension = extensions.getExtension<ArchscaleApi>("archscale.archscale");
	assert.ok(extension);
	const { client } = await extension.activate();
	await until("the server", () => client.state === State.Running || undefined);
	return client as LanguageClient;
};

describe("the server of VS Code", () => {
	afterEach(closeAll);

	it("goes by the settings", async () => {
		const { document } = await open("shop.arch");
		await finding(document.uri, "stateful-web-tier");
		const settings = workspace.getConfiguration("archscale");
		await settings.update("rules.stateful-web-tier", "off", ConfigurationTarget.Workspace);
		await silence(document.uri, "stateful-web-tier");
		await settings.update("rules.stateful-web-tier", undefined, ConfigurationTarget.Workspace);
		await finding(document.uri, "stateful-web-tier");
	});

	it("lets imports follow a file that is renamed", async () => {
		const [root] = workspace.workspaceFolders ?? [];
		const folder = Uri.joinPath(root!.uri, "renamed");
		const [main, part, other] = ["main.arch", "part.arch", "other.arch"].map((name) => Uri.joinPath(folder, name));
		const write = (uri: Uri, text: string) => workspace.fs.writeFile(uri, new TextEncoder().encode(text));
		await write(part!, "service web x2 { sessions: local, capacity: 1k/s }\n");
		await write(main!, 'import "./part.arch"\nclient u { users: 1M }\nu -> web\n');
		const document = await workspace.openTextDocument(main!);
		await window.showTextDocument(document);
		await finding(part!, "stateful-web-tier");
		const edit = new WorkspaceEdit();
		edit.renameFile(part!, other!);
		assert.ok(await workspace.applyEdit(edit));
		await until("the import", () => /^import "\.\/other\.arch"/.test(document.getText()) || undefined);
		await document.save();
		await closeAll();
		await workspace.fs.delete(folder, { recursive: true });
	});

	it("restarts on command", async () => {
		const { document } = await open("shop.arch");
		const client = await running();
		const before = client.serverProcess?.pid;
		await commands.executeCommand("archscale.restartServer");
		await until("another process", () => differs(client, before));
		await finding(document.uri, "stateful-web-tier");
	});

	it("comes back after a crash with the settings of now", async () => {
		const { document } = await open("shop.arch");
		const client = await running();
		await finding(document.uri, "stateful-web-tier");
		const settings = workspace.getConfiguration("archscale");
		await settings.update("rules.stateful-web-tier", "off", ConfigurationTarget.Workspace);
		await silence(document.uri, "stateful-web-tier");
		const before = client.serverProcess?.pid;
		client.serverProcess?.kill("SIGKILL");
		await until("another process", () => differs(client, before));
		// What it says of an edit, it says after all that it was told before.
		const shown = await open("broken.arch");
		await until("other findings", () => languages.getDiagnostics(shown.document.uri).length > 0 || undefined);
		await silence(document.uri, "stateful-web-tier");
		await settings.update("rules.stateful-web-tier", undefined, ConfigurationTarget.Workspace);
		await finding(document.uri, "stateful-web-tier");
	});

	it("comes back after a crash, with the findings", async () => {
		const { document } = await open("shop.arch");
		const client = await running();
		await finding(document.uri, "stateful-web-tier");
		const before = client.serverProcess?.pid;
		client.serverProcess?.kill("SIGKILL");
		await until("another process", () => differs(client, before));
		await finding(document.uri, "stateful-web-tier");
	});
});

describe("the server and texts of every kind", () => {
	const SHOP = "client u { users: 1M }\nservice web x2 { sessions: local, capacity: 1k/s }\nu -> web\n";
	afterEach(closeAll);

	it("says nothing twice where a text of a commit is shown beside the file, and still explains it", async () => {
		const provider = workspace.registerFileSystemProvider("past", files({ "/shop.arch": SHOP }), { isReadonly: true });
		await until("the file system to be known", () => workspace.fs.isWritableFileSystem("past") === false || undefined);
		const past = Uri.parse("past:/shop.arch");
		const { document } = await open("shop.arch");
		await commands.executeCommand("vscode.diff", past, document.uri);
		const place = new Position(1, 9);
		await until("a hover", async () => {
			const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", past, place);
			return hovers.length > 0 || undefined;
		});
		await finding(document.uri, "stateful-web-tier");
		assert.deepEqual(languages.getDiagnostics(past), []);
		assert.deepEqual(await commands.executeCommand("vscode.executeCodeLensProvider", past), []);
		provider.dispose();
	});

	it("answers about a text that is not saved yet", async () => {
		const document = await workspace.openTextDocument({ language: "archscale", content: SHOP });
		await window.showTextDocument(document);
		await finding(document.uri, "stateful-web-tier");
	});

	it("reads what is imported from a file system of an extension", async () => {
		const main = `import "./parts/web.arch"\nclient u { users: 1M }\nu -> web\n`;
		const texts = { "/main.arch": main, "/parts/web.arch": "service web x2 { sessions: local, capacity: 1k/s }\n" };
		const provider = workspace.registerFileSystemProvider("elsewhere", files(texts));
		await until("the file system to be known", () => workspace.fs.isWritableFileSystem("elsewhere") || undefined);
		const uri = Uri.parse("elsewhere:/main.arch");
		await window.showTextDocument(await workspace.openTextDocument(uri));
		await finding(Uri.parse("elsewhere:/parts/web.arch"), "stateful-web-tier");
		assert.deepEqual(
			languages
				.getDiagnostics(uri)
				.map(codeOf)
				.filter((code) => /import|unknown/.test(code)),
			[],
		);
		provider.dispose();
	});
});

/** A file system that has these files and no others. */
function files(texts: Readonly<Record<string, string>>): FileSystemProvider {
	return {
		onDidChangeFile: new EventEmitter<never>().event,
		watch: () => new Disposable(() => {}),
		stat: ({ path }) => {
			if (!(path in texts)) throw FileSystemError.FileNotFound(path);
			return { type: FileType.File, ctime: 0, mtime: 0, size: texts[path]!.length };
		},
		readDirectory: () => [],
		createDirectory: () => {},
		readFile: ({ path }) => {
			if (!(path in texts)) throw FileSystemError.FileNotFound(path);
			return new TextEncoder().encode(texts[path]);
		},
		writeFile: () => {},
		delete: () => {},
		rename: () => {},
	};
}

function differs(client: LanguageClient, pid: number | undefined): true | undefined {
	const now = client.serverProcess?.pid;
	return client.state === State.Running && now !== undefined && now !== pid ? true : undefined;
}
