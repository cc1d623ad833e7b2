import {
	CodeActionKind,
	type CodeLens,
	CodeLensRefreshRequest,
	type Connection,
	DidChangeWatchedFilesNotification,
	type InitializeParams,
	type InitializeResult,
	TextDocumentSyncKind,
	TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Locale, localeOf } from "../language/locale.ts";
import type { Position } from "../language/text.ts";
import type { Architecture, SourceFile } from "../model/architecture.ts";
import type {
	BlockParams,
	DrawParams,
	DrawResult,
	LadderParams,
	LedgerParams,
	LocateParams,
	PartsParams,
	PartsResult,
	PictureParams,
	ReadParams,
	ReadResult,
	ReportResult,
	Settings,
	SvgParams,
	WatchMessage,
	WhatIfParams,
} from "../protocol/messages.ts";
import type { Inspection } from "../rules/inspect.ts";
import { block } from "./block.ts";
import { codeActions, FIX_ALL } from "./code-actions.ts";
import { codeLenses, type LensData, resolvedLens } from "./code-lens.ts";
import { completion } from "./completion.ts";
import { definition } from "./definition.ts";
import { DiagramFeed } from "./diagram.ts";
import { foldingRanges } from "./folding.ts";
import { formatting } from "./formatting.ts";
import { guard } from "./guard.ts";
import type { Host } from "./host.ts";
import { hover } from "./hover.ts";
import { inlayHints } from "./inlay-hints.ts";
import { ladderReport } from "./ladder.ts";
import { ledgerReport, sensitivities } from "./ledger.ts";
import { locate } from "./locate.ts";
import { type PictureHost, pictureRequests } from "./picture/requests.ts";
import { Publisher } from "./publisher.ts";
import { highlights, references } from "./references.ts";
import { RemoteFiles } from "./remote-files.ts";
import { prepareRename, rename } from "./rename.ts";
import { legend, semanticTokens } from "./semantic-tokens.ts";
import { summary } from "./summary.ts";
import { draw, picture, svg } from "./svg.ts";
import { documentSymbols } from "./symbols.ts";
import { partsOf, whatIfReport } from "./what-if.ts";
import { Workspace } from "./workspace.ts";

interface At {
	readonly textDocument: { readonly uri: string };
	readonly position: Position;
}

/** Answer a client on `connection` until it ends. */
export function startServer(connection: Connection, host: Host): void {
	const documents = new TextDocuments(TextDocument);
	const remote = new RemoteFiles(
		(params: ReadParams) => connection.sendRequest<ReadResult | null>("archscale/read", params),
		(uri) => recheck(workspace.importersOf(uri)),
	);
	const workspace = new Workspace(documents, {
		read: (uri) => {
			const text = host.read(uri);
			return text === undefined ? remote.read(uri) : (text ?? undefined);
		},
		isPending: (uri) => remote.isPending(uri),
	});
	const diagram = new DiagramFeed(workspace, {
		createEngine: host.createEngine,
		pause: () => new Promise((resolve) => host.defer(resolve)),
		send: (message) => void connection.sendNotification("archscale/diagram", message),
		failed: (error) => connection.console.error(`diagram: ${error}`),
	});
	let locale: Locale = "en";
	let client: InitializeParams["capabilities"] = {};
	let folders: readonly string[] = [];

	/** The answer to a request, or `empty` where it fails. */
	const guarded = <Params extends unknown[], Result>(
		method: string,
		empty: Result,
		handle: (...params: Params) => Result,
	): ((...params: Params) => Result) => guard(connection.console, method, empty, handle);

	connection.onInitialize((params): InitializeResult => {
		locale = localeOf(params.locale);
		client = params.capabilities;
		folders = (params.workspaceFolders ?? []).map(({ uri }) => uri);
		workspace.settings = settingsOf(params.initializationOptions);
		return {
			serverInfo: { name: "archscale" },
			capabilities: {
				textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
				hoverProvider: true,
				completionProvider: { triggerCharacters: [".", ":", ">", " ", "["] },
				definitionProvider: true,
				referencesProvider: true,
				documentHighlightProvider: true,
				renameProvider: { prepareProvider: true },
				documentSymbolProvider: true,
				foldingRangeProvider: true,
				documentFormattingProvider: true,
				documentRangeFormattingProvider: true,
				codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
				codeLensProvider: { resolveProvider: true },
				inlayHintProvider: true,
				semanticTokensProvider: { legend, full: true },
				workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
			},
		};
	});
	connection.onInitialized(() => {
		if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
			void connection.client.register(DidChangeWatchedFilesNotification.type, {
				watchers: [{ globPattern: "**/*.arch" }],
			});
		}
		if (client.workspace?.workspaceFolders) {
			connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
				const gone = new Set(removed.map(({ uri }) => uri));
				folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
			});
		}
	});

	const publisher = new Publisher({
		workspace,
		defer: (task) => host.defer(guarded("diagnostics", undefined, task)),
		send: (params) => void connection.sendDiagnostics(params),
		done: (uris) => {
			for (const uri of uris) {
				const document = workspace.document(uri);
				const inspection = document && workspace.isComplete(uri) ? workspace.inspection(uri) : undefined;
				if (document && inspection)
					void connection.sendNotification("archscale/summary", summary(uri, document.version, inspection, locale));
			}
			void diagram.update(locale).catch((error: unknown) => connection.console.error(`diagram: ${error}`));
		},
		locale: () => locale,
	});

	const recheck = (uris: readonly string[]): void => {
		for (const uri of uris) publisher.schedule(uri);
	};
	documents.onDidChangeContent(({ document }) => publisher.schedule(document.uri));
	documents.onDidClose(({ document: { uri } }) => {
		workspace.close(uri);
		publisher.close(uri);
		// From now on its text on the disk counts.
		recheck(workspace.importersOf(uri));
	});
	connection.onDidChangeWatchedFiles(({ changes }) => {
		for (const { uri } of changes) {
			remote.forget(uri);
			recheck(workspace.importersOf(uri));
		}
	});
	connection.onDidChangeConfiguration(({ settings }) => {
		workspace.settings = settingsOf(settings);
		recheck(workspace.openUris());
		if (client.workspace?.codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type);
		if (client.workspace?.inlayHint?.refreshSupport) void connection.languages.inlayHint.refresh();
	});

	// Requests about one document

	const withFile =
		<Params extends { readonly textDocument: { readonly uri: string } }, Result>(
			handle: (file: SourceFile, params: Params) => Result,
		) =>
		(params: Params): Result | undefined => {
			const file = workspace.file(params.textDocument.uri);
			return file && handle(file, params);
		};
	const withArchitecture = <Params extends { readonly textDocument: { readonly uri: string } }, Result>(
		handle: (architecture: Architecture, file: SourceFile, params: Params) => Result,
	) =>
		withFile((file: SourceFile, params: Params) => {
			const architecture = workspace.architecture(file.uri);
			return architecture && handle(architecture, file, params);
		});
	/** The numbers of a file, which has its load from whoever imports it where it has no clients itself. */
	const viewOf = (uri: string): Inspection | undefined => {
		const views = workspace.views(uri);
		return views.find(({ analysis }) => analysis.requestsPerSecond > 0) ?? views.at(-1);
	};
	const withView = <Params extends { readonly textDocument: { readonly uri: string } }, Result>(
		handle: (view: Inspection, file: SourceFile, params: Params) => Result,
	) =>
		withFile((file: SourceFile, params: Params) => {
			const view = viewOf(file.uri);
			return view && handle(view, file, params);
		});
	/** All that may use what a file declares, as far as the folders of the workspace go. */
	const everywhere = (architecture: Architecture, { lines }: SourceFile, { position }: At): readonly Architecture[] => {
		const offset = lines.offsetAt(position);
		const uris = folders.flatMap((folder) => host.list(folder));
		const declared = new Set<SourceFile>();
		for (const uses of architecture.uses.values()) {
			for (const { span, element } of uses) if (span.start <= offset && offset <= span.end) declared.add(element.file);
		}
		return [...new Set([...declared].flatMap((file) => workspace.architecturesWith(file, uris)))];
	};

	connection.onHover(
		guarded(
			"hover",
			undefined,
			withView((view, file, { position }: At) => hover(view, file, file.lines.offsetAt(position), locale)),
		),
	);
	connection.onCodeLens(
		guarded(
			"codeLens",
			undefined,
			withView((view, file) => (workspace.settings.codeLens ? codeLenses(view, file) : [])),
		),
	);
	connection.onCodeLensResolve(
		(lens, token) =>
			new Promise<CodeLens>((resolve) => {
				// A change of the text that is already here makes the answer worthless, and the editor calls it off.
				const answer = guarded("codeLens/resolve", lens, () => {
					const view = token.isCancellationRequested ? undefined : viewOf((lens.data as LensData).uri);
					return view ? resolvedLens(lens, view, locale) : lens;
				});
				host.defer(() => resolve(answer()));
			}),
	);
	connection.languages.inlayHint.on(
		guarded(
			"inlayHint",
			undefined,
			withView((view, file, { range }) => (workspace.settings.inlayHints ? inlayHints(view, file, range, locale) : [])),
		),
	);
	connection.onCompletion(
		guarded(
			"completion",
			undefined,
			withArchitecture((architecture, file, { position }: At) =>
				completion(architecture, file, file.lines.offsetAt(position), {
					locale,
					snippets: client.textDocument?.completion?.completionItem?.snippetSupport ?? false,
				}),
			),
		),
	);
	connection.onDefinition(
		guarded(
			"definition",
			undefined,
			withArchitecture((architecture, file, { position }: At) =>
				definition(architecture, file, file.lines.offsetAt(position)),
			),
		),
	);
	connection.onReferences(
		guarded(
			"references",
			undefined,
			withArchitecture((architecture, file, params: At & { context: { includeDeclaration: boolean } }) => [
				...references(
					architecture,
					file,
					file.lines.offsetAt(params.position),
					everywhere(architecture, file, params),
					params.context,
				),
			]),
		),
	);
	connection.onDocumentHighlight(
		guarded(
			"documentHighlight",
			undefined,
			withArchitecture((architecture, file, { position }: At) => [
				...highlights(architecture, file, file.lines.offsetAt(position)),
			]),
		),
	);
	connection.onPrepareRename(
		guarded(
			"prepareRename",
			undefined,
			withArchitecture((architecture, file, { position }: At) =>
				prepareRename(architecture, file, file.lines.offsetAt(position)),
			),
		),
	);
	connection.onRenameRequest(
		guarded(
			"rename",
			undefined,
			withArchitecture((architecture, file, params: At & { newName: string }) =>
				rename(
					architecture,
					file,
					file.lines.offsetAt(params.position),
					params.newName,
					everywhere(architecture, file, params),
					locale,
				),
			),
		),
	);
	connection.onDocumentSymbol(guarded("documentSymbol", undefined, withFile(documentSymbols)));
	connection.onFoldingRanges(guarded("foldingRange", undefined, withFile(foldingRanges)));
	connection.onDocumentFormatting(
		guarded(
			"formatting",
			undefined,
			withFile((file) => formatting(file)),
		),
	);
	connection.onDocumentRangeFormatting(
		guarded(
			"rangeFormatting",
			undefined,
			withFile((file, { range }) => formatting(file, range)),
		),
	);
	connection.onCodeAction(
		guarded(
			"codeAction",
			undefined,
			withFile((file, { range, context }) => codeActions(workspace, file, range, context.only, locale)),
		),
	);
	connection.languages.semanticTokens.on(
		guarded("semanticTokens", { data: [] }, ({ textDocument }) => {
			const file = workspace.file(textDocument.uri);
			const architecture = workspace.architecture(textDocument.uri);
			return file && architecture ? semanticTokens(architecture, file) : { data: [] };
		}),
	);

	// Our own messages, see src/protocol/messages.ts

	connection.onNotification(
		"archscale/watch",
		guarded("archscale/watch", undefined, (message: WatchMessage) => {
			diagram.watch(message);
			publisher.wake();
		}),
	);
	connection.onRequest(
		"archscale/locate",
		guarded("archscale/locate", null, ({ uri, ...params }: LocateParams) => {
			const file = workspace.file(uri);
			const architecture = workspace.architecture(uri);
			return file && architecture ? locate(architecture, file, params) : null;
		}),
	);
	connection.onRequest("archscale/svg", async (params: SvgParams) => {
		const inspection = workspace.inspection(params.uri, params.options?.users);
		return inspection ? svg(inspection, params, diagram.engine(), locale) : null;
	});
	const pictureHost: PictureHost = {
		architecturesWith(uris) {
			const inFolders = folders.flatMap((folder) => host.list(folder));
			const files = uris.flatMap((uri) => workspace.file(uri) ?? []);
			return [...new Set(files.flatMap((file) => workspace.architecturesWith(file, inFolders)))];
		},
		apply: async (edit, label) => {
			if (!client.workspace?.applyEdit || !client.workspace.workspaceEdit?.documentChanges) return false;
			const { applied } = await connection.workspace.applyEdit({ ...(label !== undefined && { label }), edit });
			return applied;
		},
		engine: () => diagram.engine(),
	};
	connection.onRequest("archscale/picture", async ({ uri, options }: PictureParams) => {
		const inspection = workspace.inspection(uri, options?.users);
		return inspection ? picture(inspection, options, diagram.engine(), locale) : null;
	});
	connection.onRequest<DrawResult, void>("archscale/draw", (params: DrawParams) => draw(params, host, locale));
	connection.onRequest("archscale/block", (params: BlockParams) => block(params, workspace, diagram.engine(), locale));
	for (const [method, answer] of Object.entries(pictureRequests) as [string, (...args: unknown[]) => unknown][]) {
		connection.onRequest(
			method,
			guarded(method, null, (params: unknown) => answer(params, workspace, locale, pictureHost)),
		);
	}
	connection.onRequest(
		"archscale/parts",
		guarded("archscale/parts", null, ({ uri, offset }: PartsParams): PartsResult | null => {
			const file = workspace.file(uri);
			const architecture = workspace.architecture(uri);
			if (!file || !architecture) return null;
			const parts = partsOf(architecture, locale);
			const here = offset && locate(architecture, file, { offset })?.id;
			return { parts, ...(here !== undefined && parts.some(({ name }) => name === here) && { at: here }) };
		}),
	);
	connection.onRequest(
		"archscale/whatIf",
		guarded("archscale/whatIf", null, ({ uri, parts, users }: WhatIfParams): ReportResult | null => {
			const inspection = workspace.inspection(uri, users);
			return inspection ? { markdown: whatIfReport(inspection, parts, locale) } : null;
		}),
	);
	connection.onRequest(
		"archscale/ladder",
		guarded("archscale/ladder", null, ({ uri, users }: LadderParams): ReportResult | null => {
			const inspection = workspace.inspection(uri, users);
			return inspection ? { markdown: ladderReport(inspection, locale) } : null;
		}),
	);
	connection.onRequest("archscale/ledger", async ({ uri, users }: LedgerParams): Promise<ReportResult | null> => {
		const inspection = workspace.inspection(uri, users);
		if (!inspection) return null;
		const rows = await sensitivities(inspection, (task) => host.defer(task));
		return { markdown: ledgerReport(inspection, rows, locale) };
	});
	connection.onShutdown(() => diagram.dispose());

	documents.listen(connection);
	connection.listen();
}

/** The settings as a client sends them, bare or under the name of the extension. */
function settingsOf(value: unknown): Settings {
	const given = (value as { archscale?: unknown } | null | undefined)?.archscale ?? value;
	const { severities, thresholds, codeLens, inlayHints } = (given ?? {}) as Partial<Settings>;
	return {
		severities: typeof severities === "object" && severities !== null ? severities : {},
		thresholds: typeof thresholds === "object" && thresholds !== null ? thresholds : {},
		codeLens: codeLens !== false,
		inlayHints: inlayHints !== false,
	};
}
