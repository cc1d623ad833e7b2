import {
	commands,
	type Disposable,
	env,
	l10n,
	type Position,
	Range,
	Selection,
	type TextEditor,
	TextEditorRevealType,
	Uri,
	ViewColumn,
	type WebviewPanel,
	window,
	workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
	type DiagramMessage,
	EXPORT_FORMATS,
	type FromWebview,
	type LocateParams,
	type LocateResult,
	PICTURE_REQUESTS,
	type PreviewState,
	type ToWebview,
	type ViewOptions,
	type WatchMessage,
} from "../protocol/messages.ts";
import { previewHtml } from "../protocol/preview-html.ts";
import { isReadOnly } from "./read-only.ts";

const VIEW_TYPE = "archscale.preview";
/** A picture of thousands of components takes seconds to become pixels. */
const PATIENCE_MILLISECONDS = 30_000;

/**
 * The diagram beside the text: one panel, which follows the architecture that is being edited. It keeps nothing that one
 * message from the server could not bring back, so VS Code may drop the page whenever it is hidden.
 */
export class Preview implements Disposable {
	readonly #client: BaseLanguageClient;
	readonly #extensionUri: Uri;
	readonly #subscriptions: Disposable[];
	#panel: WebviewPanel | undefined;
	/** The document that is drawn. */
	#uri: Uri | undefined;
	/** How each document is shown. */
	readonly #options = new Map<string, ViewOptions>();
	/** The imported file that a card led to: it is shown for the sake of the diagram, which therefore stays. */
	#revealed: string | undefined;
	#drawn: DiagramMessage | undefined;
	#selected: string | undefined;
	/** What leads to a place in the text, which takes the keyboard there when it is done. */
	#revealing: Promise<unknown> = Promise.resolve();
	/** Counts requests for the card under the cursor, of which only the last one matters. */
	#asked = 0;
	/** Resolves when the page listens. */
	#ready = waiter();
	/** By the number of the request: who waits for the pixels of a picture. */
	readonly #rasterising = new Map<number, (result: Rasterised) => void>();
	#rasterised = 0;

	constructor(client: BaseLanguageClient, extensionUri: Uri) {
		this.#client = client;
		this.#extensionUri = extensionUri;
		this.#subscriptions = [
			client.onNotification("archscale/diagram", (message: DiagramMessage) => this.#show(message)),
			window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
			window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
				const [selection] = selections;
				if (selection) void this.#selectAt(textEditor, selection.active);
			}),
			window.registerWebviewPanelSerializer(VIEW_TYPE, {
				deserializeWebviewPanel: async (panel: WebviewPanel, state: Partial<PreviewState> | undefined) => {
					const uri = state?.uri ? Uri.parse(state.uri) : window.activeTextEditor?.document.uri;
					if (!uri) return panel.dispose();
					if (state?.options) this.#options.set(uri.toString(), state.options);
					try {
						await this.#adopt(panel, uri);
					} catch {
						// Its text is gone.
						panel.dispose();
					}
				},
			}),
		];
	}

	/** Show the diagram of a document beside its text, and leave the cursor where it is. */
	async open(uri: Uri): Promise<void> {
		if (!this.#panel) {
			const panel = window.createWebviewPanel(
				VIEW_TYPE,
				l10n.t("Diagram"),
				{ viewColumn: ViewColumn.Beside, preserveFocus: true },
				{},
			);
			await this.#adopt(panel, uri);
			return;
		}
		this.#panel.reveal(undefined, true);
		await this.#turnTo(uri);
	}

	/** Show the diagram at a number of users, as if its slider had been set to it. */
	async showAt(uri: Uri, users: number): Promise<void> {
		this.#options.set(uri.toString(), { ...this.optionsOf(uri), users });
		const isDrawn = this.#uri?.toString() === uri.toString();
		await this.open(uri);
		if (isDrawn) await this.#watch();
	}

	/** The document that is drawn, and the users at which it is. */
	get subject(): { readonly uri: Uri; readonly users: number | undefined } | undefined {
		return this.#uri && { uri: this.#uri, users: this.optionsOf(this.#uri).users };
	}

	/** How a document is shown, or would be. */
	optionsOf(uri: Uri): ViewOptions {
		return this.#options.get(uri.toString()) ?? {};
	}

	/** What is shown of a document; undefined while it is not. */
	diagramOf(uri: Uri): DiagramMessage["diagram"] | undefined {
		return this.#panel?.visible && this.#drawn?.uri === uri.toString() ? this.#drawn.diagram : undefined;
	}

	/** Have the page turn a picture into pixels, or put them into the clipboard. It is opened where it is not. */
	async rasterise(uri: Uri, svg: string, copies: boolean): Promise<Rasterised> {
		if (!this.#panel?.visible) await this.open(uri);
		// A browser lets only the page that has the keyboard write to the clipboard.
		if (copies) this.#panel?.reveal();
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

	/** Ask a server that has just started for the diagram. */
	refresh(): void {
		if (this.#panel) void this.#watch();
	}

	fail(message: string): void {
		this.#post({ type: "failed", message });
	}

	/** The panel itself stays: VS Code brings it back after a reload of the window. */
	dispose(): void {
		for (const subscription of this.#subscriptions) subscription.dispose();
	}

	async #adopt(panel: WebviewPanel, uri: Uri): Promise<void> {
		this.#panel?.dispose();
		this.#panel = panel;
		this.#ready = waiter();
		panel.iconPath = {
			light: Uri.joinPath(this.#extensionUri, "media/diagram-light.svg"),
			dark: Uri.joinPath(this.#extensionUri, "media/diagram-dark.svg"),
		};
		panel.onDidDispose(() => {
			if (this.#panel !== panel) return;
			this.#panel = undefined;
			this.#uri = undefined;
			this.#drawn = undefined;
			void this.#watch();
		});
		let visible = panel.visible;
		panel.onDidChangeViewState(() => {
			if (panel.visible === visible) return;
			visible = panel.visible;
			// VS Code drops the page.
			if (!visible) this.#ready = waiter();
			void this.#watch();
		});
		panel.webview.onDidReceiveMessage((message: FromWebview) => this.#receive(message));
		const dist = Uri.joinPath(this.#extensionUri, "dist");
		panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
		const address = (file: string) => panel.webview.asWebviewUri(Uri.joinPath(dist, file)).toString();
		panel.webview.html = previewHtml({
			title: l10n.t("Diagram"),
			script: address("webview.js"),
			style: address("webview.css"),
			cspSource: panel.webview.cspSource,
			nonce: crypto.randomUUID(),
			locale: env.language,
		});
		await this.#turnTo(uri);
	}

	#follow(editor: TextEditor | undefined): void {
		if (editor?.document.languageId !== "archscale" || editor.document.uri.toString() === this.#revealed) return;
		this.#revealed = undefined;
		void this.#turnTo(editor.document.uri);
	}

	async #turnTo(uri: Uri): Promise<void> {
		if (!this.#panel || this.#uri?.toString() === uri.toString()) return;
		this.#uri = uri;
		this.#drawn = undefined;
		this.#selected = undefined;
		this.#panel.title = l10n.t("Diagram of {0}", fileName(uri));
		// The server draws what is open, and the text need not be in an editor.
		await workspace.openTextDocument(uri);
		await this.#watch();
	}

	/** Tell the server what to draw: the document in the panel as long as it can be seen, else nothing. */
	async #watch(): Promise<void> {
		if (!this.#client.isRunning()) return;
		const uri = this.#panel?.visible ? this.#uri?.toString() : undefined;
		const message: WatchMessage = { uri, ...(this.#uri && { options: this.optionsOf(this.#uri) }) };
		await this.#client.sendNotification("archscale/watch", message);
	}

	#show(message: DiagramMessage): void {
		if (message.uri !== this.#uri?.toString()) return;
		const first = this.#drawn === undefined;
		this.#drawn = message;
		this.#post({ type: "diagram", ...message });
		const editor = window.activeTextEditor;
		if (first && editor) void this.#selectAt(editor, editor.selection.active);
	}

	#post(message: ToWebview): void {
		void this.#panel?.webview.postMessage(message);
	}

	#receive(message: FromWebview): void {
		switch (message.type) {
			case "ready":
				this.#ready.resolve();
				if (this.#drawn) this.#post({ type: "diagram", ...this.#drawn });
				if (this.#selected) this.#post({ type: "select", id: this.#selected });
				break;
			case "reveal":
				this.#revealing = this.#reveal(message.id);
				break;
			case "options":
				if (!this.#uri) break;
				this.#options.set(this.#uri.toString(), message.options);
				void this.#watch();
				break;
			case "request":
				void this.#answer(message);
				break;
			case "history":
				if (message.direction === "undo" || message.direction === "redo") void this.#history(message.direction);
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
				void this.#revealing.catch(() => {}).then(() => this.#panel?.reveal(undefined, false));
				break;
			case "export":
				if (message.format === undefined || EXPORT_FORMATS.includes(message.format))
					void commands.executeCommand("archscale.export", message.format, this.#uri);
				break;
			case "copy":
				void commands.executeCommand(message.format === "svg" ? "archscale.copySvg" : "archscale.copyImage", this.#uri);
				break;
			case "rasterised":
				this.#rasterising.get(message.request)?.(message);
				break;
		}
	}

	/** Ask the server in the name of the page, which can name no document but the one that it shows. */
	async #answer({ request, method, params }: Extract<FromWebview, { type: "request" }>): Promise<void> {
		const uri = this.#uri?.toString();
		const isKnown = (PICTURE_REQUESTS as readonly string[]).includes(method);
		const ask = async () => {
			if (!this.#uri || !isKnown || !this.#client.isRunning()) return null;
			if (method === "archscale/edit" && (await isReadOnly(this.#uri))) {
				return { ok: false, reason: l10n.t("{0} is read-only.", fileName(this.#uri)) };
			}
			return this.#client.sendRequest(method, { ...params, uri });
		};
		this.#post({ type: "answer", request, result: await ask().catch(() => null) });
	}

	/** Undo and redo belong to an editor, so it has the focus for a moment. */
	async #history(direction: "undo" | "redo"): Promise<void> {
		const [uri, panel] = [this.#uri, this.#panel];
		if (!uri || !panel) return;
		const shown = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
		await window.showTextDocument(await workspace.openTextDocument(uri), {
			viewColumn: shown?.viewColumn ?? ViewColumn.One,
		});
		await commands.executeCommand(direction);
		panel.reveal();
	}

	async #selectAt(editor: TextEditor, position: Position): Promise<void> {
		const uri = editor.document.uri.toString();
		if (!this.#panel?.visible || uri !== this.#uri?.toString()) return;
		this.#asked += 1;
		const asked = this.#asked;
		const found = await this.#locate({ uri, offset: { line: position.line, character: position.character } });
		if (asked !== this.#asked || found?.id === this.#selected) return;
		this.#selected = found?.id;
		this.#post({ type: "select", id: found?.id });
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
		this.#revealed = uri.toString() === this.#uri?.toString() ? undefined : uri.toString();
		const shown = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
		const editor = await window.showTextDocument(await workspace.openTextDocument(uri), {
			viewColumn: shown?.viewColumn ?? ViewColumn.One,
		});
		editor.selection = new Selection(range.start, range.start);
		editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
	}

	async #locate(params: LocateParams): Promise<LocateResult | undefined> {
		if (!this.#client.isRunning()) return undefined;
		try {
			return (await this.#client.sendRequest<LocateResult | null>("archscale/locate", params)) ?? undefined;
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
