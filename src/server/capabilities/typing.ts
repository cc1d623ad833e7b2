import { completion } from "../completion.ts";
import type { At, Capability } from "../session.ts";
import { signatureHelp } from "../signature-help.ts";

/** What helps while a line is typed. */
export const typing: Capability = {
	announce: () => ({
		completionProvider: { triggerCharacters: [".", ":", ">", " ", "["] },
		signatureHelpProvider: { triggerCharacters: [" ", ":", ">", '"'], retriggerCharacters: [","] },
	}),
	listen(session) {
		const { connection } = session;
		connection.onCompletion(
			session.guarded(
				"completion",
				undefined,
				session.withArchitecture((architecture, file, { position }: At) =>
					completion(architecture, file, file.lines.offsetAt(position), {
						locale: session.locale,
						snippets: session.client.textDocument?.completion?.completionItem?.snippetSupport ?? false,
					}),
				),
			),
		);
		connection.onSignatureHelp(
			session.guarded(
				"signatureHelp",
				undefined,
				session.withArchitecture((architecture, file, { position }: At) =>
					signatureHelp(architecture, file, file.lines.offsetAt(position), session.locale),
				),
			),
		);
	},
};
