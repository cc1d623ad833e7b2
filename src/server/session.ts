import type { ClientCapabilities, Connection, ServerCapabilities, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Locale } from "../language/locale.ts";
import type { Position } from "../language/text.ts";
import type { Architecture, SourceFile } from "../model/architecture.ts";
import { sameUri } from "../model/load.ts";
import type { Inspection } from "../rules/inspect.ts";
import { type Reader, readerOf } from "./diagnostics.ts";
import { guard } from "./guard.ts";
import type { Host } from "./host.ts";
import type { Step } from "./progress.ts";
import { PulledDiagnostics } from "./pulled-diagnostics.ts";
import type { RemoteFiles } from "./remote-files.ts";
import type { Workspace } from "./workspace.ts";

/** A group of methods of the protocol: what the server says of them, and who answers them. */
export interface Capability {
	/** Asked once the client has said what it can do. */
	announce(session: Session): ServerCapabilities;
	listen(session: Session): void;
}

/** A request about a document. */
export interface About {
	readonly textDocument: { readonly uri: string };
}

/** A request about a place in a document. */
export interface At extends About {
	readonly position: Position;
}

/** How long a list of the files holds. A folder that is moved is not always told of. */
const LISTED_MS = 2000;

/** What every capability works with: the client, its documents, and the ways from a request to what it is about. */
export class Session {
	locale: Locale = "en";
	client: ClientCapabilities = {};
	/** Roots of the workspace. */
	folders: readonly string[] = [];
	/** What is wrong, for a client that asks for it. */
	readonly pulled = new PulledDiagnostics(this);
	#listed: { readonly uris: readonly string[]; readonly at: number } | undefined;

	constructor(
		readonly connection: Connection,
		readonly host: Host,
		readonly documents: TextDocuments<TextDocument>,
		readonly workspace: Workspace,
		/** What only the client can read. */
		readonly remote: RemoteFiles,
		/** Say anew what is wrong with these documents. */
		readonly recheck: (uris: readonly string[]) => void,
	) {}

	get reader(): Reader {
		return readerOf(this.locale, this.client);
	}

	/** The answer to a request, or `empty` where it fails. */
	guarded<Params extends unknown[], Result>(
		method: string,
		empty: Result,
		handle: (...params: Params) => Result,
	): (...params: Params) => Result {
		return guard(this.connection.console, method, empty, handle);
	}

	/** A handler that needs the text of the document alone. */
	withFile<Params extends About, Result>(
		handle: (file: SourceFile, params: Params) => Result,
	): (params: Params) => Result | undefined {
		return (params) => {
			const file = this.workspace.file(params.textDocument.uri);
			return file && handle(file, params);
		};
	}

	/** A handler that needs to know what the names mean. */
	withArchitecture<Params extends About, Result>(
		handle: (architecture: Architecture, file: SourceFile, params: Params) => Result,
	): (params: Params) => Result | undefined {
		return this.withFile((file: SourceFile, params: Params) => {
			const architecture = this.workspace.architecture(file.uri);
			return architecture && handle(architecture, file, params);
		});
	}

	/** A handler that needs the numbers. */
	withView<Params extends About, Result>(
		handle: (view: Inspection, file: SourceFile, params: Params) => Result,
	): (params: Params) => Result | undefined {
		return this.withFile((file: SourceFile, params: Params) => {
			const view = this.viewOf(file.uri);
			return view && handle(view, file, params);
		});
	}

	/** The numbers of a file, which has its load from whoever imports it where it has no clients itself. */
	viewOf(uri: string): Inspection | undefined {
		const views = this.workspace.viewsNow(uri);
		return views.find(({ analysis }) => analysis.requestsPerSecond > 0) ?? views.at(-1);
	}

	/** The `.arch` files in the folders of the workspace. */
	files(): readonly string[] {
		const now = Date.now();
		if (this.#listed && now - this.#listed.at < LISTED_MS) return this.#listed.uris;
		const uris = this.folders.flatMap((folder) =>
			this.host.reaches(folder) ? this.host.list(folder) : this.remote.list(folder),
		);
		// A client that does not tell of new files gets the folders as they are at each question.
		if (this.client.workspace?.didChangeWatchedFiles?.dynamicRegistration) this.#listed = { uris, at: now };
		return uris;
	}

	/** The same and what is open, each once, in an order that does not depend on what was opened first. */
	everything(): readonly string[] {
		const uris = new Map([...this.files(), ...this.workspace.openUris()].map((uri) => [sameUri(uri), uri]));
		return [...uris.values()].sort();
	}

	/**
	 * A handler that looks at all files of the workspace. Where only the client has them, it answers once they have come; what
	 * is on this disk is there at once.
	 */
	withFiles<Params extends unknown[], Result>(
		handle: (...params: Params) => Result,
	): (...params: Params) => Result | Promise<Result> {
		return (...params) => {
			const arriving = this.arriving();
			return arriving ? arriving.then<Result>(() => handle(...params)) : handle(...params);
		};
	}

	/** Comes when the files of the workspace are there that only the client has. Undefined: there is nothing to wait for. */
	arriving(): Promise<void> | undefined {
		const arriving = this.remote.arriving(this.folders.filter((folder) => !this.host.reaches(folder)));
		return arriving?.then(() => {
			this.#listed = undefined;
		});
	}

	/** All of them that there are. */
	sources(): readonly SourceFile[] {
		return this.everything().flatMap((uri) => this.workspace.file(uri) ?? []);
	}

	/** Files have come or gone. */
	relist(): void {
		this.#listed = undefined;
		this.remote.relist();
		this.pulled.changed();
	}

	/** The client asks what is wrong instead of being told; it must then be able to hear that it should ask again. */
	pulls(): boolean {
		const { textDocument, workspace } = this.client;
		return textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true;
	}

	/** The documents and files that use any of these. */
	architecturesWith(uris: readonly string[]): readonly Architecture[] {
		const inFolders = this.files();
		const files = uris.flatMap((uri) => this.workspace.file(uri) ?? []);
		return [...new Set(files.flatMap((file) => this.workspace.architecturesWith(file, inFolders)))];
	}

	/** All that may use what a file declares, as far as the folders of the workspace go. */
	everywhere(architecture: Architecture, { lines }: SourceFile, { position }: At): readonly Architecture[] {
		const uris = this.files();
		const declared = declaringFiles(architecture, lines.offsetAt(position));
		return [...new Set(declared.flatMap((file) => this.workspace.architecturesWith(file, uris)))];
	}

	/** The same in steps: a large workspace takes a while. */
	async everywhereInSteps(
		architecture: Architecture,
		{ lines }: SourceFile,
		{ position }: At,
		step: Step,
	): Promise<readonly Architecture[]> {
		const uris = this.files();
		const declared = declaringFiles(architecture, lines.offsetAt(position));
		const found = new Set(declared.flatMap((file) => this.workspace.architecturesWith(file, [])));
		for (const [at, uri] of uris.entries()) {
			await step(at, uris.length);
			for (const file of declared) for (const other of this.workspace.architecturesWith(file, [uri])) found.add(other);
		}
		return [...found];
	}
}

/** Where what stands at an offset is declared. */
function declaringFiles({ uses }: Architecture, offset: number): readonly SourceFile[] {
	const declared = new Set<SourceFile>();
	for (const inFile of uses.values()) {
		for (const { span, element } of inFile) if (span.start <= offset && offset <= span.end) declared.add(element.file);
	}
	return [...declared];
}
