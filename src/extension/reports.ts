import {
	commands,
	type Disposable,
	EventEmitter,
	l10n,
	type QuickPickItem,
	type TextDocumentContentProvider,
	Uri,
	ViewColumn,
	window,
	workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { countIn } from "../language/numbers.ts";
import type {
	LadderParams,
	LedgerParams,
	PartsParams,
	PartsResult,
	ReportResult,
	WhatIfParams,
} from "../protocol/messages.ts";
import { askLong } from "./ask-long.ts";

const MARKDOWN_PREVIEW = "vscode.markdown.preview.editor";

const SCHEME = "archscale-report";

/** An architecture, and the users at which it is looked at. */
export interface Subject {
	readonly uri: Uri;
	readonly users: number | undefined;
}

/** Answers of the server to questions about a document, each shown as a page that cannot be edited. */
export class Reports implements Disposable, TextDocumentContentProvider {
	readonly #client: BaseLanguageClient;
	readonly #texts = new Map<string, string>();
	readonly #changed = new EventEmitter<Uri>();
	readonly #subscriptions: readonly Disposable[];
	readonly onDidChange = this.#changed.event;
	#subject: Subject | undefined;

	constructor(client: BaseLanguageClient) {
		this.#client = client;
		this.#subscriptions = [
			this.#changed,
			workspace.registerTextDocumentContentProvider(SCHEME, this),
			workspace.onDidCloseTextDocument(({ uri }) => {
				if (uri.scheme === SCHEME) this.#texts.delete(uri.toString());
			}),
		];
	}

	/** What the last report is about. */
	get subject(): Subject | undefined {
		return this.#subject;
	}

	provideTextDocumentContent(uri: Uri): string | undefined {
		return this.#texts.get(uri.toString());
	}

	dispose(): void {
		for (const subscription of this.#subscriptions) subscription.dispose();
	}

	/** What the loss of a part sets off; the user chooses it, first of all the one that the cursor is on. */
	async whatIf(subject: Subject): Promise<void> {
		const { uri, users } = subject;
		const part = await this.#choosePart(uri);
		if (part === undefined) return;
		const params: WhatIfParams = { uri: uri.toString(), parts: [part], ...(users !== undefined && { users }) };
		const report = await askLong(this.#client, l10n.t("What If {0} Fails", part), "archscale/whatIf", params);
		if (report) await this.#show(l10n.t("What If {0} Fails", part), report.markdown, subject);
	}

	/** What breaks first, and what it takes to carry the users. */
	async ladder(subject: Subject): Promise<void> {
		const { uri, users } = subject;
		const params: LadderParams = { uri: uri.toString(), ...(users !== undefined && { users }) };
		const report = await this.#client.sendRequest<ReportResult | null>("archscale/ladder", params);
		if (report) await this.#show(l10n.t("What Breaks First"), report.markdown, subject);
	}

	/** The defaults in use, and how much hangs on each. */
	async ledger(subject: Subject): Promise<void> {
		const { uri, users } = subject;
		const params: LedgerParams = { uri: uri.toString(), ...(users !== undefined && { users }) };
		const report = await askLong(this.#client, l10n.t("Assumption Ledger"), "archscale/ledger", params);
		if (report) await this.#show(l10n.t("Assumption Ledger"), report.markdown, subject);
	}

	async #choosePart(uri: Uri): Promise<string | undefined> {
		const editor = window.activeTextEditor;
		const here = editor?.document.uri.toString() === uri.toString() ? editor.selection.active : undefined;
		const params: PartsParams = {
			uri: uri.toString(),
			...(here && { offset: { line: here.line, character: here.character } }),
		};
		const answer = await this.#client.sendRequest<PartsResult | null>("archscale/parts", params);
		if (!answer) return undefined;
		const { parts, at } = answer;
		if (parts.length === 0) {
			void window.showInformationMessage(l10n.t("There is nothing that could fail."));
			return undefined;
		}
		const items = parts.map(({ name, text }): QuickPickItem => ({ label: name, description: text }));
		// The first one is chosen by a mere Enter.
		items.sort((a, b) => Number(b.label === at) - Number(a.label === at));
		const chosen = await window.showQuickPick(items, {
			placeHolder: l10n.t("What fails?"),
			matchOnDescription: true,
		});
		return chosen?.label;
	}

	async #show(title: string, markdown: string, subject: Subject): Promise<void> {
		this.#subject = subject;
		const uri = Uri.from({ scheme: SCHEME, path: `/${title.replaceAll("/", "-")}.md` });
		this.#texts.set(uri.toString(), markdown);
		this.#changed.fire(uri);
		// Beside the text that it is about, where the diagram is; from there, in the same place.
		const viewColumn = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
		try {
			await commands.executeCommand("vscode.openWith", uri, MARKDOWN_PREVIEW, { viewColumn });
		} catch {
			// The Markdown preview is an extension that can be turned off.
			await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
		}
	}
}

/** A number of users that the user types, as it would stand in a file; undefined: the question was dismissed. */
export async function askUsers(present: number | undefined): Promise<number | undefined> {
	const typed = await window.showInputBox({
		prompt: l10n.t("Number of users of all clients together, such as 10M"),
		value: present === undefined ? "" : String(present),
		validateInput: (text) =>
			countIn(text) === undefined ? l10n.t("Write a number such as 2000000, 2M or 500k.") : undefined,
	});
	return typed === undefined ? undefined : countIn(typed);
}
