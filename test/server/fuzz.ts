import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "./client.ts";

const folder = fileURLToPath(new URL("../../examples", import.meta.url));

export const examples: readonly { readonly name: string; readonly text: string }[] = readdirSync(folder, {
	recursive: true,
	encoding: "utf8",
})
	.filter((name) => name.endsWith(".arch"))
	.sort()
	.map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

/** Numbers from 0 to 1 that look random and are the same for the same seed (Steele et al. 2014, splitmix). */
export function randomNumbers(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x9e3779b9) >>> 0;
		let mixed = state ^ (state >>> 16);
		mixed = Math.imul(mixed, 0x21f0aaad);
		mixed ^= mixed >>> 15;
		mixed = Math.imul(mixed, 0x735a2d97);
		return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
	};
}

/** What somebody types, pastes or mistypes. */
const FRAGMENTS: readonly string[] = [
	...[
		"\n",
		"\r\n",
		"\r",
		" ",
		"\t",
		"  ",
		"{",
		"}",
		"[",
		"]",
		"(",
		")",
		":",
		",",
		".",
		'"',
		"'",
		"`",
		"/",
		"*",
		"%",
		"$",
		"-",
	],
	...[
		"->",
		"-->",
		"//",
		"/*",
		"*/",
		"//#region",
		"// archscale-ignore spof: because",
		"x2",
		"x99999999999",
		"= like",
		"like ",
	],
	...[
		"service ",
		"service a x3 {\n",
		"database db { holds: d }\n",
		"cache c { holds: d, read: look-aside }\n",
		"queue q\n",
	],
	...[
		"data d { kind: durable, items: 1M, size: 2KB }\n",
		"client u { users: 1M }\n",
		"datacenter eu {\n",
		"group g {\n",
	],
	...[
		'import "./other.arch"\n',
		'import "./main.arch"\n',
		"import ",
		"reads d x3",
		"writes d",
		"u -> a -> db, c\n",
		"a -> a\n",
	],
	...[
		"capacity: 500rps",
		"users: 2M",
		"ttl: 1h",
		"replicas: 1",
		"99%",
		"1e400",
		"-0",
		"0rps",
		"NaN",
		"∞",
		"10/day",
		"2.5KB",
	],
	...[
		"쇼핑",
		"웹 서버",
		"사용자",
		"주문-디비",
		"🛒",
		"👩‍👩‍👧",
		"e\u0301",
		"\u202e",
		"\u200b",
		"\ufeff",
		"\u0000",
		"\u2028",
		"ß",
		"İ",
	],
	...[
		"\ud83d",
		"\udc00",
		"__proto__",
		"constructor",
		"toString",
		"hasOwnProperty",
		"\\",
		"\\u0041",
		"<!--",
		"</script>",
	],
];

interface Change {
	readonly range: { readonly start: Place; readonly end: Place };
	readonly text: string;
}
interface Place {
	readonly line: number;
	readonly character: number;
}

/** Where an offset is, as the protocol counts it: every kind of line end, units of UTF-16. */
function placeAt(text: string, offset: number): Place {
	let line = 0;
	let start = 0;
	for (const { 0: end, index } of text.matchAll(/\r\n|\r|\n/g)) {
		if (index + end.length > offset) break;
		line++;
		start = index + end.length;
	}
	return { line, character: offset - start };
}

/** A client that edits at random, and knows what the texts must be by now. */
export class Fuzzer {
	readonly client: Client;
	readonly texts = new Map<string, string>();
	readonly #random: () => number;
	readonly #summarised = new Map<string, number>();
	readonly #versions = new Map<string, number>();
	readonly #waiting = new Set<() => void>();

	private constructor(client: Client, random: () => number) {
		this.client = client;
		this.#random = random;
		client.connection.onNotification("archscale/summary", ({ uri, version }: { uri: string; version: number }) => {
			this.#summarised.set(uri, version);
			for (const wake of [...this.#waiting]) wake();
		});
	}

	static async start(texts: ReadonlyMap<string, string>, seed: number): Promise<Fuzzer> {
		const { client } = await Client.start({ capabilities: CAPABILITIES });
		const fuzzer = new Fuzzer(client, randomNumbers(seed));
		for (const [uri, text] of texts) {
			fuzzer.texts.set(uri, text);
			fuzzer.#versions.set(uri, 1);
			await client.open(uri, text);
		}
		for (const uri of texts.keys()) await fuzzer.#settled(uri);
		return fuzzer;
	}

	below(limit: number): number {
		return Math.floor(this.#random() * limit);
	}

	oneOf<T>(items: readonly T[]): T {
		return items[this.below(items.length)]!;
	}

	/** One notification with one to three changes. Now and then somebody starts over from an example. */
	async edit(): Promise<string> {
		const uri = this.oneOf([...this.texts.keys()]);
		if (this.below(60) === 0 || this.texts.get(uri)!.length > 12_000) {
			await this.replace(uri, this.oneOf(examples).text);
			return uri;
		}
		const changes: Change[] = [];
		for (let count = 1 + (this.below(4) === 0 ? this.below(3) : 0); count > 0; count--) changes.push(this.#change(uri));
		this.#versions.set(uri, this.#versions.get(uri)! + 1);
		await this.client.edit(uri, ...changes);
		return uri;
	}

	async replace(uri: string, text: string): Promise<void> {
		this.texts.set(uri, text);
		this.#versions.set(uri, this.#versions.get(uri)! + 1);
		await this.client.edit(uri, { text });
	}

	/** A place of a text as it is now. */
	place(uri: string): Place {
		const text = this.texts.get(uri)!;
		return placeAt(text, this.#offset(text));
	}

	/** Something that an editor asks now and then, and its answer. */
	async ask(uri: string): Promise<void> {
		const [method, params] = this.oneOf(requests(uri, this.place(uri)));
		await this.client.request(method, params);
	}

	/** Everything that a client sees of the texts, once the server has said all of it. */
	async view(places: ReadonlyMap<string, readonly Place[]>): Promise<Record<string, unknown>> {
		for (const uri of this.texts.keys()) await this.#settled(uri);
		const seen: Record<string, unknown> = {};
		for (const uri of this.texts.keys()) {
			seen[`${uri} diagnostics`] = this.client.diagnostics.get(uri)?.diagnostics ?? [];
			for (const place of places.get(uri) ?? []) {
				for (const [method, params] of requests(uri, place)) {
					const name = "position" in params ? `${method} at ${place.line}:${place.character}` : method;
					const answer = await this.client.request<object | null>(method, params);
					// The number of an answer, not what it says.
					seen[`${uri} ${name}`] = answer && "resultId" in answer ? { ...answer, resultId: "" } : answer;
				}
			}
		}
		return seen;
	}

	/** Fails where a server that has only now been told these texts sees anything else in them. */
	async compare(): Promise<void> {
		const places = new Map([...this.texts.keys()].map((uri) => [uri, [this.place(uri), this.place(uri)]]));
		const fresh = await Fuzzer.start(this.texts, 0);
		try {
			assert.deepEqual(await this.view(places), await fresh.view(places));
		} finally {
			fresh.end();
		}
	}

	/** Also after a failure: a server that is left over would keep the tests from ending. */
	end(): void {
		this.client.connection.dispose();
		this.client.process.kill();
	}

	/** In bytes. */
	memory(): number {
		return Number(execFileSync("ps", ["-o", "rss=", "-p", String(this.client.process.pid)])) * 1024;
	}

	#offset(text: string): number {
		const offset = this.below(text.length + 1);
		// No editor has a cursor within a line end.
		return text[offset - 1] === "\r" && text[offset] === "\n" ? offset + 1 : offset;
	}

	#change(uri: string): Change {
		const before = this.texts.get(uri)!;
		const at = this.#offset(before);
		const most = this.oneOf([0, 0, 1, 1, 2, 8, 40, 200]);
		let end = Math.min(before.length, at + this.below(most + 1));
		if (before[end - 1] === "\r" && before[end] === "\n") end++;
		let inserted = "";
		const kind = this.below(10);
		if (kind < 6 || end === at) inserted = this.oneOf(FRAGMENTS);
		else if (kind === 6) {
			const from = this.below(before.length);
			inserted = before.slice(from, from + this.below(200));
		} else if (kind === 7) inserted = String.fromCharCode(33 + this.below(93));
		// What is left must not have a line end that was none before and that the positions of the next change could not see.
		if (before[at - 1] === "\r" && (inserted || before.slice(end)).startsWith("\n")) inserted = ` ${inserted}`;
		this.texts.set(uri, before.slice(0, at) + inserted + before.slice(end));
		return { range: { start: placeAt(before, at), end: placeAt(before, end) }, text: inserted };
	}

	#settled(uri: string): Promise<void> {
		const version = this.#versions.get(uri)!;
		return new Promise((resolve) => {
			const attempt = (): void => {
				if (this.#summarised.get(uri) !== version) return;
				this.#waiting.delete(attempt);
				resolve();
			};
			this.#waiting.add(attempt);
			attempt();
		});
	}
}

const CAPABILITIES = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };

function requests(uri: string, position: Place): readonly [string, object][] {
	const textDocument = { uri };
	const everything = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } };
	const options = { tabSize: 2, insertSpaces: true };
	return [
		["textDocument/hover", { textDocument, position }],
		["textDocument/completion", { textDocument, position }],
		["textDocument/definition", { textDocument, position }],
		["textDocument/references", { textDocument, position, context: { includeDeclaration: true } }],
		["textDocument/documentHighlight", { textDocument, position }],
		["textDocument/prepareRename", { textDocument, position }],
		["textDocument/documentSymbol", { textDocument }],
		["textDocument/semanticTokens/full", { textDocument }],
		["textDocument/foldingRange", { textDocument }],
		["textDocument/codeLens", { textDocument }],
		["textDocument/inlayHint", { textDocument, range: everything }],
		["textDocument/formatting", { textDocument, options }],
		[
			"textDocument/codeAction",
			{ textDocument, range: { start: position, end: position }, context: { diagnostics: [] } },
		],
	];
}

export interface FuzzReport {
	readonly edits: number;
	readonly comparisons: number;
	/** The most memory that the server had early on and at the end, in bytes. */
	readonly memory: { readonly early: number; readonly late: number };
}

/**
 * So many random edits of two files of which one may import the other, each followed by a request. After each `every` of them
 * a new server is told the texts, and has to see the same.
 */
export async function fuzzEdits(
	edits: number,
	options: { seed: number; every: number; say?: (text: string) => void },
): Promise<FuzzReport> {
	const { seed, every, say = () => {} } = options;
	const texts = new Map([
		[
			"file:///nowhere/main.arch",
			`import "./other.arch"\n${examples.find(({ name }) => name === "photo-sharing.arch")!.text}`,
		],
		["file:///nowhere/other.arch", examples.find(({ name }) => name === "shared-services.arch")!.text],
	]);
	const fuzzer = await Fuzzer.start(texts, seed);
	const memory = { early: 0, late: 0 };
	let comparisons = 0;
	try {
		for (let edit = 1; edit <= edits; edit++) {
			const uri = await fuzzer.edit();
			await fuzzer.ask(uri);
			if (edit % 10 === 0) {
				// The first tenth is the warm-up of its caches and code.
				const share = edit / edits;
				if (share > 0.1 && share <= 0.4) memory.early = Math.max(memory.early, fuzzer.memory());
				if (share > 0.7) memory.late = Math.max(memory.late, fuzzer.memory());
			}
			if (edit % every !== 0) continue;
			await fuzzer.compare().catch((cause: unknown) => {
				const texts = JSON.stringify([...fuzzer.texts]);
				throw new Error(`After ${edit} edits with seed ${seed} the server differs from a new one.\n${texts}`, {
					cause,
				});
			});
			comparisons++;
			say(`${edit} edits, ${comparisons} comparisons, ${Math.round(fuzzer.memory() / 1e6)} MB`);
		}
		assert.deepEqual(fuzzer.client.logs, [], "nothing has failed behind the guard");
		assert.equal(await fuzzer.client.stop(), 0);
	} finally {
		fuzzer.end();
	}
	return { edits, comparisons, memory };
}

/** One text after the other in one document, each asked about; the last is compared. Returns how many there were. */
export async function fuzzTexts(texts: Iterable<string>, seed: number): Promise<number> {
	const uri = "file:///nowhere/text.arch";
	const fuzzer = await Fuzzer.start(new Map([[uri, ""]]), seed);
	let count = 0;
	try {
		for (const text of texts) {
			await fuzzer.replace(uri, text);
			await fuzzer.ask(uri);
			count++;
		}
		await fuzzer.compare();
		assert.deepEqual(fuzzer.client.logs, [], "nothing has failed behind the guard");
		assert.equal(await fuzzer.client.stop(), 0);
	} finally {
		fuzzer.end();
	}
	return count;
}

/** Beginnings of all examples, of which each `step`th. */
export function* prefixes(step: number): Iterable<string> {
	for (const { text } of examples) for (let end = 0; end <= text.length; end += step) yield text.slice(0, end);
}

/** Texts of random bytes: of all, and of those that the language has a use for. */
export function* randomBytes(count: number, seed: number): Iterable<string> {
	const random = randomNumbers(seed);
	const used = ' \n{}[]:,.->"/*%x0123456789abservicdt';
	for (let at = 0; at < count; at++) {
		const length = Math.floor(random() * 3000);
		const isText = at % 2 === 1;
		const bytes = Uint8Array.from({ length }, () =>
			isText ? used.charCodeAt(Math.floor(random() * used.length)) : Math.floor(random() * 256),
		);
		yield new TextDecoder(at % 4 === 0 ? "latin1" : "utf-8").decode(bytes);
	}
}
