import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
	type ApplyWorkspaceEditParams,
	type CodeAction,
	type Diagnostic,
	type Hover,
	type TextDocumentEdit,
	TextEdit,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type {
	DetailsResult,
	DiagramMessage,
	FindingsResult,
	FixParams,
	FixResult,
	PreviewResult,
} from "../../src/protocol/messages.ts";
import { type WholeMessage, wholePictures } from "../support/pictures.ts";
import { Client, sentence } from "./client.ts";

const URI = "file:///nowhere/photo-sharing.arch";
const PHOTOS = readFileSync(new URL("../../examples/photo-sharing.arch", import.meta.url), "utf8");
const SMALL = `client c { users: 1M }
service web x2 { sessions: local, capacity: 1000rps }
database db { read-capacity: 5000/s, write-capacity: 1000/s }

c -> web
web -> db x2 { retries: 4 }
`;

describe("what the picture asks about findings", () => {
	let client: Client;
	let edits: ApplyWorkspaceEditParams[];
	let accepts = true;

	before(async () => {
		({ client } = await Client.start({
			capabilities: { workspace: { applyEdit: true, workspaceEdit: { documentChanges: true } } },
		}));
		client.connection.onRequest("workspace/applyEdit", (params: ApplyWorkspaceEditParams) => {
			edits.push(params);
			return { applied: accepts };
		});
	});
	beforeEach(() => {
		edits = [];
		accepts = true;
	});
	afterEach(async () => {
		await client.close(URI);
		assert.deepEqual(client.logs, []);
	});
	after(() => client.stop());

	const findings = (id: string, more = {}): Promise<FindingsResult> =>
		client.request("archscale/findings", { uri: URI, id, ...more });

	const lines = SMALL.split("\n");
	const positionOf = (name: string) => {
		const line = lines.findIndex((text) => text.includes(name));
		return { line, character: lines[line]!.indexOf(name) };
	};
	/** What the light bulb offers at a name. */
	const lightBulb = (name: string): Promise<CodeAction[]> => {
		const position = positionOf(name);
		return client.request("textDocument/codeAction", {
			textDocument: { uri: URI },
			range: { start: position, end: position },
			context: { diagnostics: [] },
		});
	};
	/** The fix of an element whose title matches, as the page names it. */
	const fix = async (id: string, title: RegExp): Promise<FixParams & { readonly uri: string }> => {
		const { version, findings: found } = await findings(id);
		for (const [at, finding] of found.entries()) {
			const number = finding.fixes.findIndex((one) => title.test(one));
			if (number >= 0) return { uri: URI, id, version, finding: at, fix: number, title: finding.fixes[number]! };
		}
		assert.fail(`no fix of ${id} matches ${title}`);
	};

	it("says of a card what the text says of it: in its squiggles, its hover and its light bulb", async () => {
		const { diagnostics } = await client.open(URI, SMALL);
		const { findings: found } = await findings("web");
		const { line } = positionOf("web x2");
		// What is wrong with a call of it stands where the call does.
		const onLink = (one: Diagnostic) => one.code === "retry-without-backoff";
		const squiggles = diagnostics.filter((one) => one.range.start.line === line || onLink(one));
		assert.ok(found.length > 2);
		assert.deepEqual(
			found.map(({ rule, message }) => `${rule} ${message}`).sort(),
			squiggles.map((one) => `${one.code} ${sentence(one)}`).sort(),
		);
		const hover = await client.at<Hover>("textDocument/hover", URI, positionOf("web x2"));
		const { value } = hover.contents as { value: string };
		for (const { message, why, technique } of found)
			for (const text of [message, why, technique]) assert.ok(value.includes(text), text);
		const offered = new Set(
			[...(await lightBulb("web x2")), ...(await lightBulb("retries"))].map(({ title }) => title),
		);
		for (const { fixes } of found) for (const title of fixes) assert.ok(offered.has(title), title);
		assert.ok(found.some(({ fixes }) => fixes.length > 1));
	});

	it("puts the worst finding first", async () => {
		await client.open(URI, SMALL);
		const order = ["error", "warning", "info", "hint"];
		const ranks = (await findings("web")).findings.map(({ severity }) => order.indexOf(severity));
		assert.deepEqual(ranks, [...ranks].sort());
		assert.ok(new Set(ranks).size > 1);
	});

	it("knows the findings of a link, and of the users that the picture shows", async () => {
		await client.open(URI, SMALL);
		const { findings: link } = await findings("web>db");
		assert.deepEqual(
			link.map(({ rule }) => rule),
			["retry-without-backoff"],
		);
		assert.deepEqual((await findings("c>web")).findings, []);
		const rules = async (users: number) =>
			(await findings("web", { options: { users } })).findings.map(({ rule }) => rule);
		assert.ok((await rules(1e9)).includes("component-saturated"));
		assert.ok(!(await rules(1000)).includes("component-saturated"));
	});

	it("carries out a fix as the light bulb does", async () => {
		await client.open(URI, SMALL);
		const params = await fix("web", /session/i);
		const action = (await lightBulb("web x2")).find(({ title }) => title === params.title)!;
		assert.deepEqual(await client.request<FixResult>("archscale/fix", params), { applied: true });
		const [{ edit, label }] = edits as [ApplyWorkspaceEditParams];
		assert.equal(label, params.title);
		const [change] = edit.documentChanges as [TextDocumentEdit];
		assert.deepEqual(change.textDocument, { uri: URI, version: 1 });
		const document = TextDocument.create(URI, "archscale", 1, SMALL);
		const textAfter = ({ edits }: TextDocumentEdit) => TextDocument.applyEdits(document, edits.filter(TextEdit.is));
		const after = textAfter(change);
		assert.equal(after, textAfter(action.edit!.documentChanges![0] as TextDocumentEdit));
		assert.notEqual(after, SMALL);
	});

	it("does nothing to a text that has changed since, and says so", async () => {
		await client.open(URI, SMALL);
		const params = await fix("web", /session/i);
		await client.change(URI, `${SMALL}\n// more\n`);
		assert.deepEqual(await client.request<FixResult>("archscale/fix", params), { applied: false });
		assert.equal(await client.request("archscale/previewFix", params), null);
		assert.deepEqual(edits, []);
		const [again, none] = [await fix("web", /session/i), { ...params, version: 2, title: "Something else" }];
		assert.deepEqual(await client.request<FixResult>("archscale/fix", none), { applied: false });
		accepts = false;
		assert.deepEqual(await client.request<FixResult>("archscale/fix", again), { applied: false });
		assert.equal(edits.length, 1);
	});

	it("draws what a fix would lead to, as it is drawn once the fix is made", async () => {
		const diagrams: WholeMessage[] = [];
		const arrived = new Set<() => void>();
		const whole = wholePictures();
		const subscription = client.connection.onNotification("archscale/diagram", (message: DiagramMessage) => {
			diagrams.push(whole(message));
			for (const wake of arrived) wake();
		});
		const version = (wanted: number): Promise<WholeMessage> =>
			new Promise((resolve) => {
				const look = () => {
					const found = diagrams.find((message) => message.version === wanted);
					if (found) resolve(found);
				};
				arrived.add(look);
				look();
			});
		await client.open(URI, PHOTOS);
		await client.connection.sendNotification("archscale/watch", { uri: URI });
		const { diagram: before } = await version(1);
		const params = await fix("us.web", /session/i);
		const preview = await client.request<PreviewResult>("archscale/previewFix", params);
		assert.ok(preview.diagram.scene.cards.length >= before.scene.cards.length);
		assert.notDeepEqual(preview.diagram, before);
		assert.ok(preview.effects.some((effect) => /findings instead of/.test(effect)));
		assert.equal(diagrams.length, 1, "the picture of the text stays");

		await client.request("archscale/fix", params);
		const [change] = edits[0]!.edit.documentChanges as [TextDocumentEdit];
		const document = TextDocument.create(URI, "archscale", 1, PHOTOS);
		await client.change(URI, TextDocument.applyEdits(document, change.edits.filter(TextEdit.is)));
		const { diagram: after } = await version(2);
		assert.deepEqual(preview.diagram, after);
		await client.connection.sendNotification("archscale/watch", {});
		subscription.dispose();
	});

	it("tells of a component what its hover tells", async () => {
		await client.open(URI, SMALL);
		const { markdown } = await client.request<DetailsResult>("archscale/details", { uri: URI, id: "web" });
		const hover = await client.at<Hover>("textDocument/hover", URI, positionOf("web x2"));
		assert.equal(markdown, (hover.contents as { value: string }).value);
		assert.equal(await client.request("archscale/details", { uri: URI, id: "nothing" }), null);
		const busy = await client.request<DetailsResult>("archscale/details", {
			uri: URI,
			id: "web",
			options: { users: 50_000_000 },
		});
		assert.notEqual(busy.markdown, markdown);
	});
});
