import { CodeLensRefreshRequest, InlayHintRefreshRequest, SemanticTokensRefreshRequest } from "vscode-languageserver";
import { sameUri } from "../model/load.ts";
import type { Session } from "./session.ts";
import type { Workspace } from "./workspace.ts";

/** Changes come in bursts, and an editor asks for everything that it shows. */
const PAUSE_MS = 300;

/** Has the client ask again for what stands in its texts, where something else than an edit of that text has changed it. */
export class Refresher {
	readonly #session: Session;
	readonly #edited = new Set<string>();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isDue = false;

	constructor(session: Session) {
		this.#session = session;
	}

	/** Once nothing has changed for a while. */
	soon(): void {
		this.#isDue = true;
		this.#wait();
	}

	/** The same, where other open documents rest on the one that was edited: with each key there is no time to find that out. */
	edited(uri: string): void {
		this.#edited.add(uri);
		this.#wait();
	}

	now(): void {
		this.stop();
		const { connection, client } = this.#session;
		const { codeLens, inlayHint, semanticTokens } = client.workspace ?? {};
		if (codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type);
		if (inlayHint?.refreshSupport) void connection.sendRequest(InlayHintRefreshRequest.type);
		if (semanticTokens?.refreshSupport) void connection.sendRequest(SemanticTokensRefreshRequest.type);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#edited.clear();
		this.#isDue = false;
	}

	#wait(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			const { workspace } = this.#session;
			if (this.#isDue || [...this.#edited].some((uri) => isSharedWithOpen(workspace, uri))) this.now();
			else this.stop();
		}, PAUSE_MS);
	}
}

/** Whether what is shown in other open documents rests on one: they import it, or it has its load from them. */
function isSharedWithOpen(workspace: Workspace, uri: string): boolean {
	if (workspace.importersOf(uri).length > 0) return true;
	const files = workspace.architecture(uri)?.files ?? [];
	return files.some((file) => sameUri(file.uri) !== sameUri(uri) && workspace.document(file.uri) !== undefined);
}
