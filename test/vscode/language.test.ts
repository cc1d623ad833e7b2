import assert from "node:assert/strict";
import {
	type CompletionList,
	commands,
	type DocumentSymbol,
	env,
	extensions,
	type FoldingRange,
	type Hover,
	type Location,
	type LocationLink,
	languages,
	MarkdownString,
	type Position,
	type TextEdit,
	type Uri,
	type WorkspaceEdit,
	window,
	workspace,
} from "vscode";
import { action, apply, closeAll, codeOf, endOf, finding, open, silence, startOf } from "./editor.ts";
import { until } from "./until.ts";

const hoverText = async (uri: Uri, position: Position) => {
	const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", uri, position);
	const parts = hovers.flatMap(({ contents }) => contents);
	return parts.map((part) => (part instanceof MarkdownString ? part.value : String(part))).join("\n");
};

describe("an .arch file in VS Code", () => {
	afterEach(closeAll);

	it("activates the extension", async () => {
		const { document } = await open("shop.arch");
		assert.equal(document.languageId, "archscale");
		const extension = extensions.getExtension("archscale.archscale");
		assert.ok(extension, "the extension is installed");
		await until("activation", () => extension.isActive || undefined);
	});

	it("shows findings with their rule and the page that explains it", async () => {
		const { document } = await open("shop.arch");
		const found = await finding(document.uri, "stateful-web-tier");
		assert.match(found.message, /`(us\.)?web`|Web tier/);
		assert.equal(found.source, "archscale");
		assert.ok(typeof found.code === "object" && /stateful-web-tier/.test(found.code.target.toString()));
	});

	it("shows what cannot be read", async () => {
		const { document } = await open("broken.arch");
		const found = await until("a problem", () => problemAt(document.uri, 0));
		assert.match(found.message, /service/, "it suggests the word that was meant");
		assert.ok(codeOf(found).length > 0);
	});

	it("hovers a component with its load", async () => {
		const { document } = await open("shop.arch");
		const text = await hoverText(document.uri, endOf(document, "service we"));
		assert.match(text, /Web tier/);
		assert.match(text, /\d+(\.\d+)? ?%/, "its utilisation");
		assert.match(text, /463|46[23]\.\d|rps|\/s/, "1M users x 20 / 86 400 s x 2");
	});

	it("completes kinds, properties and values", async () => {
		const { document } = await open("shop.arch");
		const labels = async (position: Position) => {
			const list = await commands.executeCommand<CompletionList>(
				"vscode.executeCompletionItemProvider",
				document.uri,
				position,
			);
			return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
		};
		assert.ok((await labels(startOf(document, "browser -> us.lb"))).includes("cache"));
		assert.ok((await labels(startOf(document, "sessions: local"))).some((label) => label.startsWith("timeout")));
		assert.ok((await labels(endOf(document, "sessions: "))).includes("token"));
		assert.ok((await labels(endOf(document, "reads "))).includes("products"));
	});

	it("goes to a definition in another file", async () => {
		const { document } = await open("shop.arch");
		const found = await commands.executeCommand<(Location | LocationLink)[]>(
			"vscode.executeDefinitionProvider",
			document.uri,
			endOf(document, "reads prod"),
		);
		const [first] = found;
		assert.ok(first, "a definition");
		assert.match(("uri" in first ? first.uri : first.targetUri).path, /storage\.arch$/);
	});

	it("finds references and renames them all", async () => {
		const { document } = await open("shop.arch");
		const place = endOf(document, "service we");
		const references = await commands.executeCommand<Location[]>(
			"vscode.executeReferenceProvider",
			document.uri,
			place,
		);
		assert.deepEqual(references.map(({ range }) => document.lineAt(range.start.line).text.trim()).sort(), [
			"lb -> web -> db",
			'service web "Web tier" x3 {',
		]);
		const edit = await commands.executeCommand<WorkspaceEdit>(
			"vscode.executeDocumentRenameProvider",
			document.uri,
			place,
			"frontend",
		);
		assert.ok(await workspace.applyEdit(edit));
		assert.match(document.getText(), /service frontend "Web tier" x3/);
		assert.match(document.getText(), /lb -> frontend -> db/);
	});

	it("outlines and folds", async () => {
		const { document } = await open("shop.arch");
		const symbols = await commands.executeCommand<DocumentSymbol[]>(
			"vscode.executeDocumentSymbolProvider",
			document.uri,
		);
		assert.deepEqual(
			symbols.map(({ name }) => name),
			["carts", "browser", "us"],
		);
		assert.deepEqual(
			symbols.at(-1)?.children.map(({ name }) => name),
			["lb", "web", "reports", "db"],
		);
		const folds = await commands.executeCommand<FoldingRange[]>("vscode.executeFoldingRangeProvider", document.uri);
		const place = startOf(document, "datacenter us");
		assert.ok(folds.some(({ start }) => start === place.line));
	});

	it("formats", async () => {
		const { document } = await open("untidy.arch");
		const edits = await commands.executeCommand<TextEdit[]>("vscode.executeFormatDocumentProvider", document.uri, {
			tabSize: 2,
			insertSpaces: true,
		});
		assert.ok(edits.length > 0);
		await commands.executeCommand("editor.action.formatDocument");
		await until("the tidy text", () => /^browser -> web$/m.test(document.getText()) || undefined);
		assert.match(document.getText(), /^service web x2 \{ capacity: 100rps \}$/m);
	});

	it("applies the fix of a finding as one edit that can be undone", async () => {
		const { document } = await open("shop.arch");
		const before = document.getText();
		const found = await finding(document.uri, "stateful-web-tier");
		await apply(await action(document.uri, found.range, /session/i));
		assert.notEqual(document.getText(), before);
		await silence(document.uri, "stateful-web-tier");
		await commands.executeCommand("undo");
		assert.equal(document.getText(), before);
		await finding(document.uri, "stateful-web-tier");
	});

	it("turns a rule off in the settings from the light bulb", async () => {
		const { document } = await open("shop.arch");
		const found = await finding(document.uri, "stateful-web-tier");
		try {
			await apply(await action(document.uri, found.range, /^Turn off `stateful-web-tier`/));
			await silence(document.uri, "stateful-web-tier");
		} finally {
			await workspace.getConfiguration("archscale").update("rules.stateful-web-tier", undefined, false);
		}
		await finding(document.uri, "stateful-web-tier");
	});

	it("shows the page of a rule that it brings along", async () => {
		const { document } = await open("shop.arch");
		const found = await finding(document.uri, "stateful-web-tier");
		assert.ok(typeof found.code === "object", "a link");
		assert.equal(found.code.target.toString(), `${env.uriScheme}://archscale.archscale/rules/stateful-web-tier`);
		await apply(await action(document.uri, found.range, /^Explain `stateful-web-tier`/));
		await until("the page", () =>
			window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes("stateful-web-tier.md")),
		);
		await commands.executeCommand("workbench.action.closeActiveEditor");
	});

	it("applies all safe fixes with one command", async () => {
		const { document } = await open("shop.arch");
		await finding(document.uri, "load-balancer-spof");
		await commands.executeCommand("archscale.fixAll");
		await silence(document.uri, "load-balancer-spof");
		assert.match(document.getText(), /loadbalancer lb x2$/m);
		assert.match(document.getText(), /sessions: local/, "what changes the topology stays");
	});
});

function problemAt(uri: Uri, line: number) {
	return languages.getDiagnostics(uri).find(({ range }) => range.start.line === line);
}
