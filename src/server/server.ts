import {
	type Connection,
	DidChangeWatchedFilesNotification,
	FileChangeType,
	type InitializeResult,
	TextDocumentSyncKind,
	TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { localeOf } from "../language/locale.ts";
import type {
	BlockParams,
	DrawParams,
	DrawResult,
	FilesParams,
	FilesResult,
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
import { block } from "./block.ts";
import { announced, capabilities } from "./capabilities/index.ts";
import { DiagramFeed } from "./diagram.ts";
import type { Host } from "./host.ts";
import { ladderReport } from "./ladder.ts";
import { ledgerReport, sensitivities } from "./ledger.ts";
import { locate } from "./locate.ts";
import { type PictureHost, pictureRequests } from "./picture/requests.ts";
import { withProgress } from "./progress.ts";
import { progressTexts } from "./progress-texts.ts";
import { Publisher } from "./publisher.ts";
import { Refresher } from "./refresher.ts";
import { RemoteFiles } from "./remote-files.ts";
import { Session } from "./session.ts";
import { summary } from "./summary.ts";
import { draw, picture, svg } from "./svg.ts";
import { partsOf, whatIfReport } from "./what-if.ts";
import { Workspace } from "./workspace.ts";

/** Answer a client on `connection` until it ends. */
export function startServer(connection: Connection, host: Host): void {
	const documents = new TextDocuments(TextDocument);
	const remote = new RemoteFiles({
		read: (params: ReadParams) => connection.sendRequest<ReadResult | null>("archscale/read", params),
		files: (params: FilesParams) => connection.sendRequest<FilesResult | null>("archscale/files", params),
		arrived: (uri) => {
			recheck(workspace.importersOf(uri));
			session.pulled.changed();
		},
	});
	const workspace = new Workspace(documents, {
		read: (uri) => (host.reaches(uri) ? host.read(uri) : remote.read(uri)),
		isPending: (uri) => remote.isPending(uri),
	});
	const diagram = new DiagramFeed(workspace, {
		createEngine: host.createEngine,
		pause: () => new Promise((resolve) => host.defer(resolve)),
		send: (message) => void connection.sendNotification("archscale/diagram", message),
		failed: (error) => connection.console.error(`diagram: ${error}`),
	});
	const recheck = (uris: readonly string[]): void => {
		for (const uri of uris) publisher.schedule(uri);
	};
	const session = new Session(connection, host, documents, workspace, remote, recheck);
	const guarded = session.guarded.bind(session);
	let initial = workspace.settings;

	connection.onInitialize((params): InitializeResult => {
		session.locale = localeOf(params.locale);
		session.client = params.capabilities;
		// Older clients name one folder only, in the way that the protocol had before.
		const { workspaceFolders, rootUri } = params;
		session.folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
		initial = settingsOf(params.initializationOptions, workspace.settings);
		workspace.settings = initial;
		const supported = announced(session);
		return {
			serverInfo: { name: "archscale", version: host.version },
			capabilities: {
				textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
				...supported,
				workspace: { workspaceFolders: { supported: true, changeNotifications: true }, ...supported.workspace },
			},
		};
	});
	connection.onInitialized(() => {
		if (session.client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
			void connection.client.register(DidChangeWatchedFilesNotification.type, {
				watchers: [{ globPattern: "**/*.arch" }],
			});
		}
		if (session.client.workspace?.workspaceFolders) {
			connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
				const gone = new Set(removed.map(({ uri }) => uri));
				session.folders = [...session.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
				session.relist();
			});
		}
	});

	const publisher = new Publisher({
		workspace,
		defer: (task) => host.defer(guarded("diagnostics", undefined, task)),
		send: async (params) => (session.pulls() ? session.pulled.say(params) : connection.sendDiagnostics(params)),
		analysed: () => diagram.place(session.locale),
		known: () => {
			void diagram.update(session.locale).catch((error: unknown) => connection.console.error(`diagram: ${error}`));
		},
		done: (uris) => {
			for (const uri of uris) {
				const document = workspace.document(uri);
				const inspection = document && workspace.isComplete(uri) ? workspace.inspection(uri) : undefined;
				if (document && inspection)
					void connection.sendNotification(
						"archscale/summary",
						summary(uri, document.version, inspection, session.locale),
					);
			}
			session.pulled.settled();
		},
		reader: () => session.reader,
	});

	const refresher = new Refresher(session);
	documents.onDidChangeContent(({ document: { uri } }) => {
		publisher.schedule(uri);
		refresher.edited(uri);
	});
	documents.onDidClose(({ document: { uri } }) => {
		workspace.close(uri);
		publisher.close(uri);
		// From now on its text on the disk counts.
		recheck(workspace.importersOf(uri));
	});
	connection.onDidChangeWatchedFiles(({ changes }) => {
		for (const { uri } of changes) {
			remote.forget(uri);
			const importers = workspace.importersOf(uri);
			recheck(importers);
			if (importers.length > 0) refresher.soon();
		}
		if (changes.some(({ type }) => type !== FileChangeType.Changed)) session.relist();
		else session.pulled.changed();
	});
	connection.onDidChangeConfiguration(({ settings }) => {
		// Some clients send an empty object once the server runs: what they have said in `initialize` holds.
		workspace.settings = settingsOf(settings, initial);
		recheck(workspace.openUris());
		session.pulled.changed();
		refresher.now();
	});

	for (const capability of capabilities) capability.listen(session);

	// Our own messages, see src/protocol/messages.ts

	connection.onNotification(
		"archscale/watch",
		guarded("archscale/watch", undefined, (message: WatchMessage) => {
			diagram.watch(message);
			publisher.wake();
		}),
	);
	connection.onNotification(
		"archscale/prepare",
		guarded("archscale/prepare", undefined, () => diagram.prepare()),
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
		return inspection ? svg(inspection, params, diagram.engine(), session.locale) : null;
	});
	const pictureHost: PictureHost = {
		architecturesWith: (uris) => session.architecturesWith(uris),
		apply: async (edit, label) => {
			if (!session.client.workspace?.applyEdit || !session.client.workspace.workspaceEdit?.documentChanges)
				return false;
			const { applied } = await connection.workspace.applyEdit({ ...(label !== undefined && { label }), edit });
			return applied;
		},
		engine: () => diagram.engine(),
		nameOf: (uri, panel) => diagram.nameOf(uri, panel),
	};
	connection.onRequest("archscale/picture", async ({ uri, options }: PictureParams) => {
		const inspection = workspace.inspection(uri, options?.users);
		return inspection ? picture(inspection, options, diagram.engine(), session.locale) : null;
	});
	connection.onRequest<DrawResult, void>("archscale/draw", (params: DrawParams) => draw(params, host, session.locale));
	connection.onRequest("archscale/block", (params: BlockParams) =>
		block(params, workspace, diagram.engine(), session.locale),
	);
	for (const [method, answer] of Object.entries(pictureRequests) as [string, (...args: unknown[]) => unknown][]) {
		connection.onRequest(
			method,
			guarded(
				method,
				null,
				session.withFiles((params: unknown) => answer(params, workspace, session.locale, pictureHost)),
			),
		);
	}
	connection.onRequest(
		"archscale/parts",
		guarded("archscale/parts", null, ({ uri, offset }: PartsParams): PartsResult | null => {
			const file = workspace.file(uri);
			const architecture = workspace.architecture(uri);
			if (!file || !architecture) return null;
			const parts = partsOf(architecture, session.locale);
			const here = offset && locate(architecture, file, { offset })?.id;
			return { parts, ...(here !== undefined && parts.some(({ name }) => name === here) && { at: here }) };
		}),
	);
	connection.onRequest(
		"archscale/whatIf",
		async ({ uri, parts, users, workDoneToken }: WhatIfParams, token): Promise<ReportResult | null> => {
			const inspection = workspace.inspection(uri, users);
			if (!inspection) return null;
			const title = progressTexts["what-if"][session.locale];
			const reporter = connection.window.attachWorkDoneProgress(workDoneToken);
			return withProgress(session, { title, token, reporter }, async (step) => ({
				markdown: await whatIfReport(inspection, parts, session.locale, step),
			}));
		},
	);
	connection.onRequest(
		"archscale/ladder",
		guarded("archscale/ladder", null, ({ uri, users }: LadderParams): ReportResult | null => {
			const inspection = workspace.inspection(uri, users);
			return inspection ? { markdown: ladderReport(inspection, session.locale) } : null;
		}),
	);
	connection.onRequest(
		"archscale/ledger",
		async ({ uri, users, workDoneToken }: LedgerParams, token): Promise<ReportResult | null> => {
			const inspection = workspace.inspection(uri, users);
			if (!inspection) return null;
			const title = progressTexts.ledger[session.locale];
			const reporter = connection.window.attachWorkDoneProgress(workDoneToken);
			const rows = await withProgress(session, { title, token, reporter }, (step) => sensitivities(inspection, step));
			return { markdown: ledgerReport(inspection, rows, session.locale) };
		},
	);
	connection.onShutdown(() => {
		refresher.stop();
		diagram.dispose();
	});

	documents.listen(connection);
	connection.listen();
}

/** The settings as a client sends them, bare or under the name of the extension. What it leaves out is as in `otherwise`. */
function settingsOf(value: unknown, otherwise: Settings): Settings {
	const given = (value as { archscale?: unknown } | null | undefined)?.archscale ?? value;
	const { severities, thresholds, codeLens, inlayHints } = (given ?? {}) as Partial<Settings>;
	return {
		severities: typeof severities === "object" && severities !== null ? severities : otherwise.severities,
		thresholds: typeof thresholds === "object" && thresholds !== null ? thresholds : otherwise.thresholds,
		codeLens: typeof codeLens === "boolean" ? codeLens : otherwise.codeLens,
		inlayHints: typeof inlayHints === "boolean" ? inlayHints : otherwise.inlayHints,
	};
}
