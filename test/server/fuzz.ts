import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
	CancellationToken,
	CancellationTokenSource,
	type ClientCapabilities,
	LSPErrorCodes,
	ResponseError,
} from "vscode-languageserver/node";
import { generateArchitecture } from "../../scripts/generate.ts";
import { graft } from "../../src/language/graft.ts";
import { parse } from "../../src/language/parser.ts";
import { reparse } from "../../src/language/reparse.ts";
import { Client, dist } from "./client.ts";

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

/** What stands between two offsets of a text is replaced. */
interface Step {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** What somebody has done to a text, one edit after the other, and taken back of it. Each undoes an edit. */
interface History {
	readonly done: (readonly Step[])[];
	readonly undone: (readonly Step[])[];
}

/** How somebody works for a while, drawn by lot. */
export interface Rhythm {
	/** So many edits come between requests at most. */
	readonly edits: number;
	/** So many requests follow at most, one at least. */
	readonly requests: number;
	/** Each answer is waited for before the next request and edit. */
	readonly isPatient: boolean;
	/** Requests are about any text, not only about the one that was edited last. */
	readonly looksAround: boolean;
	/** The texts are edited in turn. */
	readonly takesTurns: boolean;
	/** So many of ten edits take back an earlier one or make it again. */
	readonly undoes: number;
	/** So many of ten requests are called off at once. */
	readonly cancels: number;
	/** Everything is said of an edit before the next. */
	readonly settles: boolean;
	/** Now and then a text is closed and opened again. */
	readonly closes: boolean;
}

/** How a client is told what is wrong: without a word of it, or when it asks. */
export type Telling = "pushed" | "pulled";

export interface FuzzerOptions {
	readonly seed: number;
	readonly telling?: Telling;
	readonly settings?: object;
	/** What the heap holds can be measured. Without optimised code, which would grow for long. */
	readonly measured?: boolean;
}

/** Decisions by lot. */
class Lot {
	readonly #random: () => number;

	constructor(seed: number) {
		this.#random = randomNumbers(seed);
	}

	below(limit: number): number {
		return Math.floor(this.#random() * limit);
	}

	oneOf<T>(items: readonly T[]): T {
		return items[this.below(items.length)]!;
	}

	isLucky(ofTen: number): boolean {
		return this.below(10) < ofTen;
	}
}

function someOffset(text: string, lot: Lot): number {
	const offset = lot.below(text.length + 1);
	// No editor has a cursor within a line end.
	return text[offset - 1] === "\r" && text[offset] === "\n" ? offset + 1 : offset;
}

/** What somebody does to a text next. */
function chosenStep(before: string, lot: Lot): Step {
	const start = someOffset(before, lot);
	const most = lot.oneOf([0, 0, 1, 1, 2, 8, 40, 200]);
	let end = Math.min(before.length, start + lot.below(most + 1));
	if (before[end - 1] === "\r" && before[end] === "\n") end++;
	let text = "";
	const kind = lot.below(10);
	if (kind < 6 || end === start) text = lot.oneOf(FRAGMENTS);
	else if (kind === 6) {
		const from = lot.below(before.length);
		text = before.slice(from, from + lot.below(200));
	} else if (kind === 7) text = String.fromCharCode(33 + lot.below(93));
	// What is left must not have a line end that was none before and that the positions of the next change could not see.
	if (before[start - 1] === "\r" && (text || before.slice(end)).startsWith("\n")) text = ` ${text}`;
	return { start, end, text };
}

/** A client that edits at random, and knows what the texts must be by now. */
export class Fuzzer extends Lot {
	readonly client: Client;
	readonly texts = new Map<string, string>();
	readonly #telling: Telling;
	#settings: object;
	readonly #histories = new Map<string, History>();
	/** What the server has been asked and has not answered. */
	readonly #open = new Set<Promise<unknown>>();
	/** Semantic tokens as an editor has them, and what is wrong for a client that asks. */
	readonly #tokens = new Map<string, { readonly resultId: string; readonly data: readonly number[] }>();
	readonly #pulled = new Map<string, { readonly resultId: string; readonly items: readonly unknown[] }>();

	private constructor(client: Client, { seed, telling = "pushed", settings = {} }: FuzzerOptions) {
		super(seed);
		this.client = client;
		this.#telling = telling;
		this.#settings = settings;
		for (const method of ["workspace/diagnostic/refresh", "workspace/codeLens/refresh", "workspace/inlayHint/refresh"])
			client.connection.onRequest(method, () => null);
	}

	static async start(texts: ReadonlyMap<string, string>, options: FuzzerOptions): Promise<Fuzzer> {
		const { telling, settings, measured } = options;
		const { client } = await Client.start(
			{
				capabilities: telling === "pulled" ? { ...CAPABILITIES, ...PULLING } : CAPABILITIES,
				initializationOptions: settings,
			},
			measured ? MEASURED : undefined,
		);
		const fuzzer = new Fuzzer(client, options);
		for (const [uri, text] of texts) await fuzzer.#begin(uri, text);
		await fuzzer.settled();
		return fuzzer;
	}

	async #begin(uri: string, text: string): Promise<void> {
		this.texts.set(uri, text);
		this.#histories.set(uri, { done: [], undone: [] });
		await this.client.show(uri, text);
	}

	rhythm(): Rhythm {
		return {
			edits: this.oneOf([1, 1, 2, 8, 20]),
			requests: this.oneOf([1, 1, 3, 6]),
			isPatient: this.isLucky(6),
			looksAround: this.isLucky(5),
			takesTurns: this.isLucky(3),
			undoes: this.oneOf([0, 0, 2, 5]),
			cancels: this.oneOf([0, 0, 2, 8]),
			settles: this.isLucky(2),
			closes: this.isLucky(2),
		};
	}

	/** Edits and what is asked behind them. Returns how many edits it were. */
	async work(rhythm: Rhythm, most: number): Promise<number> {
		const edits = Math.min(most, 1 + this.below(rhythm.edits));
		const uris = [...this.texts.keys()];
		let uri = uris[0]!;
		for (let edit = 0; edit < edits; edit++) {
			uri = rhythm.takesTurns ? uris[(uris.indexOf(uri) + 1) % uris.length]! : this.oneOf(uris);
			if (rhythm.closes && this.below(40) === 0) await this.reopen(uri);
			await (this.isLucky(rhythm.undoes) ? this.undo(uri) : this.edit(uri));
			if (rhythm.settles) await this.settled();
		}
		for (let count = 1 + this.below(rhythm.requests); count > 0; count--) {
			const about = rhythm.looksAround ? this.oneOf(uris) : uri;
			const isCalledOff = this.isLucky(rhythm.cancels);
			const asked = this.ask(about, isCalledOff);
			if (rhythm.isPatient) await asked;
		}
		// Somebody who does not wait is nevertheless not ahead without end.
		if (this.#open.size > 30) await Promise.all(this.#open);
		return edits;
	}

	/** One notification with one to three changes. Now and then somebody starts over from an example. */
	async edit(uri = this.oneOf([...this.texts.keys()])): Promise<void> {
		if (this.below(60) === 0 || this.texts.get(uri)!.length > 12_000) {
			await this.replace(uri, this.isLucky(3) ? LARGE : this.oneOf(examples).text);
			return;
		}
		const steps: Step[] = [];
		const changes: Change[] = [];
		for (let count = 1 + (this.below(4) === 0 ? this.below(3) : 0); count > 0; count--)
			steps.unshift(this.#make(uri, chosenStep(this.texts.get(uri)!, this), changes));
		const history = this.#histories.get(uri)!;
		history.done.push(steps);
		history.undone.length = 0;
		await this.client.edit(uri, ...changes);
	}

	async replace(uri: string, text: string): Promise<void> {
		this.texts.set(uri, text);
		this.#histories.set(uri, { done: [], undone: [] });
		await this.client.edit(uri, { text });
	}

	/** Takes back what was done last, or makes again what was taken back. */
	async undo(uri: string): Promise<void> {
		const { done, undone } = this.#histories.get(uri)!;
		const [from, to] = undone.length > 0 && this.isLucky(4) ? [undone, done] : [done, undone];
		const steps = from.pop();
		if (!steps) return this.edit(uri);
		const back: Step[] = [];
		const changes: Change[] = [];
		for (const step of steps) back.unshift(this.#make(uri, step, changes));
		to.push(back);
		await this.client.edit(uri, ...changes);
	}

	async reopen(uri: string): Promise<void> {
		await Promise.all(this.#open);
		this.#tokens.delete(uri);
		this.#pulled.delete(uri);
		await this.client.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
		const other = this.oneOf([...this.texts.keys()]);
		if (other !== uri) await this.ask(other);
		await this.#begin(uri, this.texts.get(uri)!);
	}

	async configure(settings: object): Promise<void> {
		this.#settings = settings;
		await this.client.connection.sendNotification("workspace/didChangeConfiguration", { settings });
	}

	/** Everything has been said of all texts. */
	async settled(): Promise<void> {
		for (const uri of this.texts.keys()) await this.client.settled(uri);
	}

	/** A place of a text as it is now. */
	place(uri: string): Place {
		const text = this.texts.get(uri)!;
		return placeAt(text, someOffset(text, this));
	}

	/** Something that an editor asks now and then. */
	ask(uri: string, isCalledOff = false): Promise<void> {
		const [method, params] = this.oneOf(this.#requests(uri, this.place(uri)));
		const calling = new CancellationTokenSource();
		const answer = this.#answer(method, params, calling.token).then(
			() => {},
			(error: unknown) => {
				// Refused, since it was called off or an edit has followed.
				if (!(error instanceof ResponseError) || !REFUSALS.has(error.code)) throw error;
			},
		);
		this.#open.add(answer);
		void answer.finally(() => this.#open.delete(answer)).catch(() => {});
		if (isCalledOff) calling.cancel();
		return answer;
	}

	/** Everything that a client sees of the texts, once the server has said all of it, asked in the order of `shuffled`. */
	async view(
		places: ReadonlyMap<string, readonly Place[]>,
		shuffled: <T>(items: readonly T[]) => readonly T[] = (items) => items,
	): Promise<Record<string, unknown>> {
		await Promise.all(this.#open);
		await this.settled();
		const questions = [...places].flatMap(([uri, own]) =>
			own.flatMap((place) =>
				this.#requests(uri, place).map(([method, params]) => ({
					name: `${method} ${JSON.stringify(params)}`,
					method,
					params,
				})),
			),
		);
		const seen: Record<string, unknown> = {};
		for (const { name, method, params } of shuffled(questions)) seen[name] = plain(await this.#answer(method, params));
		for (const uri of this.texts.keys()) {
			seen[`${uri} diagnostics`] = plain(
				this.#telling === "pulled" ? await this.#pull(uri) : (this.client.diagnostics.get(uri)?.diagnostics ?? []),
			);
		}
		return seen;
	}

	/** Fails where a server that has only now been told these texts sees anything else in them. */
	async compare(): Promise<void> {
		const places = new Map([...this.texts.keys()].map((uri) => [uri, [this.place(uri), this.place(uri)]]));
		const texts = new Map(this.isLucky(5) ? [...this.texts].reverse() : this.texts);
		const fresh = await Fuzzer.start(texts, { seed: 0, telling: this.#telling, settings: this.#settings });
		try {
			assert.deepEqual(await this.view(places, (items) => this.#shuffled(items)), await fresh.view(places));
		} finally {
			fresh.end();
		}
	}

	/** Also after a failure: a server that is left over would keep the tests from ending. */
	end(): void {
		this.client.connection.dispose();
		this.client.process.kill();
	}

	/** What the heap holds with these texts, once nothing is left in it that nobody needs. In bytes. */
	async heap(texts: ReadonlyMap<string, string>): Promise<number> {
		await Promise.all(this.#open);
		for (const [uri, text] of texts) await this.replace(uri, text);
		await this.settled();
		const { process } = this.client;
		return new Promise((resolve) => {
			process.once("message", (bytes: number) => resolve(bytes));
			process.send("collect");
		});
	}

	/** In bytes. */
	resident(): number {
		return Number(execFileSync("ps", ["-o", "rss=", "-p", String(this.client.process.pid)])) * 1024;
	}

	/** The requests of editors about a text and a place in it. */
	#requests(uri: string, position: Place): readonly (readonly [string, object])[] {
		return [
			...requests(uri, position),
			...(this.#telling === "pulled" ? [["textDocument/diagnostic", { textDocument: { uri } }] as const] : []),
		];
	}

	/** The answer, and what an editor asks behind it before it shows anything. */
	async #answer(method: string, params: object, token = CancellationToken.None): Promise<unknown> {
		const ask = <Result>(what: string, about: object): Promise<Result> =>
			this.client.connection.sendRequest<Result>(what, about, token).catch((error: ResponseError<unknown>) => {
				// What cannot be done is an answer too, with its reason.
				if (error.code === LSPErrorCodes.RequestFailed) return error.message as Result;
				throw error;
			});
		const { uri } = (params as { textDocument?: { uri: string } }).textDocument ?? { uri: "" };
		switch (method) {
			case "textDocument/semanticTokens/full":
				return this.#colours(uri, ask);
			case "textDocument/diagnostic":
				return this.#pull(uri, ask);
			case "textDocument/codeLens": {
				const lenses = await ask<readonly object[] | null>(method, params);
				return Promise.all((lenses ?? []).map((lens) => ask("codeLens/resolve", lens)));
			}
			case "textDocument/inlayHint": {
				const hints = await ask<readonly object[] | null>(method, params);
				return Promise.all((hints ?? []).map((hint) => ask("inlayHint/resolve", hint)));
			}
			case "textDocument/codeAction": {
				const actions = await ask<readonly { readonly data?: unknown }[] | null>(method, params);
				const resolved = (action: { readonly data?: unknown }): Promise<unknown> =>
					action.data === undefined ? Promise.resolve(action) : ask("codeAction/resolve", action);
				return Promise.all((actions ?? []).map(resolved));
			}
			case "textDocument/prepareCallHierarchy": {
				const [item] = (await ask<readonly object[] | null>(method, params)) ?? [];
				return (
					item && [
						item,
						await ask("callHierarchy/incomingCalls", { item }),
						await ask("callHierarchy/outgoingCalls", { item }),
					]
				);
			}
			default:
				return ask(method, params);
		}
	}

	/** Semantic tokens as an editor keeps them, which asks only for what has changed. */
	async #colours(uri: string, ask: <Result>(method: string, params: object) => Promise<Result>): Promise<unknown> {
		const before = this.#tokens.get(uri);
		const textDocument = { uri };
		type Tokens = { resultId: string; data: number[] };
		type Delta = { resultId: string; edits: readonly { start: number; deleteCount: number; data?: number[] }[] };
		const told = before
			? await ask<Tokens | Delta>("textDocument/semanticTokens/full/delta", {
					textDocument,
					previousResultId: before.resultId,
				})
			: await ask<Tokens>("textDocument/semanticTokens/full", { textDocument });
		const data = "data" in told ? told.data : [...before!.data];
		if ("edits" in told) for (const edit of told.edits) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
		this.#tokens.set(uri, { resultId: told.resultId, data });
		return data;
	}

	/** What is wrong, for a client that keeps it until the server has something else to say. */
	async #pull(
		uri: string,
		ask = <Result>(method: string, params: object): Promise<Result> =>
			this.client.connection.sendRequest<Result>(method, params),
	): Promise<readonly unknown[]> {
		const before = this.#pulled.get(uri);
		const report = await ask<{ kind: string; resultId: string; items: readonly unknown[] }>("textDocument/diagnostic", {
			textDocument: { uri },
			...(before && { previousResultId: before.resultId }),
		});
		if (report.kind === "full") this.#pulled.set(uri, report);
		return this.#pulled.get(uri)!.items;
	}

	#shuffled<T>(items: readonly T[]): readonly T[] {
		const left = [...items];
		return items.map(() => left.splice(this.below(left.length), 1)[0]!);
	}

	/** Makes a change, and returns what takes it back. */
	#make(uri: string, { start, end, text }: Step, changes: Change[]): Step {
		const before = this.texts.get(uri)!;
		// To take back half of a line end, all of it is replaced.
		const head = before[start - 1] === "\r" && before[start] === "\n" ? 1 : 0;
		const tail = before[end - 1] === "\r" && before[end] === "\n" ? 1 : 0;
		const range = { start: placeAt(before, start - head), end: placeAt(before, end + tail) };
		changes.push({ range, text: before.slice(start - head, start) + text + before.slice(end, end + tail) });
		this.texts.set(uri, before.slice(0, start) + text + before.slice(end));
		return { start, end: start + text.length, text: before.slice(start, end) };
	}
}

const CAPABILITIES: ClientCapabilities = {
	textDocument: {
		completion: { completionItem: { snippetSupport: true } },
		inlayHint: { resolveSupport: { properties: ["tooltip", "textEdits"] } },
		codeAction: { dataSupport: true, disabledSupport: true, resolveSupport: { properties: ["edit"] } },
	},
	workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["create"] } },
};
const PULLING: ClientCapabilities = {
	textDocument: { ...CAPABILITIES.textDocument, diagnostic: {} },
	workspace: { ...CAPABILITIES.workspace, diagnostics: { refreshSupport: true } },
};

const MEASURED = [
	...["--expose-gc", "--no-opt", "--require", fileURLToPath(new URL("./heap-size.cjs", import.meta.url))],
	...[`${dist}/server.cjs`, "--stdio"],
];

const REFUSALS: ReadonlySet<number> = new Set([LSPErrorCodes.ContentModified, LSPErrorCodes.RequestCancelled]);

function requests(uri: string, position: Place): readonly (readonly [string, object])[] {
	const textDocument = { uri };
	const at = { textDocument, position };
	const everything = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } };
	const below = { start: position, end: { line: position.line + 20, character: 0 } };
	const here = { start: position, end: position };
	const options = { tabSize: 2, insertSpaces: true };
	const context = { diagnostics: [] };
	return [
		["textDocument/hover", at],
		["textDocument/completion", at],
		["textDocument/signatureHelp", at],
		["textDocument/definition", at],
		["textDocument/typeDefinition", at],
		["textDocument/implementation", at],
		["textDocument/references", { ...at, context: { includeDeclaration: true } }],
		["textDocument/documentHighlight", at],
		["textDocument/linkedEditingRange", at],
		["textDocument/prepareRename", at],
		["textDocument/prepareCallHierarchy", at],
		["textDocument/documentSymbol", { textDocument }],
		["textDocument/documentLink", { textDocument }],
		["textDocument/semanticTokens/full", { textDocument }],
		["textDocument/semanticTokens/range", { textDocument, range: below }],
		["textDocument/foldingRange", { textDocument }],
		["textDocument/selectionRange", { textDocument, positions: [position] }],
		["textDocument/codeLens", { textDocument }],
		["textDocument/inlayHint", { textDocument, range: everything }],
		["textDocument/inlayHint", { textDocument, range: below }],
		["textDocument/formatting", { textDocument, options }],
		["textDocument/rangeFormatting", { textDocument, range: below, options }],
		["textDocument/onTypeFormatting", { ...at, ch: "\n", options }],
		["textDocument/codeAction", { textDocument, range: here, context }],
		["textDocument/codeAction", { textDocument, range: below, context }],
		["workspace/symbol", { query: "e" }],
		["archscale/parts", { uri }],
		["archscale/ladder", { uri }],
		["archscale/ladder", { uri, users: 1_000_000 }],
	];
}

/** An answer without what only numbers the answers and versions. */
function plain(answer: unknown): unknown {
	const leftOut = new Set(["version", "resultId"]);
	return JSON.parse(JSON.stringify(answer ?? null, (key, value) => (leftOut.has(key) ? undefined : value)));
}

/** Settings that somebody may have. */
const SETTINGS: readonly object[] = [
	{},
	{},
	{ codeLens: false },
	{ inlayHints: false },
	{ severities: { "single-instance": "error" }, thresholds: { utilization: 0.5 } },
];

export interface FuzzReport {
	readonly edits: number;
	readonly comparisons: number;
	/** What the heap holds with the first texts after each tenth of the edits, in bytes. */
	readonly heap: readonly number[];
	/** Since three tenths, when there is something in each cache of answers, all of which have a limit. In bytes. */
	readonly growth: number;
}

/** Large enough for a quick look after an edit, before all is looked at. */
const LARGE = generateArchitecture({ components: 64, seed: 5 });

const FIRST_TEXTS: ReadonlyMap<string, string> = new Map([
	[
		"file:///nowhere/main.arch",
		`import "./other.arch"\n${examples.find(({ name }) => name === "photo-sharing.arch")!.text}`,
	],
	["file:///nowhere/other.arch", examples.find(({ name }) => name === "shared-services.arch")!.text],
]);

/**
 * So many random edits of two files of which one may import the other, with requests between them. After each `every` of them
 * a new server is told the texts, and has to see the same; then somebody else works on, in another rhythm.
 */
export async function fuzzEdits(
	edits: number,
	options: { seed: number; every: number; say?: (text: string) => void },
): Promise<FuzzReport> {
	const { seed, every, say = () => {} } = options;
	const telling = seed % 3 === 0 ? "pulled" : "pushed";
	const fuzzer = await Fuzzer.start(FIRST_TEXTS, { seed, telling, measured: true });
	const heap: number[] = [];
	let comparisons = 0;
	try {
		let rhythm: Rhythm = PLAIN;
		for (let made = 0; made < edits; ) {
			made += await fuzzer.work(rhythm, every - (made % every));
			if (made % every !== 0) continue;
			await fuzzer.compare().catch((cause: unknown) => {
				const texts = JSON.stringify([...fuzzer.texts]);
				const how = JSON.stringify(rhythm);
				throw new Error(`After ${made} edits with seed ${seed} the server differs from a new one.\n${how}\n${texts}`, {
					cause,
				});
			});
			comparisons++;
			if (made >= ((heap.length + 1) * edits) / 10) heap.push(await fuzzer.heap(FIRST_TEXTS));
			const memory = `heap ${megabytes(heap.at(-1) ?? 0)}, resident ${megabytes(fuzzer.resident())}`;
			say(`${made} edits, ${comparisons} comparisons, ${memory}`);
			rhythm = fuzzer.rhythm();
			await fuzzer.configure(fuzzer.oneOf(SETTINGS));
		}
		assert.deepEqual(fuzzer.client.logs, [], "nothing has failed behind the guard");
		assert.equal(await fuzzer.client.stop(), 0);
	} finally {
		fuzzer.end();
	}
	return { edits, comparisons, heap, growth: heap.at(-1)! - heap[Math.floor(0.3 * (heap.length - 1))]! };
}

/** An edit, a request, its answer. */
const PLAIN: Rhythm = {
	...{ edits: 1, requests: 1, isPatient: true, looksAround: false, takesTurns: false },
	...{ undoes: 0, cancels: 0, settles: false, closes: false },
};

export function megabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** So many random edits, without a server: what is read again of a text is as if all of it were. Returns how often only a part was read. */
export function fuzzReparse(edits: number, seed: number): number {
	const lot = new Lot(seed);
	let parts = 0;
	let tree = parse("");
	for (let edit = 0; edit < edits; edit++) {
		const { text: before } = tree;
		// A tree is used up by the next one, so what an edit does is also taken back.
		const isNew = edit % 60 === 0 || before.length > 12_000;
		const { start, end, text } = chosenStep(before, lot);
		const after = isNew ? lot.oneOf(examples).text : before.slice(0, start) + text + before.slice(end);
		for (const next of lot.isLucky(2) ? [after, before, after] : [after]) {
			const reparsed = reparse(tree, next);
			if (reparsed) parts++;
			const known = reparsed ?? graft(tree, parse(next));
			if (known) assert.deepEqual(known.tree, parse(next), JSON.stringify([tree.text, next]));
			tree = known?.tree ?? parse(next);
		}
	}
	return parts;
}

/** One text after the other in one document, each asked about; the last is compared. Returns how many there were. */
export async function fuzzTexts(texts: Iterable<string>, seed: number): Promise<number> {
	const uri = "file:///nowhere/text.arch";
	const fuzzer = await Fuzzer.start(new Map([[uri, ""]]), { seed });
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
