import type { CodeLens } from "vscode-languageserver";
import { runsCommand } from "../client-commands.ts";
import { codeLenses, type LensData, resolvedLens } from "../code-lens.ts";
import { hover } from "../hover.ts";
import { inlayHints } from "../inlay-hints.ts";
import type { At, Capability } from "../session.ts";

/** What shows numbers at the text. */
export const numbers: Capability = {
	announce: () => ({
		hoverProvider: true,
		codeLensProvider: { resolveProvider: true },
		inlayHintProvider: true,
	}),
	listen(session) {
		const { connection, host, workspace } = session;
		connection.onHover(
			session.guarded(
				"hover",
				undefined,
				session.withView((view, file, { position }: At) =>
					hover(view, file, file.lines.offsetAt(position), session.locale),
				),
			),
		);
		connection.onCodeLens(
			session.guarded(
				"codeLens",
				undefined,
				session.withView((view, file) => (workspace.settings.codeLens ? codeLenses(view, file) : [])),
			),
		);
		connection.onCodeLensResolve(
			(lens, token) =>
				new Promise<CodeLens>((resolve) => {
					// A change of the text that is already here makes the answer worthless, and the editor calls it off.
					const answer = session.guarded("codeLens/resolve", lens, () => {
						const view = token.isCancellationRequested ? undefined : session.viewOf((lens.data as LensData).uri);
						const showsDiagram = runsCommand(session.client, "archscale.showInDiagram");
						return view ? resolvedLens(lens, view, { locale: session.locale, showsDiagram }) : lens;
					});
					host.defer(() => resolve(answer()));
				}),
		);
		connection.languages.inlayHint.on(
			session.guarded(
				"inlayHint",
				undefined,
				session.withView((view, file, { range }) =>
					workspace.settings.inlayHints ? inlayHints(view, file, range, session.locale) : [],
				),
			),
		);
	},
};
