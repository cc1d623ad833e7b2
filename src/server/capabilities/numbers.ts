import type { ClientCapabilities, CodeLens } from "vscode-languageserver";
import { runsCommand } from "../client-commands.ts";
import { codeLenses, type LensData, resolvedLens } from "../code-lens.ts";
import { hover } from "../hover.ts";
import { type HintData, inlayHints, resolvedHint } from "../inlay-hints.ts";
import type { At, Capability } from "../session.ts";

/** What shows numbers at the text. */
export const numbers: Capability = {
	announce: () => ({
		hoverProvider: true,
		codeLensProvider: { resolveProvider: true },
		inlayHintProvider: { resolveProvider: true },
	}),
	listen(session) {
		const { connection, host, workspace } = session;
		connection.onHover(
			session.guarded(
				"hover",
				undefined,
				session.withView((view, file, { position }: At) =>
					hover(view, file, file.lines.offsetAt(position), {
						locale: session.locale,
						formats: session.client.textDocument?.hover?.contentFormat,
					}),
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
					workspace.settings.inlayHints
						? inlayHints(view, file, range, {
								locale: session.locale,
								version: workspace.document(file.uri)?.version ?? null,
								resolves: resolvesHints(session.client),
							})
						: [],
				),
			),
		);
		connection.languages.inlayHint.resolve((hint) =>
			session.guarded("inlayHint/resolve", hint, () => {
				const { uri, version } = hint.data as HintData;
				const file = workspace.file(uri);
				const view = session.viewOf(uri);
				// A change of the text has the editor ask for all hints anew.
				const isCurrent = (workspace.document(uri)?.version ?? null) === version;
				return file && view && isCurrent ? resolvedHint(hint, view, file, session.locale) : hint;
			})(),
		);
	},
};

/** Whether a client asks for what stands behind a hint when somebody looks at it. */
function resolvesHints({ textDocument }: ClientCapabilities): boolean {
	const properties = textDocument?.inlayHint?.resolveSupport?.properties ?? [];
	return properties.includes("tooltip") && properties.includes("textEdits");
}
