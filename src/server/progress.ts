import {
	type CancellationToken,
	LSPErrorCodes,
	type ProgressToken,
	ResponseError,
	type WorkDoneProgressReporter,
} from "vscode-languageserver";
import type { Session } from "./session.ts";

/** Nobody needs to be told of what takes less than this. */
const UNNOTICED_MS = 500;

/** Other messages wait at most so long while something long is at work. */
const SLICE_MS = 20;

export interface LongWork {
	/** What the user is told that is being done. */
	readonly title: string;
	/** The client calls the request off. */
	readonly token: CancellationToken;
	/** Given by a client that shows the progress of this request itself. */
	readonly workDoneToken?: ProgressToken | undefined;
	/** What the work begins from is still there. */
	readonly isCurrent?: () => boolean;
}

/** Say how far the work is. Lets other messages pass, and does not come back once the work has been called off. */
export type Step = (done: number, all: number) => Promise<void>;

/** Work that may take long: it is shown, other messages are answered in between, and it can be called off. */
export async function withProgress<Result>(
	session: Session,
	{ title, token, workDoneToken, isCurrent }: LongWork,
	work: (step: Step) => Promise<Result>,
): Promise<Result> {
	const { connection, host, client } = session;
	let isOver = false;
	let isCancelled = false;
	let shown: WorkDoneProgressReporter | undefined;
	const show = (reporter: WorkDoneProgressReporter): void => {
		reporter.begin(title, 0, undefined, true);
		shown = reporter;
	};
	const showOurselves = async (): Promise<void> => {
		const reporter = await connection.window.createWorkDoneProgress();
		reporter.token.onCancellationRequested(() => {
			isCancelled = true;
		});
		if (!isOver) show(reporter);
	};
	let timer: ReturnType<typeof setTimeout> | undefined;
	if (workDoneToken !== undefined) show(connection.window.attachWorkDoneProgress(workDoneToken));
	else if (client.window?.workDoneProgress)
		timer = setTimeout(() => void showOurselves().catch(() => undefined), UNNOTICED_MS);

	let since = Date.now();
	const step: Step = async (done, all) => {
		if (Date.now() - since < SLICE_MS && !isCancelled && !token.isCancellationRequested) return;
		shown?.report(all > 0 ? Math.min(99, Math.round((100 * done) / all)) : 0);
		await new Promise<void>((resolve) => host.defer(resolve));
		since = Date.now();
		if (isCancelled || token.isCancellationRequested)
			throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
		if (isCurrent && !isCurrent()) throw new ResponseError(LSPErrorCodes.ContentModified, "the text has changed");
	};
	try {
		return await work(step);
	} finally {
		isOver = true;
		clearTimeout(timer);
		shown?.done();
	}
}
