import {
	commands,
	env,
	FileSystemError,
	l10n,
	type Position,
	Range,
	Selection,
	type Tab,
	TabInputText,
	type TextDocument,
	type TextEditor,
	TextEditorRevealType,
	Uri,
	ViewColumn,
	type WebviewPanel,
	window,
	workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { withChanges } from "../diagram/changes.ts";
import {
	type Diagram,
	type DiagramMessage,
	EXPORT_FORMATS,
	type FromWebview,
	type LocateParams,
	type LocateResult,
	PICTURE_REQUESTS,
	type ToWebview,
	type ViewOptions,
	type WatchMessage,
} from "../protocol/messages.ts";
import { previewHtml } from "../protocol/preview-html.ts";
import { isReadOnly } from "./read-only.ts";

/** A picture of thousands of components takes seconds to become pixels. */
const PATIENCE_MILLISECONDS = 30_000;
/**
 * A page that has not said within this that it listens is loaded anew, and given twice the time. Where VS Code itself runs in a
 * browser, pages that are built at the same moment may get in each other's way, and one of them never starts.
 */
const START_MILLISECONDS = 3000;
const MOST_STARTS = 3;

/** A picture that the server has sent, whole. */
type Drawn = Pick<DiagramMessage, "uri" | "version" | "picture"> & { readonly diagram: Diagram };

/** What panels have in common. */
export interface PanelHost {
	readonly client: BaseLanguageClient;
	readonly extensionUri: Uri;
	/** How a document that the panel has not shown yet is to be shown. */
	optionsFor(uri: Uri): ViewOptions;
	/** It has the keyboard or was worked with, is locked or not, or shows another document. */
	changed(panel: PreviewPanel): void;
	/** A card led to a text: its own, or an imported one for the sake of the diagram. */
	revealed(panel: PreviewPanel, uri: Uri): void;
	/** The way to `task` and back leads through editors in which nobody is working. */
	undisturbed(task: () => Promise<void>): Promise<void>;
	closed(panel: PreviewPanel): void;
}

export interface PanelStart {
	/** By which the server knows it. */
	readonly id: string;
	readonly isLocked: boolean;
}

/**
 * One diagram: it follows the architecture that is being edited, or is locked to its document. The page keeps nothing that
 * one message could not bring back, so VS Code may drop it whenever it is hidden; the last picture stays here, so that the
 * page has it at once when it is shown again.
 */
export class PreviewPanel {
	readonly id: string;
	readonly #panel: WebviewPanel;
	readonly #host: PanelHost;
	/** How each document is shown in this panel. */
	readonly #options = new Map<string, ViewOptions>();
	/** The document that is drawn. */
	#uri: Uri | undefined;
	#isLocked: boolean;
	#drawn: Drawn | undefined;
	/** How many pictures the server has drawn for it, and the number of the last one for the page. */
	#pictures = 0;
	/** Why there is no picture, or none that is up to date. */
	#failure: string | undefined;
	/** The file of the document is gone, and nobody has its text in an editor. */
	#isLost = false;
	#selected: string | undefined;
	/** The page does not know the name that its document has now. */
	#isRenamed = false;
	#isClosed = false;
	/** What leads to a place in the text, which takes the keyboard there when it is done. */
	#revealing: Promise<unknown> = Promise.resolve();
	/** One step of undo or redo after the other, in the order of the keys. */
	#history: Promise<unknown> = Promise.resolve();
	/** Counts requests for the card under the cursor, of which only the last one matters. */
	#asked = 0;
	/** Resolves when the page listens. */
	#ready = waiter();
	#starting: ReturnType<typeof setTimeout> | undefined;
	/** By the number of the request: who waits for the pixels of a picture. */
	readonly #rasterising = new Map<number, (result: Rasterised) => void>();
	#rasterised = 0;

	constructor(panel: WebviewPanel, host: PanelHost, { id, isLocked }: PanelStart) {
		this.id = id;
		this.#panel = panel;
		this.#host = host;
		this.#isLocked = isLocked;
		panel.iconPath = {
			light: Uri.joinPath(host.extensionUri, "media/diagram-light.svg"),
			dark: Uri.joinPath(host.extensionUri, "media/diagram-dark.svg"),
		};
		panel.onDidDispose(() => {
			this.#isClosed = true;
			clearTimeout(this.#starting);
			for (const answer of this.#rasterising.values()) answer({ reason: l10n.t("The diagram does not answer.") });
			host.closed(this);
			void this.watch();
		});
		let { visible, viewColumn: column } = panel;
		panel.onDidChangeViewState(() => {
			if (panel.active) host.changed(this);
			if (panel.visible === visible) {
				// Moved to another column, its page may be a new one.
				if (visible && column !== panel.viewColumn) {
					this.#expectReady();
					this.#post({ type: "ping" });
				}
				column = panel.viewColumn;
				return;
			}
			[visible, column] = [panel.visible, panel.viewColumn];
			// VS Code drops the page.
			if (!visible) this.#ready = waiter();
			if (visible) {
				this.#expectReady();
				// VS Code keeps it for the page until that has loaded, which is sooner than the page could ask for it.
				this.#bring();
			} else clearTimeout(this.#starting);
			void this.look();
		});
		panel.webview.onDidReceiveMessage((message: FromWebview) => this.#receive(message));
		const localResourceRoots = [Uri.joinPath(host.extensionUri, "dist")];
		panel.webview.options = { enableScripts: true, localResourceRoots };
		this.#load();
		if (visible) this.#expectReady();
	}

	get uri(): Uri | undefined {
		return this.#uri;
	}

	get isLocked(): boolean {
		return this.#isLocked;
	}

	/** Where it is, counted from the left. */
	get column(): ViewColumn {
		return this.#panel.viewColumn ?? ViewColumn.One;
	}

	get isActive(): boolean {
		return !this.#isClosed && this.#panel.active;
	}

	get isVisible(): boolean {
		return !this.#isClosed && this.#panel.visible;
	}

	/** What is shown of its document. */
	get diagram(): Diagram | undefined {
		return this.#drawn?.diagram;
	}

	/** How it shows a document, or would; undefined: it never has. */
	optionsOf(uri: Uri): ViewOptions | undefined {
		return this.#options.get(uri.toString());
	}

	shows(uri: Uri | string): boolean {
		return this.#uri?.toString() === uri.toString();
	}

	setOptions(uri: Uri, options: ViewOptions): void {
		this.#options.set(uri.toString(), options);
		if (this.shows(uri)) void this.watch();
	}

	setLocked(isLocked: boolean): void {
		this.#isLocked = isLocked;
		this.#name();
		this.#post({ type: "locked", locked: isLocked });
		this.#host.changed(this);
	}

	reveal(preserveFocus: boolean): void {
		this.#panel.reveal(undefined, preserveFocus);
	}

	/** Show a document. Fails where there is no such text. */
	async turnTo(uri: Uri): Promise<void> {
		if (this.shows(uri)) return;
		this.#uri = uri;
		this.#drawn = undefined;
		this.#failure = undefined;
		this.#isLost = false;
		this.#selected = undefined;
		this.#isRenamed = false;
		if (!this.#options.has(uri.toString())) this.#options.set(uri.toString(), this.#host.optionsFor(uri));
		this.#name();
		this.#host.changed(this);
		// The server draws what is open, and the text need not be in an editor.
		await workspace.openTextDocument(uri);
		await this.watch();
	}

	/** Its document, or a folder around it, has another name. */
	async rename(from: Uri, to: Uri): Promise<void> {
		const uri = this.#uri;
		const isInside = uri?.scheme === from.scheme && uri.authority === from.authority;
		if (!uri || !isInside || !(uri.path === from.path || uri.path.startsWith(`${from.path}/`))) return;
		const renamed = uri.with({ path: to.path + uri.path.slice(from.path.length), scheme: to.scheme });
		this.#options.set(renamed.toString(), this.optionsOf(uri) ?? {});
		this.#options.delete(uri.toString());
		this.#uri = renamed;
		if (this.#drawn) this.#drawn = { ...this.#drawn, uri: renamed.toString() };
		this.#isRenamed = true;
		this.#tellName();
		this.#name();
		this.#host.changed(this);
		await this.look();
	}

	/**
	 * Make sure that the server has the text of what can be seen: VS Code closes a text in time that no editor shows, and
	 * it may have gone. The last picture stays where it has.
	 */
	async look(): Promise<void> {
		const uri = this.#uri;
		const isLost = this.#isLost;
		if (uri && this.isVisible && !openDocument(uri)) {
			try {
				// An untitled text that was closed would come back empty.
				if (uri.scheme === "untitled") throw new Error("closed");
				await workspace.openTextDocument(uri);
			} catch {
				this.#lose(uri);
				return;
			}
		}
		await this.watch();
		if (!uri || !this.isVisible || !this.shows(uri)) return;
		// VS Code keeps a text for minutes that was in no editor, and whose file has gone.
		if (!isEdited(uri) && !(await isThere(uri))) this.#lose(uri);
		else if (isLost) this.#find();
	}

	#lose(uri: Uri): void {
		if (!this.shows(uri)) return;
		this.#isLost = true;
		this.fail(l10n.t("{0} is no longer there.", fileName(uri)));
	}

	/** The text is there again, and need not say anything else than before. */
	#find(): void {
		this.#isLost = false;
		this.#failure = undefined;
		if (this.#drawn) this.#showWhole(this.#drawn);
	}

	/** Tell the server what to draw: nothing while it cannot be seen. */
	async watch({ anew = false } = {}): Promise<void> {
		const { client } = this.#host;
		if (!client.isRunning()) return;
		const uri = this.#isClosed ? undefined : this.#uri;
		const message: WatchMessage = {
			panel: this.id,
			uri: uri?.toString(),
			...(uri && { options: this.optionsOf(uri) ?? {}, hidden: !this.isVisible, ...(anew && { anew }) }),
		};
		await client.sendNotification("archscale/watch", message);
	}

	/** The server has drawn it. */
	show(message: DiagramMessage): void {
		if (this.#isClosed || !this.shows(message.uri)) return;
		if ("diagram" in message) {
			this.#showWhole(message);
			return;
		}
		if (this.#drawn?.picture !== message.since) {
			void this.watch({ anew: true });
			return;
		}
		const { uri, version, picture, changes } = message;
		this.#take({ uri, version, picture, diagram: withChanges(this.#drawn.diagram, changes) }, () => {
			const since = this.#pictures - 1;
			this.#post({ type: "changes", picture: this.#pictures, since, changes: JSON.stringify(changes) });
		});
	}

	#showWhole(drawn: Drawn): void {
		const first = this.#drawn === undefined;
		this.#take(drawn, () => this.#postWhole(drawn));
		if (first) this.#selectInEditor();
	}

	/** A page that is not there gets it when it is built. */
	#take(drawn: Drawn, post: () => void): void {
		const loss = this.#isLost ? this.#failure : undefined;
		this.#drawn = drawn;
		this.#failure = undefined;
		this.#pictures += 1;
		if (this.isVisible) post();
		if (loss !== undefined) this.fail(loss);
	}

	/** Say over the picture why it is not up to date. */
	fail(message: string): void {
		this.#failure = message;
		this.#post({ type: "failed", message });
	}

	/** Mark the card that the cursor is on. */
	async selectAt(editor: TextEditor, position: Position): Promise<void> {
		const uri = editor.document.uri.toString();
		if (!this.isVisible || !this.shows(uri)) return;
		this.#asked += 1;
		const asked = this.#asked;
		const found = await this.#locate({ uri, offset: { line: position.line, character: position.character } });
		if (asked !== this.#asked || found?.id === this.#selected) return;
		this.#selected = found?.id;
		this.#post({ type: "select", id: found?.id });
	}

	/** Have the page turn a picture into pixels, or put them into the clipboard. */
	async rasterise(svg: string, copies: boolean): Promise<Rasterised> {
		// A browser lets only the page that has the keyboard write to the clipboard.
		if (copies) this.#panel.reveal();
		const request = ++this.#rasterised;
		const failed = new Promise<Rasterised>((resolve) =>
			setTimeout(() => resolve({ reason: l10n.t("The diagram does not answer.") }), PATIENCE_MILLISECONDS),
		);
		const answered = this.#ready.promise.then(
			() =>
				new Promise<Rasterised>((resolve) => {
					this.#rasterising.set(request, resolve);
					this.#post({ type: "rasterise", request, svg, copies });
				}),
		);
		const result = await Promise.race([answered, failed]);
		this.#rasterising.delete(request);
		return result;
	}

	/** Show its text, in the editor where it is if there is one. */
	async showText(): Promise<void> {
		if (!this.#uri) return;
		this.#host.revealed(this, this.#uri);
		await window.showTextDocument(await workspace.openTextDocument(this.#uri), {
			viewColumn: editorOf(this.#uri)?.viewColumn ?? ViewColumn.One,
		});
	}

	#load(): void {
		const { webview } = this.#panel;
		const dist = Uri.joinPath(this.#host.extensionUri, "dist");
		const address = (file: string) => webview.asWebviewUri(Uri.joinPath(dist, file)).toString();
		webview.html = previewHtml({
			title: l10n.t("Diagram"),
			script: address("webview.js"),
			style: address("webview.css"),
			cspSource: webview.cspSource,
			nonce: crypto.randomUUID(),
			locale: env.language,
		});
	}

	#expectReady(starts = 1): void {
		clearTimeout(this.#starting);
		if (starts > MOST_STARTS) return;
		this.#starting = setTimeout(
			() => {
				if (!this.isVisible) return;
				this.#load();
				this.#expectReady(starts + 1);
			},
			START_MILLISECONDS * 2 ** (starts - 1),
		);
	}

	#name(): void {
		if (!this.#uri) return;
		const name = fileName(this.#uri);
		this.#panel.title = this.#isLocked ? l10n.t("[Diagram] {0}", name) : l10n.t("Diagram of {0}", name);
	}

	#tellName(): void {
		if (this.#uri && this.#isRenamed) this.#post({ type: "renamed", uri: this.#uri.toString() });
	}

	/** What a new page has to know. */
	#bring(): void {
		this.#tellAll((drawn) => this.#postWhole(drawn));
	}

	#tellAll(tellPicture: (drawn: Drawn) => void): void {
		this.#tellName();
		this.#post({ type: "locked", locked: this.#isLocked });
		if (this.#drawn) tellPicture(this.#drawn);
		if (this.#selected) this.#post({ type: "select", id: this.#selected });
		if (this.#failure !== undefined) this.#post({ type: "failed", message: this.#failure });
	}

	#postWhole({ uri, version, diagram }: Drawn): void {
		this.#post({ type: "diagram", uri, version, diagram: JSON.stringify(diagram), picture: this.#pictures });
	}

	#selectInEditor(): void {
		const editor = this.#uri && editorOf(this.#uri);
		if (editor) void this.selectAt(editor, editor.selection.active);
	}

	#post(message: ToWebview): void {
		if (!this.#isClosed) void this.#panel.webview.postMessage(message);
	}

	#receive(message: FromWebview): void {
		switch (message.type) {
			case "alive":
				clearTimeout(this.#starting);
				break;
			case "ready":
				clearTimeout(this.#starting);
				// What was sent before may have been for a page that is gone.
				this.#tellAll(() => this.#post({ type: "picture", picture: this.#pictures }));
				if (this.#drawn) this.#selectInEditor();
				this.#ready.resolve();
				break;
			case "missing":
				this.#bring();
				break;
			case "reveal":
				this.#revealing = this.#reveal(message.id);
				break;
			case "options":
				if (!this.#uri) break;
				this.setOptions(this.#uri, message.options);
				this.#host.changed(this);
				break;
			case "request":
				void this.#answer(message);
				break;
			case "history":
				if (message.direction === "undo" || message.direction === "redo") {
					const { direction } = message;
					this.#history = this.#history.then(() => this.#repeat(direction)).catch(() => {});
				}
				break;
			case "showProblems":
				void commands.executeCommand("workbench.actions.view.problems");
				break;
			case "openRule":
				void commands.executeCommand("archscale.showRule", message.rule);
				break;
			case "openLine":
				this.#revealing = this.#openLine(message.uri, message.line);
				break;
			case "takeFocus":
				void this.#revealing.catch(() => {}).then(() => !this.#isClosed && this.reveal(false));
				break;
			case "export":
				this.#host.changed(this);
				if (message.format === undefined || EXPORT_FORMATS.includes(message.format))
					void commands.executeCommand("archscale.export", message.format, this.#uri);
				break;
			case "copy":
				this.#host.changed(this);
				void commands.executeCommand(message.format === "svg" ? "archscale.copySvg" : "archscale.copyImage", this.#uri);
				break;
			case "rasterised":
				this.#rasterising.get(message.request)?.(message);
				break;
		}
	}

	/** Ask the server in the name of the page, which can name no document but the one that it shows. */
	async #answer({ request, method, params }: Extract<FromWebview, { type: "request" }>): Promise<void> {
		const { client } = this.#host;
		const uri = this.#uri?.toString();
		const isKnown = (PICTURE_REQUESTS as readonly string[]).includes(method);
		const ask = async () => {
			if (!this.#uri || !isKnown || !client.isRunning()) return null;
			if (method === "archscale/edit" && (await isReadOnly(this.#uri))) {
				return { ok: false, reason: l10n.t("{0} is read-only.", fileName(this.#uri)) };
			}
			return client.sendRequest(method, { ...params, uri, panel: this.id });
		};
		this.#post({ type: "answer", request, result: await ask().catch(() => null) });
	}

	/**
	 * Undo and redo belong to an editor, so it has the keyboard for a moment. Where another text stood in its place, that
	 * one comes back, but not before the picture has the keyboard again: what is typed meanwhile must not go to it.
	 */
	async #repeat(direction: "undo" | "redo"): Promise<void> {
		const uri = this.#uri;
		if (!uri) return;
		const shown = editorOf(uri);
		const viewColumn = shown?.viewColumn ?? ViewColumn.One;
		const before = window.visibleTextEditors.find((editor) => editor.viewColumn === viewColumn);
		await this.#host.undisturbed(async () => {
			await window.showTextDocument(await workspace.openTextDocument(uri), {
				viewColumn,
				...(!shown && { preview: false }),
			});
			await commands.executeCommand(direction);
			if (!this.#isClosed) this.reveal(false);
			if (!shown && before) await window.showTextDocument(before.document, { viewColumn, preserveFocus: true });
		});
	}

	async #reveal(id: string): Promise<void> {
		const found = this.#uri && (await this.#locate({ uri: this.#uri.toString(), id }));
		if (!found) return;
		const { start, end } = found.range;
		await this.#showRange(Uri.parse(found.uri), new Range(start.line, start.character, end.line, end.character));
	}

	/** A link in the page can lead to texts like the one that is drawn, and nowhere else. */
	async #openLine(address: string, line: number): Promise<void> {
		try {
			const uri = Uri.parse(address, true);
			const isOne = uri.scheme === this.#uri?.scheme && uri.path.endsWith(".arch");
			if (!isOne || !Number.isInteger(line) || line < 0) return;
			await this.#showRange(uri, new Range(line, 0, line, 0));
		} catch {
			// There is no such file any more.
		}
	}

	async #showRange(uri: Uri, range: Range): Promise<void> {
		this.#host.revealed(this, uri);
		const editor = await window.showTextDocument(await workspace.openTextDocument(uri), {
			viewColumn: editorOf(uri)?.viewColumn ?? ViewColumn.One,
		});
		editor.selection = new Selection(range.start, range.start);
		editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
	}

	async #locate(params: LocateParams): Promise<LocateResult | undefined> {
		const { client } = this.#host;
		if (!client.isRunning()) return undefined;
		try {
			return (await client.sendRequest<LocateResult | null>("archscale/locate", params)) ?? undefined;
		} catch {
			// The server has ended meanwhile; the one that follows it will be asked anew.
			return undefined;
		}
	}
}

/** Pixels, or that they have been copied where it has neither of these, or why there are none. */
export interface Rasterised {
	readonly png?: Uint8Array;
	readonly reason?: string;
}

function waiter(): { readonly promise: Promise<void>; readonly resolve: () => void } {
	let resolve = (): void => {};
	const promise = new Promise<void>((done) => {
		resolve = done;
	});
	return { promise, resolve };
}

function fileName(uri: Uri): string {
	return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

function editorOf(uri: Uri): TextEditor | undefined {
	return window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
}

/** It is in an editor, or has been changed: what it says does not depend on its file. */
function isEdited(uri: Uri): boolean {
	const isInTab = ({ input }: Tab) => input instanceof TabInputText && input.uri.toString() === uri.toString();
	return openDocument(uri)?.isDirty === true || window.tabGroups.all.some(({ tabs }) => tabs.some(isInTab));
}

/** Texts that are no files are there as long as they are open. */
async function isThere(uri: Uri): Promise<boolean> {
	try {
		await workspace.fs.stat(uri);
		return true;
	} catch (error) {
		return !(error instanceof FileSystemError && error.code === "FileNotFound");
	}
}

function openDocument(uri: Uri): TextDocument | undefined {
	return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}
