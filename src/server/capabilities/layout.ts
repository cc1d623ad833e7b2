import { formatting } from "../formatting.ts";
import type { Capability } from "../session.ts";

/** What puts the text into its layout. */
export const layout: Capability = {
	announce: () => ({
		documentFormattingProvider: true,
		documentRangeFormattingProvider: true,
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
	},
};
