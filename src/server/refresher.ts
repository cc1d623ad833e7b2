import { CodeLensRefreshRequest, InlayHintRefreshRequest, SemanticTokensRefreshRequest } from "vscode-languageserver";
import type { Session } from "./session.ts";

/** Changes come in bursts, and an editor asks for everything that it shows. */
const PAUSE_MS = 300;

/** Has the client ask again for what stands in its texts, where something else than an edit of that text has changed it. */
export class Refresher {
	readonly #session: Session;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(session: Session) {
		this.#session = session;
	}

	/** Once nothing has changed for a while. */
	soon(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.now(), PAUSE_MS);
	}

	now(): void {
		clearTimeout(this.#timer);
		const { connection, client } = this.#session;
		const { codeLens, inlayHint, semanticTokens } = client.workspace ?? {};
		if (codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type);
		if (inlayHint?.refreshSupport) void connection.sendRequest(InlayHintRefreshRequest.type);
		if (semanticTokens?.refreshSupport) void connection.sendRequest(SemanticTokensRefreshRequest.type);
	}

	stop(): void {
		clearTimeout(this.#timer);
	}
}
