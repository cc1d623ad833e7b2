import type { ClientCapabilities, WorkspaceEdit } from "vscode-languageserver";
import type { Workspace } from "./workspace.ts";

/** The same edits for the versions of the documents that they were made for, where a client refuses what was meant for another one. */
export function versioned(
	edit: WorkspaceEdit,
	workspace: Workspace,
	{ workspace: client }: ClientCapabilities,
): WorkspaceEdit {
	if (!edit.changes || !client?.workspaceEdit?.documentChanges) return edit;
	const { changes, ...rest } = edit;
	const documentChanges = Object.entries(changes).map(([uri, edits]) => {
		const document = workspace.document(uri);
		return { textDocument: { uri: document?.uri ?? uri, version: document?.version ?? null }, edits };
	});
	return { ...rest, documentChanges };
}
