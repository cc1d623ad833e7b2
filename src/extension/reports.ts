import {
	commands,
	type Disposable,
	EventEmitter,
	l10n,
	ProgressLocation,
	type QuickPickItem,
	type TextDocumentContentProvider,
	Uri,
	window,
	workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { LedgerParams, PartsParams, PartsResult, ReportResult, WhatIfParams } from "../protocol/messages.ts";

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

	provideTextDocumentContent(uri: Uri): string | undefined {
		return this.#texts.get(uri.toString());
	}

	dispose(): void {
		for (const subscription of this.#subscriptions) subscription.dispose();
	}

	/** What the loss of a part sets off; the user chooses it, first of all the one that the cursor is on. */
	async whatIf({ uri, users }: Subject): Promise<void> {
		const part = await this.#choosePart(uri);
		if (part === undefined) return;
		const params: WhatIfParams = { uri: uri.toString(), parts: [part], ...(users !== undefined && { users }) };
		const report = await this.#client.sendRequest<ReportResult | null>("archscale/whatIf", params);
		if (report) await this.#show(l10n.t("What If {0} Fails", part), report.markdown);
	}

	/** The defaults in use, and how much hangs on each. */
	async ledger({ uri, users }: Subject): Promise<void> {
		const params: LedgerParams = { uri: uri.toString(), ...(users !== undefined && { users }) };
		const report = await window.withProgress(
			{ location: ProgressLocation.Window, title: l10n.t("Assumption Ledger") },
			() => this.#client.sendRequest<ReportResult | null>("archscale/ledger", params),
		);
		if (report) await this.#show(l10n.t("Assumption Ledger"), report.markdown);
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

	async #show(title: string, markdown: string): Promise<void> {
		const uri = Uri.from({ scheme: SCHEME, path: `/${title.replaceAll("/", "-")}.md` });
		this.#texts.set(uri.toString(), markdown);
		this.#changed.fire(uri);
		try {
			await commands.executeCommand("markdown.showPreviewToSide", uri);
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
			usersIn(text) === undefined ? l10n.t("Write a number such as 2000000, 2M or 500k.") : undefined,
	});
	return typed === undefined ? undefined : usersIn(typed);
}

/** The number in `2_000_000`, `500k`, `2M` or `1.5bn`. */
function usersIn(text: string): number | undefined {
	const [, number, suffix = ""] = /^(\d[\d_,]*(?:\.\d+)?)\s*(k|M|bn|B)?$/i.exec(text.trim()) ?? [];
	if (number === undefined) return undefined;
	const factor = { "": 1, k: 1e3, m: 1e6, bn: 1e9, b: 1e9 }[suffix.toLowerCase()]!;
	return Number(number.replaceAll(/[_,]/g, "")) * factor;
}
