import assert from "node:assert/strict";
import type { CompletionItem, CompletionList } from "vscode-languageserver/node";
import { format } from "../../src/language/format.ts";
import { parse } from "../../src/language/parser.ts";
import { patterns } from "../../src/server/completion-snippets.ts";
import { Client } from "./client.ts";
import { folderWith } from "./files.ts";
import { edited, marked } from "./marked.ts";

const URI = "file:///nowhere/main.arch";

const REST = `
data profiles { kind: durable }
data photos { kind: static }
client browser { users: 2M }
datacenter us_east {
  service web x2
  database db { holds: profiles }
}
datacenter eu {
  cache redis
}
`;

describe("completion", () => {
	let client: Client;
	before(async () => {
		({ client } = await Client.start());
	});
	afterEach(() => client.close(URI));
	after(() => client.stop());

	async function complete(source: string): Promise<{ readonly items: CompletionItem[]; readonly text: string }> {
		const { text, at } = marked(source);
		await client.open(URI, text);
		return { items: await client.at<CompletionItem[]>("textDocument/completion", URI, at), text };
	}
	const labels = async (source: string): Promise<readonly string[]> =>
		(await complete(source)).items.map(({ label }) => label);
	async function offers(source: string, wanted: readonly string[], unwanted: readonly string[] = []): Promise<void> {
		const given = await labels(source);
		for (const label of wanted) assert.ok(given.includes(label), `${label} is missing in ${given.join(" ")}`);
		for (const label of unwanted) assert.ok(!given.includes(label), `${label} is too many in ${given.join(" ")}`);
	}

	it("offers kinds and names at the start of a statement", () =>
		offers(`${REST}<|>`, ["service", "data", "datacenter", "system", "browser", "us_east.web"], ["profiles"]));
	it("offers the nearest names of very many, and the others once some letters are typed", async () => {
		const many = Array.from({ length: 400 }, (_, i) => `service s${i}-web`).join("\n");
		const { text, at } = marked(`${many}\ngroup g {\n  cache near\n  near -> <|>\n}\n`);
		await client.open(URI, text);
		const { isIncomplete, items } = await client.at<CompletionList>("textDocument/completion", URI, at);
		assert.equal(isIncomplete, true);
		assert.ok(items.length < 300);
		await client.close(URI);
		await offers(`${many}\ngroup g {\n  cache near\n  near -> 399w<|>\n}\n`, ["s399-web"], ["s398-web"]);
	});
	it("says once where its items go, to a client that takes that from the list", async () => {
		const completion = {
			completionList: { itemDefaults: ["editRange"] },
			completionItem: { snippetSupport: true, insertReplaceSupport: true },
		};
		const { client: modern } = await Client.start({ capabilities: { textDocument: { completion } } });
		const { text, at } = marked(`${REST}brow<|>ser -> us_east.web\n`);
		await modern.open(URI, text);
		const list = await modern.at<CompletionList>("textDocument/completion", URI, at);
		const line = at.line;
		const start = { line, character: 0 };
		assert.deepEqual(list.itemDefaults, {
			editRange: {
				insert: { start, end: { line, character: 4 } },
				replace: { start, end: { line, character: 7 } },
			},
		});
		assert.ok(list.items.every(({ textEdit }) => textEdit === undefined));
		assert.equal(list.items.find(({ label }) => label === "browser")?.textEditText, undefined);
		assert.match(list.items.find(({ label }) => label === "service")?.textEditText ?? "", /^service \$\{1:name\}/);
		await modern.stop();
	});
	it("offers kinds for a word that is begun", () => offers(`${REST}serv<|>`, ["service"]));
	it("offers kinds inside a place, and what may stand there only", () =>
		offers(`${REST}datacenter asia {\n  <|>\n}`, ["service", "cache", "region"], ["system", "data", "capacity"]));
	it("offers nothing for a new name", async () => assert.deepEqual(await labels(`${REST}service <|>`), []));

	it("offers the properties that a kind takes", () =>
		offers(`${REST}cache c { <|> }`, ["holds", "ttl", "eviction", "reads"], ["shards", "service"]));
	it("leaves out properties that are given", () =>
		offers(`${REST}cache c {\n  ttl: 1h\n  <|>\n}`, ["eviction"], ["ttl"]));
	it("offers properties for a word that is begun, in a block that is still open", () =>
		offers(`${REST}service s {\n  cap<|>\n`, ["capacity"]));
	it("offers properties on a new line of a block that is still open", () =>
		offers(`${REST}service s {\n  capacity: 5rps\n  <|>\n`, ["timeout"], ["capacity"]));
	it("offers properties behind a comma", () => offers(`${REST}cache c { ttl: 1h, <|> }`, ["eviction"], ["browser"]));
	it("offers the properties of a link in its body", () =>
		offers(`${REST}browser -> us_east.web { <|> }`, ["timeout", "retries"], ["holds"]));

	it("offers the values of a property", () =>
		offers(`${REST}cache c { read: <|> }`, ["look-aside", "read-through"], ["write-around", "ttl"]));
	it("offers the values for a word that is begun", () => offers(`${REST}dns d { routing: ge<|> }`, ["geo"]));
	it("offers data where a property wants data", () =>
		offers(`${REST}storage s { holds: <|> }`, ["profiles", "photos"], ["browser"]));
	it("offers the rest of a list", () =>
		offers(`${REST}storage s { holds: [profiles, <|>] }`, ["photos"], ["profiles", "browser"]));
	it("offers the rest of a list on its next line", () =>
		offers(`${REST}monitoring m {\n  metrics: [\n    host,\n    <|>\n  ]\n}`, ["tier", "business"]));
	it("offers true and false", () => offers(`${REST}dns d { health-checks: <|> }`, ["true", "false"]));
	it("offers the units that fit a number", async () => {
		const { items, text } = await complete(`${REST}service s { capacity: 500<|> }`);
		const rps = items.find(({ label }) => label === "500rps");
		assert.ok(rps?.textEdit && "range" in rps.textEdit);
		assert.match(edited(text, [rps.textEdit]), /capacity: 500rps \}/);
	});

	it("offers data behind reads and writes", () =>
		offers(`${REST}service s {\n  reads <|>\n}`, ["profiles", "photos"], ["browser", "us_east"]));
	it("offers components behind an arrow", () =>
		offers(`${REST}browser -> <|>`, ["us_east.db", "us_east.web", "eu.redis"], ["profiles", "service"]));
	it("offers near ones by their bare name", () =>
		offers(`${REST}datacenter asia {\n  service api\n  service app\n  api -> <|>\n}`, ["app", "us_east.web"]));
	it("offers components behind a comma of a link", () =>
		offers(`${REST}browser -> us_east.web, <|>`, ["eu.redis"], ["cache"]));
	it("offers components for a target that is begun", () =>
		offers(`${REST}browser -> us_east.web -> d<|>`, ["us_east.db"]));
	it("offers what a place contains behind a dot", async () => {
		assert.deepEqual(await labels(`${REST}browser -> us_east.<|>`), ["web", "db"]);
		await client.close(URI);
		assert.deepEqual(await labels(`${REST}browser -> us_east.w<|>`), ["web", "db"]);
	});
	it("offers those of the same kind behind like", () =>
		offers(`${REST}datacenter asia like <|>`, ["us_east", "eu"], ["us_east.web"]));

	it("offers what goes on behind a name: an arrow, instances, a copy", async () => {
		await offers(`${REST}browser <|>`, ["->"], ["service"]);
		await client.close(URI);
		await offers(`${REST}service api <|>`, ["x2", "x2..4", "like"]);
		await client.close(URI);
		await offers(`${REST}service api x3<|>`, ["x3", "x3..6"], ["like"]);
		await client.close(URI);
		await offers(`${REST}database d2 <|>`, ["like"], ["x2"]);
	});
	it("offers shares for a number behind a target, and behind data that is read", async () => {
		await offers(`${REST}browser -> us_east.web 5<|>`, ["5%", "x5"]);
		await client.close(URI);
		await offers(`${REST}service s {\n  reads photos 10<|>\n}`, ["10%", "x10"]);
		await client.close(URI);
		await offers(`${REST}service s {\n  reads photos x3<|>\n}`, ["x3"], ["3%"]);
	});
	it("offers none of these for a blank that is typed, which the next Enter would take", async () => {
		const { text, at } = marked(`${REST}browser -> us_east.web <|>`);
		await client.open(URI, text);
		const context = { triggerKind: 2, triggerCharacter: " " };
		assert.deepEqual(await client.at("textDocument/completion", URI, at, { context }), []);
	});
	it("leaves out what a link comes from and what it leads to already", () =>
		offers(`${REST}browser -> us_east.web, <|>`, ["us_east.db"], ["browser", "us_east.web"]));
	it("goes on with a link on the next line", () =>
		offers(`${REST}browser ->\n  us_east.web,\n  <|>`, ["us_east.db"], ["service", "browser"]));
	it("offers the name that is shortest in a place", () =>
		offers("group a {\n  service x\n  service y\n  y -> <|>\n}\ngroup b { service z }\n", ["x", "b.z"], ["a.x", "y"]));
	it("offers the system once, imports at the head, and places where they may stand", async () => {
		await offers(`system { users: 1M }\n${REST}<|>`, ["service"], ["system", "import"]);
		await client.close(URI);
		await offers(`<|>${REST}`, ["import", "system"]);
		await client.close(URI);
		await offers("zone z {\n  <|>\n}", ["service", "group"], ["zone", "datacenter"]);
	});
	it("does not offer a store as its own fallback", () =>
		offers(`${REST}cdn edge { fallback: <|> }`, ["us_east.web", "origin"], ["edge"]));
	it("puts the nearest and the most telling first", async () => {
		const { items } = await complete(`${REST}service s {\n  <|>\n}`);
		const order = [...items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1)).map(({ label }) => label);
		assert.ok(order.indexOf("capacity") > order.indexOf("sessions"), "what every component takes comes later");
		assert.ok(order.indexOf("reads") < order.indexOf("description"));
		await client.close(URI);
		const names = (await complete("service far\ngroup g {\n  service near\n  service n\n  n -> <|>\n}")).items;
		const sorted = [...names].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1)).map(({ label }) => label);
		assert.deepEqual(sorted, ["near", "far"]);
	});
	it("finds a qualified name by its last part, and a property by another word for it", async () => {
		const web = (await complete(`${REST}browser -> <|>`)).items.find(({ label }) => label === "us_east.web");
		assert.equal(web?.filterText, "web us_east.web");
		await client.close(URI);
		const items = (await complete(`${REST}service s { <|> }`)).items;
		assert.match(items.find(({ label }) => label === "concurrency")?.filterText ?? "", /parallelism/);
	});
	it("commits places by a dot and nothing else by any sign", async () => {
		const { items } = await complete(`${REST}datacenter asia like <|>`);
		assert.deepEqual(items.find(({ label }) => label === "eu")?.commitCharacters, ["."]);
		await client.close(URI);
		const others = (await complete(`${REST}browser -> <|>`)).items;
		assert.ok(others.length > 0 && others.every(({ commitCharacters }) => commitCharacters === undefined));
	});
	it("offers the rules that a comment may silence, first those that find something there", async () => {
		const { items } = await complete("client c { users: 1M }\n// archscale-ignore <|>\nservice web\n\nc -> web\n");
		const found = items.filter(({ preselect }) => preselect).map(({ label }) => label);
		assert.ok(found.length > 0 && found.includes("single-instance-tier"), found.join());
		assert.ok(items.length > 90);
		const item = await client.request<CompletionItem>("completionItem/resolve", items[0]);
		assert.ok(typeof item.documentation === "object" && item.documentation.value.length > 40);
	});
	it("explains a component with its numbers", async () => {
		const { items } = await complete(`${REST}browser -> us_east.web\neu.redis -> <|>`);
		const web = items.find(({ label }) => label === "us_east.web");
		const { documentation } = await client.request<CompletionItem>("completionItem/resolve", web);
		assert.ok(
			typeof documentation === "object" && /Load \*\*926\/s\*\*/.test(documentation.value),
			JSON.stringify(documentation),
		);
	});

	it("offers nothing inside texts and comments", async () => {
		for (const source of ['service s "<|>"', 'service s "half<|>', "service s // <|>", "/* <|> */"]) {
			assert.deepEqual(await labels(`${REST}${source}`), [], source);
			await client.close(URI);
		}
	});

	it("explains what it offers", async () => {
		const { items } = await complete(`${REST}cache c { e<|> }`);
		const offered = items.find(({ label }) => label === "eviction");
		assert.equal(offered?.documentation, undefined, "only what somebody looks at is explained");
		const eviction = await client.request<CompletionItem>("completionItem/resolve", offered);
		assert.ok(eviction?.documentation && typeof eviction.documentation === "object");
		assert.ok(eviction.documentation.value.length > 40);
		assert.match(eviction.documentation.value, /`lru`/);
	});

	it("replaces the whole word, however the editor cuts words", async () => {
		const { items, text } = await complete(`${REST}dns d { health-ch<|> }`);
		const item = items.find(({ label }) => label === "health-checks");
		assert.ok(item?.textEdit && "range" in item.textEdit);
		assert.match(edited(text, [item.textEdit]), /dns d \{ health-checks: {2}\}/);
	});
});

describe("completion across files", () => {
	it("imports the file of a name that is taken from it, and names files to be imported", async () => {
		const folder = folderWith({
			"parts/data.arch": "data orders\ngroup shop { service cart }\n",
			"user.arch": 'import "./main.arch"\nservice late\n',
			"design.arch": "system { users: 1M }\nservice paper\n",
			"other.arch": 'service web\nservice pay "Payments"\n',
		});
		const { client } = await Client.start({ workspaceFolders: [{ uri: folder.uri, name: "folder" }] });
		const uri = folder.uriOf("main.arch");
		const complete = async (source: string): Promise<{ items: CompletionItem[]; text: string }> => {
			const { text, at } = marked(source);
			await client.open(uri, text);
			const items = await client.at<CompletionItem[]>("textDocument/completion", uri, at);
			await client.close(uri);
			return { items, text };
		};
		const done = (text: string, item: CompletionItem | undefined): string => {
			assert.ok(item?.textEdit && "range" in item.textEdit);
			return edited(text, [item.textEdit, ...(item.additionalTextEdits ?? [])]);
		};
		const named = await complete("// A shop.\n\nservice web\nweb -> pa<|>\n");
		const labels = named.items.map(({ label }) => label);
		assert.ok(labels.includes("pay") && labels.includes("shop.cart"), labels.join());
		assert.ok(!labels.includes("late") && !labels.includes("paper"), "no circle and no other design");
		const pay = named.items.find(({ label }) => label === "pay");
		assert.ok(!labels.includes("orders"), "no data behind an arrow");
		assert.match(pay?.detail ?? "", /Payments.*imports \.\/other\.arch/);
		assert.equal(done(named.text, pay), '// A shop.\n\nimport "./other.arch"\n\nservice web\nweb -> pay\n');
		const data = await complete('import "./other.arch"\nservice s { reads <|> }\n');
		assert.equal(
			done(
				data.text,
				data.items.find(({ label }) => label === "orders"),
			),
			'import "./other.arch"\nimport "./parts/data.arch"\nservice s { reads orders }\n',
		);
		const path = await complete('import "./other.arch"\nimport "<|>"\n');
		assert.deepEqual(
			[...path.items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1)).map(({ label }) => label),
			["./design.arch", "./user.arch", "./parts/data.arch"],
		);
		assert.equal(
			done(
				path.text,
				path.items.find(({ label }) => label.includes("data")),
			),
			'import "./other.arch"\nimport "./parts/data.arch"\n',
		);
		await client.stop();
		folder.remove();
	});
});

describe("completion for an editor that tells inserting from replacing", () => {
	it("gives both ranges for a word with the cursor in it", async () => {
		const { client } = await Client.start({
			capabilities: {
				textDocument: { completion: { completionItem: { insertReplaceSupport: true, snippetSupport: true } } },
			},
		});
		const { text, at } = marked("dns d { routing: ge<|>ox }");
		await client.open(URI, text);
		const items = await client.at<CompletionItem[]>("textDocument/completion", URI, at);
		const edit = items.find(({ label }) => label === "geo")?.textEdit;
		assert.ok(edit && "insert" in edit);
		assert.equal(edited(text, [{ range: edit.insert, newText: edit.newText }]), "dns d { routing: geoox }");
		assert.equal(edited(text, [{ range: edit.replace, newText: edit.newText }]), "dns d { routing: geo }");
		await client.stop();
	});
	it("offers patterns of several statements, which are what they say", async () => {
		const { client } = await Client.start({
			capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
		});
		await client.open(URI, "\n");
		const items = await client.at<CompletionItem[]>("textDocument/completion", URI, { line: 0, character: 0 });
		const found = items.filter(({ kind }) => kind === 15);
		assert.equal(found.length, patterns.length);
		for (const item of found) {
			const { documentation } = await client.request<CompletionItem>("completionItem/resolve", item);
			assert.ok(typeof documentation === "object");
			const code = /```arch\n([\s\S]*?)\n```/.exec(documentation.value)?.[1];
			assert.ok(code && parse(code).problems.length === 0 && format(`${code}\n`) === `${code}\n`, code);
		}
		await client.stop();
	});
});

describe("completion for an editor with snippets, in Korean", () => {
	it("leaves gaps to fill in, and explains in Korean", async () => {
		const { client } = await Client.start({
			locale: "ko",
			capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
		});
		const { text, at } = marked("cache c { <|> }");
		await client.open(URI, text);
		const items = await client.at<CompletionItem[]>("textDocument/completion", URI, at);
		const read = items.find(({ label }) => label === "read");
		assert.equal(read?.insertTextFormat, 2);
		assert.ok(read?.textEdit && "newText" in read.textEdit);
		assert.match(read.textEdit.newText, /^read: \$\{1\|look-aside,read-through\|\}$/);
		const explained = await client.request<CompletionItem>("completionItem/resolve", read);
		assert.ok(typeof explained.documentation === "object" && /[가-힣]/.test(explained.documentation.value));
		await client.stop();
	});
});
