import type {
	DocumentSymbol,
	Position,
	Range,
	SemanticTokens,
	SemanticTokensDelta,
	SemanticTokensDeltaParams,
	SymbolInformation,
} from "vscode-languageserver";
import { documentLinks } from "../document-links.ts";
import { foldingRanges } from "../folding.ts";
import { selectionRanges } from "../selection-ranges.ts";
import { legend, semanticTokens, TokenDeltas } from "../semantic-tokens.ts";
import type { About, Capability } from "../session.ts";
import { documentSymbols, flatSymbols } from "../symbols.ts";
import { workspaceSymbols } from "../workspace-symbols.ts";

/** What shows how a text is built. */
export const outline: Capability = {
	announce: () => ({
		documentSymbolProvider: true,
		foldingRangeProvider: true,
		selectionRangeProvider: true,
		documentLinkProvider: {},
		workspaceSymbolProvider: true,
		semanticTokensProvider: { legend, full: { delta: true }, range: true },
	}),
	listen(session) {
		const { connection, workspace } = session;
		connection.onDocumentSymbol(
			session.guarded(
				"documentSymbol",
				undefined,
				session.withFile((file): DocumentSymbol[] | SymbolInformation[] =>
					session.client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport
						? documentSymbols(file)
						: flatSymbols(file),
				),
			),
		);
		connection.onFoldingRanges(session.guarded("foldingRange", undefined, session.withFile(foldingRanges)));
		connection.onSelectionRanges(
			session.guarded(
				"selectionRange",
				undefined,
				session.withFile((file, { positions }: About & { positions: Position[] }) => selectionRanges(file, positions)),
			),
		);
		connection.onDocumentLinks(
			session.guarded(
				"documentLink",
				undefined,
				session.withFile((file) => documentLinks(file, (uri) => workspace.file(uri) !== undefined, session.locale)),
			),
		);
		connection.onWorkspaceSymbol(
			session.guarded(
				"workspaceSymbol",
				undefined,
				session.withFiles(({ query }) => workspaceSymbols(session.sources(), query)),
			),
		);
		const deltas = new TokenDeltas();
		const tokens = session.withArchitecture((architecture, file, { range }: About & { range?: Range }) =>
			semanticTokens(architecture, file, range),
		);
		const none: SemanticTokens = { data: [] };
		connection.languages.semanticTokens.on(
			session.guarded("semanticTokens", none, (params) => deltas.full(params.textDocument.uri, tokens(params) ?? none)),
		);
		connection.languages.semanticTokens.onDelta(
			session.guarded<[SemanticTokensDeltaParams], SemanticTokens | SemanticTokensDelta>(
				"semanticTokens/delta",
				none,
				({ textDocument, previousResultId }) =>
					deltas.delta(textDocument.uri, previousResultId, tokens({ textDocument }) ?? none),
			),
		);
		connection.languages.semanticTokens.onRange(
			session.guarded("semanticTokens/range", none, (params) => tokens(params) ?? none),
		);
		session.documents.onDidClose(({ document }) => deltas.forget(document.uri));
	},
};
