import assert from "node:assert/strict";
import type {
	CodeAction,
	Diagnostic,
	InitializeParams,
	Position,
	Range,
	TextDocumentEdit,
	WorkspaceEdit,
} from "vscode-languageserver/node";
import { Client } from "./client.ts";
import { folderWith } from "./files.ts";
import { edited, positionOf } from "./marked.ts";

const URI = "file:///nowhere/main.arch";

/** An editor that can do everything. */
const capabilities: InitializeParams["capabilities"] = {
	textDocument: {
		codeAction: {
			dataSupport: true,
			disabledSupport: true,
			resolveSupport: { properties: ["edit"] },
			codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
		},
	},
	workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["create"] } },
};

/** The text with `<|` and `|>` cut out, and what stood between them. */
function selected(source: string): { readonly text: string; readonly range: Range } {
	const [before, inside, after] = source.split(/<\||\|>/);
	assert.ok(before !== undefined && inside !== undefined && after !== undefined);
	const text = before + inside + after;
	const range = { start: positionOf(text, before.length), end: positionOf(text, before.length + inside.length) };
	return { text, range };
}

function editsOf(edit: WorkspaceEdit | undefined, uri: string) {
	const documents = (edit?.documentChanges ?? []).filter((one): one is TextDocumentEdit => "textDocument" in one);
	return documents.find(({ textDocument }) => textDocument.uri === uri)?.edits as
		| readonly { range: Range; newText: string }[]
		| undefined;
}

describe("refactorings", () => {
	let client: Client;
	before(async () => {
		({ client } = await Client.start({ capabilities }));
	});
	afterEach(() => client.close(URI));
	after(() => client.stop());

	const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
	const ask = (uri: string, range: Range, only?: readonly string[], one = client): Promise<CodeAction[]> =>
		one.request("textDocument/codeAction", {
			textDocument: { uri },
			range,
			context: { diagnostics: [], ...(only && { only }) },
		});

	it("are offered without an edit, which comes when one is chosen, for the version that it was made for", async () => {
		const { text, range } = selected("client c\n<|service web\ndatabase db|>\n\nc -> web -> db\n");
		const before = await client.open(URI, text);
		const actions = await ask(URI, range, ["refactor"]);
		const group = actions.find(({ kind }) => kind === "refactor.extract.group");
		assert.ok(group && !group.edit && group.data);
		assert.equal(group.title, "Extract `web` and `db` to a group");
		const { edit } = await client.request<CodeAction>("codeAction/resolve", group);
		assert.deepEqual(
			edit?.documentChanges?.map((one) => "textDocument" in one && one.textDocument),
			[{ uri: URI, version: 1 }],
		);
		const after = edited(text, editsOf(edit, URI)!);
		assert.equal(after, "client c\ngroup group {\n  service web\n  database db\n}\n\nc -> group.web -> group.db\n");
		const { diagnostics } = await client.change(URI, after);
		const codes = (all: readonly Diagnostic[]) => all.map(({ code }) => code).sort();
		assert.deepEqual(codes(diagnostics), codes(before.diagnostics));
		await assert.rejects(client.request("codeAction/resolve", group), /changed meanwhile/);
	});

	it("that make up a name let the user type over it, where the client can", async () => {
		const { client: able } = await Client.start({
			capabilities: { ...capabilities, experimental: { commands: { commands: ["archscale.rename"] } } },
		});
		const commandOf = async (kind: string, source: string): Promise<string | undefined> => {
			const { text, range } = selected(source);
			await able.open(URI, text);
			const action = (await ask(URI, range, [kind], able)).find((one) => one.kind === kind);
			const { edit, command } = await able.request<CodeAction>("codeAction/resolve", action);
			await able.close(URI);
			if (!command) return undefined;
			assert.equal(command.command, "archscale.rename");
			const [uri, { line, character }] = command.arguments as [string, Position];
			assert.equal(uri, URI);
			// The name that begins there once the edit is made.
			return /^[\w-]*/.exec(edited(text, editsOf(edit, URI)!).split("\n")[line]!.slice(character))![0];
		};
		const group = "client c\n<|service web\ndatabase db|>\n\nc -> web -> db\n";
		assert.equal(await commandOf("refactor.extract.group", group), "group");
		assert.equal(
			await commandOf("refactor.extract.datacenter", group.replace("client c", "client dc1")),
			"datacenter1",
		);
		const center = "client c\ndns names\ndatacenter <||>us { service web }\nc -> names -> us.web\n";
		assert.equal(await commandOf("refactor.rewrite.duplicate", center), "eu");
		const two = "client c { users: 1M }\ndata a\ndata b\nservice web {\n  reads a\n  <||>reads b\n}\n";
		const split = `${two}database db { holds: a, b }\nc -> web -> db\n`;
		assert.equal(await commandOf("refactor.rewrite.split", split), "web-b");
		assert.equal(await commandOf("refactor.inline.group", "<||>group g {\n  service a\n}\n"), undefined);
		await able.stop();
		// Others would only be told that there is no such command.
		const { text, range } = selected(group);
		await client.open(URI, text);
		const [plain] = await ask(URI, range, ["refactor.extract.group"]);
		assert.equal((await client.request<CodeAction>("codeAction/resolve", plain)).command, undefined);
	});

	it("say why they cannot be done", async () => {
		const { text, range } = selected("gro<||>up g { service a }\ngroup h like g\n");
		await client.open(URI, text);
		const [inline] = await ask(URI, range, ["refactor.inline"]);
		assert.match(inline?.disabled?.reason ?? "", /`h` is `like` it/);
		assert.equal(inline?.edit, undefined);
	});

	it("that turn out to change something else are refused, with the reason", async () => {
		const { text, range } = selected(
			"datacenter us {\n  <|service web\n|>}\ndatacenter eu like us {\n  service web x3\n}\n",
		);
		await client.open(URI, text);
		const [group] = await ask(URI, range, ["refactor.extract.group"]);
		assert.ok(group);
		await assert.rejects(client.request("codeAction/resolve", group), /meaning|mistake/);
	});

	it("put a data center into a file of its own, which is imported", async () => {
		const text = "client c\ndatacenter us { service web }\n\nc -> us.web\n";
		await client.open(URI, text);
		const at = positionOf(text, text.indexOf("us {"));
		const [move] = await ask(URI, { start: at, end: at }, ["refactor.move"]);
		assert.equal(move?.title, "Move `us` to a new file ./us.arch");
		const { edit } = await client.request<CodeAction>("codeAction/resolve", move);
		const created = "file:///nowhere/us.arch";
		assert.deepEqual(edit?.documentChanges?.[0], { kind: "create", uri: created, options: { overwrite: false } });
		assert.equal(edited("", editsOf(edit, created)!), "datacenter us { service web }\n");
		assert.equal(edited(text, editsOf(edit, URI)!), 'import "./us.arch"\n\nclient c\n\nc -> us.web\n');
	});

	it("organise imports by name, as an editor asks for when it saves", async () => {
		const folder = folderWith({ "a.arch": "data a\n", "b.arch": "data b\n" });
		const uri = folder.write("main.arch", "");
		const text = 'import "./b.arch"\nimport "./a.arch"\nimport "./b.arch"\n\nclient c { reads a; reads b }\n';
		await client.open(uri, text);
		const actions = await ask(uri, START, ["source.organizeImports"]);
		assert.deepEqual(
			actions.map(({ title }) => title),
			["Organise imports"],
		);
		const { edit } = await client.request<CodeAction>("codeAction/resolve", actions[0]);
		const after = edited(text, editsOf(edit, uri)!);
		assert.equal(after, 'import "./a.arch"\nimport "./b.arch"\n\nclient c { reads a; reads b }\n');
		await client.change(uri, after);
		assert.deepEqual(await ask(uri, START, ["source"]), []);
		await client.close(uri);
		folder.remove();
	});

	it("follow their names into the files that import this one", async () => {
		const folder = folderWith({ "main.arch": "service web\nservice api\nweb -> api\n" });
		const user = folder.write("user.arch", 'import "./main.arch"\nclient c\nc -> web\n');
		const { client: other } = await Client.start({
			capabilities,
			workspaceFolders: [{ uri: folder.uri, name: "folder" }],
		});
		const uri = folder.uriOf("main.arch");
		await other.open(uri, "service web\nservice api\nweb -> api\n");
		const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } };
		const [group] = await ask(uri, range, ["refactor.extract.group"], other);
		const { edit } = await other.request<CodeAction>("codeAction/resolve", group);
		assert.equal(
			edited('import "./main.arch"\nclient c\nc -> web\n', editsOf(edit, user)!),
			'import "./main.arch"\nclient c\nc -> group.web\n',
		);
		await other.stop();
		folder.remove();
	});

	it("come with their edits, and without what cannot be done, for an editor that knows neither", async () => {
		const { client: plain } = await Client.start({ locale: "ko" });
		const { text, range } = selected("<|client c\nservice web|>\n\nc -> web\n");
		await plain.open(URI, text);
		const actions = await ask(URI, range, ["refactor"], plain);
		assert.deepEqual(
			actions.map(({ kind }) => kind),
			["refactor.extract.group"],
		);
		assert.match(actions[0]!.title, /그룹으로 추출/);
		assert.equal(
			edited(text, actions[0]!.edit?.changes?.[URI] ?? []),
			"group group {\n  client c\n  service web\n\n  c -> web\n}\n",
		);
		await plain.stop();
	});
});
