import { type CancellationToken, LSPErrorCodes, ResponseError, WorkDoneProgressReporter } from "vscode-languageserver";
import type { InSteps } from "../analysis/in-steps.ts";
import type { Session } from "./session.ts";

/** Nobody needs to be told of what takes less than this. */
const UNNOTICED_MS = 500;

/** Other messages wait at most so long while something long is at work. */
const SLICE_MS = 20;

export interface LongWork {
	/** What the user is told that is being done. */
	readonly title: string;
	/** Nobody has asked for it by hand: only a client that shows its progress itself is told of it. */
	readonly unasked?: boolean;
	/** The client calls the request off. */
	readonly token: CancellationToken;
	/** Of a client that shows the progress of this request itself. */
	readonly reporter: WorkDoneProgressReporter;
	/** What the work begins from is still there. */
	readonly isCurrent?: () => boolean;
}

/** Say how far the work is. Lets other messages pass, and does not come back once the work has been called off. */
export type Step = (done: number, all: number) => Promise<void>;

/** Work that may take long: it is shown, other messages are answered in between, and it can be called off. */
export async function withProgress<Result>(
	session: Session,
	{ title, unasked = false, token, reporter, isCurrent }: LongWork,
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
	if (!WorkDoneProgressReporter.isNullInstance(reporter)) show(reporter);
	else if (!unasked && client.window?.workDoneProgress)
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

/** Takes steps of work, and lets other messages pass in between. */
export async function allSteps<Result>(steps: InSteps<Result>, step: Step): Promise<Result> {
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value;
		await step(0, 0);
	}
}
