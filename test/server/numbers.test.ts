import assert from "node:assert/strict";
import type { CodeLens, Diagnostic, Hover, InlayHint, MarkupContent } from "vscode-languageserver/node";
import { Client } from "./client.ts";
import { edited, textIn } from "./marked.ts";

const URI = "file:///nowhere/main.arch";

const SHOP = `data profiles { size: 2KB, items: 50M }
client browser { users: 2M, requests: 20/day, peak: 3x }
service web "Web tier" x4 { capacity: 500rps, reads profiles x3 }
service old "Nobody calls it"
database users { holds: profiles, replicas: 2 }
browser -> web -> users
`;
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };

describe("numbers in the text", () => {
	let client: Client;
	const started = async (options: Parameters<typeof Client.start>[0] = {}): Promise<void> => {
		({ client } = await Client.start(options));
		await client.open(URI, SHOP);
	};
	afterEach(() => client.stop());

	const lenses = () => client.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri: URI } });
	const titles = async (): Promise<(string | undefined)[]> => {
		const found = await lenses();
		const resolved = await Promise.all(found.map((lens) => client.request<CodeLens>("codeLens/resolve", lens)));
		return resolved.map(({ command }) => command?.title);
	};
	const hints = () =>
		client.request<InlayHint[]>("textDocument/inlayHint", { textDocument: { uri: URI }, range: WHOLE });

	it("stand in a lens above each component that gets a load", async () => {
		await started();
		const found = await lenses();
		assert.deepEqual(
			found.map(({ range }) => textIn(SHOP, range)),
			["browser", "web", "users"],
		);
		assert.ok(
			found.every(({ command }) => command === undefined),
			"nothing is computed before it is seen",
		);
		const [browser, web, users] = await titles();
		assert.match(browser!, /^1\.4k\/s · p99 \d+ ms · [\d.]+ %$/);
		// 1,389 of 4 x 500 requests a second; 2M / 0.694 users.
		assert.match(web!, /^1\.4k\/s · 69 % busy · p99 \d+ ms · 9[\d.]+ % · saturates at 2\.9M users$/);
		assert.match(users!, /^4\.2k\/s · 2\d % busy · p99 /);
	});

	it("say that a component is overloaded instead of how long it takes", async () => {
		await started();
		await client.change(URI, SHOP.replace("users: 2M", "users: 20M"));
		const [, web] = await titles();
		assert.match(web!, /^14k\/s · 694 % busy · overloaded · 9[\d.]+ % · saturates at 2\.9M users$/);
	});

	it("lead from the lens to the diagram", async () => {
		await started({ capabilities: { experimental: { commands: { commands: ["archscale.showInDiagram"] } } } });
		const [, web] = await lenses();
		const { command } = await client.request<CodeLens>("codeLens/resolve", web);
		assert.equal(command?.command, "archscale.showInDiagram");
		assert.deepEqual(command?.arguments, [URI, { line: 2, character: 8 }]);
	});

	it("are no button where the client has no diagram", async () => {
		await started();
		const [, web] = await lenses();
		const { command } = await client.request<CodeLens>("codeLens/resolve", web);
		assert.match(command!.title, /69 % busy/);
		assert.deepEqual([command!.command, command!.arguments], ["", undefined]);
	});

	it("stand behind a declaration where they are defaults, with their source in the tooltip", async () => {
		await started();
		const found = await hints();
		const users = found.find(({ position }) => position.line === 4);
		assert.deepEqual(users?.position, { line: 4, character: "database users".length });
		// As many as VS Code shows of a line.
		assert.equal(users?.label, "read-capacity: 10000rps ?");
		assert.ok(found.every(({ label }) => String(label).length <= 43));
		assert.match((users!.tooltip as MarkupContent).value, /- `write-capacity: \d+rps` — \S/);
		// Its capacity is declared, so nothing is assumed of it.
		assert.ok(found.every(({ position, label }) => position.line !== 2 || !String(label).includes("capacity")));
		const first = await client.request<InlayHint[]>("textDocument/inlayHint", {
			textDocument: { uri: URI },
			range: { ...WHOLE, end: { line: 1, character: 0 } },
		});
		assert.ok(first.every(({ position }) => position.line < 2));
	});

	it("can be written into the text", async () => {
		const resolveSupport = { properties: ["tooltip", "textEdits"] };
		await started({ capabilities: { textDocument: { inlayHint: { resolveSupport } } } });
		const text = "client browser { users: 2M }\nservice web x4\ndns names\nbrowser -> names -> web\n";
		const before = (await client.change(URI, text)).diagnostics.map(({ code }) => code);
		const found = await hints();
		assert.ok(found.every(({ tooltip, textEdits, data }) => !tooltip && !textEdits && data));
		const resolved = (line: number) =>
			client.request<InlayHint>(
				"inlayHint/resolve",
				found.find(({ position }) => position.line === line),
			);
		const browser = await resolved(0);
		assert.equal(browser.label, "requests: 20/day ?, peak: 2x ?");
		assert.match((browser.tooltip as MarkupContent).value, /Accept the hint/);
		const after = edited(text, browser.textEdits!);
		assert.match(after, /^client browser \{ users: 2M, requests: 20\/day, peak: 2x \}\n/);
		const codes = ({ diagnostics }: { diagnostics: Diagnostic[] }) => diagnostics.map(({ code }) => code);
		assert.deepEqual(codes(await client.change(URI, after)), before);
		assert.ok((await hints()).every(({ position }) => position.line !== 0));
		// It was made for another version.
		assert.equal((await resolved(1)).textEdits, undefined);
		// What no text can say is only told.
		await client.change(URI, text);
		const again = (await hints()).find(({ position }) => position.line === 2);
		const names = await client.request<InlayHint>("inlayHint/resolve", again);
		assert.match((names.tooltip as MarkupContent).value, /capacity: unlimited/);
		assert.equal(names.textEdits, undefined);
	});

	it("are the same whatever has been looked at before", async () => {
		await started();
		// No target is declared, so nobody has asked yet how available all of it is.
		await client.change(
			URI,
			"client c { users: 1M }\ndatacenter eu {\n  service web x9\n}\ndatabase db\nexternal push\nqueue jobs\nworker w\nc -> eu.web -> db\neu.web -> jobs -> w -> push\n",
		);
		const before = await hints();
		for (const line of [1, 5]) assert.ok(before.some(({ position }) => position.line === line));
		await titles();
		for (const line of [1, 2, 4]) await client.at("textDocument/hover", URI, { line, character: 9 });
		assert.deepEqual(await hints(), before);
	});

	it("are the same for a part of the text as for all of it", async () => {
		await started();
		const text = [
			"client c { users: 1M, reads rows x3 }",
			"client other { users: 10 }",
			"data rows { items: 1M }",
			"loadbalancer lb x2",
			"queue q",
			"service web x9 { capacity: 500rps, reads rows, writes rows }",
			"worker work x2",
			"cache kept x2 { holds: rows }",
			"database db { holds: rows }",
			"service idle",
			"c -> lb -> web -> kept, db, q",
			"q -> work",
			"other -> work",
		].join("\n");
		await client.change(URI, text);
		// Each line in a design of which nothing else has been looked at.
		for (const line of text.split("\n").keys()) {
			await client.change(URI, text.replace("1M", `${line + 1}M`));
			const of = { start: { line, character: 0 }, end: { line, character: 100 } };
			const alone = await client.request<InlayHint[]>("textDocument/inlayHint", {
				textDocument: { uri: URI },
				range: of,
			});
			const hover = await client.at<Hover>("textDocument/hover", URI, { line, character: 9 });
			const all = await hints();
			await titles();
			assert.deepEqual(
				alone,
				all.filter(({ position }) => position.line === line),
			);
			assert.deepEqual(hover, await client.at("textDocument/hover", URI, { line, character: 9 }));
		}
	});

	it("name no utilisation of what is not limited", async () => {
		await started();
		await client.change(URI, "client c { users: 1M }\ndns names\nservice web x9\nc -> names -> web\n");
		const [, names] = await titles();
		assert.match(names!, /^463\/s · 99\.999 %$/);
	});

	it("can be turned off, and on again", async () => {
		await started({ initializationOptions: { severities: {}, codeLens: false, inlayHints: false } });
		assert.deepEqual(await lenses(), []);
		assert.deepEqual(await hints(), []);
		await client.connection.sendNotification("workspace/didChangeConfiguration", {
			settings: { codeLens: true, inlayHints: true },
		});
		assert.equal((await lenses()).length, 3);
		assert.ok((await hints()).length > 0);
	});

	it("are in Korean for a Korean reader", async () => {
		await started({ locale: "ko" });
		const [, web] = await titles();
		assert.match(web!, /^1\.4k\/s · 사용률 69 % · p99 .* · 사용자 2\.9M명에서 포화$/);
		const [hint] = await hints();
		assert.match((hint!.tooltip as MarkupContent).value, /가정한 값/);
	});

	it("are none where nothing is known", async () => {
		await started();
		await client.change(URI, "service web\n");
		assert.deepEqual(await lenses(), []);
	});
});
