import {
	ErrorCodes,
	type Message,
	type MessageStrategy,
	type RequestMessage,
	ResponseError,
} from "vscode-languageserver";

const EARLY = "archscale/early";
const LATE = "archscale/late";

/**
 * Refuses requests before `initialize` and after `shutdown`, and leaves out notifications but `exit` there, as the protocol has it:
 * nobody has said yet which client asks, or everything has been given up. All else goes to `inner`.
 */
export function inLifecycle(inner: MessageStrategy): MessageStrategy {
	let state: "early" | "running" | "late" = "early";
	return {
		handleMessage(message: Message, next) {
			const { method, id } = message as Partial<RequestMessage>;
			if (method === "initialize") state = "running";
			const isAnswer = method === undefined;
			if (state === "running" || isAnswer || method === "exit") {
				if (method === "shutdown") state = "late";
				return inner.handleMessage(message, next);
			}
			// The answer has to come from a handler, so those that refuse have methods of their own.
			if (id !== undefined) return next({ ...message, method: state === "early" ? EARLY : LATE } as Message);
		},
	};
}

/** Methods that refuse, under names that no client asks for. */
export function refuseOutside(connection: {
	onRequest(method: string, handle: () => ResponseError<void>): unknown;
}): void {
	connection.onRequest(EARLY, () => new ResponseError(ErrorCodes.ServerNotInitialized, "`initialize` comes first."));
	connection.onRequest(LATE, () => new ResponseError(ErrorCodes.InvalidRequest, "The server has been shut down."));
}
