import {
	commands,
	type Disposable,
	l10n,
	TabInputText,
	type TextEditor,
	Uri,
	ViewColumn,
	type WebviewPanel,
	window,
	workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { Diagram, DiagramMessage, PrepareMessage, PreviewState, ViewOptions } from "../protocol/messages.ts";
import { type PanelHost, PreviewPanel, type Rasterised } from "./preview-panel.ts";

const VIEW_TYPE = "archscale.preview";
/** What VS Code and the server do first for a text that has just been opened goes before. */
const PREPARE_MILLISECONDS = 1000;

/**
 * The diagrams: one that follows the architecture that is being edited, and as many as somebody likes that are locked to
 * their document. Whatever is asked without naming one is asked of the panel that was last worked with.
 */
export class Preview implements Disposable {
	readonly #host: PanelHost;
	readonly #subscriptions: Disposable[];
	/** What was last worked with comes first. */
	#panels: readonly PreviewPanel[] = [];
	/** How each document was last shown by a panel that follows. */
	readonly #options = new Map<string, ViewOptions>();
	/** The imported file that a card led to: it is shown for the sake of the diagram, which therefore stays. */
	#revealed: string | undefined;
	/** Editors come to the front in which nobody is working. */
	#undisturbed = 0;
	#opened = 0;
	#preparing: ReturnType<typeof setTimeout> | undefined;

	constructor(client: BaseLanguageClient, extensionUri: Uri) {
		this.#host = {
			client,
			extensionUri,
			optionsFor: (uri) => this.#options.get(uri.toString()) ?? {},
			changed: (panel) => this.#changed(panel),
			revealed: (panel, uri) => {
				this.#revealed = panel.shows(uri) ? undefined : uri.toString();
			},
			undisturbed: async (task) => {
				this.#undisturbed++;
				try {
					await task();
				} finally {
					this.#undisturbed--;
				}
			},
			closed: (panel) => {
				this.#panels = this.#panels.filter((one) => one !== panel);
				this.#setContext();
			},
		};
		const sources = workspace.createFileSystemWatcher("**/*.arch", false, true, false);
		const lookAt = (uri: Uri) => void this.#each((panel) => panel.shows(uri) && panel.look());
		this.#subscriptions = [
			client.onNotification("archscale/diagram", (message: DiagramMessage) =>
				this.#panels.find(({ id }) => id === message.panel)?.show(message),
			),
			window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
			window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
				const [selection] = selections;
				if (selection) for (const panel of this.#panels) void panel.selectAt(textEditor, selection.active);
			}),
			workspace.onDidRenameFiles(({ files }) => {
				for (const { oldUri, newUri } of files) void this.#each((panel) => panel.rename(oldUri, newUri));
			}),
			workspace.onDidCloseTextDocument(({ uri }) => lookAt(uri)),
			workspace.onDidOpenTextDocument((document) => {
				lookAt(document.uri);
				// A text that is open already becomes an architecture when its language is chosen.
				if (window.activeTextEditor?.document === document) this.#follow(window.activeTextEditor);
			}),
			sources,
			sources.onDidCreate(lookAt),
			sources.onDidDelete(lookAt),
			window.tabGroups.onDidChangeTabs(({ closed }) => {
				for (const { input } of closed) if (input instanceof TabInputText) lookAt(input.uri);
			}),
			window.registerWebviewPanelSerializer(VIEW_TYPE, {
				deserializeWebviewPanel: async (panel: WebviewPanel, state: Partial<PreviewState> | undefined) => {
					const uri = state?.uri ? Uri.parse(state.uri) : window.activeTextEditor?.document.uri;
					if (!uri) return panel.dispose();
					const isLocked = state?.locked === true;
					try {
						await this.#adopt(panel, uri, { isLocked, ...(state?.options && { options: state.options }) });
					} catch {
						// Its text is gone.
						panel.dispose();
					}
				},
			}),
		];
	}

	/** Show the diagram of a document beside its text, and leave the cursor where it is. The panel follows from then on. */
	async open(uri: Uri): Promise<void> {
		const panel = this.#panels.find(({ isLocked }) => !isLocked);
		if (!panel) return this.#create(uri, { isLocked: false });
		panel.reveal(true);
		await panel.turnTo(uri);
	}

	/** Show the diagram of a document in a panel that stays with it. */
	async openLocked(uri: Uri): Promise<void> {
		const known = this.#panels.find((panel) => panel.isLocked && panel.shows(uri));
		if (known) known.reveal(true);
		else await this.#create(uri, { isLocked: true, options: this.optionsOf(uri) });
	}

	/** Show the design of the diagram that is being worked with once more, to look at it in another way. */
	async openAnother(): Promise<void> {
		const panel = this.#last;
		if (!panel?.uri) return;
		const options = panel.optionsOf(panel.uri) ?? {};
		// Beside a page, VS Code would put another one of its kind on top of it.
		await this.#create(panel.uri, { isLocked: true, options }, panel.column + 1);
	}

	/** Have the diagram that is being worked with stay with its document, or follow again. */
	setLocked(isLocked: boolean): void {
		this.#last?.setLocked(isLocked);
	}

	/** Show the text of the diagram that is being worked with. */
	async showText(): Promise<void> {
		await this.#last?.showText();
	}

	/** Show the diagram at a number of users, as if its slider had been set to it. */
	async showAt(uri: Uri, users: number): Promise<void> {
		const panel = this.#panelOf(uri);
		const options = { ...this.optionsOf(uri), users };
		if (panel) {
			panel.setOptions(uri, options);
			panel.reveal(true);
		} else {
			this.#options.set(uri.toString(), options);
			const follower = this.#panels.find(({ isLocked }) => !isLocked);
			follower?.setOptions(uri, options);
			await this.open(uri);
		}
	}

	/** The document of the diagram that was last worked with, and the users at which it is drawn. */
	get subject(): { readonly uri: Uri; readonly users: number | undefined } | undefined {
		const uri = this.#last?.uri;
		return uri && this.subjectAt(uri);
	}

	/** The same for a document, whichever diagram shows it. */
	subjectAt(uri: Uri): { readonly uri: Uri; readonly users: number | undefined } {
		return { uri, users: this.#panelOf(uri)?.optionsOf(uri)?.users };
	}

	/** How a document is shown, or would be. */
	optionsOf(uri: Uri): ViewOptions {
		return this.#panelOf(uri)?.optionsOf(uri) ?? this.#options.get(uri.toString()) ?? {};
	}

	/** What is shown of a document; undefined while it is not. */
	diagramOf(uri: Uri): Diagram | undefined {
		const panel = this.#panelOf(uri);
		return panel?.isVisible ? panel.diagram : undefined;
	}

	/** Have a page turn a picture into pixels, or put them into the clipboard. It is opened where there is none. */
	async rasterise(uri: Uri, svg: string, copies: boolean): Promise<Rasterised> {
		const visible = () => this.#panels.find((panel) => panel.isVisible && panel.shows(uri));
		if (!visible()) await this.open(uri);
		const panel = visible() ?? this.#panels.find((one) => one.shows(uri));
		return panel ? panel.rasterise(svg, copies) : { reason: l10n.t("The diagram does not answer.") };
	}

	/** Ask a server that has just started for the diagrams. */
	refresh(): void {
		void this.#each((panel) => panel.watch());
		clearTimeout(this.#preparing);
		this.#preparing = setTimeout(() => this.#prepare(), PREPARE_MILLISECONDS);
	}

	fail(message: string): void {
		for (const panel of this.#panels) panel.fail(message);
	}

	/** The panels themselves stay: VS Code brings them back after a reload of the window. */
	dispose(): void {
		clearTimeout(this.#preparing);
		for (const subscription of this.#subscriptions) subscription.dispose();
	}

	/** Have the server ready for the first diagram: what it needs for that takes longer to start than to draw. */
	#prepare(): void {
		const { client } = this.#host;
		const message: PrepareMessage = {};
		if (client.isRunning()) void client.sendNotification("archscale/prepare", message);
	}

	/** The panel that was last worked with. */
	get #last(): PreviewPanel | undefined {
		return this.#panels.find(({ isActive }) => isActive) ?? this.#panels[0];
	}

	/** The panel that shows a document; of several, one that can be seen, and then that which was last worked with. */
	#panelOf(uri: Uri): PreviewPanel | undefined {
		const all = this.#panels.filter((panel) => panel.shows(uri));
		return all.find(({ isActive }) => isActive) ?? all.find(({ isVisible }) => isVisible) ?? all[0];
	}

	async #create(
		uri: Uri,
		start: { readonly isLocked: boolean; readonly options?: ViewOptions },
		viewColumn: ViewColumn = ViewColumn.Beside,
	): Promise<void> {
		const panel = window.createWebviewPanel(VIEW_TYPE, l10n.t("Diagram"), { viewColumn, preserveFocus: true }, {});
		await this.#adopt(panel, uri, start);
	}

	async #adopt(
		webviewPanel: WebviewPanel,
		uri: Uri,
		{ isLocked, options }: { readonly isLocked: boolean; readonly options?: ViewOptions },
	): Promise<void> {
		const panel = new PreviewPanel(webviewPanel, this.#host, { id: String(++this.#opened), isLocked });
		this.#panels = [...this.#panels, panel];
		if (options) panel.setOptions(uri, options);
		await panel.turnTo(uri);
	}

	#follow(editor: TextEditor | undefined): void {
		if (this.#undisturbed > 0) return;
		if (editor?.document.languageId !== "archscale" || editor.document.uri.toString() === this.#revealed) return;
		this.#revealed = undefined;
		void this.#each((panel) => !panel.isLocked && panel.turnTo(editor.document.uri));
	}

	/** Do it for each; a text that is gone by then is no matter. */
	async #each(act: (panel: PreviewPanel) => Promise<void> | false): Promise<void> {
		await Promise.allSettled(this.#panels.map(act));
	}

	#changed(panel: PreviewPanel): void {
		if (this.#panels.includes(panel)) this.#panels = [panel, ...this.#panels.filter((one) => one !== panel)];
		const options = panel.uri && panel.optionsOf(panel.uri);
		if (panel.uri && options && !panel.isLocked) this.#options.set(panel.uri.toString(), options);
		this.#setContext();
	}

	/** For the menus: which of the two actions, to lock or to unlock, there is. */
	#setContext(): void {
		void commands.executeCommand("setContext", "archscale.diagramIsLocked", this.#last?.isLocked === true);
	}
}
