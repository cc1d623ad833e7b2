import assert from "node:assert/strict";
import { commands, extensions, languages, type Selection, TabInputWebview, window, workspace } from "vscode";
import type { ArchscaleApi } from "../../src/extension/activate.ts";
import { closeAll, open, startOf } from "./editor.ts";
import { until } from "./until.ts";

const previews = () =>
	window.tabGroups.all.flatMap(({ tabs }) =>
		tabs.filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith("archscale.preview")),
	);

const api = async (): Promise<ArchscaleApi> => {
	const extension = extensions.getExtension<ArchscaleApi>("archscale.archscale");
	assert.ok(extension);
	return extension.activate();
};

describe("the diagram in VS Code", () => {
	afterEach(closeAll);

	it("opens beside the text and leaves the cursor there", async () => {
		const editor = await open("shop.arch");
		await commands.executeCommand("archscale.openDiagram");
		const tab = await until("the diagram", () => previews().at(0));
		assert.equal(tab.label, "Diagram of shop.arch");
		assert.notEqual(tab.group.viewColumn, editor.viewColumn);
		assert.equal(window.activeTextEditor?.document, editor.document);
	});

	it("is one panel, which follows the architecture that is edited", async () => {
		await open("shop.arch");
		await commands.executeCommand("archscale.openDiagram");
		await open("storage.arch");
		await until("the other diagram", () => previews().find(({ label }) => label === "Diagram of storage.arch"));
		await commands.executeCommand("archscale.openDiagram");
		assert.equal(previews().length, 1);
	});

	it("follows a text that becomes an architecture when its language is chosen, and says no more of one that was", async () => {
		await open("shop.arch");
		await commands.executeCommand("archscale.openDiagram");
		const { statusText } = await api();
		const document = await workspace.openTextDocument({ language: "plaintext", content: "service web" });
		await window.showTextDocument(document, { viewColumn: 1 });
		const architecture = await languages.setTextDocumentLanguage(document, "archscale");
		await until("its diagram", () => previews().find(({ label }) => label.startsWith("Diagram of Untitled")));
		await until("its summary", () => statusText());
		await languages.setTextDocumentLanguage(architecture, "plaintext");
		await until("no summary", () => (statusText() === undefined ? true : undefined));
	});

	it("asks the server for the card under the cursor and for the place of a card", async () => {
		const { document } = await open("shop.arch");
		const { client } = await api();
		const uri = document.uri.toString();
		const { line, character } = startOf(document, 'web "Web tier"');
		const card = await client.sendRequest<{ id: string }>("archscale/locate", { uri, offset: { line, character } });
		const place = await client.sendRequest<{ uri: string; range: Selection }>("archscale/locate", { uri, id: card.id });
		assert.equal(place.uri, uri);
		assert.equal(place.range.start.line, line);
	});

	it("summarises the file in the status bar", async () => {
		await open("shop.arch");
		const { statusText } = await api();
		const text = await until("the summary", () => statusText());
		assert.match(text, /^\$\((error|warning)\) .*\d/);
		await open("storage.arch");
		await until("another summary", () => (statusText() === text ? undefined : true));
	});
});
