import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import { codeActions, FIX_ALL } from "../code-actions.ts";
import { toSpan } from "../convert.ts";
import {
	REFACTOR_KINDS,
	type RefactorHost,
	refactorActions,
	refactorClientOf,
	resolvedRefactoring,
} from "../refactor-actions.ts";
import type { Capability } from "../session.ts";
import { versioned } from "../workspace-edit.ts";

/** What can be done about the text. */
export const actions: Capability = {
	announce: () => ({
		codeActionProvider: {
			codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL, ...REFACTOR_KINDS],
			resolveProvider: true,
		},
	}),
	listen(session) {
		const { connection, workspace } = session;
		const host = (): RefactorHost => ({
			workspace,
			client: refactorClientOf(session.client),
			locale: session.locale,
			architecturesWith: (uris) => session.architecturesWith(uris),
		});
		connection.onCodeAction(
			session.guarded(
				"codeAction",
				undefined,
				session.withFile((file, { range, context }) => [
					...codeActions(workspace, file, range, context.only, session.reader).map(({ edit, ...action }) => ({
						...action,
						...(edit && { edit: versioned(edit, workspace, session.client) }),
					})),
					...refactorActions(host(), file, toSpan(file.lines, range), context.only),
				]),
			),
		);
		connection.onCodeActionResolve((action) =>
			session.guarded<[], CodeAction | Promise<CodeAction>>(
				"codeAction/resolve",
				action,
				session.withFiles(() => resolvedRefactoring(host(), action)),
			)(),
		);
	},
};
