import { foldingRanges } from "../folding.ts";
import { legend, semanticTokens } from "../semantic-tokens.ts";
import type { Capability } from "../session.ts";
import { documentSymbols } from "../symbols.ts";

/** What shows how a text is built. */
export const outline: Capability = {
	announce: () => ({
		documentSymbolProvider: true,
		foldingRangeProvider: true,
		semanticTokensProvider: { legend, full: true },
	}),
	listen(session) {
		const { connection, workspace } = session;
		connection.onDocumentSymbol(session.guarded("documentSymbol", undefined, session.withFile(documentSymbols)));
		connection.onFoldingRanges(session.guarded("foldingRange", undefined, session.withFile(foldingRanges)));
		connection.languages.semanticTokens.on(
			session.guarded("semanticTokens", { data: [] }, ({ textDocument }) => {
				const file = workspace.file(textDocument.uri);
				const architecture = workspace.architecture(textDocument.uri);
				return file && architecture ? semanticTokens(architecture, file) : { data: [] };
			}),
		);
	},
};
