import assert from "node:assert/strict";
import type { CompletionItem } from "vscode-languageserver/node";
import { Client } from "./client.ts";
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

	it("offers kinds, names and import at the start of a statement", () =>
		offers(
			`${REST}<|>`,
			["service", "data", "datacenter", "system", "import", "browser", "us_east.web"],
			["profiles"],
		));
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
		offers(`${REST}browser -> <|>`, ["browser", "us_east.web", "eu.redis"], ["profiles", "service"]));
	it("offers near ones by their bare name", () =>
		offers(`${REST}datacenter asia {\n  service api\n  api -> <|>\n}`, ["api", "us_east.web"]));
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

	it("offers nothing inside texts and comments", async () => {
		for (const source of ['service s "<|>"', 'service s "half<|>', "service s // <|>", "/* <|> */"]) {
			assert.deepEqual(await labels(`${REST}${source}`), [], source);
			await client.close(URI);
		}
	});

	it("explains what it offers", async () => {
		const { items } = await complete(`${REST}cache c { e<|> }`);
		const eviction = items.find(({ label }) => label === "eviction");
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
		assert.ok(typeof read.documentation === "object" && /[가-힣]/.test(read.documentation.value));
		await client.stop();
	});
});
