import {
	type CancellationToken,
	type CodeAction,
	CodeActionKind,
	type CodeActionParams,
	CodeActionTriggerKind,
	type WorkDoneProgressReporter,
} from "vscode-languageserver";
import { codeActions, FIX_ALL } from "../code-actions.ts";
import { toSpan } from "../convert.ts";
import { allSteps, withProgress } from "../progress.ts";
import { progressTexts } from "../progress-texts.ts";
import {
	REFACTOR_KINDS,
	type RefactorHost,
	refactorActions,
	refactorClientOf,
	resolvedRefactoring,
} from "../refactor-actions.ts";
import type { Capability, Session } from "../session.ts";
import { versioned } from "../workspace-edit.ts";

/** What can be done about the text. */
export const actions: Capability = {
	announce: () => ({
		codeActionProvider: {
			codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL, ...REFACTOR_KINDS],
			resolveProvider: true,
			workDoneProgress: true,
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
			session.guarded<
				[CodeActionParams, CancellationToken, WorkDoneProgressReporter],
				Promise<CodeAction[] | undefined>
			>("codeAction", Promise.resolve(undefined), (...request) => offered(session, host(), ...request)),
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

/** What is offered at a place. In a large design it takes a while, in which other messages are answered. */
async function offered(
	session: Session,
	host: RefactorHost,
	{ textDocument: { uri }, range, context }: CodeActionParams,
	token: CancellationToken,
	reporter: WorkDoneProgressReporter,
): Promise<CodeAction[] | undefined> {
	const { workspace, client, reader, locale } = session;
	const file = workspace.file(uri);
	if (!file) return undefined;
	const architecture = workspace.architecture(uri);
	const isCurrent = (): boolean => workspace.architecture(uri) === architecture;
	const title = progressTexts.fixes[locale];
	// An editor wants to know whether there is a light bulb.
	const unasked = context.triggerKind === CodeActionTriggerKind.Automatic;
	const found = await withProgress(session, { title, unasked, token, reporter, isCurrent }, (step) =>
		allSteps(codeActions(workspace, file, range, context.only, reader), step),
	);
	return [
		...found.map(({ edit, ...action }) => ({ ...action, ...(edit && { edit: versioned(edit, workspace, client) }) })),
		...refactorActions(host, file, toSpan(file.lines, range), context.only),
	];
}
