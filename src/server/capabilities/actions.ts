import { CodeActionKind } from "vscode-languageserver";
import { codeActions, FIX_ALL } from "../code-actions.ts";
import type { Capability } from "../session.ts";

/** What can be done about the text. */
export const actions: Capability = {
	announce: () => ({
		codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
	}),
	listen(session) {
		const { connection, workspace } = session;
		connection.onCodeAction(
			session.guarded(
				"codeAction",
				undefined,
				session.withFile((file, { range, context }) =>
					codeActions(workspace, file, range, context.only, session.locale),
				),
			),
		);
	},
};
