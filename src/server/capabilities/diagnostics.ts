import {
	type DocumentDiagnosticReport,
	DocumentDiagnosticReportKind,
	type WorkspaceDiagnosticReport,
} from "vscode-languageserver";
import { withProgress } from "../progress.ts";
import { progressTexts } from "../progress-texts.ts";
import type { Capability } from "../session.ts";

/** What is wrong, for clients that ask for it; the others are told by `Publisher`. */
export const diagnostics: Capability = {
	announce: (session) =>
		session.pulls()
			? {
					diagnosticProvider: {
						identifier: "archscale",
						interFileDependencies: true,
						workspaceDiagnostics: true,
						workDoneProgress: true,
					},
				}
			: {},
	listen(session) {
		const { connection, pulled } = session;
		connection.languages.diagnostics.on(
			session.guarded(
				"diagnostic",
				Promise.resolve<DocumentDiagnosticReport>({ kind: DocumentDiagnosticReportKind.Full, items: [] }),
				({ textDocument, previousResultId }, token) => pulled.document(textDocument.uri, previousResultId, token),
			),
		);
		connection.languages.diagnostics.onWorkspace(
			session.guarded(
				"workspace/diagnostic",
				Promise.resolve<WorkspaceDiagnosticReport>({ items: [] }),
				async ({ previousResultIds }, token, reporter, partial) => {
					const title = progressTexts.workspace[session.locale];
					const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
					const items = await pulled.workspace(
						previous,
						token,
						async (look) => {
							await session.arriving();
							return withProgress(session, { title, token, reporter }, look);
						},
						partial && ((some) => partial.report({ items: some })),
					);
					return { items };
				},
			),
		);
		session.documents.onDidClose(({ document }) => pulled.forget(document.uri));
	},
};
