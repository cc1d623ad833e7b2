import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
	type ClientCapabilities,
	createProtocolConnection,
	type Diagnostic,
	DiagnosticTag,
	type InitializeParams,
	type InitializeResult,
	type ProtocolConnection,
	type PublishDiagnosticsParams,
	StreamMessageReader,
	StreamMessageWriter,
} from "vscode-languageserver/node";
import type { SummaryMessage } from "../../src/protocol/messages.ts";

/** The folder of the bundles under test. */
export const dist = process.env.ARCHSCALE_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));

const SERVER = [`${dist}/server.cjs`, "--stdio"];

/** What an editor shows of diagnostics. */
const editor: ClientCapabilities = {
	textDocument: {
		publishDiagnostics: {
			relatedInformation: true,
			codeDescriptionSupport: true,
			tagSupport: { valueSet: [DiagnosticTag.Unnecessary] },
		},
	},
};

/** The sentence of a diagnostic. */
export function sentence({ message }: Diagnostic): string {
	return typeof message === "string" ? message : message.value;
}

/** A language server in a process of its own, spoken to over stdio as an editor would. */
export class Client {
	readonly connection: ProtocolConnection;
	readonly process: ChildProcess;
	readonly logs: string[] = [];
	/** The last diagnostics of each document. */
	readonly diagnostics = new Map<string, PublishDiagnosticsParams>();
	/** All diagnostics in the order in which they came. */
	readonly published: PublishDiagnosticsParams[] = [];
	/** The last version of each document of which all has been said. */
	readonly #checked = new Map<string, number>();
	readonly #waiting = new Set<() => void>();
	readonly #versions = new Map<string, number>();

	private constructor(command: readonly string[]) {
		// The channel is for what a test loads into the server beside it; the server itself does not listen there.
		this.process = spawn(process.execPath, command, { stdio: ["pipe", "pipe", "inherit", "ipc"] });
		this.connection = createProtocolConnection(
			new StreamMessageReader(this.process.stdout!),
			new StreamMessageWriter(this.process.stdin!),
		);
		this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
			this.diagnostics.set(params.uri, params);
			this.published.push(params);
			for (const wake of [...this.#waiting]) wake();
		});
		this.connection.onNotification("archscale/summary", ({ uri, version }: SummaryMessage) => {
			this.#checked.set(uri, version);
			for (const wake of [...this.#waiting]) wake();
		});
		this.connection.onNotification("window/logMessage", ({ message }: { message: string }) => {
			this.logs.push(message);
		});
		this.connection.onRequest("client/registerCapability", () => null);
		this.connection.listen();
	}

	static async start(
		options: Partial<InitializeParams> = {},
		command: readonly string[] = SERVER,
	): Promise<{ readonly client: Client; readonly initialized: InitializeResult }> {
		const client = new Client(command);
		return { client, initialized: await client.initialize(options) };
	}

	/** A server that nobody has spoken to yet. */
	static uninitialized(): Client {
		return new Client(SERVER);
	}

	async initialize(options: Partial<InitializeParams> = {}): Promise<InitializeResult> {
		const initialized: InitializeResult = await this.connection.sendRequest("initialize", {
			processId: process.pid,
			rootUri: null,
			capabilities: editor,
			...options,
		});
		await this.connection.sendNotification("initialized", {});
		return initialized;
	}

	/** Open a document and wait for what is wrong with it. */
	async open(uri: string, text: string): Promise<PublishDiagnosticsParams> {
		await this.show(uri, text);
		return this.diagnosed(uri);
	}

	/** Open a document, also one that has only just been closed: what is still said of it then is about another version. */
	async show(uri: string, text: string): Promise<void> {
		const version = (this.#versions.get(uri) ?? 0) + 1;
		this.#versions.set(uri, version);
		await this.connection.sendNotification("textDocument/didOpen", {
			textDocument: { uri, languageId: "archscale", version, text },
		});
	}

	/** Replace the whole text of an open document and wait for what is wrong with it. */
	async change(uri: string, text: string): Promise<PublishDiagnosticsParams> {
		await this.edit(uri, { text });
		return this.diagnosed(uri);
	}

	/** Send changes, each to the text that the one before has left; one without a range replaces the whole text. */
	async edit(uri: string, ...contentChanges: readonly { text: string; range?: unknown }[]): Promise<void> {
		const version = (this.#versions.get(uri) ?? 0) + 1;
		this.#versions.set(uri, version);
		await this.connection.sendNotification("textDocument/didChange", {
			textDocument: { uri, version },
			contentChanges,
		});
	}

	/** Close a document and wait until nothing more is said of it. */
	async close(uri: string): Promise<void> {
		if (!this.#versions.delete(uri)) return;
		await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
		await this.until(() => (this.diagnostics.get(uri)?.version === undefined ? true : undefined));
	}

	/** The diagnostics of the version that was sent last. */
	diagnosed(uri: string): Promise<PublishDiagnosticsParams> {
		const version = this.#versions.get(uri);
		return this.until(() => {
			const params = this.diagnostics.get(uri);
			return params && params.version === version ? params : undefined;
		});
	}

	/** All has been said of the version that was sent last. */
	async settled(uri: string): Promise<void> {
		const version = this.#versions.get(uri);
		await this.until(() => (this.#checked.get(uri) === version ? true : undefined));
	}

	/** All diagnostics of the version that was sent last: in a large file the findings follow what is wrong with the text. */
	async checked(uri: string): Promise<PublishDiagnosticsParams> {
		await this.settled(uri);
		return this.diagnostics.get(uri)!;
	}

	/** What `look` gives once it gives something; it is asked again whenever diagnostics arrive. */
	until<T>(look: () => T | undefined): Promise<T> {
		return new Promise((resolve) => {
			const attempt = (): void => {
				const result = look();
				if (result === undefined) return;
				this.#waiting.delete(attempt);
				resolve(result);
			};
			this.#waiting.add(attempt);
			attempt();
		});
	}

	request<Result>(method: string, params: unknown): Promise<Result> {
		return this.connection.sendRequest(method, params);
	}

	/** A request about a place in a document. */
	at<Result>(method: string, uri: string, position: { line: number; character: number }, more = {}): Promise<Result> {
		return this.request(method, { textDocument: { uri }, position, ...more });
	}

	/** End it as an editor does. Returns its exit code. */
	async stop(): Promise<number | null> {
		const ended = new Promise<number | null>((resolve) => this.process.once("exit", resolve));
		await this.connection.sendRequest("shutdown");
		await this.connection.sendNotification("exit");
		const code = await ended;
		this.connection.dispose();
		return code;
	}
}
