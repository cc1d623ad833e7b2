import { commands, l10n, window } from "vscode";
import {
	CloseAction,
	type CloseHandlerResult,
	ErrorAction,
	type ErrorHandler,
	type ErrorHandlerResult,
} from "vscode-languageclient";

const CRASHES_TO_BEAR = 4;
const WITHIN_MS = 3 * 60_000;

/**
 * Restarts a server that has ended by itself, and says so the first time; where it keeps ending, it asks. The client tells a
 * new server of all that is open, and the preview draws anew, so that nothing is lost but a moment.
 */
export class CrashHandler implements ErrorHandler {
	#crashes: number[] = [];
	#hasSaid = false;

	error(): ErrorHandlerResult {
		return { action: ErrorAction.Continue };
	}

	closed(): CloseHandlerResult {
		const now = Date.now();
		this.#crashes = [...this.#crashes.filter((time) => now - time < WITHIN_MS), now];
		if (this.#crashes.length <= CRASHES_TO_BEAR) {
			if (!this.#hasSaid) void sayRestarted();
			this.#hasSaid = true;
			return { action: CloseAction.Restart, handled: true };
		}
		void askToRestart();
		return { action: CloseAction.DoNotRestart, handled: true };
	}

	/** Begin to count anew, because somebody has asked for a restart. */
	forget(): void {
		this.#crashes = [];
	}
}

async function sayRestarted(): Promise<void> {
	const output = l10n.t("Show Output");
	const message = l10n.t("The Archscale server has ended unexpectedly. It is started again, and nothing is lost.");
	const answer = await window.showWarningMessage(message, output);
	if (answer === output) await commands.executeCommand("archscale.showOutput");
}

async function askToRestart(): Promise<void> {
	const restart = l10n.t("Restart");
	const output = l10n.t("Show Output");
	const message = l10n.t("The Archscale server has ended several times within three minutes.");
	const answer = await window.showErrorMessage(message, restart, output);
	if (answer === restart) await commands.executeCommand("archscale.restartServer");
	if (answer === output) await commands.executeCommand("archscale.showOutput");
}
