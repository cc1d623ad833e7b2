import assert from "node:assert/strict";
import type { CodeAction, Diagnostic, Range } from "vscode-languageserver/node";
import { format } from "../../src/language/format.ts";
import { rules } from "../../src/rules/index.ts";
import { Client } from "./client.ts";
import { edited, positionOf } from "./marked.ts";

const URI = "file:///nowhere/main.arch";
const ALL: Range = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };

describe("code actions", () => {
	let client: Client;
	before(async () => {
		({ client } = await Client.start());
	});
	afterEach(() => client.close(URI));
	after(() => client.stop());

	const actionsAt = (range: Range, only?: readonly string[]): Promise<CodeAction[]> =>
		client.request("textDocument/codeAction", {
			textDocument: { uri: URI },
			range,
			context: { diagnostics: [], ...(only && { only }) },
		});
	const editsOf = (action: CodeAction | undefined): readonly { range: Range; newText: string }[] => {
		assert.ok(action?.edit?.changes, "an action without an edit");
		return action.edit.changes[URI] ?? [];
	};

	it("mend a misspelt word", async () => {
		const text = "servce web\n";
		const { diagnostics } = await client.open(URI, text);
		const actions = await actionsAt(diagnostics[0]!.range, ["quickfix"]);
		assert.equal(actions[0]?.isPreferred, true);
		assert.equal(actions[0]?.kind, "quickfix");
		assert.equal(edited(text, editsOf(actions[0])), "service web\n");
		assert.equal(actions[0]?.diagnostics?.[0]?.code, diagnostics[0]!.code);
	});

	it("offer each meaning of an ambiguous name", async () => {
		const text = "client c\ngroup us { service web }\ngroup eu { service web }\nc -> web\n";
		await client.open(URI, text);
		const at = positionOf(text, text.lastIndexOf("web"));
		const actions = await actionsAt({ start: at, end: at }, ["quickfix"]);
		const results = actions.map((action) => edited(text, editsOf(action)).split("\n")[3]);
		assert.ok(results.includes("c -> us.web") && results.includes("c -> eu.web"), results.join());
	});

	it("concern the range that is asked about, and the kinds", async () => {
		const text = "servce a\n\n\nservce b\n";
		await client.open(URI, text);
		const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 3 } };
		const actions = await actionsAt(range, ["quickfix"]);
		for (const action of actions) for (const { range: at } of editsOf(action)) assert.equal(at.start.line, 3);
		assert.deepEqual(await actionsAt(range, ["refactor"]), []);
	});

	for (const rule of rules) {
		const [fixId] = Object.keys(rule.text.en.fixes);
		if (fixId === undefined) continue;
		it(`repair ${rule.id}: the finding goes, the text is formatted`, async () => {
			const { bad, good } = rule.example;
			const { diagnostics } = await client.open(URI, bad);
			const found = diagnostics.find(({ code }) => code === rule.id);
			assert.ok(found, `the example of ${rule.id} is not reported`);
			assert.match(found.codeDescription?.href ?? "", new RegExp(`/docs/rules/${rule.id}\\.md$`));
			const actions = await actionsAt(found.range, ["quickfix"]);
			const fixes = actions.filter((action) => action.diagnostics?.some(({ code }) => code === rule.id));
			const fixed = edited(bad, editsOf(fixes[0]));
			assert.equal(fixed, good);
			assert.equal(format(fixed), fixed);
			const after = await client.change(URI, fixed);
			assert.ok(!after.diagnostics.some(({ code }) => code === rule.id));
		});
	}

	it("are offered once where two findings ask for the same edit, for both of them", async () => {
		const text =
			"client c { rate: 900rps }\nloadbalancer lb x2\nservice web { capacity: 700rps }\nmonitoring m\nc -> lb -> web\n";
		const { diagnostics } = await client.open(URI, text);
		const saturated = diagnostics.find(({ code }) => code === "component-saturated")!;
		const actions = await actionsAt(saturated.range, ["quickfix"]);
		const scaled = actions.filter((action) => edited(text, editsOf(action)).includes("service web x3"));
		assert.deepEqual(
			scaled.map((action) => action.diagnostics?.map(({ code }) => code)),
			[["component-saturated", "single-instance-tier", "scale-up-only"]],
		);
	});

	it("silence a finding with a comment above it", async () => {
		const finding = await firstFinding();
		const actions = await actionsAt(finding.diagnostic.range, ["quickfix"]);
		const ignore = actions.find(({ edit }) => JSON.stringify(edit).includes("archscale-ignore"));
		const text = edited(finding.text, editsOf(ignore));
		assert.match(text, new RegExp(`^\\s*// archscale-ignore ${finding.diagnostic.code}: \\S`, "m"));
		const { diagnostics } = await client.change(URI, text);
		const codes = diagnostics.map(({ code }) => code);
		assert.equal(codes.filter((code) => code === finding.diagnostic.code).length, finding.count - 1);
	});

	it("fix everything that is safe at once, if asked for by name", async () => {
		const safe = rules.find((rule) => isSafe(rule.id));
		if (!safe) return;
		const text = safe.example.bad;
		await client.open(URI, text);
		const actions = await actionsAt(ALL, ["source.fixAll"]);
		assert.deepEqual(
			actions.map(({ kind }) => kind),
			["source.fixAll.archscale"],
		);
		const fixed = edited(text, editsOf(actions[0]));
		const { diagnostics } = await client.change(URI, fixed);
		assert.ok(!diagnostics.some(({ code }) => code === safe.id));
		assert.deepEqual(await actionsAt(ALL, ["source.fixAll.archscale"]), []);
	});

	const isSafe = (id: string): boolean => id === "single-instance-tier";

	async function firstFinding(): Promise<{ text: string; diagnostic: Diagnostic; count: number }> {
		for (const rule of rules) {
			const { diagnostics } = await client.open(URI, rule.example.bad);
			const found = diagnostics.filter(({ code }) => code === rule.id);
			if (found[0] && rule.id !== "unused-ignore")
				return { text: rule.example.bad, diagnostic: found[0], count: found.length };
			await client.close(URI);
		}
		throw new assert.AssertionError({ message: "no rule finds anything" });
	}
});

describe("findings", () => {
	it("follow the settings, also when they change", async () => {
		const rule = rules.find(({ id }) => id === "single-instance-tier");
		assert.ok(rule);
		const { client } = await Client.start({ initializationOptions: { severities: { [rule.id]: "hint" } } });
		const severityOf = (): number | undefined =>
			client.diagnostics.get(URI)?.diagnostics.find(({ code }) => code === rule.id)?.severity;
		await client.open(URI, rule.example.bad);
		assert.equal(severityOf(), 4);
		const change = (severities: object): Promise<void> =>
			client.connection.sendNotification("workspace/didChangeConfiguration", { settings: { severities } });
		await change({ [rule.id]: "error" });
		await client.until(() => (severityOf() === 1 ? true : undefined));
		await change({ [rule.id]: "off" });
		await client.until(() => (severityOf() === undefined ? true : undefined));
		await client.stop();
	});

	it("that an importing file makes are shown and repaired in the imported one", async () => {
		const { client } = await Client.start();
		const shared = "file:///nowhere/pay.arch";
		const pay = "service pay x2 { capacity: 1rps }\n";
		await client.open(shared, pay);
		const saturated = (): Diagnostic | undefined =>
			client.diagnostics.get(shared)?.diagnostics.find(({ code }) => code === "component-saturated");
		assert.equal(saturated(), undefined);
		await client.open(URI, 'import "./pay.arch"\nclient c { users: 1M }\nloadbalancer lb x2\nc -> lb -> pay\n');
		const found = await client.until(() => {
			const diagnostic = saturated();
			return diagnostic && { diagnostic };
		});
		const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
			textDocument: { uri: shared },
			range: found.diagnostic.range,
			context: { diagnostics: [found.diagnostic], only: ["quickfix"] },
		});
		const action = actions.find(({ diagnostics }) => diagnostics?.[0]?.code === "component-saturated");
		assert.match(edited(pay, action?.edit?.changes?.[shared] ?? []), /service pay x\d{3}/);
		const hover = await client.at<{ contents: { value: string } }>("textDocument/hover", shared, {
			line: 0,
			character: 9,
		});
		assert.match(hover.contents.value, /Load \*\*463\/s\*\*/);
		await client.change(URI, "client c { users: 1M }\n");
		await client.until(() => (saturated() ? undefined : true));
		await client.stop();
	});

	it("are explained in the hover of their element, in the language of the client", async () => {
		const rule = rules.find(({ id }) => id === "single-instance-tier");
		assert.ok(rule);
		const { client } = await Client.start({ locale: "ko" });
		const { diagnostics } = await client.open(URI, rule.example.bad);
		const found = diagnostics.find(({ code }) => code === rule.id);
		assert.ok(found);
		assert.match(found.codeDescription?.href ?? "", /\.ko\.md$/);
		const answer = await client.at<{ contents: { value: string } }>("textDocument/hover", URI, found.range.start);
		assert.match(answer.contents.value, new RegExp(rule.id));
		assert.match(answer.contents.value, /발견 사항/);
		await client.stop();
	});
});
