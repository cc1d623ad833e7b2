import { type Disposable, l10n, StatusBarAlignment, type StatusBarItem, window, workspace } from "vscode";
import type { SummaryMessage } from "../protocol/messages.ts";

const ICONS: Readonly<Record<NonNullable<SummaryMessage["worst"]> | "none", string>> = {
	error: "$(error)",
	warning: "$(warning)",
	info: "$(info)",
	hint: "$(info)",
	none: "$(pass)",
};

/** The item of the status bar: the worst finding of the architecture in front, and how many users it carries. */
export class Status implements Disposable {
	readonly #item: StatusBarItem;
	readonly #summaries = new Map<string, SummaryMessage>();
	readonly #subscriptions: readonly Disposable[];
	#stopped = false;
	#text: string | undefined;
	/** The document in front, also while the cursor is in a panel beside it. */
	#uri: string | undefined;

	constructor() {
		this.#item = window.createStatusBarItem("archscale.summary", StatusBarAlignment.Left, 0);
		this.#item.name = "Archscale";
		this.#subscriptions = [
			this.#item,
			window.onDidChangeActiveTextEditor(() => this.#update()),
			workspace.onDidCloseTextDocument((document) => this.#summaries.delete(document.uri.toString())),
		];
	}

	/** What it says. Undefined while it is hidden. */
	get text(): string | undefined {
		return this.#text;
	}

	show(summary: SummaryMessage): void {
		this.#summaries.set(summary.uri, summary);
		this.#update();
	}

	/** Whether there is a server to summarise anything. */
	setStopped(stopped: boolean): void {
		this.#stopped = stopped;
		this.#update();
	}

	dispose(): void {
		for (const subscription of this.#subscriptions) subscription.dispose();
	}

	#update(): void {
		const editor = window.activeTextEditor;
		if (editor) this.#uri = editor.document.languageId === "archscale" ? editor.document.uri.toString() : undefined;
		else if (!window.visibleTextEditors.some(({ document }) => document.uri.toString() === this.#uri))
			this.#uri = undefined;

		const summary = this.#uri === undefined ? undefined : this.#summaries.get(this.#uri);
		if (this.#uri !== undefined && this.#stopped) {
			this.#show(
				`$(alert) ${l10n.t("Archscale has stopped")}`,
				l10n.t("Click to restart the Archscale server"),
				"archscale.restartServer",
			);
		} else if (summary) {
			this.#show(`${ICONS[summary.worst ?? "none"]} ${summary.text}`, summary.tooltip, "archscale.openDiagram");
		} else {
			this.#text = undefined;
			this.#item.hide();
		}
	}

	#show(text: string, tooltip: string, command: string): void {
		this.#text = text;
		Object.assign(this.#item, { text, tooltip, command });
		this.#item.show();
	}
}
