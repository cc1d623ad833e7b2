import {
	type Connection,
	type Diagnostic,
	type InitializeResult,
	TextDocumentSyncKind,
	TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Locale, localeOf } from "../language/locale.ts";
import type { Settings } from "../protocol/messages.ts";
import { findingDiagnostic, problemDiagnostic } from "./diagnostics.ts";
import { guard } from "./guard.ts";
import type { Host } from "./host.ts";
import { Workspace } from "./workspace.ts";

/** Answer a client on `connection` until it ends. */
export function startServer(connection: Connection, host: Host): void {
	const documents = new TextDocuments(TextDocument);
	const workspace = new Workspace(documents, (uri) => host.read(uri) ?? undefined);
	let locale: Locale = "en";

	connection.onInitialize((params): InitializeResult => {
		locale = localeOf(params.locale);
		workspace.settings = settingsOf(params.initializationOptions);
		return {
			serverInfo: { name: "archscale" },
			capabilities: {
				textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
			},
		};
	});

	const dirty = new Set<string>();
	let cancel = (): void => {};
	function schedule(uri: string): void {
		dirty.add(uri);
		cancel();
		cancel = host.defer(guard(connection.console, "diagnostics", undefined, checkDirty));
	}
	function checkDirty(): void {
		const uris = [...dirty];
		dirty.clear();
		for (const uri of uris) publish(uri);
	}
	function publish(uri: string): void {
		const inspection = workspace.inspection(uri);
		const document = workspace.document(uri);
		const file = inspection?.architecture.files[0];
		if (!inspection || !document || !file) return;
		const diagnostics: Diagnostic[] = (inspection.architecture.problems.get(file) ?? []).map((problem) =>
			problemDiagnostic(file, problem, locale),
		);
		for (const finding of inspection.findings)
			if (finding.at.file === file) diagnostics.push(findingDiagnostic(finding, locale));
		void connection.sendDiagnostics({ uri, version: document.version, diagnostics });
	}

	documents.onDidChangeContent(({ document }) => schedule(document.uri));
	documents.onDidClose(({ document }) => {
		dirty.delete(document.uri);
		workspace.close(document.uri);
		void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
	});
	connection.onDidChangeConfiguration(({ settings }) => {
		workspace.settings = settingsOf(settings);
		for (const uri of workspace.openUris()) schedule(uri);
	});

	documents.listen(connection);
	connection.listen();
}

/** The settings as a client sends them, bare or under the name of the extension. */
function settingsOf(value: unknown): Settings {
	const given = (value as { archscale?: unknown } | null | undefined)?.archscale ?? value;
	const severities = (given as Partial<Settings> | null | undefined)?.severities;
	return { severities: typeof severities === "object" && severities !== null ? severities : {} };
}
