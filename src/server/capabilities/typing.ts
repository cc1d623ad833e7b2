import { type CompletionParams, CompletionTriggerKind } from "vscode-languageserver";
import { completion } from "../completion.ts";
import { withDefaults } from "../completion-defaults.ts";
import { type CompletionData, resolvedCompletion } from "../completion-resolve.ts";
import { findingsIn } from "../diagnostics.ts";
import type { At, Capability } from "../session.ts";
import { signatureHelp, signatureHelpFor } from "../signature-help.ts";

/** What helps while a line is typed. */
export const typing: Capability = {
	announce: () => ({
		completionProvider: { triggerCharacters: [".", ":", ">", " ", "[", '"', "/"], resolveProvider: true },
		signatureHelpProvider: { triggerCharacters: [" ", ":", ">", '"'], retriggerCharacters: [","] },
	}),
	listen(session) {
		const { connection, workspace } = session;
		connection.onCompletion(
			session.guarded(
				"completion",
				undefined,
				session.withArchitecture((architecture, file, { position, context }: CompletionParams) => {
					const { completionItem: item, completionList } = session.client.textDocument?.completion ?? {};
					const offered = completion(architecture, file, file.lines.offsetAt(position), {
						locale: session.locale,
						snippets: item?.snippetSupport ?? false,
						insertReplace: item?.insertReplaceSupport ?? false,
						isAutomatic: context?.triggerKind === CompletionTriggerKind.TriggerCharacter,
						others: () => session.sources(),
						foundIn: (line) => {
							const found = findingsIn(file, workspace.viewsNow(file.uri));
							const here = found.filter(({ at }) => file.lines.positionAt(at.span.start).line === line);
							return new Set(here.map(({ rule }) => rule.id));
						},
					});
					return completionList?.itemDefaults?.includes("editRange") ? withDefaults(offered) : offered;
				}),
			),
		);
		connection.onCompletionResolve((item) =>
			session.guarded("completionItem/resolve", item, () => {
				const uri = (item.data as Partial<CompletionData> | undefined)?.uri;
				const file = uri === undefined ? undefined : workspace.file(uri);
				const { locale } = session;
				const formats = session.client.textDocument?.completion?.completionItem?.documentationFormat;
				return resolvedCompletion(item, {
					locale,
					formats,
					...(file && { file, view: () => session.viewOf(file.uri) }),
				});
			})(),
		);
		connection.onSignatureHelp(
			session.guarded(
				"signatureHelp",
				undefined,
				session.withArchitecture((architecture, file, { position }: At) =>
					signatureHelpFor(
						signatureHelp(architecture, file, file.lines.offsetAt(position), session.locale),
						session.client.textDocument?.signatureHelp?.signatureInformation,
					),
				),
			),
		);
	},
};
