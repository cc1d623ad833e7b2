import {
	LSPErrorCodes,
	type Message,
	type MessageStrategy,
	type NotificationMessage,
	type RequestMessage,
	ResponseError,
} from "vscode-languageserver";

/**
 * What an editor asks anew with each version of a text, so that an answer about an older one only costs time. Not among them is
 * what a person waits for: a completion is filtered by what is typed behind it, and a fix that is resolved was chosen. Nor is what is wrong
 * with a text: that answer waits for the newest version by itself, and a client that is refused may not ask again.
 */
const ASKED_ANEW: ReadonlySet<string> = new Set([
	"textDocument/codeAction",
	"textDocument/codeLens",
	"textDocument/documentColor",
	"textDocument/documentHighlight",
	"textDocument/documentLink",
	"textDocument/documentSymbol",
	"textDocument/foldingRange",
	"textDocument/inlayHint",
	"textDocument/semanticTokens/full",
	"textDocument/semanticTokens/full/delta",
	"textDocument/semanticTokens/range",
]);

const MODIFIED = "archscale/modified";
const CANCELLED = "archscale/cancelled";

/** Edits may come without end; a request waits for this many messages at most. */
const MOST_TURNS = 50;

interface About {
	readonly id?: unknown;
	readonly textDocument?: { readonly uri?: unknown; readonly version?: unknown };
}

/**
 * Puts off what is asked anew with each version until the messages that have already arrived are handled; where a newer version
 * of its text is among them, it is refused as the protocol has it and nothing is computed. `turn` runs a task after the next
 * message has been handled.
 */
export function staleRequests(turn: (task: () => void) => void): MessageStrategy {
	const versions = new Map<unknown, unknown>();
	/** Numbers of requests that are put off, and whether they have been called off since. */
	const waiting = new Map<unknown, boolean>();
	let handled = 0;

	/** Once a turn has passed in which nothing was handled. */
	const quiet = async (): Promise<void> => {
		for (let turns = 0; turns < MOST_TURNS; turns++) {
			const before = handled;
			await new Promise<void>((resolve) => turn(resolve));
			if (handled === before) return;
		}
	};

	return {
		handleMessage(message: Message, next) {
			handled++;
			const { method, id, params } = message as Partial<RequestMessage & NotificationMessage>;
			const { textDocument, id: calledOff } = (params ?? {}) as About;
			if (id === undefined || id === null) {
				if (method === "textDocument/didOpen" || method === "textDocument/didChange")
					versions.set(textDocument?.uri, textDocument?.version);
				if (method === "textDocument/didClose") versions.delete(textDocument?.uri);
				if (method === "$/cancelRequest" && waiting.has(calledOff)) waiting.set(calledOff, true);
			} else if (method !== undefined && ASKED_ANEW.has(method)) {
				const version = versions.get(textDocument?.uri);
				waiting.set(id, false);
				return quiet().then(() => {
					const isCalledOff = waiting.get(id) === true;
					waiting.delete(id);
					const isStale = versions.get(textDocument?.uri) !== version;
					// The answer has to come from a handler, so those that refuse have methods of their own.
					return next(
						isCalledOff || isStale ? ({ ...message, method: isCalledOff ? CANCELLED : MODIFIED } as Message) : message,
					);
				});
			}
			return next(message);
		},
	};
}

/** Methods that refuse, under names that no client asks for. */
export function refuseStale(connection: {
	onRequest(method: string, handle: () => ResponseError<void>): unknown;
}): void {
	connection.onRequest(MODIFIED, () => new ResponseError(LSPErrorCodes.ContentModified, "The text has changed since."));
	connection.onRequest(CANCELLED, () => new ResponseError(LSPErrorCodes.RequestCancelled, "Called off."));
}
