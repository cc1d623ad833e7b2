import {
	type CancellationToken,
	type Diagnostic,
	type DocumentDiagnosticReport,
	DocumentDiagnosticReportKind,
	LSPErrorCodes,
	type PublishDiagnosticsParams,
	ResponseError,
	type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import type { SourceFile } from "../model/architecture.ts";
import { importUri, sameUri } from "../model/load.ts";
import type { Settings } from "../protocol/messages.ts";
import { areSame, fileDiagnostics } from "./diagnostics.ts";
import type { Step } from "./progress.ts";
import type { Session } from "./session.ts";

/** What is wrong with a text, under an id that changes only with it. */
interface Report {
	readonly resultId: string;
	readonly items: readonly Diagnostic[];
}

/** Of an open document, or of a file that takes part in one. */
interface Told extends Report {
	readonly uri: string;
	/** Absent: it is not open. */
	readonly version: number | undefined;
}

/** Of a file that nobody has open. */
interface Kept extends Report {
	/** What it was made from: the files, those that were missing, and the settings. */
	readonly files: readonly SourceFile[];
	readonly missing: readonly string[];
	readonly settings: Settings;
}

/**
 * What is wrong, for clients that ask for it. What the publisher would send is kept here until the client asks for it, so that
 * both ways say the same; files that nobody has open are looked at when the client asks for all of the workspace.
 */
export class PulledDiagnostics {
	readonly #session: Session;
	readonly #told = new Map<string, Told>();
	readonly #kept = new Map<string, Kept>();
	/** What the client has of each document; without a version it has asked before it was open. */
	readonly #answered = new Map<string, { readonly version: number | undefined; readonly resultId: string }>();
	readonly #waiting = new Set<() => void>();
	#isStale = false;
	#count = 0;

	constructor(session: Session) {
		this.#session = session;
	}

	/** Take what the publisher has to say of a document. */
	say({ uri, version, diagnostics }: PublishDiagnosticsParams): void {
		const key = sameUri(uri);
		if (version === undefined && diagnostics.length === 0 && !this.#session.workspace.document(uri)) {
			this.#told.delete(key);
			this.#answered.delete(key);
		} else {
			const told = { uri, version, ...this.#report(diagnostics, this.#told.get(key)) };
			this.#told.set(key, told);
			const answered = this.#answered.get(key);
			// What the client has of this very version is not right any more, and it would not ask again by itself.
			const isLate = answered?.version === undefined || answered.version === version;
			if (answered && isLate && answered.resultId !== told.resultId) this.#isStale = true;
		}
		this.#wake();
	}

	/** The publisher has said all that there is for now. */
	settled(): void {
		if (!this.#isStale) return;
		this.#isStale = false;
		void this.#session.connection.languages.diagnostics.refresh();
	}

	/** Something that concerns files that nobody has open: they, the folders or the settings have changed. */
	changed(): void {
		this.#wake();
	}

	/** What is wrong with a document, if it is open once that is known of its latest version. */
	async document(
		uri: string,
		previousResultId: string | undefined,
		token: CancellationToken,
	): Promise<DocumentDiagnosticReport> {
		const key = sameUri(uri);
		for (;;) {
			const document = this.#session.workspace.document(uri);
			const told = this.#told.get(key);
			if (!document) {
				// A client may ask before it says that the document is open: then it is to ask again, unless this was right.
				const { resultId, items } = told ?? this.#closed(uri) ?? NOTHING;
				this.#answered.set(key, { version: undefined, resultId });
				return { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...items] };
			}
			if (told?.version === document.version) {
				this.#answered.set(key, { version: document.version, resultId: told.resultId });
				const relatedDocuments = this.#related(uri);
				const more = relatedDocuments && { relatedDocuments };
				const { resultId } = told;
				return resultId === previousResultId
					? { kind: DocumentDiagnosticReportKind.Unchanged, resultId, ...more }
					: { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...told.items], ...more };
			}
			await this.#news(token);
		}
	}

	/**
	 * What has changed in the workspace since the client asked last; where nothing has, the answer waits for a change. Each
	 * look at all of it is made by `looking`; what is found on the way goes to `partial`.
	 */
	async workspace(
		previous: ReadonlyMap<string, string>,
		token: CancellationToken,
		looking: <Result>(look: (step: Step) => Promise<Result>) => Promise<Result>,
		partial: ((items: WorkspaceDocumentDiagnosticReport[]) => void) | undefined,
	): Promise<WorkspaceDocumentDiagnosticReport[]> {
		for (;;) {
			let changes = 0;
			const items = await looking(async (step) => {
				const found: WorkspaceDocumentDiagnosticReport[] = [];
				const uris = this.#uris();
				for (const [at, uri] of [...uris.values()].entries()) {
					await step(at, uris.size);
					const report = this.#reportOf(uri, previous);
					if (!report) continue;
					if (report.kind === DocumentDiagnosticReportKind.Full) changes++;
					found.push(report);
					if (changes > 0 && found.length >= CHUNK) partial?.(found.splice(0));
				}
				for (const uri of previous.keys()) {
					if (uris.has(sameUri(uri))) continue;
					// What is gone has nothing wrong with it.
					found.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
					this.#kept.delete(sameUri(uri));
					changes++;
				}
				return found;
			});
			if (changes > 0) return items;
			await this.#news(token);
			await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
		}
	}

	forget(uri: string): void {
		this.#answered.delete(sameUri(uri));
	}

	/** Everything that can be reported, by its one spelling. */
	#uris(): ReadonlyMap<string, string> {
		const told = [...this.#told.values()].map(({ uri }) => uri);
		const uris = [...this.#session.files(), ...told, ...this.#session.workspace.openUris()];
		return new Map(uris.map((uri) => [sameUri(uri), uri]));
	}

	#reportOf(uri: string, previous: ReadonlyMap<string, string>): WorkspaceDocumentDiagnosticReport | undefined {
		const told = this.#told.get(sameUri(uri));
		const document = this.#session.workspace.document(uri);
		// An open document that is still being looked at comes with the next change.
		if (document && told?.version !== document.version) return undefined;
		const report = told ?? this.#closed(uri);
		if (!report) return undefined;
		const { resultId, items } = report;
		const version = told?.version ?? null;
		return previous.get(uri) === resultId
			? { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId }
			: { kind: DocumentDiagnosticReportKind.Full, uri, version, resultId, items: [...items] };
	}

	/** A file that nobody has open, as it sees itself. */
	#closed(uri: string): Kept | undefined {
		const { workspace, reader } = this.#session;
		const file = workspace.file(uri);
		if (!file) return undefined;
		const key = sameUri(uri);
		const known = this.#kept.get(key);
		if (known && this.#isCurrent(known)) return known;
		const inspection = workspace.inspection(uri);
		if (!inspection) return undefined;
		const { architecture } = inspection;
		const report = this.#report(fileDiagnostics(file, [inspection], reader), known);
		const missing = architecture.files.flatMap((from) =>
			from.tree.imports.flatMap(({ path }) => {
				const target = importUri(from.uri, path.text);
				return target !== undefined && !workspace.file(target) ? [target] : [];
			}),
		);
		const kept = { ...report, files: architecture.files, missing, settings: workspace.settings };
		this.#kept.set(key, kept);
		// The numbers are not needed any more, and there may be hundreds of such files.
		workspace.close(uri);
		return kept;
	}

	#isCurrent({ files, missing, settings }: Kept): boolean {
		const { workspace } = this.#session;
		return (
			settings === workspace.settings &&
			files.every((file) => workspace.file(file.uri) === file) &&
			missing.every((uri) => !workspace.file(uri))
		);
	}

	#related(uri: string): Record<string, DocumentDiagnosticReport> | undefined {
		const { workspace, client } = this.#session;
		if (!client.textDocument?.diagnostic?.relatedDocumentSupport) return undefined;
		const related: Record<string, DocumentDiagnosticReport> = {};
		for (const file of workspace.architecture(uri)?.files ?? []) {
			const told = this.#told.get(sameUri(file.uri));
			if (!told || told.version !== undefined) continue;
			related[told.uri] = {
				kind: DocumentDiagnosticReportKind.Full,
				resultId: told.resultId,
				items: [...told.items],
			};
		}
		return Object.keys(related).length > 0 ? related : undefined;
	}

	#report(diagnostics: readonly Diagnostic[], before: Report | undefined): Report {
		if (before && areSame(before.items, diagnostics)) return { resultId: before.resultId, items: before.items };
		return { resultId: String(++this.#count), items: diagnostics };
	}

	/** Comes back when there may be something new, and not at all once the request has been called off. */
	#news(token: CancellationToken): Promise<void> {
		return new Promise((resolve, reject) => {
			const end = (): void => {
				this.#waiting.delete(wake);
				cancelling.dispose();
			};
			const wake = (): void => {
				end();
				resolve();
			};
			this.#waiting.add(wake);
			const cancelling = token.onCancellationRequested(() => {
				end();
				reject(new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled"));
			});
		});
	}

	#wake(): void {
		for (const wake of [...this.#waiting]) wake();
	}
}

const NOTHING: Report = { resultId: "0", items: [] };

/** Reports that are worth a message. */
const CHUNK = 20;

/** Changes come in bursts: a key is followed by another one, and a checkout changes many files. */
const PAUSE_MS = 250;
