import type { DocumentOnTypeFormattingParams } from "vscode-languageserver";
import { formatting } from "../formatting.ts";
import { formattingOnType } from "../on-type-formatting.ts";
import type { Capability } from "../session.ts";

/** What puts the text into its layout. */
export const layout: Capability = {
	announce: () => ({
		documentFormattingProvider: true,
		documentRangeFormattingProvider: true,
		documentOnTypeFormattingProvider: { firstTriggerCharacter: "}", moreTriggerCharacter: ["\n"] },
	}),
	listen(session) {
		const { connection } = session;
		connection.onDocumentFormatting(
			session.guarded(
				"formatting",
				undefined,
				session.withFile((file) => formatting(file)),
			),
		);
		connection.onDocumentRangeFormatting(
			session.guarded(
				"rangeFormatting",
				undefined,
				session.withFile((file, { range }) => formatting(file, range)),
			),
		);
		connection.onDocumentOnTypeFormatting(
			session.guarded(
				"onTypeFormatting",
				undefined,
				session.withFile((file, { position, ch, options }: DocumentOnTypeFormattingParams) =>
					formattingOnType(file, file.lines.offsetAt(position), ch, options),
				),
			),
		);
	},
};
