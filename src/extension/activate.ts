import {
	commands,
	type ExtensionContext,
	type LogOutputChannel,
	l10n,
	Position,
	Range,
	Selection,
	Uri,
	window,
	workspace,
} from "vscode";
import { type BaseLanguageClient, type LanguageClientOptions, State } from "vscode-languageclient";
import type {
	ExportFormat,
	FilesParams,
	FilesResult,
	ReadParams,
	ReadResult,
	SummaryMessage,
} from "../protocol/messages.ts";
import { Badges } from "./badges.ts";
import { commandsFeature } from "./commands-feature.ts";
import { CrashHandler } from "./crash-handler.ts";
import { registerExamples } from "./examples.ts";
import { Exporter } from "./export.ts";
import { listFiles } from "./list-files.ts";
import { MarkdownBlocks, type MarkdownIt } from "./markdown.ts";
import { withoutThePast } from "./past.ts";
import { Preview } from "./preview.ts";
import { askUsers, Reports, type Subject } from "./reports.ts";
import { registerRulePages, rulePageMiddleware } from "./rule-pages.ts";
import { readSettings } from "./settings.ts";
import { Status } from "./status.ts";
import { suggestNext } from "./suggest-next.ts";

const LANGUAGE = "archscale";

/** What tests look at through `Extension.exports`. */
export interface ArchscaleApi {
	readonly client: BaseLanguageClient;
	readonly statusText: () => string | undefined;
	/** VS Code calls it before it shows Markdown. */
	readonly extendMarkdownIt: (markdown: MarkdownIt) => MarkdownIt;
}

/** Start the extension on a client that Node or the browser has made. */
export async function startExtension(
	context: ExtensionContext,
	createClient: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<ArchscaleApi> {
	const output = window.createOutputChannel("Archscale", { log: true });
	const crashes = new CrashHandler();
	const client = createClient({
		documentSelector: [{ language: LANGUAGE }],
		// A function, so that a server that is started again gets those of then.
		initializationOptions: readSettings,
		outputChannel: output,
		errorHandler: crashes,
		middleware: { ...withoutThePast(rulePageMiddleware), provideCompletionItem: suggestNext },
	});
	client.registerFeature(commandsFeature);
	const status = new Status();
	const badges = new Badges();
	const preview = new Preview(client, context.extensionUri);
	const reports = new Reports(client);
	const exporter = new Exporter(client, preview, context.extensionUri);
	const blocks = new MarkdownBlocks(client);

	context.subscriptions.push(
		output,
		client,
		status,
		badges,
		preview,
		reports,
		blocks,
		...registerRulePages(context.extensionUri),
		registerExamples(context.extensionUri, LANGUAGE),
		client.onNotification("archscale/summary", (summary: SummaryMessage) => status.show(summary)),
		client.onRequest("archscale/read", ({ uri }: ReadParams) => read(Uri.parse(uri), output)),
		client.onRequest("archscale/files", async ({ folder }: FilesParams): Promise<FilesResult> => {
			const uris = await listFiles(client.protocol2CodeConverter.asUri(folder));
			return { uris: uris.map((uri) => client.code2ProtocolConverter.asUri(uri)) };
		}),
		client.onDidChangeState(({ newState }) => {
			if (newState === State.Starting) return;
			status.setStopped(newState === State.Stopped);
			if (newState === State.Running) preview.refresh();
			else preview.fail(l10n.t("The Archscale server has stopped."));
		}),
		workspace.onDidChangeConfiguration((event) => {
			const asked = ["rules", "ruleGroups", "thresholds", "codeLens", "inlayHints"].some((one) =>
				event.affectsConfiguration(`archscale.${one}`),
			);
			if (asked && client.isRunning())
				void client.sendNotification("workspace/didChangeConfiguration", { settings: readSettings() });
		}),
		commands.registerCommand("archscale.openDiagram", (uri?: Uri) => {
			const document = uri ?? activeDocument() ?? preview.subject?.uri;
			return document && preview.open(document);
		}),
		commands.registerCommand("archscale.openLockedDiagram", (uri?: Uri) => {
			const document = uri ?? activeDocument() ?? preview.subject?.uri;
			return document && preview.openLocked(document);
		}),
		commands.registerCommand("archscale.openAnotherDiagram", () => preview.openAnother()),
		commands.registerCommand("archscale.lockDiagram", () => preview.setLocked(true)),
		commands.registerCommand("archscale.unlockDiagram", () => preview.setLocked(false)),
		commands.registerCommand("archscale.showDiagramText", () => preview.showText()),
		commands.registerCommand("archscale.showInDiagram", (uri: string, at: Pick<Position, "line" | "character">) =>
			showInDiagram(preview, Uri.parse(uri), at),
		),
		commands.registerCommand(
			"archscale.rename",
			(uri: string, { line, character }: Pick<Position, "line" | "character">) =>
				commands.executeCommand("editor.action.rename", [Uri.parse(uri), new Position(line, character)]),
		),
		commands.registerCommand("archscale.showAtUsers", async () => {
			const subject = subjectOf(preview, reports);
			const users = subject && (await askUsers(subject.users));
			if (users !== undefined) await preview.showAt(subject!.uri, users);
		}),
		commands.registerCommand("archscale.whatIf", () => {
			const subject = subjectOf(preview, reports);
			return subject && reports.whatIf(subject);
		}),
		commands.registerCommand("archscale.showLadder", () => {
			const subject = subjectOf(preview, reports);
			return subject && reports.ladder(subject);
		}),
		commands.registerCommand("archscale.planForUsers", async () => {
			const subject = subjectOf(preview, reports);
			const users = subject && (await askUsers(subject.users));
			if (users !== undefined) await reports.ladder({ uri: subject!.uri, users });
		}),
		commands.registerCommand("archscale.showLedger", () => {
			const subject = subjectOf(preview, reports);
			return subject && reports.ledger(subject);
		}),
		commands.registerCommand("archscale.export", (format?: ExportFormat, uri?: Uri) => {
			// A menu passes the file that it belongs to, and more.
			const document = uri instanceof Uri ? uri : subjectOf(preview, reports)?.uri;
			return document && exporter.save(document, typeof format === "string" ? format : undefined);
		}),
		commands.registerCommand("archscale.exportSvg", () => {
			const subject = subjectOf(preview, reports);
			return subject && exporter.save(subject.uri, "svg", "light");
		}),
		commands.registerCommand("archscale.copyImage", (uri?: Uri) => {
			const document = uri ?? subjectOf(preview, reports)?.uri;
			return document && exporter.copyImage(document);
		}),
		commands.registerCommand("archscale.copySvg", (uri?: Uri) => {
			const document = uri ?? subjectOf(preview, reports)?.uri;
			return document && exporter.copySvg(document);
		}),
		commands.registerCommand("archscale.fixAll", () =>
			commands.executeCommand("editor.action.codeAction", { kind: "source.fixAll.archscale", apply: "first" }),
		),
		commands.registerCommand("archscale.restartServer", async () => {
			crashes.forget();
			if (client.isRunning()) await client.stop();
			await client.start();
		}),
		commands.registerCommand("archscale.showOutput", () => output.show()),
	);
	await client.start();
	if (workspace.getConfiguration("archscale").get("diagram.openAutomatically"))
		await openAutomatically(context, preview);
	return {
		client,
		statusText: () => status.text,
		extendMarkdownIt: (markdown) => blocks.extend(markdown),
	};
}

function activeDocument(): Uri | undefined {
	const document = window.activeTextEditor?.document;
	return document?.languageId === LANGUAGE ? document.uri : undefined;
}

/** The text that is being edited, else what the last preview shows, else what the last report was about. */
function subjectOf(preview: Preview, reports: Reports): Subject | undefined {
	const uri = activeDocument();
	return uri ? preview.subjectAt(uri) : (preview.subject ?? reports.subject);
}

/** The card of what is declared at a place of a document: the diagram selects what the cursor is on. */
async function showInDiagram(preview: Preview, uri: Uri, { line, character }: Pick<Position, "line" | "character">) {
	const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
	if (editor) {
		const range = editor.document.validateRange(new Range(line, character, line, character));
		editor.selection = new Selection(range.start, range.start);
	}
	await preview.open(uri);
}

/** Open the diagram beside the first architecture that is shown, once in a window. */
async function openAutomatically(context: ExtensionContext, preview: Preview): Promise<void> {
	const uri = activeDocument();
	if (uri) return preview.open(uri);
	const waiting = window.onDidChangeActiveTextEditor(() => {
		const shown = activeDocument();
		if (!shown) return;
		waiting.dispose();
		void preview.open(shown);
	});
	context.subscriptions.push(waiting);
}

async function read(uri: Uri, output: LogOutputChannel): Promise<ReadResult | null> {
	try {
		return { text: new TextDecoder().decode(await workspace.fs.readFile(uri)) };
	} catch (error) {
		output.debug(`${uri} cannot be read: ${error}`);
		return null;
	}
}
