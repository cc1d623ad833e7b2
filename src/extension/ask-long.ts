import { CancellationTokenSource, ProgressLocation, window } from "vscode";
import { type BaseLanguageClient, WorkDoneProgress, type WorkDoneProgressReport } from "vscode-languageclient";
import type { ReportResult } from "../protocol/messages.ts";

/** Nobody needs to be told of what takes less than this. */
const UNNOTICED_MS = 500;

let count = 0;

/** Ask for a report that may take long: after a moment its progress is shown, and it can be called off. Null: it was. */
export async function askLong(
	client: BaseLanguageClient,
	title: string,
	method: string,
	params: object,
): Promise<ReportResult | null> {
	const calledOff = new CancellationTokenSource();
	const workDoneToken = `archscale-report-${++count}`;
	let isOver = false;
	let percent = 0;
	let show = (_report: WorkDoneProgressReport): void => {};
	const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
		if (value.kind === "report") show(value);
	});
	const answer = client
		.sendRequest<ReportResult | null>(method, { ...params, workDoneToken }, calledOff.token)
		.catch((error: unknown) => {
			if (calledOff.token.isCancellationRequested) return null;
			throw error;
		})
		.finally(() => {
			isOver = true;
			listening.dispose();
		});
	const timer = setTimeout(() => {
		if (isOver) return;
		const options = { location: ProgressLocation.Notification, title, cancellable: true };
		const shown = window.withProgress(options, (bar, token) => {
			token.onCancellationRequested(() => calledOff.cancel());
			show = ({ percentage = percent }) => {
				bar.report({ increment: percentage - percent, message: `${percentage} %` });
				percent = percentage;
			};
			return answer;
		});
		// Whoever has asked hears why it failed.
		shown.then(undefined, () => undefined);
	}, UNNOTICED_MS);
	try {
		return await answer;
	} finally {
		clearTimeout(timer);
		calledOff.dispose();
	}
}
