import assert from "node:assert/strict";
import type { CodeAction, Hover, InitializeResult, PublishDiagnosticsParams } from "vscode-languageserver/node";
import { generateArchitecture } from "../../scripts/generate.ts";
import { rules } from "../../src/rules/index.ts";
import { inspectText } from "../support/rules.ts";
import { Client, sentence } from "./client.ts";
import { type Folder, folderWith } from "./files.ts";

const URI = "file:///nowhere/main.arch";

describe("initialize", () => {
	let client: Client;
	let initialized: InitializeResult;
	before(async () => {
		({ client, initialized } = await Client.start());
	});
	after(() => client.stop());

	it("offers what the server can do", () => {
		const { capabilities } = initialized;
		for (const provider of [
			"hoverProvider",
			"completionProvider",
			"definitionProvider",
			"referencesProvider",
			"renameProvider",
			"documentSymbolProvider",
			"foldingRangeProvider",
			"documentFormattingProvider",
			"codeActionProvider",
			"documentHighlightProvider",
			"semanticTokensProvider",
		] as const)
			assert.ok(capabilities[provider], provider);
		assert.equal(capabilities.textDocumentSync !== undefined, true);
		assert.equal(initialized.serverInfo?.name, "archscale");
	});
});

describe("diagnostics", () => {
	let client: Client;
	before(async () => {
		({ client } = await Client.start());
	});
	after(() => client.stop());

	it("say what is wrong with the text, where, and under which code", async () => {
		const { diagnostics, version } = await client.open(URI, "client c\nclient c -> web\n");
		assert.equal(version, 1);
		assert.ok(diagnostics.length > 0);
		for (const diagnostic of diagnostics) {
			assert.equal(diagnostic.source, "archscale");
			assert.equal(typeof diagnostic.code, "string");
			assert.doesNotMatch(sentence(diagnostic), /\{\w+\}/);
		}
		const unknown = diagnostics.find((one) => sentence(one).includes("`web`"));
		assert.deepEqual(unknown?.range, { start: { line: 1, character: 12 }, end: { line: 1, character: 15 } });
		await client.close(URI);
	});

	it("point to the first of two declarations", async () => {
		const { diagnostics } = await client.open(URI, "service web\nservice web\n");
		const twice = diagnostics.find(({ code }) => code === "duplicate-name");
		const [first] = twice?.relatedInformation ?? [];
		assert.equal(first?.location.uri, URI);
		assert.equal(first?.location.range.start.line, 0);
		await client.close(URI);
	});

	it("hold only what the editor can show", async () => {
		const plain = (await Client.start({ capabilities: {} })).client;
		const { diagnostics } = await plain.open(
			URI,
			"service web\nservice web\n# archscale-ignore no-timeout\nclient c -> web\n",
		);
		assert.ok(diagnostics.some(({ code }) => code === "duplicate-name") && diagnostics.length > 1);
		const known = ["code", "message", "range", "severity", "source"];
		for (const diagnostic of diagnostics) assert.deepEqual(Object.keys(diagnostic).sort(), known);
		await plain.stop();
	});

	it("go when the text is mended and when the document is closed", async () => {
		await client.open(URI, "client c -> web\n");
		assert.notDeepEqual(client.diagnostics.get(URI)?.diagnostics, []);
		const mended = await client.change(URI, "");
		assert.deepEqual(mended.diagnostics, []);
		await client.change(URI, "client c -> web\n");
		await client.close(URI);
		await client.until(() => (client.diagnostics.get(URI)?.diagnostics.length === 0 ? true : undefined));
	});

	it("come for the last of several changes that arrive together", async () => {
		await client.open(URI, "");
		const before = client.published.length;
		for (const text of ["s", "se", "ser", "serv", "service", "service w"]) void client.edit(URI, { text });
		const { version, diagnostics } = await client.diagnosed(URI);
		assert.equal(version, 7);
		assert.ok(client.published.length - before < 6, "a newer version cancels an older one");
		assert.ok(diagnostics.every(({ range }) => range.end.character <= "service w".length));
		await client.close(URI);
	});

	it("have positions in CRLF files, after a byte order mark, behind tabs and Korean names", async () => {
		const text = '\ufeffservice 웹서버 "웹 서버"\r\ngroup g {\r\n\tservice 주문\r\n\t주문 -> 없음\r\n}\r\n';
		const { diagnostics } = await client.open(URI, text);
		const unknown = diagnostics.find((one) => sentence(one).includes("`없음`"));
		assert.deepEqual(unknown?.range, { start: { line: 3, character: 7 }, end: { line: 3, character: 9 } });
		assert.equal(diagnostics.filter(({ severity }) => severity === 1).length, 1);
		await client.close(URI);
	});
});

describe("diagnostics of files that import each other", () => {
	let client: Client;
	let folder: Folder;
	before(async () => {
		({ client } = await Client.start());
	});
	beforeEach(() => {
		folder = folderWith({
			"shared/mail.arch": "external mail\n",
			"main.arch": 'import "./shared/mail.arch"\nservice web\nweb -> mail\n',
		});
	});
	afterEach(async () => {
		folder.remove();
		for (const uri of [...client.diagnostics.keys()]) await client.close(uri);
	});
	after(() => client.stop());

	const errorsOf = (uri: string): readonly string[] =>
		(client.diagnostics.get(uri)?.diagnostics ?? [])
			.filter(({ severity }) => severity === 1)
			.map(({ code }) => String(code));

	it("know the names of a file that is not open", async () => {
		const uri = folder.uriOf("main.arch");
		await client.open(uri, 'import "./shared/mail.arch"\nservice web\nweb -> mail\n');
		assert.deepEqual(errorsOf(uri), []);
	});

	it("prefer the text in the editor to the one on the disk, and follow it", async () => {
		const uri = folder.uriOf("main.arch");
		const shared = folder.uriOf("shared/mail.arch");
		await client.open(uri, 'import "./shared/mail.arch"\nservice web\nweb -> mail\n');
		await client.open(shared, "external post\n");
		await client.until(() => (errorsOf(uri).length === 1 ? true : undefined));
		await client.change(shared, "external mail\n");
		await client.until(() => (errorsOf(uri).length === 0 ? true : undefined));
		await client.change(shared, "external post\n");
		await client.until(() => (errorsOf(uri).length === 1 ? true : undefined));
		// What was never saved is gone with its editor.
		await client.close(shared);
		await client.until(() => (errorsOf(uri).length === 0 ? true : undefined));
	});

	it("follow a file on the disk", async () => {
		const uri = folder.uriOf("main.arch");
		await client.open(uri, 'import "./late.arch"\nservice web\nweb -> mail\n');
		assert.deepEqual(errorsOf(uri), ["import-missing", "unknown-name"]);
		const late = folder.write("late.arch", "external mail\n");
		await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: late, type: 1 }] });
		await client.until(() => (errorsOf(uri).length === 0 ? true : undefined));
	});

	it("name an import that is not there, at its path", async () => {
		const uri = folder.uriOf("main.arch");
		const { diagnostics } = await client.open(uri, 'import "./none.arch"\n');
		const [missing] = diagnostics;
		assert.equal(missing?.code, "import-missing");
		assert.match(sentence(missing!), /none\.arch/);
		assert.deepEqual(missing?.range.start, { line: 0, character: 7 });
	});

	it("survive imports in a circle", async () => {
		folder.write("a.arch", 'import "./b.arch"\nservice a\na -> b\n');
		folder.write("b.arch", 'import "./a.arch"\nservice b\nb -> a 10%\n');
		const uri = folder.uriOf("a.arch");
		await client.open(uri, 'import "./b.arch"\nservice a\na -> b\n');
		assert.deepEqual(errorsOf(uri), []);
	});

	it("say what is wrong in an imported file that is not open, and take it back", async () => {
		const uri = folder.uriOf("main.arch");
		const broken = folder.write("broken.arch", "service web -> \n");
		await client.open(uri, 'import "./broken.arch"\n');
		await client.until(() => (errorsOf(broken).length > 0 ? true : undefined));
		await client.change(uri, "service other\n");
		await client.until(() => (errorsOf(broken).length === 0 ? true : undefined));
	});

	it("never read a folder, a device or another scheme", async () => {
		const uri = folder.uriOf("main.arch");
		for (const path of ["./shared", "/dev/zero", "http://example.com/x.arch", "../../../../../../../etc", "\\u0000"]) {
			const { diagnostics } = await client.open(uri, `import "${path}"\n`);
			assert.equal(diagnostics.length, 1, path);
			assert.match(String(diagnostics[0]!.code), /^import-/, path);
			await client.close(uri);
		}
	});
});

describe("imports that only the client can read", () => {
	it("are asked for, and awaited before anything is said", async () => {
		const { client } = await Client.start();
		const asked: string[] = [];
		client.connection.onRequest("archscale/read", ({ uri }: { uri: string }) => {
			asked.push(uri);
			return uri.endsWith("/mail.arch") ? { text: "external mail\n" } : null;
		});
		const main = "vscode-vfs://github/archscale/archscale/main.arch";
		const { diagnostics } = await client.open(main, 'import "./mail.arch"\nservice web\nweb -> mail\n');
		assert.deepEqual(asked, ["vscode-vfs://github/archscale/archscale/mail.arch"]);
		assert.deepEqual(
			diagnostics.filter(({ severity }) => severity === 1),
			[],
		);
		const missing = await client.change(main, 'import "./none.arch"\n');
		assert.deepEqual(
			missing.diagnostics.map(({ code }) => code),
			["import-missing"],
		);
		await client.stop();
	});

	it("are missing where the client does not know the request", async () => {
		const { client } = await Client.start();
		const { diagnostics } = await client.open("memfs:/main.arch", 'import "./mail.arch"\n');
		assert.deepEqual(
			diagnostics.map(({ code }) => code),
			["import-missing"],
		);
		await client.stop();
	});
});

describe("diagnostics of a large file", () => {
	it("say at once what is wrong with the text, and then what the rules find", async () => {
		const { client } = await Client.start();
		const isRule = ({ code }: { code?: unknown }): boolean => rules.some(({ id }) => id === code);
		const text = `${generateArchitecture({ components: 400, seed: 3 })}service lone\n`;
		const { diagnostics: opened } = await client.open(URI, text);
		assert.deepEqual(opened.filter(isRule), []);
		const findings = (await client.checked(URI)).diagnostics.filter(isRule);
		assert.ok(findings.length > 0);

		// A line more above: the findings move along with their text, and the new mistake is there.
		await client.edit(URI, {
			range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
			text: "servce x\n",
		});
		const { diagnostics: first } = await client.diagnosed(URI);
		assert.ok(first.some(({ range, severity }) => range.start.line === 0 && severity === 1));
		assert.deepEqual(
			first.filter(isRule).map(({ code, range }) => [code, range.start.line]),
			findings.map(({ code, range }) => [code, range.start.line + 1]),
		);

		// What an edit mends is gone when the findings are complete, whatever was said first.
		await client.change(URI, text.replaceAll(/ x\d+/g, " x9"));
		const expected = await whole(text.replaceAll(/ x\d+/g, " x9"));
		assert.deepEqual((await client.checked(URI)).diagnostics, expected);
		await client.stop();
	}).timeout(30_000);

	it("say of an edit what it changes before all has been looked at again, and then nothing else", async () => {
		const tier = "service lone x2 { capacity: 100rps }\nservice caller { rate: 100rps }\n";
		// Its target of availability rests on everything, and takes its time.
		const generated = generateArchitecture({ components: 400, seed: 3 }).replace(/^system .*$/m, "");
		const text = `${generated}client visitor { rate: 500rps }\n${tier}visitor -> lone\n`;
		const { client } = await Client.start();
		await client.open(URI, text);
		const of = ({ diagnostics }: PublishDiagnosticsParams, code: string): string[] =>
			diagnostics.filter((one) => one.code === code && sentence(one).includes("`lone`")).map(sentence);
		const before = await client.checked(URI);
		assert.match(of(before, "component-saturated").join(), /250 %/);

		const line = text.split("\n").findIndex((one) => one.startsWith("service lone"));
		const at = (character: number) => ({ line, character });
		const since = client.published.length;
		await client.edit(URI, { range: { start: at(14), end: at(15) }, text: "3" });
		// Right behind the key, and answered from the quick look.
		const hover = await client.at<Hover>("textDocument/hover", URI, at(9));
		assert.match(JSON.stringify(hover.contents), /167 %/);
		const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
			textDocument: { uri: URI },
			range: { start: at(9), end: at(9) },
			context: { diagnostics: [], only: ["quickfix"] },
		});
		const more = actions.find(({ diagnostics }) => diagnostics?.some(({ code }) => code === "component-saturated"));
		const [edit] = Object.values(more?.edit?.changes ?? {}).flat();
		assert.match(edit?.newText ?? "", /service lone x8$/);
		assert.deepEqual(edit?.range, { start: at(0), end: at(15) });
		const all = await client.checked(URI);
		assert.match(of(all, "component-saturated").join(), /167 %/);
		const later = client.published.slice(since).filter(({ uri }) => uri === URI);
		assert.ok(later.length <= 2, `${later.length} times`);
		assert.deepEqual(all.diagnostics, await whole(text.replace("service lone x2", "service lone x3")));
		await client.stop();
	}).timeout(30_000);

	it("are as many as an editor shows, the worst ones, and what is left out can be mended all the same", async () => {
		const lines = ["client c { rate: 10rps }", "data d"];
		for (let i = 0; i < 400; i++) lines.push(`database d${i} { holds: d }`, `cache k${i}`, `c -> d${i}`, `c -> k${i}`);
		const text = `${lines.join("\n")}\n`;
		const { findings } = inspectText(text);
		assert.ok(findings.length > 2000);
		const ranks = findings.map(({ severity }) => ["error", "warning", "info", "hint"].indexOf(severity) + 1).sort();
		const { client } = await Client.start();
		await client.open(URI, text);
		const { diagnostics } = await client.checked(URI);
		assert.equal(diagnostics.length, 1000);
		const [more] = diagnostics.splice(-1);
		assert.equal(more!.code, "more-findings");
		assert.ok(sentence(more!).includes(`${findings.length - 999} more`), sentence(more!));
		assert.deepEqual(
			diagnostics.map(({ severity }) => severity),
			ranks.slice(0, 999),
		);

		const line = lines.lastIndexOf("cache k399");
		assert.ok(diagnostics.every(({ range }) => range.start.line !== line));
		const range = { start: { line, character: 6 }, end: { line, character: 10 } };
		const context = { diagnostics: [], only: ["quickfix"] };
		const actions: CodeAction[] = await client.request("textDocument/codeAction", {
			textDocument: { uri: URI },
			range,
			context,
		});
		const codes = new Set(actions.map(({ diagnostics }) => diagnostics?.[0]?.code));
		assert.ok(codes.has("cache-strategy-missing"), [...codes].join());

		// A mistake takes the place of what matters least.
		const start = { line: 0, character: 0 };
		await client.edit(URI, { range: { start, end: start }, text: "servce x\n" });
		const { diagnostics: first } = await client.diagnosed(URI);
		assert.equal(first.length, 1000);
		assert.equal(first.filter(({ range }) => range.start.line === 0).length, 2);
		assert.ok(sentence(first.at(-1)!).includes(`${findings.length - 998} more`), sentence(first.at(-1)!));
		await client.stop();
	}).timeout(30_000);

	async function whole(text: string): Promise<PublishDiagnosticsParams["diagnostics"]> {
		const { client } = await Client.start();
		await client.open(URI, text);
		const { diagnostics } = await client.checked(URI);
		await client.stop();
		return diagnostics;
	}
});

describe("diagnostics in Korean", () => {
	it("speak the language of the client", async () => {
		const { client } = await Client.start({ locale: "ko-KR" });
		const { diagnostics } = await client.open(URI, "service web\nweb -> none\n");
		assert.ok(diagnostics.length > 0);
		for (const diagnostic of diagnostics) assert.match(sentence(diagnostic), /[가-힣]/);
		await client.stop();
	});
});
