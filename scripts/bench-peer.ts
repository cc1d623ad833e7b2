import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath, pathToFileURL } from "node:url";

/*
 * Our language server beside that of LikeC4, measured in one run and in the same way: the same model in both languages, the same
 * edits with the same pauses, over stdio. The result goes into docs/performance.md.
 *   npm run bench:peer [-- PROCESSES [LARGEST]]
 * LikeC4 is fetched from npm into node_modules/.cache; the product has nothing to do with it.
 */

const PEER = "likec4@1.59.4";
const PAUSE_MS = 800;
/** Elements, and edits of one process. */
const allSizes: readonly [elements: number, edits: number][] = [
	[100, 20],
	[1000, 20],
	[5000, 12],
];
const processes = Number(process.argv[2] ?? 3);
const largest = Number(process.argv[3] ?? Infinity);
const sizes = allSizes.filter(([elements]) => elements <= largest);

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = join(root, "docs/performance.md");
const cache = join(root, "node_modules/.cache/archscale/peer");
const likec4 = join(cache, "node_modules/.bin/likec4");

interface Server {
	readonly name: "Archscale" | "LikeC4";
	readonly command: readonly string[];
	readonly language: string;
	readonly extension: string;
	readonly model: (elements: number) => Model;
}

interface Model {
	readonly text: string;
	/** Behind a name in a link: a letter there makes it a name of nothing. */
	readonly edit: number;
}

const servers: readonly Server[] = [
	{
		name: "Archscale",
		command: [process.execPath, join(root, "dist/server.cjs"), "--stdio"],
		language: "archscale",
		extension: "arch",
		model: archscaleModel,
	},
	{
		name: "LikeC4",
		command: [process.execPath, likec4, "lsp", "--stdio", "--no-use-dot", "--no-manual-layouts"],
		language: "likec4",
		extension: "c4",
		model: likec4Model,
	},
];

// The models

const CELL = ["lb", "web", "api", "cache", "db", "jobs", "worker", "files", "index"];

/** Links of one cell, and one to the next: 14 to 10 elements. */
const LINKS: readonly [string, string][] = [
	["lb", "web"],
	["web", "api"],
	["web", "cache"],
	["web", "files"],
	["api", "cache"],
	["api", "db"],
	["api", "index"],
	["api", "jobs"],
	["jobs", "worker"],
	["worker", "db"],
	["worker", "files"],
	["worker", "index"],
	["web", "index"],
];

function archscaleModel(elements: number): Model {
	const cells = Math.max(1, Math.round(elements / (CELL.length + 1)));
	const lines = ["client users { users: 20M, requests: 20/day, peak: 3x }", "data rows { items: 10M, size: 1KB }", ""];
	for (let cell = 0; cell < cells; cell++) {
		lines.push(
			`group cell${cell} "Cell ${cell}" {`,
			"  loadbalancer lb x2",
			"  service web x4 {",
			"    capacity: 800rps",
			"    timeout: 1s",
			"  }",
			"  service api x4 {",
			"    capacity: 600rps",
			"    reads rows x2",
			"    writes rows 10%",
			"  }",
			"  cache cache x2 { holds: rows, ttl: 10min }",
			"  database db {",
			"    holds: rows",
			"    replicas: 1",
			"  }",
			"  queue jobs x2",
			"  worker worker x2 { service-time: 100ms }",
			"  storage files",
			"  search index x2",
			...LINKS.map(([from, to]) => `  ${from} -> ${to}`),
			"}",
		);
	}
	for (let cell = 0; cell < cells; cell++) {
		lines.push(cell % 10 === 0 ? `users -> cell${cell}.lb` : `cell${cell - 1}.api -> cell${cell}.lb 5%`);
	}
	return withEdit(`${lines.join("\n")}\nusers -> cell0.files`);
}

function likec4Model(elements: number): Model {
	const cells = Math.max(1, Math.round(elements / (CELL.length + 1)));
	const kinds = ["person", "group", ...CELL];
	const lines = ["specification {", ...kinds.map((kind) => `  element ${kind}_kind`), "}", "model {"];
	lines.push("  users = person_kind 'Users'");
	for (let cell = 0; cell < cells; cell++) {
		lines.push(`  cell${cell} = group_kind 'Cell ${cell}' {`);
		for (const kind of CELL) lines.push(`    ${kind} = ${kind}_kind '${kind}' {`, `      description 'x'`, "    }");
		for (const [from, to] of LINKS) lines.push(`    ${from} -> ${to}`);
		lines.push("  }");
	}
	for (let cell = 0; cell < cells; cell++) {
		lines.push(cell % 10 === 0 ? `  users -> cell${cell}.lb` : `  cell${cell - 1}.api -> cell${cell}.lb`);
	}
	const { text, edit } = withEdit(`${lines.join("\n")}\n  users -> cell0.files`);
	return { text: `${text}}\n`, edit };
}

function withEdit(text: string): Model {
	return { text: `${text}\n`, edit: text.length };
}

// The client

type Message = { readonly id?: number; readonly method?: string; readonly params?: Params; readonly result?: unknown };
interface Params {
	readonly uri?: string;
	readonly version?: number;
	readonly diagnostics?: readonly { readonly message: string }[];
}

/** As little of a client as possible, so that its own time counts little. */
class Client {
	readonly #process;
	#chunks: Buffer[] = [];
	#have = 0;
	#need = -1;
	#body = 0;
	#id = 0;
	#listeners: ((message: Message) => void)[] = [];

	constructor([command, ...args]: readonly string[]) {
		this.#process = spawn(command!, args, { stdio: ["pipe", "pipe", "ignore"] });
		this.#process.stdout.on("data", (data: Buffer) => this.#read(data));
	}

	get pid(): number {
		return this.#process.pid!;
	}

	#read(data: Buffer): void {
		this.#chunks.push(data);
		this.#have += data.length;
		for (;;) {
			if (this.#need < 0) {
				const head = Buffer.concat(this.#chunks);
				this.#chunks = [head];
				const end = head.indexOf("\r\n\r\n");
				if (end < 0) return;
				this.#body = end + 4;
				this.#need = this.#body + Number(/Content-Length: (\d+)/i.exec(head.toString("latin1", 0, end))![1]);
			}
			if (this.#have < this.#need) return;
			const all = Buffer.concat(this.#chunks);
			const message: Message = JSON.parse(all.toString("utf8", this.#body, this.#need));
			const rest = all.subarray(this.#need);
			this.#chunks = [rest];
			this.#have = rest.length;
			this.#need = -1;
			if (message.id !== undefined && message.method !== undefined) this.#answer(message);
			for (const listener of [...this.#listeners]) listener(message);
		}
	}

	/** Whatever a server asks of a client that knows nothing. */
	#answer({ id, method, params }: Message): void {
		const items = (params as { items?: unknown[] } | undefined)?.items ?? [];
		this.#send({ id, result: method === "workspace/configuration" ? items.map(() => null) : null });
	}

	#send(message: object): void {
		const text = JSON.stringify({ jsonrpc: "2.0", ...message });
		this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
	}

	notify(method: string, params: object): void {
		this.#send({ method, params });
	}

	async request<T>(method: string, params: object): Promise<T> {
		const id = ++this.#id;
		const answer = this.until((message) => message.id === id && message.method === undefined);
		this.#send({ id, method, params });
		return (await answer).result as T;
	}

	until(isIt: (message: Message) => boolean): Promise<Message> {
		return new Promise((resolve) => {
			const listener = (message: Message): void => {
				if (!isIt(message)) return;
				this.#listeners = this.#listeners.filter((other) => other !== listener);
				resolve(message);
			};
			this.#listeners.push(listener);
		});
	}

	/** Tells of each message until it is stopped. */
	each(listener: (message: Message) => void): () => void {
		this.#listeners.push(listener);
		return () => {
			this.#listeners = this.#listeners.filter((other) => other !== listener);
		};
	}

	/** Comes back once it is gone: a large process takes a while, in which the next one would start slower. */
	async kill(): Promise<void> {
		const gone = new Promise((resolve) => this.#process.once("exit", resolve));
		this.#process.kill("SIGKILL");
		await gone;
		await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
	}
}

// The measuring

interface Figures {
	readonly initialized: number;
	readonly first: number;
	readonly keys: readonly number[];
	/** Ours alone: until the diagnostics that hold in the end are there, and until all has been looked at. */
	readonly findings: readonly number[];
	readonly whole: readonly number[];
	readonly megabytes: number;
	readonly requests: Readonly<Record<string, readonly number[]>>;
}

async function measure(server: Server, elements: number, edits: number): Promise<Figures> {
	const folder = mkdtempSync(join(tmpdir(), "archscale-peer-"));
	const { text, edit } = server.model(elements);
	const path = join(folder, `model.${server.extension}`);
	writeFileSync(path, text);
	const uri = pathToFileURL(path).href;
	const started = performance.now();
	const client = new Client(server.command);
	try {
		const rootUri = pathToFileURL(folder).href;
		await client.request("initialize", {
			processId: process.pid,
			rootUri,
			workspaceFolders: [{ uri: rootUri, name: "bench" }],
			capabilities: { workspace: { configuration: true, workspaceFolders: true } },
		});
		const initialized = performance.now() - started;
		client.notify("initialized", {});
		const isOf = ({ method, params }: Message): boolean =>
			method === "textDocument/publishDiagnostics" && params?.uri === uri;
		const opened = client.until(isOf);
		const isFound = (version: number) => (message: Message) =>
			message.method === "archscale/summary" && message.params?.version === version;
		const isOurs = server.name === "Archscale";
		const complete = isOurs ? client.until(isFound(1)) : opened;
		client.notify("textDocument/didOpen", {
			textDocument: { uri, languageId: server.language, version: 1, text },
		});
		await opened;
		const first = performance.now() - started;
		await complete;

		const line = text.slice(0, edit).split("\n").length - 1;
		const character = edit - text.lastIndexOf("\n", edit - 1) - 1;
		const keys: number[] = [];
		const findings: number[] = [];
		const whole: number[] = [];
		for (let key = 0; key < edits; key++) {
			await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
			const version = key + 2;
			const isBroken = key % 2 === 0;
			const said = client.until((message) => {
				if (!isOf(message) || (message.params?.version ?? version) !== version) return false;
				return isBroken === message.params?.diagnostics?.some(({ message: text }) => text.includes("filesz"));
			});
			const found = isOurs ? client.until(isFound(version)) : said;
			let last = 0;
			const stop = client.each((message) => {
				if (isOf(message) && message.params?.version === version) last = performance.now();
			});
			const sent = performance.now();
			client.notify("textDocument/didChange", {
				textDocument: { uri, version },
				contentChanges: [
					{
						range: { start: { line, character }, end: { line, character: isBroken ? character : character + 1 } },
						text: isBroken ? "z" : "",
					},
				],
			});
			await said;
			keys.push(performance.now() - sent);
			await found;
			whole.push(performance.now() - sent);
			findings.push(last - sent);
			stop();
		}
		const requests: Record<string, number[]> = { completion: [], hover: [], definition: [] };
		for (let turn = 0; turn < 11; turn++) {
			for (const [name, times] of Object.entries(requests)) {
				await new Promise((resolve) => setTimeout(resolve, 50));
				const at = name === "completion" ? "-> " : "-> cell0.f";
				const place = { line, character: text.split("\n")[line]!.indexOf(at) + at.length };
				const sent = performance.now();
				await client.request(`textDocument/${name}`, { textDocument: { uri }, position: place });
				times.push(performance.now() - sent);
			}
		}
		return { initialized, first, keys, findings, whole, megabytes: megabytes(client.pid), requests };
	} finally {
		await client.kill();
		rmSync(folder, { recursive: true });
	}
}

function megabytes(pid: number): number {
	return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

// The run

if (!existsSync(likec4)) {
	mkdirSync(cache, { recursive: true });
	execFileSync("npm", ["install", "--prefix", cache, "--no-save", "--no-audit", "--no-fund", PEER], {
		stdio: "inherit",
	});
}
// What a server keeps for its next start is there for both.
for (const server of servers) await measure(server, sizes[0]![0], 6);
const rows: string[] = [];
for (const [elements, edits] of sizes) {
	const all = new Map<Server, Figures[]>(servers.map((server) => [server, []]));
	for (let turn = 0; turn < processes; turn++) {
		const order = turn % 2 === 0 ? servers : [...servers].reverse();
		for (const server of order) {
			const figures = await measure(server, elements, edits);
			all.get(server)!.push(figures);
			console.log(
				`${elements} ${server.name}: init ${figures.initialized.toFixed(0)}, first ${figures.first.toFixed(0)}, key ${median(figures.keys).toFixed(1)} ms, ${figures.megabytes.toFixed(0)} MB`,
			);
		}
	}
	const [ours, theirs] = servers.map((server) => all.get(server)!);
	const row = (what: string, of: (figures: Figures) => number, target: string, unit = "ms", hasPeer = true): void => {
		const own = median(ours!.map(of));
		const other = median(theirs!.map(of));
		const peer = hasPeer ? `| ${shown(other)} ${unit} | ${shown(other / own)} x ` : "| | ";
		rows.push(`| ${elements.toLocaleString("en")} | ${what} | ${shown(own)} ${unit} ${peer}| ${target} |`);
	};
	const large = elements === 5000;
	const medium = elements === 1000;
	row("spawn → `initialize`", ({ initialized }) => initialized, "");
	row("spawn → first diagnostics", ({ first }) => first, medium ? "250 ms, 8 x" : "");
	row("key → diagnostics", ({ keys }) => median(keys), medium ? "12 ms, 40 x" : large ? "60 ms, 80 x" : "");
	row("key → its findings", ({ findings }) => median(findings), "", "ms", false);
	row("key → all looked at", ({ whole }) => median(whole), "", "ms", false);
	for (const name of ["completion", "hover", "definition"]) {
		row(name, ({ requests }) => median(requests[name]!), large ? "5 ms" : "");
	}
	row("resident memory", (figures) => figures.megabytes, medium ? "130 MB" : large ? "300 MB" : "", "MB");
}

function shown(value: number): string {
	return value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(value >= 10 ? 3 : 2);
}

const table = [
	`Node ${process.versions.node}, ${cpus().length} processors (${cpus()[0]?.model.trim()}), ${processes} processes of each server, in turn.`,
	"",
	"| elements | what | Archscale | LikeC4 1.59.4 | ratio | at least |",
	"| --- | --- | --- | --- | --- | --- |",
	...rows,
].join("\n");
console.log(table);
const before = readFileSync(page, "utf8");
writeFileSync(page, before.replace(/(<!-- bench:peer -->\n)[\s\S]*?(<!-- \/bench:peer -->)/, `$1\n${table}\n\n$2`));
