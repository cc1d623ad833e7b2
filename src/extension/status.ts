import {
	type Disposable,
	l10n,
	StatusBarAlignment,
	type StatusBarItem,
	type TextDocument,
	window,
	workspace,
} from "vscode";
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

	constructor() {
		this.#item = window.createStatusBarItem("archscale.summary", StatusBarAlignment.Left, 0);
		this.#item.name = "Archscale";
		this.#subscriptions = [
			this.#item,
			window.onDidChangeActiveTextEditor(() => this.#update()),
			workspace.onDidCloseTextDocument((document) => this.#summaries.delete(document.uri.toString())),
		];
	}

	/** What it says, for tests. Undefined while it is hidden. */
	get text(): string | undefined {
		return this.#document() && this.#item.text;
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

	#document(): TextDocument | undefined {
		const document = window.activeTextEditor?.document;
		return document?.languageId === "archscale" ? document : undefined;
	}

	#update(): void {
		const document = this.#document();
		const summary = document && this.#summaries.get(document.uri.toString());
		if (document && this.#stopped) {
			this.#item.text = `$(alert) ${l10n.t("Archscale has stopped")}`;
			this.#item.tooltip = l10n.t("Click to restart the Archscale server");
			this.#item.command = "archscale.restartServer";
			this.#item.show();
		} else if (summary) {
			this.#item.text = `${ICONS[summary.worst ?? "none"]} ${summary.text}`;
			this.#item.tooltip = summary.tooltip;
			this.#item.command = "archscale.openDiagram";
			this.#item.show();
		} else {
			this.#item.hide();
		}
	}
}
