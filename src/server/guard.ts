import { type RemoteConsole, ResponseError } from "vscode-languageserver";

/**
 * The one place where a request may fail: the failure is logged and the client gets `empty`, so that a mistake in one
 * method costs the user that answer and not the server. A refusal that the user should read passes through.
 */
export function guard<Params extends unknown[], Result>(
	log: Pick<RemoteConsole, "error">,
	method: string,
	empty: Result,
	handle: (...params: Params) => Result,
): (...params: Params) => Result {
	const failed = (error: unknown): Result => {
		if (error instanceof ResponseError) throw error;
		log.error(`${method}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
		return empty;
	};
	return (...params) => {
		try {
			const result = handle(...params);
			// What an asynchronous handler gives is awaited by whoever sends it.
			return result instanceof Promise ? (result.catch(failed) as Result) : result;
		} catch (error) {
			return failed(error);
		}
	};
}
