import assert from "node:assert/strict";
import type {
	CallHierarchyIncomingCall,
	CallHierarchyItem,
	CallHierarchyOutgoingCall,
} from "vscode-languageserver/node";
import { asking, URI } from "./asking.ts";
import { folderWith } from "./files.ts";
import { marked, textIn } from "./marked.ts";

const SHOP = `client c { rate: 100rps }
data d
datacenter us {
  loadbalancer lb
  service w<|>eb { reads d x2; writes d 10% }
  queue jobs
  database db { holds: d }
  lb -> web -> db
  web -> jobs 50%
}
c -> us.lb
`;

describe("call hierarchy", () => {
	const { client, ask } = asking();
	const calls = <Call>(direction: "incoming" | "outgoing", item: CallHierarchyItem | undefined): Promise<Call[]> =>
		client().request(`callHierarchy/${direction}Calls`, { item });

	it("begins at what the cursor is on, else at what it is in", async () => {
		const [web] = await ask<CallHierarchyItem[]>("textDocument/prepareCallHierarchy", SHOP);
		assert.equal(web?.name, "us.web");
		assert.equal(web.detail, "100/s · service");
		const inside = "group us {\n  service web {\n    cap<|>acity: 5rps\n  }\n}\n";
		const [outer] = await ask<CallHierarchyItem[]>("textDocument/prepareCallHierarchy", inside);
		assert.equal(outer?.name, "us.web");
		assert.equal(await ask("textDocument/prepareCallHierarchy", "data d\n<|>\nservice web\n"), null);
	});

	it("says who calls, how often, and where that is written", async () => {
		const { text } = marked(SHOP);
		const [web] = await ask<CallHierarchyItem[]>("textDocument/prepareCallHierarchy", SHOP);
		const incoming = await calls<CallHierarchyIncomingCall>("incoming", web);
		assert.deepEqual(
			incoming.map(({ from, fromRanges }) => [from.name, from.detail, fromRanges.map((range) => textIn(text, range))]),
			[["us.lb", "100/s · load balancer", ["web"]]],
		);
		assert.equal(incoming[0]?.fromRanges[0]?.start.line, 7);
		const again = await calls<CallHierarchyIncomingCall>("incoming", incoming[0]?.from);
		assert.deepEqual(
			again.map(({ from }) => from.name),
			["c"],
		);
	});

	it("says whom it calls, with reads and writes", async () => {
		const { text } = marked(SHOP);
		const [web] = await ask<CallHierarchyItem[]>("textDocument/prepareCallHierarchy", SHOP);
		const outgoing = await calls<CallHierarchyOutgoingCall>("outgoing", web);
		assert.deepEqual(
			outgoing.map(({ to, fromRanges }) => [to.name, to.detail, fromRanges.map((range) => textIn(text, range))]),
			[
				["us.db", "210/s · 200/s reads, 10/s writes · database", ["db"]],
				["us.jobs", "50/s · asynchronous · message queue", ["jobs"]],
			],
		);
	});

	it("takes what crosses the border of a place for its calls", async () => {
		const [us] = await ask<CallHierarchyItem[]>(
			"textDocument/prepareCallHierarchy",
			SHOP.replace("<|>", "").replace("datacenter us", "datacenter u<|>s"),
		);
		assert.equal(us?.name, "us");
		const incoming = await calls<CallHierarchyIncomingCall>("incoming", us);
		assert.deepEqual(
			incoming.map(({ from }) => from.name),
			["c"],
		);
		assert.deepEqual(await calls("outgoing", us), []);
	});

	it("tells the copies of one declaration apart", async () => {
		const source = "client c { rate: 10rps }\ngroup us { service web }\ngroup eu like us\nc -> eu.w<|>eb\n";
		const [web] = await ask<CallHierarchyItem[]>("textDocument/prepareCallHierarchy", source);
		assert.equal(web?.name, "eu.web");
		assert.equal(web.selectionRange.start.line, 1);
		assert.equal((await calls("incoming", web)).length, 1);
		const original = source.replace("<|>", "").replace("service web", "service w<|>eb");
		const [us] = await ask<CallHierarchyItem[]>("textDocument/prepareCallHierarchy", original);
		assert.deepEqual([us?.name, await calls("incoming", us)], ["us.web", []]);
	});

	it("follows calls into imported files, and marks nothing in a file where nothing is written of them", async () => {
		const folder = folderWith({ "shared.arch": "service auth\n" });
		try {
			const uri = folder.uriOf("main.arch");
			const { text, at } = marked('import "./shared.arch"\nclient c { rate: 1rps }\nexternal x\nc -> a<|>uth -> x\n');
			await client().open(uri, text);
			const [auth] = await client().at<CallHierarchyItem[]>("textDocument/prepareCallHierarchy", uri, at);
			assert.equal(auth?.uri, folder.uriOf("shared.arch"));
			const [incoming] = await calls<CallHierarchyIncomingCall>("incoming", auth);
			assert.deepEqual([incoming?.from.uri, incoming?.fromRanges[0]?.start.line], [uri, 3]);
			const [outgoing] = await calls<CallHierarchyOutgoingCall>("outgoing", auth);
			// The call is written in main.arch, but an editor opens these in the file of the caller.
			assert.deepEqual(outgoing?.fromRanges, [auth.selectionRange]);
			await client().close(uri);
		} finally {
			folder.remove();
		}
	});

	it("has no answer about what is not there any more", async () => {
		const [web] = await ask<CallHierarchyItem[]>("textDocument/prepareCallHierarchy", SHOP);
		await client().change(URI, "service other\n");
		assert.equal(await client().request("callHierarchy/incomingCalls", { item: web }), null);
	});
});
