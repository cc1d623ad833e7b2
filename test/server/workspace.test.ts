import assert from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Workspace } from "../../src/server/workspace.ts";

const URI = "file:///shop.arch";
const SHOP = `client c { users: 9M, requests: 50/day }
service web x4 { capacity: 500rps }
c -> web
`;

/** One open document that can be edited. */
function opened(text: string): { readonly workspace: Workspace; readonly edit: (text: string) => void } {
	let document = TextDocument.create(URI, "archscale", 1, text);
	const documents = { get: (uri: string) => (uri === URI ? document : undefined), all: () => [document] };
	const workspace = new Workspace(documents, { read: () => undefined, isPending: () => false });
	return {
		workspace,
		edit: (next) => {
			document = TextDocument.create(URI, "archscale", document.version + 1, next);
		},
	};
}

describe("the workspace", () => {
	it("analyses again when a number changes, and not when only comments, layout or descriptions do", () => {
		const { workspace, edit } = opened(SHOP);
		const before = workspace.inspection(URI)!;
		const slid = workspace.inspection(URI, 5_000_000)!;
		edit(`// Our shop\n${SHOP.replace("{ capacity: 500rps }", '{\n  capacity: 500rps\n  description: "Pages"\n}')}`);
		const commented = workspace.inspection(URI)!;
		assert.ok(commented.analysis === before.analysis);
		assert.ok(workspace.inspection(URI, 5_000_000)!.analysis === slid.analysis);
		const [finding] = commented.findings;
		assert.equal(finding?.at.file.text.slice(finding.at.span.start, finding.at.span.end), "web");
		edit(SHOP.replace("500rps", "600rps"));
		const changed = workspace.inspection(URI)!;
		assert.ok(changed.analysis !== before.analysis);
		const web = changed.architecture.components.find(({ id }) => id === "web")!;
		assert.equal(changed.analysis.components.get(web)?.capacity, 2400);
	});

	it("neither reads nor resolves the text again for another number of users", () => {
		const { workspace } = opened(SHOP);
		const { architecture } = workspace.inspection(URI)!;
		const more = workspace.inspection(URI, 5_000_000)!;
		assert.ok(more.architecture === architecture);
		assert.equal(more.analysis.users, 5_000_000);
	});

	it("applies other settings to the numbers that it has", () => {
		const { workspace } = opened(SHOP);
		const before = workspace.inspection(URI)!;
		workspace.settings = { ...workspace.settings, severities: { "component-saturated": "off" } };
		const after = workspace.inspection(URI)!;
		assert.ok(after.analysis === before.analysis);
		assert.ok(before.findings.length > after.findings.length);
	});
});
